import type { ElementProps } from '../jsx/element.js';
import type { Fault } from '../problems/problem.js';
import { type CallState, newCall } from '../verbs/define/call-state.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';
import type { ElementRuleContext } from './rule-context.js';

/** The verb after which none runs, and why. */
interface DocumentEnd {
  readonly verb: CompiledVerb;
  readonly because: string;
}

/** A verb that never runs. Performance: in words only if it is reported, since many programs ignore warnings. */
class Unreachable implements Fault {
  readonly level = 'warning';
  readonly #name: string;
  readonly #end: DocumentEnd;

  constructor(name: string, end: DocumentEnd) {
    this.#name = name;
    this.#end = end;
  }

  get code(): string {
    return this.#end.verb.definition.names?.unreachable ?? 'verb.unreachable';
  }

  get message(): string {
    return `<${this.#name}> never runs: the document ends with the <${this.#end.verb.name}> before it${this.#end.because}.`;
  }

  get hint(): string {
    return `Move it before <${this.#end.verb.name}>, or remove it.`;
  }
}

/** The verbs of a document in the order in which they run: what ended it, what came of it so far, what it ends with. */
export class VerbSequence {
  readonly #report: Report;
  #call: CallState | undefined;
  /** The first verb that answered the call, as far as that is a fact of the verb. */
  answeredBy: string | undefined = undefined;
  /** The verb after which none runs, and why. */
  #ended: DocumentEnd | undefined;
  #warned = false;
  /** What to report of earlier verbs if no verb follows that keeps the call up. */
  #ifLast: Report[] | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** What the verbs so far did to the call. */
  get call(): CallState {
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
    this.#report.add(new Unreachable(verb.name, this.#ended));
  }

  /** The verb is complete. A faulty one may have any effect, so it is given none. */
  end(verb: CompiledVerb, props: ElementProps, isFaulty: boolean): void {
    const { effect, endsWhen, holdsWhen } = verb;
    if (holdsWhen !== undefined && (props[holdsWhen] ?? false) !== false) this.#ifLast = undefined;
    if (effect !== undefined && !isFaulty) effect(this.call, props);
    if (verb.endsAlways) this.#ended ??= { verb, because: '' };
    else if (endsWhen !== undefined && props[endsWhen] != null) {
      this.#ended ??= { verb, because: `, because its ${endsWhen} takes over` };
    }
  }

  /** Keeps what the rules find that count if no verb follows which keeps the call up. A verb that never runs has none. */
  deferUntilLast(verb: CompiledVerb, context: ElementRuleContext): void {
    if (this.#ended !== undefined && this.#ended.verb !== verb) return;
    const ifLast = this.#report.fork();
    for (const rule of verb.lastRules) context.runRule(rule, ifLast);
    this.#ifLast ??= [];
    this.#ifLast.push(ifLast);
  }

  /** No verb follows. */
  finish(): void {
    if (this.#ifLast !== undefined) for (const ifLast of this.#ifLast) this.#report.merge(ifLast);
    this.#ifLast = undefined;
  }
}
