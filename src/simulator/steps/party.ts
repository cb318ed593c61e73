import type { EventType } from '../../events/webhook-event.js';
import { fromCaller } from '../../problems/caller.js';
import { shown } from '../../problems/shown-value.js';
import { reportKey } from '../background/reporting.js';
import type { Leg, LegPrompt } from '../calls/leg.js';
import { CHARACTER_SECONDS, KEY_SECONDS, type KeyOptions, type SpeechOptions } from '../settings/input-options.js';
import * as shapes from '../settings/option-shapes.js';
import type { TimelineEntry } from '../time/timeline.js';
import { TestStep } from './call-error.js';
import { caseHint, matches, shownPrompt, shownWords } from './prompt-words.js';
import {
  assertCause,
  assertKeys,
  assertNoMore,
  assertSeconds,
  assertTexts,
  assertWords,
  shownSeconds,
  shownText,
} from './step-arguments.js';
import { assertNoneFailed, type Met, waitFor, waitForRest } from './step-waiting.js';

/**
 * Somebody on the phone: the caller, or one who was called. Each method is a step of a test: it lets virtual time pass
 * until what it says has happened, and rejects with a {@link CallError} when it cannot happen any more.
 */
export class Party {
  protected readonly leg: Leg;
  /** How many of the prompts earlier steps have dealt with. */
  #heard = 0;

  /** @internal */
  constructor(leg: Leg) {
    this.leg = leg;
  }

  /** The id that events call this leg by. */
  get callId(): string {
    return this.leg.id;
  }

  /**
   * The caller ID that this party's phone shows: the number, or the word, that the application or the caller gave.
   * `undefined` for the caller of an inbound call, who is not called, and if `privacy` hides the number.
   *
   * @example
   * const sales = await call.transferredTo('+15551230101');
   * assert.is(sales.callerId, '+15551230002');
   */
  get callerId(): string | undefined {
    return this.leg.callerId;
  }

  /** The name that this party's phone shows beside the caller ID; `undefined` if there is none. */
  get callerDisplayName(): string | undefined {
    return this.leg.callerDisplayName;
  }

  /** Whether the leg is over, and why; `undefined` while it is up. */
  get cause(): string | undefined {
    return this.leg.isOver ? this.leg.cause : undefined;
  }

  /** What happened on this leg so far. */
  get timeline(): readonly TimelineEntry[] {
    return this.leg.call.timeline.entries.filter(({ leg }) => leg === this.leg.name);
  }

  /**
   * Listens until a prompt with these words has been heard to its end, or as far as it was played: the text of a
   * `SpeakSentence`, or the URL of a `PlayAudio`. Skips the prompts before it. Prompts that earlier steps have
   * dealt with do not count again. A prompt that was heard counts even if the call fails right after it: the failure is
   * reported by the next step.
   *
   * @param words part of the text, in the same letter case; or a regular expression that is found in it
   * @returns the prompt, as in the timeline
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.hears(/press one/i);
   */
  async hears(words: string | RegExp, ...more: []): Promise<LegPrompt['heard']> {
    const step = this.#listening(`hears ${shownWords(words)}`, this.hears, words);
    assertNoMore(step, more);
    const { prompts } = this.leg;
    const found = await this.#prompt(step, () => {
      const index = this.#indexOf(words, ({ faultsAtEnd }) => faultsAtEnd !== undefined);
      return index < 0 ? undefined : prompts[index];
    });
    return found.heard;
  }

  /**
   * Listens to the very next prompt that no earlier step has dealt with, to its end, and fails if it has other words.
   *
   * @param words as of {@link hears}
   * @returns the prompt, as in the timeline
   * @throws CallError (`call.different` if it is another prompt; `call.misuse`, `call.over`, `call.in-vain`,
   * `call.unscripted`, `call.strict`)
   * @example
   * await call.press('2');
   * await call.hearsNext('Our opening hours');
   */
  async hearsNext(words: string | RegExp, ...more: []): Promise<LegPrompt['heard']> {
    const step = this.#listening(`next hears ${shownWords(words)}`, this.hearsNext, words);
    assertNoMore(step, more);
    const found = await this.#prompt(step, () => {
      const next = this.leg.prompts[this.#heard];
      if (next === undefined) return undefined;
      if (!matches(next, words)) throw step.error('call.different', `it hears ${shownPrompt(next)}`);
      return next.faultsAtEnd === undefined ? undefined : next;
    });
    return found.heard;
  }

  /**
   * Waits until the leg is over, as {@link ends} does, and fails as soon as a prompt with these words begins, or if one
   * was heard at any time before. The whole call counts, whatever earlier steps have dealt with. Since time passes to the
   * end of the call, write it as the last step, or beside the steps of the call with `Promise.all`. In strict mode it
   * also fails if the application failed and that ended the call, unless a step beside it names the cause.
   *
   * @param words as of {@link hears}
   * @throws CallError (`call.different` if the words are heard; `call.misuse`, `call.in-vain`, `call.unscripted`,
   * `call.strict`)
   * @example
   * await call.press('1');
   * await call.neverHears('Invalid choice');
   * @example
   * await Promise.all([call.neverHears(/sorry/i), orderPizza(call)]);
   */
  async neverHears(words: string | RegExp, ...more: []): Promise<void> {
    const { leg } = this;
    const step = new TestStep(`${leg.name} never hears ${shownWords(words)}`, leg.call, this.neverHears);
    assertNoMore(step, more);
    assertWords(step, words);
    await this.until(step, () => {
      const heard = leg.prompts.find((prompt) => matches(prompt, words));
      if (heard !== undefined) throw step.error('call.different', `it hears ${shownPrompt(heard)}`);
      return leg.isOver;
    });
    await this.settles(step);
    this.#assertNoneFailed(step);
  }

  /**
   * Listens until a prompt with these words begins: from then on it can be interrupted. It stays to be heard by the next
   * step; prompts before it do not.
   *
   * @param words as of {@link hears}
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.beginsToHear('For sales');
   * await call.press('1');
   */
  async beginsToHear(words: string | RegExp, ...more: []): Promise<void> {
    const step = this.#listening(`begins to hear ${shownWords(words)}`, this.beginsToHear, words);
    assertNoMore(step, more);
    const { prompts } = this.leg;
    await this.until(step, () => {
      const index = this.#indexOf(words, () => true);
      if (index < 0) return this.unlessOver(step);
      this.#heard = index;
      return prompts[index]?.faultsAtStart ?? true;
    });
  }

  /** A step that waits for words; its errors say so if a prompt has them in another letter case. */
  #listening(expected: string, entry: (words: string | RegExp) => unknown, words: string | RegExp): TestStep {
    const { leg } = this;
    const step = new TestStep(`${leg.name} ${expected}`, leg.call, entry);
    assertWords(step, words);
    step.hint = () => caseHint(leg.prompts.slice(this.#heard), words);
    return step;
  }

  /** The index of the first prompt with these words that no earlier step has dealt with. */
  #indexOf(words: string | RegExp, isFit: (prompt: LegPrompt) => boolean): number {
    return this.leg.prompts.findIndex((prompt, at) => at >= this.#heard && isFit(prompt) && matches(prompt, words));
  }

  /** Waits for a prompt that has been heard; later steps begin after it. */
  async #prompt(step: TestStep, find: () => LegPrompt | undefined): Promise<LegPrompt> {
    const found: LegPrompt[] = [];
    await this.until(step, () => {
      const prompt = find();
      if (prompt === undefined) return this.unlessOver(step);
      found.push(prompt);
      return prompt.faultsAtEnd ?? true;
    });
    const prompt = found.at(-1);
    if (prompt === undefined) throw new TypeError('a prompt was found and lost');
    this.#heard = this.leg.prompts.indexOf(prompt) + 1;
    return prompt;
  }

  /**
   * Presses keys: the first as soon as anything takes keys, a `Gather`, a `Record` or a `StartGather`, and the others
   * after it whatever goes on by then. A key that nothing takes is lost, as the timeline tells; nobody keeps it for a
   * later `Gather`. Prompts that were over before, or that the first key has cut short, are not heard by later steps.
   *
   * @param keys out of `0-9 * # A-D`
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.press('4711#');
   */
  async press(keys: string, options: KeyOptions = {}): Promise<void> {
    const step = new TestStep(`${this.leg.name} presses ${shownText(keys)}`, this.leg.call, this.press);
    assertKeys(step, keys);
    fromCaller(this.press, () => shapes.keyOptions(options, 'options'));
    const { every = KEY_SECONDS, now = false } = options;
    assertSeconds(step, every);
    let begun = 0;
    let faults = 0;
    for (const [index, key] of [...keys.toUpperCase()].entries()) {
      if (index > 0) await this.#passes(step, every);
      const waits = index === 0 && !now;
      await this.until(step, () => this.unlessOver(step) || !waits || this.leg.listensToKeys);
      if (index === 0) begun = this.leg.prompts.length;
      this.#pressOne(key);
      faults = this.leg.call.faultCount;
    }
    await this.until(step, () => faults);
    this.#passOver(begun);
  }

  /** Of the prompts that had begun at an input, those that are over by now are of no interest to later steps. */
  #passOver(begun: number): void {
    const { prompts } = this.leg;
    while (this.#heard < begun && prompts[this.#heard]?.faultsAtEnd !== undefined) this.#heard++;
  }

  #pressOne(key: string): void {
    const { leg } = this;
    const entry: { readonly text: string; lost?: true } = leg.call.note(leg, { kind: 'keys', text: key });
    const { board } = leg.call;
    if (leg.isGathering && leg.keysReportedTo !== undefined) board.follow('startGather.suspended');
    if (leg.give({ type: 'key', key }) || reportKey(leg, key)) return;
    board.follow('press.lost');
    entry.lost = true;
  }

  /**
   * Says something to a `Gather` that listens for speech, or into a `Record`, as soon as one does. Resolves when it has
   * been said, and a `Gather` has ended with it.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.says('boat repairs');
   */
  async says(words: string, options: SpeechOptions = {}): Promise<void> {
    const step = new TestStep(`${this.leg.name} says ${shown(words)}`, this.leg.call, this.says);
    fromCaller(this.says, () => shapes.speechOptions(options, 'options'));
    const { seconds = [...String(words)].length * CHARACTER_SECONDS, partial = [] } = options;
    assertTexts(step, words, partial);
    await this.#sounds(step, seconds, words, partial);
  }

  /**
   * Speaks for so many virtual seconds into a `Record`, or to a `Gather` that listens for speech, as soon as one runs.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.speaksFor(12);
   */
  async speaksFor(seconds: number, ...more: []): Promise<void> {
    const step = new TestStep(`${this.leg.name} speaks for ${shownSeconds(seconds)} s`, this.leg.call, this.speaksFor);
    assertNoMore(step, more);
    await this.#sounds(step, seconds, undefined, []);
  }

  async #sounds(step: TestStep, seconds: number, words: string | undefined, partial: readonly string[]): Promise<void> {
    const { leg } = this;
    assertSeconds(step, seconds);
    await this.until(step, () => leg.takes('sound') || this.unlessOver(step));
    const milliseconds = Math.round(seconds * 1000);
    leg.call.note(leg, words === undefined ? { kind: 'sound', text: `${seconds} s` } : { kind: 'words', text: words });
    const begun = leg.prompts.length;
    leg.give({ type: 'sound', milliseconds, words, partial });
    await this.#passes(step, seconds, 'up to then');
    this.#passOver(begun);
  }

  /**
   * Does nothing for so many virtual seconds, to the end of what happens at the last moment of them. What the test has
   * left open goes as it goes by default: a phone that rings is not answered. The leg may end meanwhile, but not, in
   * strict mode, because the application failed.
   *
   * @throws CallError (`call.misuse`, `call.in-vain`, `call.strict`)
   * @example
   * await call.waits(30);
   */
  async waits(seconds: number, ...more: []): Promise<void> {
    const step = new TestStep(`${this.leg.name} waits for ${shownSeconds(seconds)} s`, this.leg.call, this.waits);
    assertNoMore(step, more);
    await this.#passes(step, seconds);
    assertNoneFailed(this.leg.call, step, ({ leg }) => leg === this.leg);
  }

  /**
   * Lets time pass, even if the leg ends meanwhile; what waits for the same moment happens first.
   *
   * @param faults which faults of the call fail the step: with `up to then`, not those that the last moment leads to
   */
  async #passes(step: TestStep, seconds: number, faults: 'all' | 'up to then' = 'all'): Promise<void> {
    assertSeconds(step, seconds);
    const { call } = this.leg;
    const { clock } = call.board;
    let passed = false;
    let atLastMoment: number | undefined;
    let mark = clock.after(seconds * 1000, call, () => {
      atLastMoment = call.faultCount;
      mark = clock.after(0, call, () => {
        passed = true;
      });
    });
    const isMet = (): Met => {
      if (faults === 'all' || atLastMoment === undefined) return passed;
      return passed || call.faultCount > atLastMoment ? atLastMoment : false;
    };
    try {
      await this.until(step, isMet, true);
    } finally {
      clock.cancel(mark);
    }
  }

  /**
   * Hangs up, and lets everything come that comes afterwards: the end is reported, recordings become available. A caller
   * who hangs up before the call is answered gives it the cause `cancel`; otherwise it is `hangup`. To hang up while the
   * application answers `initiate` or `answer`, use `hangsUpDuring` of `platform.call` or `platform.createCall`.
   *
   * @param options `during`: hang up while the application answers the next event of that type, of any leg of the call
   * @throws BxmlError (`simulator.options`) for an event that there is not
   * @throws CallError (`call.over`, also when the leg ends before that event; `call.in-vain`, `call.strict`)
   * @example
   * await call.hangUp();
   * await call.hangUp({ during: 'gather' });
   */
  async hangUp(options: { readonly during?: EventType | undefined } = {}): Promise<void> {
    const { leg } = this;
    const step = new TestStep(`${leg.name} hangs up`, leg.call, this.hangUp);
    fromCaller(this.hangUp, () => shapes.hangUpOptions(options, 'options'));
    const { during } = options;
    if (leg.isOver) throw step.error('call.over', `the leg is over already (${leg.cause})`);
    if (during === undefined) leg.hangUp();
    else await this.#hangsUpDuring(during, step);
    await this.settles(step);
    this.#assertNoneFailed(step);
  }

  async #hangsUpDuring(eventType: string, step: TestStep): Promise<void> {
    const { leg } = this;
    let isDone = false;
    leg.call.during(eventType, () => {
      isDone = !leg.isOver;
      leg.hangUp();
    });
    await this.until(step, () => isDone || this.unlessOver(step));
  }

  /**
   * Waits until the leg is over, whoever ended it, and until everything has come that comes afterwards. In strict mode
   * an end that the application is to blame for (`callback-error`, `invalid-bxml`) has to be named.
   *
   * @param cause the cause that is expected, such as `hangup`, `timeout`, `invalid-bxml`. Default: any other than those
   * @returns the cause
   * @throws CallError (`call.different`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.ends('hangup');
   */
  async ends(cause?: string, ...more: []): Promise<string> {
    const { leg } = this;
    const step = new TestStep(
      `${leg.name} is over${cause === undefined ? '' : ` (${shownText(cause)})`}`,
      leg.call,
      this.ends,
    );
    assertNoMore(step, more);
    assertCause(step, cause);
    await this.until(step, () => leg.isOver);
    // A test that names the cause expects what led to it.
    if (cause === leg.cause) leg.call.report(leg.failure);
    await this.settles(step);
    if (cause !== undefined && leg.cause !== cause) throw step.error('call.different', `the cause is ${leg.cause}`);
    this.#assertNoneFailed(step);
    return leg.cause;
  }

  /** Lets time pass until the whole call has come to rest; for a leg of a call that goes on, nothing more. */
  protected async settles(step: TestStep): Promise<void> {
    const { call } = this.leg;
    await waitForRest(this.leg, step, () => call.isSettled || call.legs.some(({ isOver }) => !isOver), true);
  }

  /**
   * Fails for a failure of the application that no step has named. That of another leg may still be named when a party
   * that was called is gone, unless a handler failed.
   */
  #assertNoneFailed(step: TestStep): void {
    const { leg } = this;
    const isMain = leg === leg.call.legs[0];
    assertNoneFailed(leg.call, step, (fault) => isMain || fault.leg === leg || fault.code === 'handler-error');
  }

  /** Waits for something on behalf of a step. */
  protected until(step: TestStep, isMet: () => Met, patient = false): Promise<void> {
    return waitFor(this.leg, step, isMet, patient);
  }

  /** False while the leg is up; throws once it is over. */
  protected unlessOver(step: TestStep): false {
    const { leg } = this;
    if (!leg.isOver) return false;
    const why = leg.errorMessage === undefined ? '' : `: ${leg.errorMessage}`;
    throw step.error('call.over', `the call is over (${leg.cause}${why})`);
  }
}
