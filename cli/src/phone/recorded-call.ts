import type {
  CalleeBehavior,
  FoundProblem,
  Heard,
  Input,
  ReferOutcome,
  SentEvent,
  TimelineEntry,
  WatchedLeg,
} from 'bxml-jsx/testing';
import type { CallStart } from '../call-test/call-test.js';

/** How a phone that rang was decided. */
export interface Decision {
  readonly kind: 'decision';
  readonly to: string;
  readonly behavior: CalleeBehavior;
  /** Seconds of the session at which it began to ring. */
  readonly rangAt: number;
  /** True if a `Forward` dialed it. */
  readonly isForwarded: boolean;
}

/** Something that happened on a leg, as a test needs it. `leg` is the name of the leg. */
export type Fact = { readonly at: number; readonly leg: string } & (
  | { readonly kind: 'prompt'; readonly heard: Extract<Heard, { kind: 'speech' | 'audio' | 'voice' }> }
  /** `isUnheard`: neither the application nor another party listened for words or speech; of keys, see `input.lost`. */
  | { readonly kind: 'input'; readonly input: Input; readonly isUnheard: boolean }
  | { readonly kind: 'event'; readonly event: SentEvent }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'referral'; readonly to: string; readonly outcome: ReferOutcome }
  | Decision
);

/** The facts that are kept of a call. */
const MOST_FACTS = 5000;

/** What the simulator does not take as a code of the option `allow`. */
const NO_CODE = new Set(['not-simulated']);

/** A call as it was held, to write it as a test. */
export class RecordedCall {
  /** How the call began; a call that the application has placed begins as an outbound call. */
  start: CallStart;
  readonly facts: Fact[] = [];
  /** The result of machine detection, if a person has decided it. */
  detectedAs: 'human' | 'answering-machine' | undefined;
  /** The cause of the end of the first leg; `undefined` while it is up. */
  cause: string | undefined;
  /** The calls that it was connected with: in a conference, or by a verb that joins calls. */
  readonly connected = new Set<RecordedCall>();
  /** True if something was left out: the call was too long. */
  isCut = false;
  /** The name of the first leg. */
  readonly root: string;
  /** Seconds of the session at which it began and ended. */
  readonly startedAt: number;
  endedAt: number | undefined;
  /** The last state of each leg by its name. */
  readonly #legs = new Map<string, { readonly leg: WatchedLeg; readonly rangAt: number }>();
  readonly #codes = new Set<string>();
  /** The milliseconds of the slowest exchange. */
  #slowest = 0;
  #rootDoing = '';
  #referral: ReferOutcome | undefined;

  constructor({ name, direction, from, to }: WatchedLeg, at: number) {
    this.startedAt = at;
    this.root = name;
    this.start =
      direction === 'inbound'
        ? { kind: 'inbound', call: { from, to } }
        : { kind: 'outbound', request: { from, to, answerUrl: '/' } };
  }

  noteLeg(leg: WatchedLeg, at: number): void {
    const before = this.#legs.get(leg.name);
    const rangAt = before?.rangAt ?? at;
    this.#legs.set(leg.name, { leg, rangAt });
    if (leg.name === this.root) this.#rootDoing = leg.doing;
    if (before?.leg.state === 'ringing' && leg.state !== 'ringing') {
      const behavior = behaviorOf(leg, Math.max(0, Math.round((at - rangAt) * 10) / 10));
      const isForwarded = /^is forwarded/.test(this.#rootDoing);
      if (behavior !== undefined)
        this.#add({ kind: 'decision', at, leg: leg.name, to: leg.number, behavior, rangAt, isForwarded });
    }
    this.#noteReferral(before?.leg.refersTo, leg, at);
    if (leg.name !== this.root || leg.state !== 'over') return;
    this.cause = leg.cause;
    this.endedAt = at;
  }

  /** Notes the outcome of a REFER that a person has decided, before the call continues. */
  decideReferral(outcome: ReferOutcome | undefined): void {
    this.#referral = outcome;
  }

  /** Adds a REFER that has its outcome. Without a decision, no NOTIFY came. */
  #noteReferral(to: string | undefined, { name, refersTo, cause }: WatchedLeg, at: number): void {
    if (to === undefined || refersTo !== undefined) return;
    const outcome = this.#referral ?? { fails: true, status: 202 };
    const isDecided = this.#referral !== undefined;
    this.#referral = undefined;
    // The caller may hang up instead, which is a step of its own.
    if (isDecided || cause === '') this.#add({ kind: 'referral', at, leg: name, to, outcome });
  }

  /** Notes how long an exchange took. */
  noteDuration(milliseconds: number): void {
    this.#slowest = Math.max(this.#slowest, milliseconds);
  }

  /** Adds an entry of the timeline of the call. */
  noteEntry(entry: TimelineEntry, at: number): void {
    const { leg } = entry;
    if (entry.kind === 'speech' || entry.kind === 'audio' || entry.kind === 'voice')
      this.#add({ kind: 'prompt', at, leg, heard: entry });
    else if (entry.kind === 'keys' || entry.kind === 'words' || entry.kind === 'sound')
      this.#add({ kind: 'input', at, leg, input: entry, isUnheard: entry.kind !== 'keys' && !this.#takesSpeech(leg) });
    else if (entry.kind === 'event') this.#add({ kind: 'event', at, leg, event: entry });
    else if (entry.kind === 'change' && entry.text === 'hangs up') this.#add({ kind: 'hangUp', at, leg });
    else if (entry.kind === 'problem') this.#noteProblem(entry);
    else if (entry.kind === 'trouble') this.#noteCode(/^([\w.-]+): /.exec(entry.text)?.[1]);
  }

  #takesSpeech(name: string): boolean {
    const { listens = [], heardBy = [] } = this.#legs.get(name)?.leg ?? {};
    return heardBy.length > 0 || listens.some((each) => each !== 'keys');
  }

  #add(fact: Fact): void {
    if (this.facts.length < MOST_FACTS) this.facts.push(fact);
    else this.isCut = true;
  }

  #noteProblem({ problem }: FoundProblem): void {
    if (problem.severity === 'warning') this.#noteCode(problem.code);
  }

  #noteCode(code: string | undefined): void {
    if (code !== undefined && !NO_CODE.has(code)) this.#codes.add(code);
  }

  /** Returns the number of a leg, which is how steps name it. */
  numberOf(leg: string): string {
    return this.#legs.get(leg)?.leg.number ?? leg;
  }

  /** The options that a test of the call needs. */
  get needs(): { readonly allow: readonly string[]; readonly slowest: number } {
    return { allow: [...this.#codes], slowest: this.#slowest };
  }
}

function behaviorOf({ state, cause }: WatchedLeg, after: number): CalleeBehavior | undefined {
  if (state === 'connected') return after === 0 ? {} : { after };
  if (cause === 'busy') return after === 0 ? { busy: true } : { busy: true, after };
  if (cause === 'rejected') return after === 0 ? { rejects: true } : { rejects: true, after };
  // Dropped phones need no decision.
  return cause === 'timeout' ? { noAnswer: true } : undefined;
}
