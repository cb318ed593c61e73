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
import type { CallStart, CallTest, CallTestStep } from '../call-test/call-test.js';

/** How a phone that rang was decided. */
interface Decision {
  readonly kind: 'decision';
  readonly to: string;
  readonly behavior: CalleeBehavior;
  /** Seconds of the session at which it began to ring. */
  readonly rangAt: number;
}

/** Something that happened on a leg, as a test needs it. `leg` is the name of the leg. */
export type Fact = { readonly at: number; readonly leg: string } & (
  | { readonly kind: 'prompt'; readonly heard: Extract<Heard, { kind: 'speech' | 'audio' }> }
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'event'; readonly event: SentEvent }
  | { readonly kind: 'hangUp' }
  | { readonly kind: 'referral'; readonly to: string; readonly outcome: ReferOutcome }
  | Decision
);

/** The facts that are kept of a call. */
const MOST_FACTS = 5000;

/** What the simulator does not take as a code of the option `allow`. */
const NO_CODE = new Set(['not-simulated']);

/** Seconds of a pause before a person hangs up that the test keeps. */
const NOTED_PAUSE = 1;

/** A call as it was held, to write it as a test. */
export class RecordedCall {
  /** How the call began; a call that the application has placed begins as an outbound call. */
  start: CallStart;
  readonly facts: Fact[] = [];
  /** The result of machine detection, if a person has decided it. */
  detectedAs: 'human' | 'answering-machine' | undefined;
  /** The cause of the end of the first leg; `undefined` while it is up. */
  cause: string | undefined;
  /** True if something was left out: the call was too long. */
  isCut = false;
  readonly #root: string;
  /** The last state of each leg by its name. */
  readonly #legs = new Map<string, { readonly leg: WatchedLeg; readonly rangAt: number }>();
  readonly #codes = new Set<string>();
  /** The milliseconds of the slowest exchange. */
  #slowest = 0;
  #rootDoing = '';
  #referral: ReferOutcome | undefined;

  constructor({ name, direction, from, to }: WatchedLeg) {
    this.#root = name;
    this.start =
      direction === 'inbound'
        ? { kind: 'inbound', call: { from, to } }
        : { kind: 'outbound', request: { from, to, answerUrl: '/' } };
  }

  noteLeg(leg: WatchedLeg, at: number): void {
    const before = this.#legs.get(leg.name);
    const rangAt = before?.rangAt ?? at;
    this.#legs.set(leg.name, { leg, rangAt });
    if (leg.name === this.#root) this.#rootDoing = leg.doing;
    if (before?.leg.state === 'ringing' && leg.state !== 'ringing') {
      const behavior = behaviorOf(leg, Math.max(0, Math.round((at - rangAt) * 10) / 10));
      if (behavior !== undefined) this.#add({ kind: 'decision', at, leg: leg.name, to: leg.number, behavior, rangAt });
    }
    this.#noteReferral(before?.leg.refersTo, leg, at);
    if (leg.name === this.#root && leg.state === 'over') this.cause = leg.cause;
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
    if (entry.kind === 'speech' || entry.kind === 'audio') this.#add({ kind: 'prompt', at, leg, heard: entry });
    else if (entry.kind === 'keys' || entry.kind === 'words' || entry.kind === 'sound')
      this.#add({ kind: 'input', at, leg, input: entry });
    else if (entry.kind === 'event') this.#add({ kind: 'event', at, leg, event: entry });
    else if (entry.kind === 'change' && entry.text === 'hangs up') this.#add({ kind: 'hangUp', at, leg });
    else if (entry.kind === 'problem') this.#noteProblem(entry);
    else if (entry.kind === 'trouble') this.#noteCode(/^([\w.-]+): /.exec(entry.text)?.[1]);
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

  /** Returns the test of the call so far. */
  test(): CallTest {
    const steps = this.#steps();
    const options = this.#options();
    return {
      name: this.#name(steps),
      ...(Object.keys(options).length === 0 ? {} : { options }),
      start: this.#startWithCallee(),
      steps,
    };
  }

  #options(): NonNullable<CallTest['options']> {
    const slowest = this.#slowest;
    const allow = [...this.#codes].sort();
    return {
      ...(allow.length === 0 ? {} : { allow }),
      ...(slowest > 600 ? { patience: Math.ceil((slowest / 1000) * 3), limits: { realSeconds: 60 } } : {}),
    };
  }

  /** The called party of an outbound call does what it did. */
  #startWithCallee(): CallStart {
    const { start } = this;
    if (start.kind === 'inbound') return start;
    const decision = this.facts.find((fact) => fact.kind === 'decision' && fact.leg === this.#root);
    if (decision?.kind !== 'decision') return start;
    const { detectedAs } = this;
    return { ...start, callee: detectedAs === undefined ? decision.behavior : { ...decision.behavior, detectedAs } };
  }

  #name(steps: readonly CallTestStep[]): string {
    const words = steps.flatMap((step): string[] => {
      if (step.kind === 'press') return [`presses ${step.keys}`];
      if (step.kind === 'says') return [`says “${shortened(step.words)}”`];
      if (step.kind === 'speaksFor') return ['speaks'];
      if (step.kind === 'transferredTo' || step.kind === 'forwardedTo') return [`is connected with ${step.to}`];
      return step.kind === 'hangUp' ? ['hangs up'] : [];
    });
    const { from, to } = this.start.kind === 'inbound' ? this.start.call : this.start.request;
    const title = this.start.kind === 'inbound' ? `${String(from)} calls ${String(to)}` : `${String(to)} is called`;
    return [title, ...words.slice(0, 5)].join(', ');
  }

  #steps(): CallTestStep[] {
    const steps: CallTestStep[] = [];
    const facts = this.facts.filter((fact) => this.#matters(fact));
    for (const [index, fact] of facts.entries()) this.#addStep(steps, facts, index, fact);
    if (this.cause === undefined) steps.push({ kind: 'hangUp' });
    else if (!steps.some((step) => step.kind === 'hangUp' && step.party === undefined))
      steps.push({ kind: 'ends', cause: this.cause });
    return steps;
  }

  /** Keys that were lost and prompts that are not over yet are left out. */
  #matters(fact: Fact): boolean {
    if (fact.kind === 'input') return fact.input.lost !== true;
    if (fact.kind === 'decision') return fact.leg !== this.#root;
    if (fact.kind !== 'prompt') return true;
    const isEnded = this.cause !== undefined || this.facts.some(({ leg, at }) => leg === fact.leg && at > fact.at);
    return isEnded && fact.heard.stoppedAfter !== 0;
  }

  #addStep(steps: CallTestStep[], facts: readonly Fact[], index: number, fact: Fact): void {
    const party = fact.leg === this.#root ? {} : { party: this.#legs.get(fact.leg)?.leg.number ?? fact.leg };
    switch (fact.kind) {
      case 'prompt': {
        const step = this.#promptStep(facts, index, fact, party);
        if (step !== undefined) steps.push(step);
        return;
      }
      case 'input': {
        const step = inputStep(fact.input, party);
        const last = steps.at(-1);
        const follows = facts[index - 1]?.kind === 'input' && facts[index - 1]?.leg === fact.leg;
        if (step.kind === 'press' && last?.kind === 'press' && follows && last.party === step.party)
          steps[steps.length - 1] = { ...last, keys: last.keys + step.keys };
        else steps.push(step);
        return;
      }
      case 'decision':
        this.#addDecision(steps, facts, index, fact);
        return;
      case 'referral':
        steps.push({ kind: 'referredTo', to: fact.to, outcome: fact.outcome });
        return;
      case 'hangUp': {
        const pause = this.#pauseBefore(facts, index);
        if (pause >= NOTED_PAUSE) steps.push({ kind: 'waits', seconds: pause, ...party });
        steps.push({ kind: 'hangUp', ...party });
        return;
      }
      case 'event':
    }
  }

  #promptStep(
    facts: readonly Fact[],
    index: number,
    { leg, heard }: Extract<Fact, { kind: 'prompt' }>,
    party: { readonly party?: string },
  ): CallTestStep | undefined {
    const words = heard.kind === 'speech' ? heard.text : pathOf(heard.url);
    if (words === '') return undefined;
    if (heard.stoppedAfter === undefined) return { kind: 'hears', words, ...party };
    const next = facts.slice(index + 1).find((fact) => fact.leg === leg && fact.kind !== 'event');
    // Stopped by a key, by speech or by the person, which the next step is.
    return next?.kind === 'input' || next?.kind === 'hangUp' ? { kind: 'beginsToHear', words, ...party } : undefined;
  }

  /** Adds the decision about a phone. Those of phones that rang at once belong together. */
  #addDecision(steps: CallTestStep[], facts: readonly Fact[], index: number, fact: Fact & Decision): void {
    const kind = /^is forwarded/.test(this.#rootDoing) ? 'forwardedTo' : 'transferredTo';
    const step: CallTestStep = { kind, to: fact.to, behavior: fact.behavior };
    const before = facts.slice(0, index).findLast((each) => each.kind === 'decision');
    const last = steps.at(-1);
    const rangAtOnce = before?.kind === 'decision' && Math.abs(before.rangAt - fact.rangAt) < 0.2;
    if (!rangAtOnce || last === undefined) steps.push(step);
    else if (last.kind === 'together') steps[steps.length - 1] = { ...last, steps: [...last.steps, step] };
    else if (last.kind === kind) steps[steps.length - 1] = { kind: 'together', steps: [last, step] };
    else steps.push(step);
  }

  /** Returns how long nothing happened on a leg before it hung up, in whole seconds. */
  #pauseBefore(facts: readonly Fact[], index: number): number {
    const fact = facts[index];
    const before = facts.slice(0, index).findLast(({ leg, kind }) => leg === fact?.leg && kind !== 'event');
    if (fact === undefined || before === undefined) return 0;
    if (before.kind !== 'prompt') return Math.floor(fact.at - before.at);
    if (before.heard.stoppedAfter !== undefined) return 0;
    const seconds = before.heard.kind === 'speech' ? before.heard.text.length * 0.065 : 3;
    return Math.floor(fact.at - before.at - seconds);
  }
}

function behaviorOf({ state, cause }: WatchedLeg, after: number): CalleeBehavior | undefined {
  if (state === 'connected') return after === 0 ? {} : { after };
  if (cause === 'busy') return after === 0 ? { busy: true } : { busy: true, after };
  if (cause === 'rejected') return after === 0 ? { rejects: true } : { rejects: true, after };
  // Dropped phones need no decision.
  return cause === 'timeout' ? { noAnswer: true } : undefined;
}

function inputStep({ kind, text }: Input, party: { readonly party?: string }): CallTestStep {
  if (kind === 'keys') return { kind: 'press', keys: text, ...party };
  if (kind === 'words') return { kind: 'says', words: text, ...party };
  return { kind: 'speaksFor', seconds: Number.parseFloat(text), ...party };
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
