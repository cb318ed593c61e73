// From what happened in a recorded call to the steps of a test.
import type { Input } from 'bxml-jsx/testing';
import { CALLER, type CallTestStep } from '../call-test/call-test.js';
import type { Decision, Fact, RecordedCall } from './recorded-call.js';

/** A step with the moment at which it happened, in seconds of the session. */
export interface TimedStep {
  readonly at: number;
  /** The moment at which it is done. Default: `at` */
  readonly until?: number;
  /** Of a prompt: the moment at which it began. */
  readonly from?: number;
  readonly step: CallTestStep;
}

/** How the steps of a call are written. */
export interface StepOptions {
  /** The name of the call in the test. */
  readonly name: string;
  /** True if the test has other calls: what other persons say is heard, and no step waits before a person hangs up. */
  readonly hasOthers: boolean;
}

/** Seconds of a pause before a person hangs up that the test keeps. */
const NOTED_PAUSE = 1;

/** Seconds between two phones that began to ring at once. */
const AT_ONCE = 0.2;

/** Seconds within which keys that nothing listened for are pressed in one step. */
const ONE_PRESS = 1;

/** Returns the steps of a call so far, in order. */
export function stepsOf(call: RecordedCall, options: StepOptions): TimedStep[] {
  const steps = new CallSteps(call, options);
  const { cause, endedAt = Number.POSITIVE_INFINITY } = call;
  const all = steps.all();
  const party = steps.partyOf(call.root);
  if (cause === undefined) all.push({ at: endedAt, step: { kind: 'hangUp', ...party } });
  else if (!all.some(({ step }) => step.kind === 'hangUp' && step.party === party.party))
    all.push({ at: endedAt, step: { kind: 'ends', cause, ...party } });
  return all;
}

class CallSteps {
  readonly #call: RecordedCall;
  readonly #options: StepOptions;
  readonly #facts: readonly Fact[];
  readonly #steps: TimedStep[] = [];
  /** The prompt during which something was pressed or said that nothing listened for: its beginning is a step already. */
  #begun: TimedStep | undefined;

  constructor(call: RecordedCall, options: StepOptions) {
    this.#call = call;
    this.#options = options;
    this.#facts = call.facts.filter((fact) => this.#matters(fact));
  }

  all(): TimedStep[] {
    for (const [index, fact] of this.#facts.entries()) this.#add(index, fact);
    return this.#steps;
  }

  /** The party of a leg, as a step names it. */
  partyOf(leg: string): { readonly party?: string } {
    const { name } = this.#options;
    if (leg === this.#call.root) return name === CALLER ? {} : { party: name };
    return { party: this.#nameOf(this.#call.numberOf(leg)) };
  }

  /** Returns the name of a called party: its number, with the call if the test has others. */
  #nameOf(number: string): string {
    return this.#options.hasOthers ? `${this.#options.name} ${number}` : number;
  }

  /** Prompts that are not over yet are left out. */
  #matters(fact: Fact): boolean {
    const { root, cause, facts } = this.#call;
    if (fact.kind === 'decision') return fact.leg !== root;
    if (fact.kind !== 'prompt') return true;
    if (fact.heard.kind === 'voice' && !this.#options.hasOthers) return false;
    const isEnded =
      cause !== undefined || facts.some((each) => each.leg === fact.leg && each.at > fact.at && !isUnheard(each));
    return isEnded && fact.heard.stoppedAfter !== 0;
  }

  #add(index: number, fact: Fact): void {
    const steps = this.#steps;
    const { at } = fact;
    const party = this.partyOf(fact.leg);
    switch (fact.kind) {
      case 'prompt': {
        const step = this.#promptStep(index, fact, party);
        if (step !== undefined) steps.push({ at: step.kind === 'hears' ? at + secondsOf(fact) : at, from: at, step });
        return;
      }
      case 'input': {
        if (isUnheard(fact)) {
          this.#addUnheard(fact, party);
          return;
        }
        const step = inputStep(fact.input, party);
        const last = steps.at(-1)?.step;
        const before = this.#facts[index - 1];
        const follows = before?.kind === 'input' && before.leg === fact.leg && !isUnheard(before);
        if (step.kind === 'press' && last?.kind === 'press' && follows && last.party === step.party)
          steps[steps.length - 1] = { at, step: { ...last, keys: last.keys + step.keys } };
        else steps.push({ at, step });
        return;
      }
      case 'decision':
        this.#addDecision(index, fact);
        return;
      case 'referral':
        steps.push({ at, step: { kind: 'referredTo', to: fact.to, outcome: fact.outcome, ...this.#ofCall() } });
        return;
      case 'hangUp': {
        const pause = this.#options.hasOthers ? 0 : this.#pauseBefore(index, fact);
        if (pause >= NOTED_PAUSE) steps.push({ at: at - pause, step: { kind: 'waits', seconds: pause, ...party } });
        steps.push({ at, step: { kind: 'hangUp', ...party } });
        return;
      }
      case 'event':
    }
  }

  /** Adds what a person pressed or said although nothing listened, at the same moment of the prompt that it heard. */
  #addUnheard(fact: Extract<Fact, { kind: 'input' }>, party: { readonly party?: string }): void {
    const steps = this.#steps;
    const { at } = fact;
    const last = steps.at(-1);
    const isRunning = last?.step.kind === 'hears' && last.step.party === party.party && last.at > at;
    const prompt = isRunning ? last : undefined;
    if (prompt?.step.kind === 'hears') {
      steps.pop();
      if (prompt !== this.#begun) steps.push({ at: prompt.from ?? at, step: { ...prompt.step, kind: 'beginsToHear' } });
    }
    const before = steps.at(-1);
    const step: CallTestStep = { ...inputStep(fact.input, party), now: true };
    const pause = at - (before?.until ?? before?.at ?? this.#call.startedAt);
    const follows = before?.step.kind === 'press' && before.step.now === true && before.step.party === step.party;
    if (step.kind === 'press' && before?.step.kind === 'press' && follows && pause < ONE_PRESS)
      steps[steps.length - 1] = { at, step: { ...before.step, keys: before.step.keys + step.keys } };
    else {
      const seconds = this.#options.hasOthers ? 0 : Math.floor(pause);
      if (seconds >= 1) steps.push({ at, step: { kind: 'waits', seconds, ...party } });
      steps.push({ at, until: at + spokenSeconds(fact), step });
    }
    // The rest of the prompt is heard after it.
    if (prompt === undefined || prompt.at <= at + spokenSeconds(fact)) return;
    steps.push(prompt);
    this.#begun = prompt;
  }

  #ofCall(): { readonly of?: string } {
    const { name } = this.#options;
    return name === CALLER ? {} : { of: name };
  }

  #promptStep(
    index: number,
    { leg, heard }: Extract<Fact, { kind: 'prompt' }>,
    party: { readonly party?: string },
  ): CallTestStep | undefined {
    const words = heard.kind === 'audio' ? pathOf(heard.url) : heard.text;
    if (words === '') return undefined;
    if (heard.stoppedAfter === undefined) return { kind: 'hears', words, ...party };
    const next = this.#facts
      .slice(index + 1)
      .find((fact) => fact.leg === leg && fact.kind !== 'event' && !isUnheard(fact));
    // Stopped by a key, by speech or by the person, which the next step is.
    return next?.kind === 'input' || next?.kind === 'hangUp' ? { kind: 'beginsToHear', words, ...party } : undefined;
  }

  /** Adds the decision about a phone. Those of phones that rang at once belong together. */
  #addDecision(index: number, fact: Fact & Decision): void {
    const steps = this.#steps;
    const kind = fact.isForwarded ? 'forwardedTo' : 'transferredTo';
    const as = this.#options.hasOthers ? { as: this.#nameOf(fact.to) } : {};
    const step: CallTestStep = { kind, to: fact.to, behavior: fact.behavior, ...this.#ofCall(), ...as };
    const before = this.#facts.slice(0, index).findLast((each) => each.kind === 'decision');
    const last = steps.at(-1);
    const rangAtOnce = before?.kind === 'decision' && Math.abs(before.rangAt - fact.rangAt) < AT_ONCE;
    if (!rangAtOnce || last === undefined) steps.push({ at: fact.rangAt, until: fact.at, step });
    else if (last.step.kind === 'together')
      steps[steps.length - 1] = { ...last, until: fact.at, step: { ...last.step, steps: [...last.step.steps, step] } };
    else if (last.step.kind === kind)
      steps[steps.length - 1] = { ...last, until: fact.at, step: { kind: 'together', steps: [last.step, step] } };
    else steps.push({ at: fact.rangAt, until: fact.at, step });
  }

  /** Returns how long nothing happened on a leg before it hung up, in whole seconds. */
  #pauseBefore(index: number, { at, leg }: Fact): number {
    const before = this.#facts.slice(0, index).findLast((each) => each.leg === leg && each.kind !== 'event');
    if (before === undefined) return 0;
    if (before.kind !== 'prompt') return Math.floor(at - before.at);
    return before.heard.stoppedAfter === undefined ? Math.floor(at - before.at - secondsOf(before)) : 0;
  }
}

/** Returns about how long a prompt takes, in seconds. */
const secondsOf = ({ heard }: Extract<Fact, { kind: 'prompt' }>): number =>
  heard.kind === 'audio' ? 3 : heard.text.length * 0.065;

/** True for keys, words or speech that nothing listened for: a test presses or speaks at once too. */
const isUnheard = (fact: Fact): boolean => fact.kind === 'input' && (fact.isUnheard || fact.input.lost === true);

/** Returns about how long a person speaks, in seconds; 0 for keys. */
const spokenSeconds = ({ input: { kind, text } }: Extract<Fact, { kind: 'input' }>): number =>
  kind === 'sound' ? Number.parseFloat(text) : kind === 'words' ? text.length * 0.065 : 0;

type InputStep = Extract<CallTestStep, { kind: 'press' | 'says' | 'speaksFor' }>;

function inputStep({ kind, text }: Input, party: { readonly party?: string }): InputStep {
  if (kind === 'keys') return { kind: 'press', keys: text, ...party };
  if (kind === 'words') return { kind: 'says', words: text, ...party };
  return { kind: 'speaksFor', seconds: Number.parseFloat(text), ...party };
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);
