// Conversion of other formats to mu-law: of WAV files, and of what a server sends on a stream.
import { decodeMuLaw, encodeMuLaw, resample } from './mu-law.js';

/** Codes of formats in a WAV file. */
const PCM = 1;
const MU_LAW = 7;
const EXTENSIBLE = 0xfffe;

interface WavFormat {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

/**
 * Converts a WAV file to mu-law of 8000 bytes a second, one channel. Takes PCM of 8 or 16 bits and mu-law, of any rate and
 * number of channels. Returns why it cannot be converted as a string.
 */
export function muLawOfWav(file: Uint8Array): Uint8Array | string {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const nameAt = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || nameAt(0) !== 'RIFF' || nameAt(8) !== 'WAVE') return 'is not a WAV file';
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (nameAt(at) === 'fmt ' && start + 16 <= file.length) format = formatAt(view, start, length);
    if (nameAt(at) === 'data') {
      if (format === undefined) return 'is a WAV file without a format';
      return convert(file.slice(start, Math.min(start + length, file.length)), format);
    }
    at = start + length + (length % 2);
  }
  return 'is a WAV file without samples';
}

function formatAt(view: DataView, start: number, length: number): WavFormat {
  const code = view.getUint16(start, true);
  const isExtensible = code === EXTENSIBLE && length >= 26 && start + 26 <= view.byteLength;
  return {
    code: isExtensible ? view.getUint16(start + 24, true) : code,
    channels: view.getUint16(start + 2, true),
    rate: view.getUint32(start + 4, true),
    bits: view.getUint16(start + 14, true),
  };
}

function convert(data: Uint8Array, { code, channels, rate, bits }: WavFormat): Uint8Array | string {
  if (channels === 0 || rate === 0) return 'is a WAV file without channels';
  if (code === MU_LAW && channels === 1 && rate === 8000) return data;
  const samples = samplesOf(data, code, bits);
  if (samples === undefined) return 'is a WAV file of another encoding; use PCM of 8 or 16 bits, or mu-law';
  return encodeMuLaw(resample(oneChannel(samples, channels), rate));
}

function samplesOf(data: Uint8Array, code: number, bits: number): Int16Array | undefined {
  if (code === MU_LAW) return decodeMuLaw(data);
  if (code !== PCM) return undefined;
  if (bits === 8) return Int16Array.from(data, (byte) => (byte - 128) << 8);
  return bits === 16 ? littleEndian(data) : undefined;
}

/** Reads signed 16-bit little-endian samples. */
function littleEndian(data: Uint8Array): Int16Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Int16Array.from({ length: data.length >> 1 }, (_, index) => view.getInt16(2 * index, true));
}

/** Returns the mean of all channels. */
function oneChannel(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  return Int16Array.from({ length: Math.floor(samples.length / channels) }, (_, index) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[index * channels + channel] ?? 0;
    return Math.round(sum / channels);
  });
}

/** The rate of each kind of samples that a server may send, by its `contentType`; undefined for mu-law. */
const rates: ReadonlyMap<string, number | undefined> = new Map([
  ['audio/pcmu', undefined],
  ...[8000, 16_000, 24_000].map(
    (rate) => [`audio/pcm;rate=${rate};channels=1;bit-depth=16;endian=little;encoding=signed`, rate] as const,
  ),
]);

/** The values of `contentType` that are played. */
export const playedContentTypes: readonly string[] = [...rates.keys()];

/** Converts the payload of a `playAudio` message to mu-law. Returns `undefined` for a `contentType` that is not played. */
export function muLawOf(contentType: string, payload: Uint8Array): Uint8Array | undefined {
  const type = contentType.toLowerCase().replace(/\s+/g, '');
  if (!rates.has(type)) return undefined;
  const rate = rates.get(type);
  return rate === undefined ? payload : encodeMuLaw(resample(littleEndian(payload), rate));
}
