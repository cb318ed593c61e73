import type { ElementProps } from '../../jsx-runtime/element.js';
import { type CallSoFar, newCall } from '../verbs/call-so-far.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Fault, Place, Report } from './report.js';
import type { Subject } from './subject.js';

/** The verbs of a document in the order in which they run: what ended it, what came of it so far, which was last. */
export class VerbSequence {
  call: CallSoFar = newCall();
  readonly #report: Report;
  /** The verb after which none runs, and why. */
  #ended: { readonly verb: CompiledVerb; readonly because: string } | undefined;
  #warned = false;
  /** What is to be said of the latest verb if no other follows. */
  #ifLast: { readonly faults: readonly Fault[]; readonly place: Place } | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** A document begins. */
  restart(): void {
    this.call = newCall();
    this.#ended = undefined;
    this.#warned = false;
    this.#ifLast = undefined;
  }

  /** The next verb of the document begins. */
  begin(verb: CompiledVerb): void {
    this.#ifLast = undefined;
    if (this.#ended === undefined || this.#warned) return;
    this.#warned = true;
    const { verb: last, because } = this.#ended;
    this.#report.add({
      code: last.definition.names?.unreachable ?? 'verb.unreachable',
      level: 'warning',
      message: `<${verb.name}> never runs: the document ends with the <${last.name}> before it${because}.`,
      hint: `Move it before <${last.name}>, or remove it.`,
    });
  }

  /** The verb is complete. A faulty one may have any effect, so it is given none. */
  end(verb: CompiledVerb, subject: Subject, props: ElementProps): void {
    const { terminal = 'never', effect } = verb.definition;
    if (!subject.faulty) effect?.(this.call, subject.props);
    if (terminal === 'always') this.#ended ??= { verb, because: '' };
    else if (terminal !== 'never' && props[terminal.when] != null) {
      this.#ended ??= { verb, because: `, because its ${terminal.when} takes over` };
    }
    if (verb.lastRules.length === 0) return;
    const faults = verb.lastRules.flatMap((rule) => subject.faultsOf(rule));
    this.#ifLast = { faults, place: this.#report.place() };
  }

  /** No verb follows. */
  finish(): void {
    if (this.#ifLast === undefined) return;
    for (const fault of this.#ifLast.faults) this.#report.add(fault, this.#ifLast.place);
  }
}
