import { createReadStream, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
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
export async function readDocument(path: string): Promise<string | UnreadableFile> {
  try {
    const { size, ...stats } = statSync(path);
    if (size > MAX_BYTES) return tooLarge(`${size}`);
    const isRegular = (stats.mode & 0o170000) === 0o100000;
    return isRegular ? decode(await readFile(path)) : await readStream(createReadStream(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : message;
    return { code: 'file.unreadable', message: `The file cannot be read: ${reason}.` };
  }
}

/** Reads a stream as UTF-8, as {@link readDocument} reads a file. */
export async function readStream(stream: Readable): Promise<string | UnreadableFile> {
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
  const utf16 = utf16Name(bytes);
  if (utf16 !== undefined) {
    return {
      code: 'file.encoding',
      message: `The file is encoded as ${utf16}; expected UTF-8.`,
      hint: 'Save it as UTF-8.',
    };
  }
  if (bytes.subarray(0, BINARY_HEAD).includes(0))
    return { code: 'file.binary', message: 'The file is binary; expected XML.' };
  const invalid = firstInvalidByte(bytes);
  return invalid === undefined ? bytes.toString('utf8') : invalidEncoding(bytes, invalid);
}

function utf16Name(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 4).toString('hex');
  if (head.startsWith('fffe') || /^3c00..00/.test(head)) return 'UTF-16LE';
  if (head.startsWith('feff') || /^003c00/.test(head)) return 'UTF-16BE';
  return undefined;
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
