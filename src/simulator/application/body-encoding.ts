/** The encoding of a body that is not UTF-8. */
export interface ForeignEncoding {
  /** The encoding or compression that the first bytes show; undefined for one of one byte per character, such as ISO-8859-1. */
  readonly name: string | undefined;
  /** The first byte that is not UTF-8. */
  readonly byte: number;
  /** Its place in the decoded body, counted from 1, as of elements. */
  readonly line: number;
  readonly column: number;
}

/** The encodings with several bytes for each character, and gzip, by their first bytes as hexadecimal digits. */
const FIRST_BYTES = {
  fffe0000: 'UTF-32LE',
  '0000feff': 'UTF-32BE',
  fffe: 'UTF-16LE',
  feff: 'UTF-16BE',
  // `<` without a byte order mark.
  '3c000000': 'UTF-32LE',
  '0000003c': 'UTF-32BE',
  '3c00': 'UTF-16LE',
  '003c': 'UTF-16BE',
  '1f8b': 'gzip',
} as const;

/**
 * Returns the encoding of a body that is not UTF-8; undefined for UTF-8.
 *
 * Performance: a body that is UTF-8 costs a search for two characters.
 *
 * @param text the body, decoded as UTF-8
 */
export function foreignEncoding(bytes: Uint8Array, text: string): ForeignEncoding | undefined {
  if (!text.includes('\ufffd') && !text.startsWith('\0') && !text.startsWith('\0', 1)) return undefined;
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  const name = Object.entries(FIRST_BYTES).find(([first]) => head.startsWith(first))?.[1];
  if (name === undefined && isUtf8(bytes)) return undefined;
  const before = name === undefined ? validBeginning(bytes) : '';
  const lines = before.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/);
  return {
    name,
    byte: bytes[Buffer.byteLength(before)] ?? 0,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
  };
}

const isUtf8 = (bytes: Uint8Array): boolean => decoded(bytes, false) !== undefined;

/** Returns the text before the first byte that is not UTF-8. */
function validBeginning(bytes: Uint8Array): string {
  // The shortest beginning that is not valid, by halving: its last byte is invalid, or shows that one before is.
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (decoded(bytes.subarray(0, middle), true) === undefined) invalid = middle;
    else valid = middle;
  }
  return decoded(bytes.subarray(0, valid), true) ?? '';
}

/** Returns bytes as text; undefined if they are not UTF-8. @param isPart true if they may end within a character, which is left out */
function decoded(bytes: Uint8Array, isPart: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isPart });
  } catch {
    return undefined;
  }
}
