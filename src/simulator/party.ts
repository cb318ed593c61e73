import { shown } from '../problems/shown-value.js';
import { TestStep } from './call-error.js';
import { CHARACTER_SECONDS, KEY_SECONDS, type KeyOptions, type SpeechOptions } from './input-options.js';
import type { Leg, LegPrompt } from './leg.js';
import * as shapes from './option-shapes.js';
import { reportKey } from './reporting.js';
import { assertKeys, assertSeconds, assertTexts, assertWords, matches, shownWords } from './step-arguments.js';
import { waitFor, waitForRest } from './step-waiting.js';
import type { TimelineEntry } from './timeline.js';

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
   * `SpeakSentence`, or the address of a `PlayAudio`. Prompts before it are passed over; those that earlier steps have
   * dealt with do not count again.
   *
   * @param words part of the text, exactly as it is written; or an expression that is found in it
   * @returns the prompt, as in the timeline
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.hears(/press one/i);
   */
  async hears(words: string | RegExp): Promise<LegPrompt['heard']> {
    const step = new TestStep(`${this.leg.name} hears ${shownWords(words)}`, this.leg.call, this.hears);
    assertWords(step, words);
    const { prompts } = this.leg;
    let found: LegPrompt | undefined;
    await this.until(step, () => {
      const index = prompts.findIndex((prompt, at) => at >= this.#heard && prompt.over && matches(prompt, words));
      if (index < 0) return this.unlessOver(step);
      this.#heard = index + 1;
      found = prompts[index];
      return true;
    });
    if (found === undefined) throw new TypeError('a prompt was found and lost');
    return found.heard;
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
  async beginsToHear(words: string | RegExp): Promise<void> {
    const step = new TestStep(`${this.leg.name} begins to hear ${shownWords(words)}`, this.leg.call, this.beginsToHear);
    assertWords(step, words);
    const { prompts } = this.leg;
    await this.until(step, () => {
      const index = prompts.findIndex((prompt, at) => at >= this.#heard && matches(prompt, words));
      if (index < 0) return this.unlessOver(step);
      this.#heard = index;
      return true;
    });
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
  async press(keys: string, { every = KEY_SECONDS, now = false }: KeyOptions = {}): Promise<void> {
    const step = new TestStep(`${this.leg.name} presses ${keys}`, this.leg.call, this.press);
    assertKeys(step, keys);
    assertSeconds(step, every);
    let begun = 0;
    for (const [index, key] of [...keys.toUpperCase()].entries()) {
      if (index > 0) await this.#passes(step, every);
      const waits = index === 0 && !now;
      await this.until(step, () => this.unlessOver(step) || !waits || this.leg.listensToKeys);
      if (index === 0) begun = this.leg.prompts.length;
      this.#pressOne(key);
    }
    await this.until(step, () => true);
    this.#passOver(begun);
  }

  /** Of the prompts that had begun at an input, those that are over by now are of no interest to later steps. */
  #passOver(begun: number): void {
    const { prompts } = this.leg;
    while (this.#heard < begun && prompts[this.#heard]?.over === true) this.#heard++;
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
  async says(
    words: string,
    { seconds = [...String(words)].length * CHARACTER_SECONDS, partial = [] }: SpeechOptions = {},
  ): Promise<void> {
    const step = new TestStep(`${this.leg.name} says ${shown(words)}`, this.leg.call, this.says);
    assertTexts(step, words, partial);
    await this.#sounds(step, seconds, words, partial);
  }

  /**
   * Speaks into a `Record` for so many virtual seconds, as soon as one runs.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.records(12);
   */
  async records(seconds: number): Promise<void> {
    const step = new TestStep(`${this.leg.name} speaks for ${seconds} s`, this.leg.call, this.records);
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
    await this.#passes(step, seconds);
    this.#passOver(begun);
  }

  /**
   * Does nothing for so many virtual seconds, to the end of what happens at the last moment of them. What the test has
   * left open goes as it goes by default: a phone that rings is not answered. The leg may end meanwhile.
   *
   * @throws CallError (`call.misuse`, `call.in-vain`, `call.strict`)
   * @example
   * await call.waits(30);
   */
  async waits(seconds: number): Promise<void> {
    const step = new TestStep(`${this.leg.name} waits for ${seconds} s`, this.leg.call, this.waits);
    await this.#passes(step, seconds);
  }

  /** Lets time pass, even when the leg ends meanwhile; what waits for the same moment happens first. */
  async #passes(step: TestStep, seconds: number): Promise<void> {
    assertSeconds(step, seconds);
    const { call } = this.leg;
    const { clock } = call.board;
    let passed = false;
    let mark = clock.after(seconds * 1000, call, () => {
      mark = clock.after(0, call, () => {
        passed = true;
      });
    });
    try {
      await this.until(step, () => passed, true);
    } finally {
      clock.cancel(mark);
    }
  }

  /**
   * Hangs up, and lets everything come that comes afterwards: the end is reported, recordings become available.
   *
   * @param options `during`: hang up while the application answers the next event of that type, of any leg of the call
   * @throws BxmlError (`simulator.options`) for an event that there is not
   * @throws CallError (`call.over`, also when the leg ends before that event; `call.in-vain`, `call.strict`)
   * @example
   * await call.hangUp();
   * await call.hangUp({ during: 'gather' });
   */
  async hangUp({ during }: { readonly during?: string | undefined } = {}): Promise<void> {
    const { leg } = this;
    const step = new TestStep(`${leg.name} hangs up`, leg.call, this.hangUp);
    if (leg.isOver) throw step.error('call.over', `the leg is over already (${leg.cause})`);
    if (during === undefined) leg.end('hangup', 'hangs up');
    else await this.#hangsUpDuring(during, step);
    await this.settles(step);
  }

  async #hangsUpDuring(eventType: string, step: TestStep): Promise<void> {
    const { leg } = this;
    shapes.eventType(eventType, 'during');
    let isDone = false;
    leg.call.during(eventType, () => {
      isDone = !leg.isOver;
      leg.end('hangup', 'hangs up');
    });
    await this.until(step, () => isDone || this.unlessOver(step));
  }

  /**
   * Waits until the leg is over, whoever ended it, and until everything has come that comes afterwards.
   *
   * @param cause the cause that is expected, such as `hangup`, `timeout`, `invalid-bxml`
   * @returns the cause
   * @throws CallError (`call.different`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.ends('hangup');
   */
  async ends(cause?: string): Promise<string> {
    const { leg } = this;
    const step = new TestStep(`${leg.name} is over${cause === undefined ? '' : ` (${cause})`}`, leg.call, this.ends);
    await this.until(step, () => leg.isOver);
    await this.settles(step);
    if (cause !== undefined && leg.cause !== cause) throw step.error('call.different', `the cause is ${leg.cause}`);
    return leg.cause;
  }

  /** Lets time pass until the whole call has come to rest; for a leg of a call that goes on, nothing more. */
  protected async settles(step: TestStep): Promise<void> {
    const { call } = this.leg;
    await waitForRest(this.leg, step, () => call.isSettled || call.legs.some(({ isOver }) => !isOver), true);
  }

  /** Waits for something on behalf of a step. */
  protected until(step: TestStep, isMet: () => boolean, patient = false): Promise<void> {
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
