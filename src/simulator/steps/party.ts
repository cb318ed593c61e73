import { fromCaller } from '../../problems/caller.js';
import { shown } from '../../problems/shown-value.js';
import { pressKey, takesKeys } from '../background/key-reports.js';
import type { HeardPrompt, SimulatedCall } from '../calls/call.js';
import { SOUND } from '../calls/input.js';
import {
  assertHangUpOptions,
  assertKeyOptions,
  assertSpeechOptions,
  CHARACTER_SECONDS,
  type HangUpOptions,
  KEY_SECONDS,
  type KeyOptions,
  type SpeechOptions,
} from '../settings/step-options.js';
import type { TimelineEntry } from '../time/timeline.js';
import { caseHint, matches, shownPrompt, shownWords } from './prompt-words.js';
import {
  assertCause,
  assertKeys,
  assertNoMore,
  assertNoneFailed,
  assertSeconds,
  assertTexts,
  assertWords,
  type Met,
  shownSeconds,
  shownText,
  TestStep,
  waitFor,
  waitForRest,
} from './step.js';

/**
 * Somebody on the phone: the caller, or one who was called. Each method is a step of a test: it lets virtual time pass
 * until what it says has happened, and rejects with a {@link CallError} when it cannot happen any more.
 */
export class Party {
  protected readonly call: SimulatedCall;
  /** How many of the prompts earlier steps have dealt with. */
  #heard = 0;

  /** @internal */
  constructor(call: SimulatedCall) {
    this.call = call;
  }

  /** The id that events call this leg by. */
  get callId(): string {
    return this.call.id;
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
    return this.call.callerId;
  }

  /** The name that this party's phone shows beside the caller ID; `undefined` if there is none. */
  get callerDisplayName(): string | undefined {
    return this.call.callerDisplayName;
  }

  /** Whether the leg is over, and why; `undefined` while it is up. */
  get cause(): string | undefined {
    return this.call.isOver ? this.call.cause : undefined;
  }

  /** What happened on this leg so far. */
  get timeline(): readonly TimelineEntry[] {
    return this.call.record.timeline.filter(({ leg }) => leg === this.call.name);
  }

  /**
   * Listens until a prompt with these words has been heard to its end, or as far as it was played: the text of a
   * `SpeakSentence`, or the URL of a `PlayAudio`. Skips the prompts before it. Prompts that earlier steps have
   * dealt with do not count again. A prompt that was heard counts even if the call fails right after it: the failure is
   * reported by the next step.
   *
   * @param words part of the text, in the same letter case; or a regular expression that is found in it
   * @returns the prompt, as in the timeline
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.hears(/press one/i);
   */
  async hears(words: string | RegExp, ...more: []): Promise<HeardPrompt['heard']> {
    const step = this.#listening(`hears ${shownWords(words)}`, this.hears, words);
    assertNoMore(step, more);
    const { prompts } = this.call;
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
   * @throws CallError (`call.different` if it is another prompt; `call.misuse`, `call.over`, `call.timeout`,
   * `call.unscripted`, `call.strict`)
   * @example
   * await call.press('2');
   * await call.hearsNext('Our opening hours');
   */
  async hearsNext(words: string | RegExp, ...more: []): Promise<HeardPrompt['heard']> {
    const step = this.#listening(`next hears ${shownWords(words)}`, this.hearsNext, words);
    assertNoMore(step, more);
    const found = await this.#prompt(step, () => {
      const next = this.call.prompts[this.#heard];
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
   * @throws CallError (`call.different` if the words are heard; `call.misuse`, `call.timeout`, `call.unscripted`,
   * `call.strict`)
   * @example
   * await call.press('1');
   * await call.neverHears('Invalid choice');
   * @example
   * await Promise.all([call.neverHears(/sorry/i), orderPizza(call)]);
   */
  async neverHears(words: string | RegExp, ...more: []): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} never hears ${shownWords(words)}`, call.record, this.neverHears);
    assertNoMore(step, more);
    assertWords(step, words);
    await this.until(step, () => {
      const heard = call.prompts.find((prompt) => matches(prompt, words));
      if (heard !== undefined) throw step.error('call.different', `it hears ${shownPrompt(heard)}`);
      return call.isOver;
    });
    await this.settles(step);
    this.#assertNoneFailed(step);
  }

  /**
   * Listens until a prompt with these words begins: from then on it can be interrupted. It stays to be heard by the next
   * step; prompts before it do not.
   *
   * @param words as of {@link hears}
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.beginsToHear('For sales');
   * await call.press('1');
   */
  async beginsToHear(words: string | RegExp, ...more: []): Promise<void> {
    const step = this.#listening(`begins to hear ${shownWords(words)}`, this.beginsToHear, words);
    assertNoMore(step, more);
    const { prompts } = this.call;
    await this.until(step, () => {
      const index = this.#indexOf(words, () => true);
      if (index < 0) return this.unlessOver(step);
      this.#heard = index;
      return prompts[index]?.faultsAtStart ?? true;
    });
  }

  /** A step that waits for words; its errors say so if a prompt has them in another letter case. */
  #listening(expected: string, entry: (words: string | RegExp) => unknown, words: string | RegExp): TestStep {
    const { call } = this;
    const step = new TestStep(`${call.name} ${expected}`, call.record, entry);
    assertWords(step, words);
    step.hint = () => caseHint(call.prompts.slice(this.#heard), words);
    return step;
  }

  /** The index of the first prompt with these words that no earlier step has dealt with. */
  #indexOf(words: string | RegExp, isFit: (prompt: HeardPrompt) => boolean): number {
    return this.call.prompts.findIndex((prompt, at) => at >= this.#heard && isFit(prompt) && matches(prompt, words));
  }

  /** Waits for a prompt that has been heard; later steps begin after it. */
  async #prompt(step: TestStep, find: () => HeardPrompt | undefined): Promise<HeardPrompt> {
    const found: HeardPrompt[] = [];
    await this.until(step, () => {
      const prompt = find();
      if (prompt === undefined) return this.unlessOver(step);
      found.push(prompt);
      return prompt.faultsAtEnd ?? true;
    });
    const prompt = found.at(-1);
    if (prompt === undefined) throw new TypeError('a prompt was found and lost');
    this.#heard = this.call.prompts.indexOf(prompt) + 1;
    return prompt;
  }

  /**
   * Presses keys: the first as soon as anything takes keys, a `Gather`, a `Record` or a `StartGather`, and the others
   * after it whatever goes on by then. A key that nothing takes is lost, as the timeline tells; nobody keeps it for a
   * later `Gather`. Prompts that were over before, or that the first key has cut short, are not heard by later steps.
   *
   * @param keys out of `0-9 * # A-D`
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.press('4711#');
   */
  async press(keys: string, options: KeyOptions = {}): Promise<void> {
    const step = new TestStep(`${this.call.name} presses ${shownText(keys)}`, this.call.record, this.press);
    assertKeys(step, keys);
    fromCaller(this.press, () => assertKeyOptions(options, 'options'));
    const { every = KEY_SECONDS, now = false } = options;
    assertSeconds(step, every);
    let begun = 0;
    let faults = 0;
    for (const [index, key] of [...keys.toUpperCase()].entries()) {
      if (index > 0) await this.#passes(step, every);
      const waits = index === 0 && !now;
      await this.until(step, () => this.unlessOver(step) || !waits || takesKeys(this.call));
      if (index === 0) begun = this.call.prompts.length;
      this.#pressOne(key);
      faults = this.call.record.faultCount;
    }
    await this.until(step, () => faults);
    this.#passOver(begun);
  }

  /** Of the prompts that had begun at an input, those that are over by now are of no interest to later steps. */
  #passOver(begun: number): void {
    const { prompts } = this.call;
    while (this.#heard < begun && prompts[this.#heard]?.faultsAtEnd !== undefined) this.#heard++;
  }

  #pressOne(key: string): void {
    const { call } = this;
    const entry: { readonly text: string; lost?: true } = call.record.note(call, { kind: 'keys', text: key });
    if (pressKey(call, key)) return;
    call.simulation.recordCoverage('press.lost');
    call.record.amend(entry, { lost: true });
  }

  /**
   * Says something to a `Gather` that listens for speech, or into a `Record`, as soon as one does. Resolves when it has
   * been said, and a `Gather` has ended with it.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.says('boat repairs');
   */
  async says(words: string, options: SpeechOptions = {}): Promise<void> {
    const step = new TestStep(`${this.call.name} says ${shown(words)}`, this.call.record, this.says);
    fromCaller(this.says, () => assertSpeechOptions(options, 'options'));
    const { seconds = [...String(words)].length * CHARACTER_SECONDS, partial = [] } = options;
    assertTexts(step, words, partial);
    await this.#sounds(step, seconds, words, partial);
  }

  /**
   * Speaks for so many virtual seconds into a `Record`, or to a `Gather` that listens for speech, as soon as one runs.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.speaksFor(12);
   */
  async speaksFor(seconds: number, ...more: []): Promise<void> {
    const step = new TestStep(
      `${this.call.name} speaks for ${shownSeconds(seconds)} s`,
      this.call.record,
      this.speaksFor,
    );
    assertNoMore(step, more);
    await this.#sounds(step, seconds, undefined, []);
  }

  async #sounds(step: TestStep, seconds: number, words: string | undefined, partial: readonly string[]): Promise<void> {
    const { call } = this;
    assertSeconds(step, seconds);
    await this.until(step, () => call.takes(SOUND) || this.unlessOver(step));
    const milliseconds = Math.round(seconds * 1000);
    call.record.note(
      call,
      words === undefined ? { kind: 'sound', text: `${seconds} s` } : { kind: 'words', text: words },
    );
    const begun = call.prompts.length;
    call.deliver(SOUND.of({ milliseconds, words, partial }));
    await this.#passes(step, seconds, 'up to then');
    this.#passOver(begun);
  }

  /**
   * Does nothing for so many virtual seconds, to the end of what happens at the last moment of them. What the test has
   * left open goes as it goes by default: a phone that rings is not answered. The leg may end meanwhile, but not, in
   * strict mode, because the application failed.
   *
   * @throws CallError (`call.misuse`, `call.timeout`, `call.strict`)
   * @example
   * await call.waits(30);
   */
  async waits(seconds: number, ...more: []): Promise<void> {
    const step = new TestStep(`${this.call.name} waits for ${shownSeconds(seconds)} s`, this.call.record, this.waits);
    assertNoMore(step, more);
    await this.#passes(step, seconds);
    assertNoneFailed(this.call.record, step, ({ leg }) => leg === this.call);
  }

  /**
   * Lets time pass, even if the leg ends meanwhile; what waits for the same moment happens first.
   *
   * @param faults which faults of the call fail the step: with `up to then`, not those that the last moment leads to
   */
  async #passes(step: TestStep, seconds: number, faults: 'all' | 'up to then' = 'all'): Promise<void> {
    assertSeconds(step, seconds);
    const { record, simulation } = this.call;
    const { clock } = simulation;
    let passed = false;
    let atLastMoment: number | undefined;
    let mark = clock.after(seconds * 1000, record, () => {
      atLastMoment = record.faultCount;
      mark = clock.after(0, record, () => {
        passed = true;
      });
    });
    const isMet = (): Met => {
      if (faults === 'all' || atLastMoment === undefined) return passed;
      return passed || record.faultCount > atLastMoment ? atLastMoment : false;
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
   * @throws CallError (`call.over`, also when the leg ends before that event; `call.timeout`, `call.strict`)
   * @example
   * await call.hangUp();
   * await call.hangUp({ during: 'gather' });
   */
  async hangUp(options: HangUpOptions = {}): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} hangs up`, call.record, this.hangUp);
    fromCaller(this.hangUp, () => assertHangUpOptions(options, 'options'));
    const { during } = options;
    if (call.isOver) throw step.error('call.over', `the leg is over already (${call.cause})`);
    if (during === undefined) call.hangUp();
    else await this.#hangsUpDuring(during, step);
    await this.settles(step);
    this.#assertNoneFailed(step);
  }

  async #hangsUpDuring(eventType: string, step: TestStep): Promise<void> {
    const { call } = this;
    let isDone = false;
    call.record.during(eventType, () => {
      isDone = !call.isOver;
      call.hangUp();
    });
    await this.until(step, () => isDone || this.unlessOver(step));
  }

  /**
   * Waits until the leg is over, whoever ended it, and until everything has come that comes afterwards. In strict mode
   * an end that the application is to blame for (`callback-error`, `invalid-bxml`) has to be named.
   *
   * @param cause the cause that is expected, such as `hangup`, `timeout`, `invalid-bxml`. Default: any other than those
   * @returns the cause
   * @throws CallError (`call.different`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.ends('hangup');
   */
  async ends(cause?: string, ...more: []): Promise<string> {
    const { call } = this;
    const step = new TestStep(
      `${call.name} is over${cause === undefined ? '' : ` (${shownText(cause)})`}`,
      call.record,
      this.ends,
    );
    assertNoMore(step, more);
    assertCause(step, cause);
    await this.until(step, () => call.isOver);
    // A test that names the cause expects what led to it.
    if (cause === call.cause) call.record.report(call.failure);
    await this.settles(step);
    if (cause !== undefined && call.cause !== cause) throw step.error('call.different', `the cause is ${call.cause}`);
    this.#assertNoneFailed(step);
    return call.cause;
  }

  /** Lets time pass until the whole call has come to rest; for a leg of a call that goes on, nothing more. */
  protected async settles(step: TestStep): Promise<void> {
    const { record } = this.call;
    await waitForRest(record, step, () => record.isSettled || record.legs.some(({ isOver }) => !isOver), true);
  }

  /**
   * Fails for a failure of the application that no step has named. That of another leg may still be named when a party
   * that was called is gone, unless a handler failed.
   */
  #assertNoneFailed(step: TestStep): void {
    const { call } = this;
    const isMain = call === call.record.legs[0];
    assertNoneFailed(call.record, step, (fault) => isMain || fault.leg === call || fault.code === 'handler-error');
  }

  /** Waits for something on behalf of a step. */
  protected until(step: TestStep, isMet: () => Met, patient = false): Promise<void> {
    return waitFor(this.call.record, step, isMet, patient);
  }

  /** False while the leg is up; throws once it is over. */
  protected unlessOver(step: TestStep): false {
    const { call } = this;
    if (!call.isOver) return false;
    const why = call.errorMessage === undefined ? '' : `: ${call.errorMessage}`;
    throw step.error('call.over', `the call is over (${call.cause}${why})`);
  }
}
