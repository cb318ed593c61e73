import { encodeMuLaw, resample } from './mu-law.js';
import { littleEndian } from './wav.js';

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
