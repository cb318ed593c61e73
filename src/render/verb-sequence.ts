import type { ElementProps } from '../../jsx-runtime/element.js';
import { type CallSoFar, newCall } from '../verbs/call-so-far.js';
import type { AttributeFaults } from './attributes.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';
import type { Subject } from './subject.js';

/** The verbs of a document in the order in which they run: what ended it, what came of it so far, what it ends with. */
export class VerbSequence {
  readonly #report: Report;
  #call: CallSoFar | undefined;
  /** The first verb that answered the call, as far as that is a fact of the verb. */
  answeredBy: string | undefined = undefined;
  /** The verb after which none runs, and why. */
  #ended: { readonly verb: CompiledVerb; readonly because: string } | undefined;
  #warned = false;
  /** What to report of earlier verbs if no verb follows that keeps the call up. */
  #ifLast: Report[] | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** What the verbs so far did to the call. */
  get call(): CallSoFar {
    this.#call ??= newCall();
    this.#call.answeredBy ??= this.answeredBy;
    return this.#call;
  }

  /** A document begins. */
  restart(): void {
    this.#call = undefined;
    this.answeredBy = undefined;
    this.#ended = undefined;
    this.#warned = false;
    this.#ifLast = undefined;
  }

  /** The next verb of the document begins. */
  begin(verb: CompiledVerb): void {
    if (!verb.isInstant) this.#ifLast = undefined;
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
  end(verb: CompiledVerb, props: ElementProps, faults: AttributeFaults | undefined, given: number): void {
    const { effect, endsWhen, endsBit, holdsWhen } = verb;
    if (holdsWhen !== undefined && (props[holdsWhen] ?? false) !== false) this.#ifLast = undefined;
    if (effect !== undefined && (faults === undefined || faults.names.size === 0)) effect(this.call, props);
    if (verb.endsAlways) this.#ended ??= { verb, because: '' };
    else if (endsWhen !== undefined && (endsBit === 0 ? props[endsWhen] != null : (given & endsBit) !== 0)) {
      this.#ended ??= { verb, because: `, because its ${endsWhen} takes over` };
    }
  }

  /** Keeps what the rules find that count if no verb follows which keeps the call up. A verb that never runs has none. */
  holdForLast(verb: CompiledVerb, subject: Subject): void {
    if (this.#ended !== undefined && this.#ended.verb !== verb) return;
    const ifLast = this.#report.sketch();
    for (const rule of verb.lastRules) subject.keeps(rule, ifLast);
    this.#ifLast ??= [];
    this.#ifLast.push(ifLast);
  }

  /** No verb follows. */
  finish(): void {
    if (this.#ifLast !== undefined) for (const ifLast of this.#ifLast) this.#report.adopt(ifLast);
    this.#ifLast = undefined;
  }
}
