import type { SimulatedCall } from '../calls/call.js';
import type { RecordedLeg, SubjectRecord } from '../calls/call-record.js';
import type { HeardPrompt } from '../calls/hearing.js';
import { caseHint } from './hints.js';
import { matches, shownPrompt, shownWords } from './prompt-words.js';
import { assertNoMore, assertNoneFailed, assertWords, type Met, TestStep, waitFor, waitForRest } from './step.js';

/** What hears prompts: a call, or a conference that plays them to its members. */
interface Audience extends RecordedLeg {
  readonly record: SubjectRecord;
  readonly prompts: readonly HeardPrompt[];
  readonly errorMessage: string | undefined;
}

/**
 * The steps that wait for prompts: those of a {@link Party}, and those of a conference.
 */
export abstract class Listener<A extends Audience = SimulatedCall> {
  protected readonly call: A;
  /** The number of prompts that earlier steps have heard or skipped. */
  #heard = 0;

  /** @internal */
  constructor(call: A) {
    this.call = call;
  }

  /** `call` or `conference`, for messages. */
  protected abstract get subject(): string;

  /**
   * Waits until the party has heard a prompt with these words, to its end or until it was cut short. The words are matched
   * with the text of a `SpeakSentence`, the URL of a `PlayAudio` or what another party says. Prompts before it are skipped;
   * prompts that earlier steps have heard or skipped do not count again. A prompt counts as heard even if the call fails right after it: the next
   * step reports the failure.
   *
   * @param words part of the text, case-sensitive; or a regular expression
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
   * Waits until the party has heard the next prompt, to its end or until it was cut short, and fails if the words differ.
   * The next prompt is the first that no earlier step has heard or skipped.
   *
   * @param words see {@link hears}
   * @returns the prompt, as in the timeline
   * @throws CallError (`call.different` if the next prompt has other words; `call.misuse`, `call.over`, `call.timeout`,
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
      if (!matches(next, words)) throw step.error('call.different', `the next prompt is ${shownPrompt(next)}`);
      return next.faultsAtEnd === undefined ? undefined : next;
    });
    return found.heard;
  }

  /**
   * Waits until the leg is over, as {@link ends} does, and fails as soon as a prompt with these words begins, or if one has
   * begun before. The whole call counts, including prompts that earlier steps have heard. Because it advances time to the
   * end of the call, write it as the last step, or run it concurrently with the other steps, using `Promise.all`. In strict
   * mode it also fails if a failure of the application ended the call, unless a concurrent step names the cause.
   *
   * @param words see {@link hears}
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
      if (heard !== undefined) throw step.error('call.different', `it heard ${shownPrompt(heard)}`);
      return call.isOver;
    });
    await this.settles(step);
    this.assertNoneFailed(step);
  }

  /**
   * Waits until a prompt with these words begins, so that the next step can interrupt it. The next step can still hear this
   * prompt; prompts before it are skipped.
   *
   * @param words see {@link hears}
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

  /** Creates a step that waits for words. Its error has a hint if a prompt has the words in another letter case. */
  #listening(expected: string, entry: (words: string | RegExp) => unknown, words: string | RegExp): TestStep {
    const { call } = this;
    const step = new TestStep(`${call.name} ${expected}`, call.record, entry);
    assertWords(step, words);
    step.hint = () => caseHint(call.prompts.slice(this.#heard), words) ?? this.unheardHint(words);
    return step;
  }

  /** Returns a hint about words that another party has said, and that the listener could not hear. Default: none */
  protected unheardHint(_words: string | RegExp): string | undefined {
    return undefined;
  }

  /** Returns the index of the first prompt with these words that no earlier step has heard or skipped. */
  #indexOf(words: string | RegExp, isCandidate: (prompt: HeardPrompt) => boolean): number {
    return this.call.prompts.findIndex(
      (prompt, at) => at >= this.#heard && isCandidate(prompt) && matches(prompt, words),
    );
  }

  /** Waits for a prompt that has been heard. Later steps continue after it. */
  async #prompt(step: TestStep, find: () => HeardPrompt | undefined): Promise<HeardPrompt> {
    const found: HeardPrompt[] = [];
    await this.until(step, () => {
      const prompt = find();
      if (prompt === undefined) return this.unlessOver(step);
      found.push(prompt);
      return prompt.faultsAtEnd ?? true;
    });
    const prompt = found.at(-1);
    if (prompt === undefined) throw new TypeError('the step was met without a prompt');
    this.#heard = this.call.prompts.indexOf(prompt) + 1;
    return prompt;
  }

  /** Skips the prompts that had begun before an input and are over now: later steps do not hear them. */
  protected skipPrompts(begun: number): void {
    const { prompts } = this.call;
    while (this.#heard < begun && prompts[this.#heard]?.faultsAtEnd !== undefined) this.#heard++;
  }

  /**
   * Advances time until the whole call has settled, and the conferences that ended with it. Returns at once if other legs of
   * the call are still up.
   */
  protected async settles(step: TestStep): Promise<void> {
    const { record } = this.call;
    await waitForRest(record, step, () => record.isSettled || record.legs.some(({ isOver }) => !isOver), true);
    for (const conference of record.conferences) {
      if (conference.legs.every(({ isOver }) => isOver)) {
        await waitForRest(conference, step, () => conference.isSettled, true);
      }
    }
  }

  /**
   * Throws if the application failed and no step has named the failure. After the end of a called party, a later step may
   * still name the failure of another leg, unless a handler failed.
   */
  protected assertNoneFailed(step: TestStep): void {
    const { call } = this;
    const isMain = call.record.legs[0] === call;
    assertNoneFailed(call.record, step, (fault) => isMain || fault.leg === call || fault.code === 'handler-error');
  }

  /** Waits for a condition on behalf of a step. */
  protected until(step: TestStep, isMet: () => Met, patient = false): Promise<void> {
    return waitFor(this.call.record, step, isMet, patient);
  }

  /** Returns false while the leg is up; throws once it is over. */
  protected unlessOver(step: TestStep): false {
    const { call } = this;
    if (!call.isOver) return false;
    const why = call.errorMessage === undefined ? '' : `: ${call.errorMessage}`;
    throw step.error('call.over', `the ${this.subject} is over (${call.cause}${why})`);
  }
}
