// Tracks the order of the verbs of a document for the plain renderer.
import type { Problem } from 'bxml-jsx';
import type { Fault } from '../../src/problems/problem.js';
import type { CompiledVerb } from '../../src/render/compiled-verb.js';
import { newCall } from '../../src/verbs/define/call-state.js';
import type { PlainAttributes } from './plain-attributes.js';

export class PlainSequence {
  readonly call = newCall();
  /** Findings about earlier verbs, to report if no later verb keeps the call up. */
  ifLast: readonly Problem[] = [];
  #end: { readonly verb: CompiledVerb; readonly because: string } | undefined;
  #isReported = false;

  /** Adds the next verb. Returns the fault if it never runs. */
  begin({ name, definition }: CompiledVerb): Fault[] {
    if (definition.instant === undefined) this.ifLast = [];
    if (this.#end === undefined || this.#isReported) return [];
    this.#isReported = true;
    const { verb: last, because } = this.#end;
    return [
      {
        code: last.definition.names?.unreachable ?? 'verb.unreachable',
        level: 'warning',
        message: `<${name}> never runs: the document ends with the <${last.name}> before it${because}.`,
        hint: `Move it before <${last.name}>, or remove it.`,
      },
    ];
  }

  /** True if the verb never runs, because an earlier verb ends the document. */
  isBeyondEnd(verb: CompiledVerb): boolean {
    return this.#end !== undefined && this.#end.verb.name !== verb.name;
  }

  /** Called when the verb is complete. */
  end(verb: CompiledVerb, { given, faulty }: PlainAttributes): void {
    const { answers, effect, instant, terminal = 'never' } = verb.definition;
    if (typeof instant === 'object' && (given[instant.unless] ?? false) !== false) this.ifLast = [];
    if (faulty.size === 0) {
      if (answers === true) this.call.answeredBy ??= verb.name;
      effect?.(this.call, given);
    }
    if (this.#end !== undefined || terminal === 'never') return;
    if (terminal === 'always') this.#end = { verb, because: '' };
    else if ((given[terminal.when] ?? null) !== null) {
      this.#end = { verb, because: `, because its ${terminal.when} takes over` };
    }
  }
}
