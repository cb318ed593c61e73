import { frequenciesOf, type Key } from './keys.js';

const KEY_DURATION = 0.14; // seconds
const RAMP = 0.008; // seconds; without it a tone clicks
const VOLUME = 0.09;

/** The ringing of North America, softer: two seconds of sound every six. */
const RING_FREQUENCIES = [440, 480];
const RING_DURATION = 1.6; // seconds
const RING_INTERVAL = 5_000; // milliseconds
const RING_VOLUME = 0.035;

/**
 * The tones of keys, and the ringing of telephones. The sound system is opened with the first key, since browsers want a
 * gesture before it; without a sound card there is nothing to hear.
 */
export class Tones {
  #context: AudioContext | undefined;
  #ringing: ReturnType<typeof setInterval> | undefined;
  isMuted = false;

  /** Plays the tone of a key that was pressed. */
  press(key: Key): void {
    if (this.isMuted || typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    void this.#context.resume().catch(() => {});
    this.#play(frequenciesOf(key), KEY_DURATION, VOLUME);
  }

  /** Begins or ends the ringing. */
  ring(isRinging: boolean): void {
    if (isRinging === (this.#ringing !== undefined)) return;
    clearInterval(this.#ringing);
    this.#ringing = undefined;
    if (!isRinging) return;
    const ring = (): void => {
      if (!this.isMuted) this.#play(RING_FREQUENCIES, RING_DURATION, RING_VOLUME);
    };
    ring();
    this.#ringing = setInterval(ring, RING_INTERVAL);
  }

  #play(frequencies: readonly number[], duration: number, volume: number): void {
    const context = this.#context;
    if (context === undefined) return;
    const begin = context.currentTime;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(volume, begin + RAMP);
    gain.gain.setValueAtTime(volume, begin + duration - RAMP);
    gain.gain.linearRampToValueAtTime(0, begin + duration);
    gain.connect(context.destination);
    for (const frequency of frequencies) {
      const oscillator = new OscillatorNode(context, { frequency });
      oscillator.connect(gain);
      oscillator.start(begin);
      oscillator.stop(begin + duration);
    }
  }
}
