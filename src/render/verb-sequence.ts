import { type CallSoFar, newCall } from '../verbs/call-so-far.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { OpenTag } from './open-tag.js';
import type { Report } from './report.js';
import type { RuleContext } from './rule-context.js';

/** The verbs of a document in the order in which they run: what ended it, what came of it so far, which was last. */
export class VerbSequence {
  readonly #report: Report;
  #call: CallSoFar | undefined;
  /** The first verb that answered the call, as far as that is a fact of the verb. */
  answeredBy: string | undefined = undefined;
  /** The verb after which none runs, and why. */
  #ended: { readonly verb: CompiledVerb; readonly because: string } | undefined;
  #warned = false;
  /** What is to be said of the latest verb if no other follows. */
  #ifLast: Report | undefined;

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
  end(verb: CompiledVerb, { props, given, isFaulty }: OpenTag): void {
    const { effect, endsWhen, endsBit } = verb;
    if (effect !== undefined && !isFaulty) effect(this.call, props);
    if (verb.endsAlways) this.#ended ??= { verb, because: '' };
    else if (endsWhen !== undefined && (endsBit === 0 ? props[endsWhen] != null : (given & endsBit) !== 0)) {
      this.#ended ??= { verb, because: `, because its ${endsWhen} takes over` };
    }
  }

  /** Runs the rules of the verb that hold if it turns out to be the last one. */
  deferUntilLast(verb: CompiledVerb, context: RuleContext): void {
    this.#ifLast = this.#report.fork();
    for (const rule of verb.lastRules) context.runRule(rule, this.#ifLast);
  }

  /** No verb follows. */
  finish(): void {
    if (this.#ifLast !== undefined) this.#report.merge(this.#ifLast);
    this.#ifLast = undefined;
  }
}
