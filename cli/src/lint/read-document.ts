import { createReadStream, readFileSync, statSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { reasonOf } from '../terminal/input-file.js';
import { firstInvalidByte } from './utf8.js';

/** Why a file is not a document, for a finding. */
export interface UnreadableFile {
  readonly code: 'file.size' | 'file.encoding' | 'file.binary' | 'file.unreadable';
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  readonly column?: number;
  readonly sourceLine?: string;
}

/** The maximum number of bytes that are read: the parser accepts 1,048,576 UTF-16 units, of at most three bytes each. */
const MAX_BYTES = 3 * 1_048_576;

/** The number of bytes in which a zero byte means that a file is binary. */
const BINARY_HEAD = 8192;

/** Reads a file as UTF-8. Returns the text, or why it cannot be a document. A file that is too large is not read. */
export async function readDocument(path: string, signal?: AbortSignal): Promise<string | UnreadableFile> {
  try {
    const stats = statSync(path);
    if (stats.size > MAX_BYTES) return tooLarge(`${stats.size}`);
    // Performance: a synchronous read takes half the processor time, and documents are small.
    return stats.isFile() ? decode(readFileSync(path)) : await readStream(createReadStream(path), signal);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { code: 'file.unreadable', message: `The file cannot be read: ${reasonOf(error)}.` };
  }
}

/** Reads a stream as UTF-8, as {@link readDocument} reads a file. Rejects if the signal aborts. */
export async function readStream(stream: Readable, signal?: AbortSignal): Promise<string | UnreadableFile> {
  if (signal !== undefined) addAbortSignal(signal, stream);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_BYTES) {
      stream.destroy();
      return tooLarge(`more than ${MAX_BYTES}`);
    }
  }
  return decode(Buffer.concat(chunks));
}

const tooLarge = (bytes: string): UnreadableFile => ({
  code: 'file.size',
  message: `The file has ${bytes} bytes; a document has at most 65536 (64 KB).`,
  hint: 'It was not read. Name the document itself, or split it with <Redirect>.',
});

function decode(bytes: Buffer): string | UnreadableFile {
  const encoding = wideEncoding(bytes);
  if (encoding !== undefined) {
    return {
      code: 'file.encoding',
      message: `The file is encoded as ${encoding}; expected UTF-8.`,
      hint: 'Save it as UTF-8.',
    };
  }
  if (bytes.subarray(0, BINARY_HEAD).includes(0))
    return { code: 'file.binary', message: 'The file is binary; expected XML.' };
  const invalid = firstInvalidByte(bytes);
  return invalid === undefined ? bytes.toString('utf8') : invalidEncoding(bytes, invalid);
}

/** The encodings with more than one byte for each character, by their byte order marks as hexadecimal digits. */
const BYTE_ORDER_MARKS = { fffe0000: 'UTF-32LE', '0000feff': 'UTF-32BE', fffe: 'UTF-16LE', feff: 'UTF-16BE' } as const;

/** The number of characters that show whether a file without a byte order mark is UTF-16. */
const UTF16_HEAD = 32;

/** Returns the encoding of bytes in UTF-16 or UTF-32; undefined for others. */
function wideEncoding(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 4).toString('hex');
  const marked = Object.entries(BYTE_ORDER_MARKS).find(([mark]) => head.startsWith(mark));
  if (marked !== undefined) return marked[1];
  // Tags are ASCII: one byte of each pair is zero.
  let even = 0;
  let odd = 0;
  const pairs = Math.min(UTF16_HEAD, bytes.length >> 1);
  for (let index = 0; index < pairs; index++) {
    if (bytes[2 * index] === 0) even++;
    if (bytes[2 * index + 1] === 0) odd++;
  }
  const isMost = (zeros: number): boolean => zeros > 1 && zeros > pairs * 0.6;
  if (even === 0 && isMost(odd)) return 'UTF-16LE';
  return odd === 0 && isMost(even) ? 'UTF-16BE' : undefined;
}

/** Describes the byte that is not UTF-8, with its position. */
function invalidEncoding(bytes: Buffer, offset: number): UnreadableFile {
  const before = bytes.subarray(0, offset).toString('utf8');
  const lines = before.split(/\r\n|[\n\r]/);
  const end = bytes.indexOf(0x0a, offset);
  const rest = bytes.subarray(offset, end < 0 ? undefined : end).toString('latin1');
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const last = lines.at(-1) ?? '';
  return {
    code: 'file.encoding',
    message: `The byte 0x${byte} at offset ${offset} is not UTF-8.`,
    hint: 'Save the file as UTF-8. It is probably encoded as Windows-1252 or ISO-8859-1.',
    line: lines.length,
    column: last.length + 1,
    sourceLine: `${last}${rest}`,
  };
}
