// Sound as Bandwidth streams it: G.711 mu-law, one channel, 8000 bytes a second.

/** Bytes of mu-law for one millisecond. */
export const BYTES_PER_MILLISECOND = 8;

/** Samples per second. */
const SAMPLE_RATE = 8000;

/** The byte of silence. */
export const SILENCE = 0xff;

const BIAS = 0x84;
const LOUDEST = 32_635;

/** Returns the mu-law byte of a 16-bit sample. */
function encode(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), LOUDEST) + BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Returns the 16-bit sample of a mu-law byte. */
function decode(byte: number): number {
  const inverted = ~byte & 0xff;
  const exponent = (inverted >> 4) & 7;
  const magnitude = ((((inverted & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
}

/** Encodes 16-bit samples as mu-law. */
export function encodeMuLaw(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index++) bytes[index] = encode(samples[index] ?? 0);
  return bytes;
}

/** Decodes mu-law to 16-bit samples. */
export function decodeMuLaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) samples[index] = decode(bytes[index] ?? SILENCE);
  return samples;
}

/** Converts samples of another rate to 8000 a second: the mean of the samples that a new one covers. */
export function resample(samples: Int16Array, rate: number): Int16Array {
  if (rate === SAMPLE_RATE) return samples;
  const ratio = rate / SAMPLE_RATE;
  const result = new Int16Array(Math.round(samples.length / ratio));
  for (let index = 0; index < result.length; index++) {
    const start = Math.floor(index * ratio);
    const end = Math.max(start + 1, Math.min(Math.floor((index + 1) * ratio), samples.length));
    let sum = 0;
    for (let each = start; each < end; each++) sum += samples[each] ?? 0;
    result[index] = Math.round(sum / (end - start));
  }
  return result;
}

/** A second of a tone of 400 Hz: each frame of 20 ms has whole periods, so that all frames of it are equal. */
const TONE = encodeMuLaw(
  Int16Array.from({ length: SAMPLE_RATE }, (_, index) =>
    Math.round(8000 * Math.sin((2 * Math.PI * 400 * index) / 8000)),
  ),
);

/** Writes a part of the tone, which begins at that millisecond, into bytes. */
export function writeTone(target: Uint8Array, at: number, startsAt: number, length: number): void {
  const start = (startsAt * BYTES_PER_MILLISECOND) % 160;
  for (let index = 0; index < length; index++) target[at + index] = TONE[(start + index) % 160] ?? SILENCE;
}
