import type { HeardPrompt, SimulatedCall } from '../calls/call.js';
import type { TimelineEntry } from '../time/timeline.js';
import { caseHint, matches, shownPrompt, shownWords } from './prompt-words.js';
import { assertNoMore, assertNoneFailed, assertWords, type Met, TestStep, waitFor, waitForRest } from './step.js';

/**
 * What a person on the phone hears, and how steps wait for it: the part of a {@link Party} that listens.
 */
export abstract class Listener {
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
    this.assertNoneFailed(step);
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

  /** Of the prompts that had begun at an input, those that are over by now are of no interest to later steps. */
  protected passOver(begun: number): void {
    const { prompts } = this.call;
    while (this.#heard < begun && prompts[this.#heard]?.faultsAtEnd !== undefined) this.#heard++;
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
  protected assertNoneFailed(step: TestStep): void {
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
