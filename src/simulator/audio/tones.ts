// Tones of telephones: keys and ringing.
import { BYTES_PER_MILLISECOND, encodeMuLaw } from './mu-law.js';

/** A sound of some frequencies, which repeats: on for a time, then off. */
export interface Tone {
  /** Hertz. */
  readonly frequencies: readonly number[];
  /** Milliseconds. */
  readonly on: number;
  /** Milliseconds. */
  readonly off: number;
}

/** The ringing tone that a caller hears. */
export const RINGING: Tone = { frequencies: [440, 480], on: 2000, off: 4000 };

const ROWS = ['123A', '456B', '789C', '*0#D'];
const LOW = [697, 770, 852, 941];
const HIGH = [1209, 1336, 1477, 1633];

/** Returns the DTMF tone of a key, of that many milliseconds; `undefined` for any other character. */
export function toneOf(key: string, milliseconds: number): Tone | undefined {
  const upper = key.toUpperCase();
  const row = ROWS.findIndex((keys) => keys.includes(upper));
  const [low, high] = [LOW[row], HIGH[ROWS[row]?.indexOf(upper) ?? -1]];
  if (key.length !== 1 || low === undefined || high === undefined) return undefined;
  return { frequencies: [low, high], on: milliseconds, off: 0 };
}

/** Returns the mu-law of a tone, or `undefined` for silence. @param from the milliseconds since it began */
export function soundOf({ frequencies, on, off }: Tone, from: number, bytes: number): Uint8Array | undefined {
  const samples = new Int16Array(bytes);
  const loudness = 8000 / frequencies.length;
  let isSilent = true;
  for (let index = 0; index < bytes; index++) {
    const at = from + index / BYTES_PER_MILLISECOND;
    if (at % (on + off) >= on) continue;
    isSilent = false;
    const waves = frequencies.map((frequency) => Math.sin((2 * Math.PI * frequency * at) / 1000));
    samples[index] = Math.round(loudness * waves.reduce((sum, wave) => sum + wave, 0));
  }
  return isSilent ? undefined : encodeMuLaw(samples);
}
