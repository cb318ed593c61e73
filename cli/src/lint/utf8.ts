import { isUtf8 } from 'node:buffer';

/**
 * Returns the offset of the first byte that is not part of a valid UTF-8 sequence; undefined if all are.
 *
 * Performance: sequences are examined one by one only in the chunk with the error.
 */
export function firstInvalidByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return undefined;
}

/** Returns the length of the valid sequence at an offset, 0 if it is invalid. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return isUtf8(bytes.subarray(offset, offset + length)) && offset + length <= bytes.length ? length : 0;
}
