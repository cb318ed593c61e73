import { fromCaller } from '../../problems/caller.js';
import { MEDIA_STREAMS } from '../background/media-stream.js';
import { OpenSpeech } from '../background/speech.js';
import { CALLEE_DECISION } from '../rooms/ringing.js';
import type { Callee, CalleeBehavior } from '../settings/callee-behavior.js';
import { assertEndOptions, type SoundOptions } from '../settings/step-options.js';
import { Call } from './caller.js';
import { audioOf } from './party.js';
import { assertNoMore, assertSeconds, TestStep } from './step.js';

/** When a phone answers. */
export interface AnswerOptions {
  /** Virtual seconds from now. @default 0 */
  readonly after?: number | undefined;
  /**
   * The result of answering machine detection, if the request for the call asks for it.
   * @default what was set for the phone beforehand, or `human`
   */
  readonly detectedAs?: Callee['detectedAs'];
}

/** Speech that {@link Line.startsSpeaking} has begun. */
export interface SpeechInProgress {
  /**
   * Ends it; does nothing if it was ended before. Of a leg that is over it ends the recordings' sound there.
   *
   * @param options `audio`: a WAV file with what was said, from its beginning on. Default: silence in recordings
   * @throws BxmlError (`simulator.options`) for an unknown option, or `audio` that is not a WAV file
   */
  ends(options?: Pick<SoundOptions, 'audio'>): void;
}

/**
 * A call to a {@link Phone}, from the view of the person who is called. While it rings, one of the steps `answers`, `rejects`,
 * `isBusy` and `ignores` decides the outcome; they override what was set for the phone beforehand.
 *
 * @example
 * const line = await agent.rings();
 * await line.answers();
 * await line.hears('A caller from the queue');
 * await line.press('1');
 */
export class Line extends Call {
  /**
   * Answers. Does nothing if the call was answered before.
   *
   * @throws CallError (`call.over` if the call ends before; `call.misuse`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await line.answers({ after: 4 });
   */
  async answers({ after = 0, detectedAs }: AnswerOptions = {}): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} answers`, call.record, this.answers);
    assertSeconds(step, after);
    this.unlessOver(step);
    if (detectedAs !== undefined) call.detectedAs = detectedAs;
    const rung = (call.simulation.clock.now - call.startedAt) / 1000;
    call.deliver(CALLEE_DECISION.of({ after: rung + after }));
    await this.until(step, () => {
      if (call.answeredAt !== undefined) return call.faultsAtPickup ?? true;
      return this.unlessOver(step);
    });
  }

  /**
   * Declines the call, and waits until its leg is over.
   *
   * @throws CallError (`call.over`, `call.different` if it was answered; `call.misuse`, `call.timeout`, `call.strict`)
   * @example
   * await line.rejects();
   */
  async rejects(...more: []): Promise<void> {
    await this.#refuse('rejects', { rejects: true, ...this.#now() }, this.rejects, more);
  }

  /**
   * Is busy, and waits until its leg is over.
   *
   * @throws CallError (`call.over`, `call.different` if it was answered; `call.misuse`, `call.timeout`, `call.strict`)
   * @example
   * await line.isBusy();
   */
  async isBusy(...more: []): Promise<void> {
    await this.#refuse('is busy', { busy: true, ...this.#now() }, this.isBusy, more);
  }

  /**
   * Lets the phone ring until the call times out or is given up.
   *
   * @throws CallError (`call.over`, `call.different` if it was answered; `call.misuse`, `call.timeout`, `call.strict`)
   * @example
   * await line.ignores();
   */
  async ignores(...more: []): Promise<void> {
    await this.#refuse('ignores the call', { noAnswer: true }, this.ignores, more);
  }

  /**
   * Begins to speak, at once, without words: how long, and what, is known at its end, such as of a microphone. A `Record` and
   * a `Gather` wait for the end, and recordings have the sound at its time.
   *
   * @throws CallError (`call.over`; `call.misuse` while a `StartStream` runs, which needs the sound at once: use
   * {@link speaksFor})
   * @example
   * const speech = line.startsSpeaking();
   * await line.waits(4);
   * speech.ends({ audio: await readFile('message.wav') });
   */
  startsSpeaking(...more: []): SpeechInProgress {
    const { call } = this;
    const step = new TestStep(`${call.name} starts speaking`, call.record, this.startsSpeaking);
    assertNoMore(step, more);
    this.unlessOver(step);
    if (call.background.get(MEDIA_STREAMS)?.isListening === true)
      throw step.error('call.misuse', 'a <StartStream> runs, which needs the sound at once: use speaksFor');
    const speech = new OpenSpeech(call);
    return {
      ends: (options = {}) => {
        fromCaller(this.startsSpeaking, () => assertEndOptions(options, 'options'));
        speech.end(options.audio === undefined ? undefined : audioOf(options));
      },
    };
  }

  #now(): { readonly after: number } {
    return { after: (this.call.simulation.clock.now - this.call.startedAt) / 1000 };
  }

  async #refuse(
    words: string,
    behavior: CalleeBehavior,
    entry: () => Promise<void>,
    more: readonly unknown[],
  ): Promise<void> {
    const { call } = this;
    const step = new TestStep(`${call.name} ${words}`, call.record, entry);
    assertNoMore(step, more);
    if (call.answeredAt !== undefined && !call.isOver)
      throw step.error('call.different', 'the call is answered already');
    this.#decide(step, behavior);
    const faults = () => call.faultsAtPickup ?? false;
    await this.until(step, () => call.isOver && faults());
  }

  /** Decides the outcome of the ringing. */
  #decide(step: TestStep, behavior: CalleeBehavior): void {
    if (this.call.deliver(CALLEE_DECISION.of(behavior))) return;
    this.unlessOver(step);
    throw step.error('call.misuse', 'the outcome of this call was decided before');
  }
}
