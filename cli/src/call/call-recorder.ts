import type { CallChoice, TimelineEntry } from 'bxml-jsx/testing';
import { CALLER, type CallTestStep } from '../call-test/call-test.js';
import { isInBackground, isStop } from './choice-report.js';

/** A prompt or the words of a party, as the timeline has them. */
type HeardEntry = Extract<TimelineEntry, { kind: 'speech' | 'audio' | 'stream' | 'voice' }>;

/** The choice at which time stopped, after {@link CallRecorder.advanced}. */
interface Advance {
  readonly choice: CallChoice;
  /** The virtual seconds after which it stopped without a choice. */
  readonly within: number | undefined;
}

/** What a step does, for {@link CallRecorder.act}. */
export interface RecordedAction {
  readonly step: CallTestStep;
  /**
   * The step of a test waits by itself for this kind of choice, so that the test needs no `nextChoice` before it. Default:
   * none
   */
  readonly awaits?: 'listens' | 'rings' | 'refers';
}

/**
 * Writes down what happens in a call as the steps of a test, which run the same way: every prompt that was heard in full is
 * heard by the test too, and time stops at the same choices.
 */
export class CallRecorder {
  readonly #steps: CallTestStep[] = [];
  /** What was heard and is not in the steps, in order. */
  #heard: HeardEntry[] = [];
  #advances: Advance[] = [];
  /** True if every prompt so far has ended. */
  #isAtStop = false;
  /** True once a verb has listened in the background: then the test stops at the same choices as the call did. */
  #keepsAll = false;
  /** The number of each called party, by the name of its leg. */
  readonly #parties = new Map<string, string>();
  /** The names of parties so far. */
  readonly #names = new Set<string>();
  readonly #ended = new Set<object>();
  readonly #caller: string;
  readonly #origin: string;

  /**
   * @param caller the leg of the person who holds the call
   * @param origin the origin of the application, left out of URLs
   */
  constructor(caller: string, origin: string) {
    this.#caller = caller;
    this.#origin = origin;
  }

  /** Adds entries of the timeline that are new. */
  add(entries: readonly TimelineEntry[]): void {
    for (const entry of entries) {
      const isHeard = entry.kind === 'speech' || entry.kind === 'audio' || entry.kind === 'voice';
      if (isHeard && this.partyOf(entry.leg) !== undefined) this.#heard.push(entry);
    }
  }

  /** Records that time has passed up to a choice. */
  advanced(choice: CallChoice, within: number): void {
    this.#advances.push({ choice, within: choice.kind === 'idle' && choice.reason === 'time' ? within : undefined });
    this.#keepsAll ||= isInBackground(choice);
    this.#isAtStop = isStop(choice) || choice.kind === 'over';
  }

  /** Records that time has passed without a choice. @param isAtStop true if a verb listens now, or a phone rings */
  passed(isAtStop: boolean): void {
    this.#isAtStop = isAtStop;
  }

  /** Records that a prompt has ended, although time did not stop at a choice. */
  ended(entry: object): void {
    this.#ended.add(entry);
  }

  /** Records an action. Call it before the action happens. */
  act({ step, awaits }: RecordedAction): void {
    this.#flush(awaits);
    this.#steps.push(step);
    this.#isAtStop = false;
  }

  /** Returns a name for the party of a call that the application has placed: its number, with a count if that is taken. */
  newName(number: string): string {
    const taken = new Set(this.#parties.values());
    for (let count = 1; ; count++) {
      const name = count === 1 ? number : `${number} (${count})`;
      if (!taken.has(name) && !this.#names.has(name)) {
        this.#names.add(name);
        return name;
      }
    }
  }

  /** Names the leg of a phone that a step has decided. */
  named(leg: string, number: string): void {
    this.#parties.set(leg, number);
  }

  /** Returns the party of a leg, as steps name it; `undefined` if no step has decided its phone. */
  partyOf(leg: string): string | undefined {
    return leg === this.#caller ? CALLER : this.#parties.get(leg);
  }

  /** Replaces the last step by what has happened, or removes it. */
  replaceLast(step: CallTestStep | undefined): void {
    this.#steps.splice(-1, 1, ...(step === undefined ? [] : [step]));
  }

  /** Returns the steps of the whole call. @param cause the cause of the end; `undefined` if the call is not over */
  steps(cause: string | undefined): readonly CallTestStep[] {
    const steps = [...this.#steps];
    const isEnded = this.#isHungUp();
    if (!isEnded) {
      const { ended, begun } = this.#split(cause !== undefined);
      steps.push(...ended.map((entry) => this.#hearing('hears', entry)));
      if (cause === undefined)
        steps.push(...this.#kept(undefined), ...begun.map((entry) => this.#hearing('beginsToHear', entry)));
      steps.push(cause === undefined ? { kind: 'hangUp' } : { kind: 'ends', cause });
    }
    return steps;
  }

  #isHungUp(): boolean {
    const last = this.#steps.at(-1);
    return last?.kind === 'hangUp' && (last.party ?? CALLER) === CALLER;
  }

  #flush(awaits: RecordedAction['awaits']): void {
    const { ended, begun } = this.#split(this.#isAtStop);
    this.#steps.push(...ended.map((entry) => this.#hearing('hears', entry)), ...this.#kept(awaits));
    this.#steps.push(...begun.map((entry) => this.#hearing('beginsToHear', entry)));
    this.#heard = [];
    this.#advances = [];
  }

  /** Returns the `nextChoice` steps that the test needs to stop at the same moment. */
  #kept(awaits: RecordedAction['awaits']): CallTestStep[] {
    const last = this.#advances.at(-1)?.choice;
    const isAwaited = last !== undefined && awaits === last.kind && !isInBackground(last);
    if (isAwaited && !this.#keepsAll) return [];
    return this.#advances.map(({ choice, within }) => ({
      kind: 'nextChoice',
      is: choice.kind,
      ...(within === undefined ? {} : { within }),
    }));
  }

  /** Separates what has ended from the last entry of each leg that may not have ended. */
  #split(isAtStop: boolean): { readonly ended: readonly HeardEntry[]; readonly begun: readonly HeardEntry[] } {
    const last = new Map(this.#heard.map((entry) => [entry.leg, entry]));
    const isOpen = (entry: HeardEntry): boolean =>
      !isAtStop && entry.stoppedAfter === undefined && last.get(entry.leg) === entry && !this.#ended.has(entry);
    const heard = this.#heard.filter((entry) => wordsOf(entry, this.#origin) !== '');
    return { ended: heard.filter((entry) => !isOpen(entry)), begun: heard.filter(isOpen) };
  }

  #hearing(kind: 'hears' | 'beginsToHear', entry: HeardEntry): CallTestStep {
    const party = this.partyOf(entry.leg) ?? CALLER;
    return { kind, words: wordsOf(entry, this.#origin), ...(party === CALLER ? {} : { party }) };
  }
}

/** Returns the words that recognize an entry: the text, or the URL of a file without the origin of the application. */
function wordsOf(entry: HeardEntry, origin: string): string {
  if (entry.kind === 'stream') return entry.stream;
  if (entry.kind === 'audio') return entry.url.startsWith(`${origin}/`) ? entry.url.slice(origin.length) : entry.url;
  return entry.text;
}
