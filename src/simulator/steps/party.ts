import { fromCaller } from '../../problems/caller.js';
import { inspect } from '../../problems/inspect.js';
import { pressKey, takesKeys } from '../background/key-reports.js';
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
import { Listener } from './listener.js';
import {
  assertCause,
  assertKeys,
  assertNoMore,
  assertNoneFailed,
  assertSeconds,
  assertTexts,
  type Met,
  shownSeconds,
  shownText,
  TestStep,
} from './step.js';

/**
 * A person on the phone: the caller, or a called party. Each method is a step of a test: it lets virtual time pass
 * until what it says has happened, and rejects with a {@link CallError} when it cannot happen any more.
 */
export class Party extends Listener {
  /**
   * Presses keys: the first as soon as anything takes keys, a `Gather`, a `Record` or a `StartGather`, and the others
   * after it whatever goes on by then. A key that nothing takes is lost, as the timeline says; it is not kept for a
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
    this.passOver(begun);
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
    const step = new TestStep(`${this.call.name} says ${inspect(words)}`, this.call.record, this.says);
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
    this.passOver(begun);
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
    this.assertNoneFailed(step);
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
   * Waits until the leg is over, and until everything has come that comes afterwards. In strict mode
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
    this.assertNoneFailed(step);
    return call.cause;
  }
}
