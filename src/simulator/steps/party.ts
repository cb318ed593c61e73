import { fromCaller } from '../../problems/caller.js';
import { inspect } from '../../problems/inspect.js';
import { muLawOfWav } from '../audio/formats.js';
import { BYTES_PER_MILLISECOND } from '../audio/mu-law.js';
import { pressKey, takesKeys } from '../background/key-reports.js';
import { speak, takesSpeech } from '../background/speech.js';
import type { Speech } from '../calls/input.js';
import { SimulatedConference } from '../rooms/conference.js';
import {
  assertHangUpOptions,
  assertKeyOptions,
  assertSoundOptions,
  assertSpeechOptions,
  CHARACTER_SECONDS,
  type HangUpOptions,
  KEY_SECONDS,
  type KeyOptions,
  type SoundOptions,
  type SpeechOptions,
} from '../settings/step-options.js';
import type { TimelineEntry } from '../time/timeline.js';
import { ConferenceRoom } from './conference-room.js';
import { inputHint, unheardHint } from './hints.js';
import { Listener } from './listener.js';
import {
  assertCause,
  assertConferenceName,
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

/** Returns the audio of checked options as mu-law. */
export function audioOf({ audio }: SpeechOptions | SoundOptions): Uint8Array | undefined {
  const muLaw = audio && muLawOfWav(audio);
  return typeof muLaw === 'string' ? undefined : muLaw;
}

const secondsOfMuLaw = (audio: Uint8Array): number => audio.length / BYTES_PER_MILLISECOND / 1000;

/**
 * A person on the phone: the caller, or a called party. Each method is a step of a test. It advances virtual time until the
 * step has happened, and rejects with a {@link CallError} if it can no longer happen.
 */
export class Party extends Listener {
  /** The `callId` of this leg in events. */
  get callId(): string {
    return this.call.id;
  }

  /**
   * The caller ID that this party's phone shows: a phone number, or a word such as `Restricted`. `undefined` if `privacy`
   * hides it, and for the caller of an inbound call.
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

  /** The cause of the end of the leg, such as `hangup`; `undefined` until the leg is over. */
  get cause(): string | undefined {
    return this.call.isOver ? this.call.cause : undefined;
  }

  /** The timeline of this leg so far. */
  get timeline(): readonly TimelineEntry[] {
    return this.call.record.timeline.filter(({ leg }) => leg === this.call.name);
  }

  protected get subject(): string {
    return 'call';
  }

  protected override unheardHint(words: string | RegExp): string | undefined {
    return unheardHint(this.call, words);
  }

  /**
   * Waits until the party is in the conference with that name.
   *
   * @param name the name of the conference, as in the document
   * @returns the conference
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * const room = await caller.joins('queue-7');
   */
  async joins(name: string, ...more: []): Promise<ConferenceRoom> {
    const { call } = this;
    const step = new TestStep(`${call.name} joins the conference ${shownText(name)}`, call.record, this.joins);
    assertNoMore(step, more);
    assertConferenceName(step, name);
    step.hint = () =>
      call.room instanceof SimulatedConference ? `it is in the conference ${call.room.name}` : undefined;
    const { simulation } = call;
    const wasIn = (conference: SimulatedConference | undefined): boolean => conference?.hasHad(call) === true;
    const earlier = SimulatedConference.latest(simulation, name);
    const before = wasIn(earlier) && earlier?.membershipOf(call) === undefined ? earlier : undefined;
    const found: SimulatedConference[] = [];
    await this.until(step, () => {
      const conference = SimulatedConference.latest(simulation, name);
      // It may have left at the same moment.
      const hasJoined = conference === before ? conference?.membershipOf(call) !== undefined : wasIn(conference);
      if (conference === undefined || !hasJoined) return this.unlessOver(step);
      found.push(conference);
      return true;
    });
    const conference = found.at(-1);
    if (conference === undefined) throw new TypeError('the step was met without a conference');
    return new ConferenceRoom(conference);
  }

  /**
   * Waits until the party has left the conference with that name. Later it may join again.
   *
   * @param name the name of the conference, as in the document
   * @throws CallError (`call.different` if the party is not in that conference; `call.misuse`, `call.timeout`,
   * `call.unscripted`, `call.strict`)
   * @example
   * await caller.leaves('queue-7');
   * await caller.hears('Please hold on');
   */
  async leaves(name: string, ...more: []): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} leaves the conference ${shownText(name)}`, call.record, this.leaves);
    assertNoMore(step, more);
    assertConferenceName(step, name);
    const conferences = [...call.simulation.conferences.values()].filter(
      (each) => each.name === name && each instanceof SimulatedConference && each.hasHad(call),
    );
    if (conferences.length === 0) throw step.error('call.different', `it has not been in the conference ${name}`);
    await this.until(step, () => SimulatedConference.active(call.simulation, name)?.membershipOf(call) === undefined);
  }

  /**
   * Presses keys. The first is pressed as soon as a `Gather`, a `Record` or a `StartGather` listens for keys, or another
   * party hears it, such as in a bridge; the others follow at intervals, whatever the call does by then. During a
   * conversation only a `StartGather` reports keys to the application. A key that nothing listens for is marked as lost in
   * the timeline and is not kept for a later `Gather`. Later steps skip the prompts that had ended before, or that the first key cut short.
   *
   * @param keys one or more of `0-9 * # A-D`
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.press('4711#');
   */
  async press(keys: string, options: KeyOptions = {}): Promise<void> {
    const step = new TestStep(`${this.call.name} presses ${shownText(keys)}`, this.call.record, this.press);
    assertKeys(step, keys);
    step.hint = inputHint(this.call, 'dtmf');
    fromCaller(this.press, () => assertKeyOptions(options, 'options'));
    const { every = KEY_SECONDS, now = false } = options;
    assertSeconds(step, every);
    let begun = 0;
    let faults = 0;
    for (const [index, key] of [...keys.toUpperCase()].entries()) {
      if (index > 0) await this.#pass(step, every);
      const waits = index === 0 && !now;
      await this.until(step, () => this.unlessOver(step) || !waits || takesKeys(this.call));
      if (index === 0) begun = this.call.prompts.length;
      pressKey(this.call, key);
      faults = this.call.record.faultCount;
    }
    await this.until(step, () => faults);
    this.skipPrompts(begun);
  }

  /**
   * Speaks. A party that is connected with others, in a bridge, a transfer, a forwarded call, a conference or with an
   * endpoint, speaks at once, and those that can hear it {@link hears} the words. Otherwise it speaks as soon as a `Gather`
   * listens for speech or a `Record` runs; while a `StartStream` or a `StartTranscription` takes what it says, as soon as no
   * prompt of a document plays. Resolves when the party has stopped speaking; a `Gather` ends then.
   *
   * @param words the words, which are the `text` of the `gather` event
   * @throws BxmlError (`simulator.options`) for an unknown option, or `audio` that is not a WAV file
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.says('boat repairs');
   * @example
   * await call.says('boat repairs', { audio: await readFile('boat-repairs.wav') });
   * @example
   * await agent.says('How can I help?');
   * await caller.hears('How can I help?');
   */
  async says(words: string, options: SpeechOptions = {}): Promise<void> {
    const step = new TestStep(`${this.call.name} says ${inspect(words)}`, this.call.record, this.says);
    fromCaller(this.says, () => assertSpeechOptions(options, 'options'));
    const audio = audioOf(options);
    const length = audio === undefined ? [...String(words)].length * CHARACTER_SECONDS : secondsOfMuLaw(audio);
    const { seconds = length, partial = [], now = false } = options;
    assertTexts(step, words, partial);
    await this.#speak(step, seconds, { words, partial, audio }, now);
  }

  /**
   * Speaks for that many virtual seconds, as soon as {@link says} would.
   *
   * @throws BxmlError (`simulator.options`) for an unknown option
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.speaksFor(12);
   * @example
   * await call.speaksFor(12, { audio: await readFile('message.wav') });
   */
  async speaksFor(seconds: number, options: SoundOptions = {}): Promise<void> {
    const step = new TestStep(
      `${this.call.name} speaks for ${shownSeconds(seconds)} s`,
      this.call.record,
      this.speaksFor,
    );
    fromCaller(this.speaksFor, () => assertSoundOptions(options, 'options'));
    await this.#speak(step, seconds, { words: undefined, partial: [], audio: audioOf(options) }, options.now);
  }

  async #speak(step: TestStep, seconds: number, speech: Omit<Speech, 'milliseconds'>, now = false): Promise<void> {
    const { call } = this;
    assertSeconds(step, seconds);
    step.hint = inputHint(call, 'speech');
    await this.until(step, () => this.unlessOver(step) || now || takesSpeech(call));
    step.hint = undefined;
    const begun = call.prompts.length;
    speak(call, { ...speech, milliseconds: Math.round(seconds * 1000) });
    await this.#pass(step, seconds, 'before the last moment');
    this.skipPrompts(begun);
  }

  /**
   * Waits for that many virtual seconds, including everything that happens at the last moment. Pending decisions take their
   * default: a phone that rings is not answered. The leg may end meanwhile; in strict mode, the step fails if a failure of
   * the application ended it.
   *
   * @throws CallError (`call.misuse`, `call.timeout`, `call.strict`)
   * @example
   * await call.waits(30);
   */
  async waits(seconds: number, ...more: []): Promise<void> {
    const step = new TestStep(`${this.call.name} waits for ${shownSeconds(seconds)} s`, this.call.record, this.waits);
    assertNoMore(step, more);
    await this.#pass(step, seconds);
    assertNoneFailed(this.call.record, step, ({ leg }) => leg === this.call);
  }

  /**
   * Advances time, even if the leg ends meanwhile. Other steps of the same moment run first.
   *
   * @param faults the faults that fail the step; `before the last moment` leaves those of the last moment to the next step
   */
  async #pass(step: TestStep, seconds: number, faults: 'all' | 'before the last moment' = 'all'): Promise<void> {
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
   * Hangs up, and waits for everything that follows: `disconnect` is sent, recordings become available. The cause is
   * `cancel` if the caller hangs up before the call is answered, otherwise `hangup`. To hang up while the application handles
   * `initiate` or `answer`, use `hangsUpDuring` of `platform.call` or `platform.createCall`.
   *
   * @param options `during`: hang up while the application handles the next event of that type, on any leg of the call
   * @throws BxmlError (`simulator.options`) for an unknown event type
   * @throws CallError (`call.over`, also if the leg ends before that event; `call.timeout`, `call.strict`)
   * @example
   * await call.hangUp();
   * await call.hangUp({ during: 'gather' });
   */
  async hangUp(options: HangUpOptions = {}): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} hangs up`, call.record, this.hangUp);
    fromCaller(this.hangUp, () => assertHangUpOptions(options, 'options'));
    const { during } = options;
    if (call.isOver) throw step.error('call.over', `the leg is already over (${call.cause})`);
    if (during === undefined) call.hangUp();
    else await this.#hangUpDuring(during, step);
    await this.settles(step);
    this.assertNoneFailed(step);
  }

  async #hangUpDuring(eventType: string, step: TestStep): Promise<void> {
    const { call } = this;
    let isDone = false;
    call.record.during(eventType, () => {
      isDone = !call.isOver;
      call.hangUp();
    });
    await this.until(step, () => isDone || this.unlessOver(step));
  }

  /**
   * Waits until the leg is over, and for everything that follows, as {@link hangUp} does. In strict mode, the step fails if a
   * failure of the application ended the leg (`callback-error`, `invalid-bxml`), unless `cause` names it.
   *
   * @param cause the expected cause, such as `hangup`, `timeout` or `invalid-bxml`. Default: any
   * @returns the cause
   * @throws CallError (`call.different`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.ends('hangup');
   */
  async ends(cause?: string, ...more: []): Promise<string> {
    const { call } = this;
    const step = new TestStep(
      `${call.name}'s call ends${cause === undefined ? '' : ` (${shownText(cause)})`}`,
      call.record,
      this.ends,
    );
    assertNoMore(step, more);
    assertCause(step, cause);
    await this.until(step, () => call.isOver);
    // A test that names the cause expects the failure that led to it.
    if (cause === call.cause) call.record.report(call.failure);
    await this.settles(step);
    if (cause !== undefined && call.cause !== cause) throw step.error('call.different', `it ended with ${call.cause}`);
    this.assertNoneFailed(step);
    return call.cause;
  }
}
