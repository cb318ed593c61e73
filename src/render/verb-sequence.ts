import type { ElementProps } from '../jsx/element.js';
import type { Fault } from '../problems/problem.js';
import { type CallState, newCall } from '../verbs/define/call-state.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';
import type { ElementRuleContext } from './rule-context.js';

/**
 * The problem with a verb that never runs. Performance: formatted only if it is reported, because many programs ignore
 * warnings.
 */
class Unreachable implements Fault {
  readonly level = 'warning';
  readonly #name: string;
  readonly #last: CompiledVerb;
  readonly #because: string | undefined;

  /** @param because the attribute with which the last verb ends the document; `undefined` if it always does */
  constructor(name: string, last: CompiledVerb, because: string | undefined) {
    this.#name = name;
    this.#last = last;
    this.#because = because;
  }

  get code(): string {
    return this.#last.definition.names?.unreachable ?? 'verb.unreachable';
  }

  get message(): string {
    const because = this.#because === undefined ? '' : `, because its ${this.#because} takes over`;
    return `<${this.#name}> never runs: the document ends with the <${this.#last.name}> before it${because}.`;
  }

  get hint(): string {
    return `Move it before <${this.#last.name}>, or remove it.`;
  }
}

/** Follows the verbs of a document in the order in which they run. */
export class VerbSequence {
  readonly #report: Report;
  #started = false;
  #call: CallState | undefined;
  /** The first verb that answered the call, if it always does. */
  answeredBy: string | undefined = undefined;
  /** The verb that ended the document, and the attribute with which it did, if it does not always. */
  #last: CompiledVerb | undefined;
  #because: string | undefined;
  #warned = false;
  /** Problems of earlier verbs that are reported only if no verb follows that keeps the call up. */
  #ifLast: Report[] | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** State of the call after the verbs so far. */
  get call(): CallState {
    this.#call ??= newCall();
    this.#call.answeredBy ??= this.answeredBy;
    return this.#call;
  }

  /** Called when a document begins. An invalid tree has several. */
  restart(): void {
    if (!this.#started) {
      this.#started = true;
      return;
    }
    this.#call = undefined;
    this.answeredBy = undefined;
    this.#last = undefined;
    this.#because = undefined;
    this.#warned = false;
    this.#ifLast = undefined;
  }

  /** Called before a verb of the document. */
  begin(verb: CompiledVerb): void {
    if (!verb.isInstant) this.#ifLast = undefined;
    if (this.#last === undefined || this.#warned) return;
    this.#warned = true;
    this.#report.add(new Unreachable(verb.name, this.#last, this.#because));
  }

  /** Called after a verb. An invalid verb has no effect, because its effect is unknown. */
  end(verb: CompiledVerb, props: ElementProps, isFaulty: boolean): void {
    const { effect, endsWhen, holdsWhen } = verb;
    if (holdsWhen !== undefined && (props[holdsWhen] ?? false) !== false) this.#ifLast = undefined;
    if (effect !== undefined && !isFaulty) effect(this.call, props);
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
    this.#ifLast ??= [];
    this.#ifLast.push(ifLast);
  }

  /** Called after the last verb. */
  finish(): void {
    if (this.#ifLast === undefined) return;
    for (const ifLast of this.#ifLast) this.#report.merge(ifLast);
    this.#ifLast = undefined;
  }
}
