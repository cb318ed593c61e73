import type { ElementProps } from '../jsx/element.js';
import type { Fault } from '../problems/problem.js';
import { type CallState, newCall } from '../verbs/define/call-state.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';
import type { ElementRuleContext } from './rule-context.js';

/** Returns the problem with a verb that never runs. `because` is the attribute with which the last verb ends the document. */
function unreachable(name: string, { name: last, definition }: CompiledVerb, because: string | undefined): Fault {
  const reason = because === undefined ? '' : `, because its ${because} takes over`;
  return {
    code: definition.names?.unreachable ?? 'verb.unreachable',
    level: 'warning',
    message: `<${name}> never runs: the document ends with the <${last}> before it${reason}.`,
    hint: `Move it before <${last}>, or remove it.`,
  };
}

/** Follows the verbs of a document in the order in which they run. */
export class VerbSequence {
  readonly #report: Report;
  /** State of the call after the verbs so far. */
  call: CallState = newCall();
  /** The verb that ended the document, and the attribute with which it did, if it does not always. */
  #last: CompiledVerb | undefined;
  #because: string | undefined;
  #warned = false;
  /** Problems of earlier verbs that are reported only if no verb follows that keeps the call up. */
  #ifLast: Report[] = [];

  constructor(report: Report) {
    this.#report = report;
  }

  /** Called when a document begins. An invalid tree has several. */
  restart(): void {
    this.call = newCall();
    this.#last = undefined;
    this.#because = undefined;
    this.#warned = false;
    this.#ifLast = [];
  }

  /** Called before a verb of the document. */
  begin(verb: CompiledVerb): void {
    if (!verb.isInstant) this.#ifLast = [];
    if (this.#last === undefined || this.#warned) return;
    this.#warned = true;
    this.#report.add(unreachable(verb.name, this.#last, this.#because));
  }

  /** Called after a verb. An invalid verb has no effect, because its effect is unknown. */
  end(verb: CompiledVerb, props: ElementProps, isFaulty: boolean): void {
    const { effect, endsWhen, holdsWhen } = verb;
    if (holdsWhen !== undefined && (props[holdsWhen] ?? false) !== false) this.#ifLast = [];
    if (!isFaulty) {
      if (verb.answers) this.call.answeredBy ??= verb.name;
      effect?.(this.call, props);
    }
    if (this.#last !== undefined) return;
    if (verb.endsAlways) this.#last = verb;
    else if (endsWhen !== undefined && props[endsWhen] != null) {
      this.#last = verb;
      this.#because = endsWhen;
    }
  }

  /** Runs the rules that apply only if no verb follows that keeps the call up, and keeps what they find. */
  deferUntilLast(verb: CompiledVerb, context: ElementRuleContext): void {
    if (this.#last !== undefined && this.#last !== verb) return;
    const ifLast = this.#report.fork();
    for (const rule of verb.lastRules) context.runRule(rule, ifLast);
    this.#ifLast.push(ifLast);
  }

  /** Called after the last verb. */
  finish(): void {
    for (const ifLast of this.#ifLast) this.#report.merge(ifLast);
    this.#ifLast = [];
  }
}
