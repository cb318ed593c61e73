import type { Problem } from '../../problems/problem.js';
import type { Answered } from '../application/application.js';

/** The problem of a document that is not UTF-8. */
export interface EncodingProblem {
  readonly problem: Problem;
  /** True if nothing of the document can be read. */
  readonly isUnreadable: boolean;
}

const HINT = 'Encode the document as UTF-8, and send it with Content-Type: application/xml; charset=utf-8.';

/** Returns what is wrong with the encoding of a document: its bytes, or the charset of its content type. */
export function encodingProblem({ contentType, body, foreign }: Answered): EncodingProblem | undefined {
  const charset = charsetOf(contentType);
  if (foreign === undefined) {
    // Performance: a response without another charset is not searched.
    if (charset === undefined || !/[^\0-\x7f]/.test(body)) return undefined;
    return made('warning', `The content type declares charset=${charset}, but the document is UTF-8.`, {
      hint: 'Send Content-Type: application/xml; charset=utf-8.',
    });
  }
  const { name, byte, line, column } = foreign;
  if (name === 'gzip') {
    const hint = 'Compress only if the request has the header Accept-Encoding.';
    return made('error', 'The document is compressed (gzip), which the request does not accept.', { hint });
  }
  if (name !== undefined) return made('error', `The document is encoded as ${name}; expected UTF-8.`, { hint: HINT });
  const digits = byte.toString(16).toUpperCase().padStart(2, '0');
  const probably = charset ?? 'Windows-1252 or ISO-8859-1';
  return made('warning', `The byte 0x${digits} is not UTF-8, and is read as \ufffd.`, {
    source: { line, column },
    hint: `${HINT} It is probably encoded as ${probably}.`,
  });
}

function made(severity: Problem['severity'], message: string, more: Pick<Problem, 'hint' | 'source'>): EncodingProblem {
  return {
    problem: { code: 'response.encoding', severity, path: '', message, ...more },
    isUnreadable: severity === 'error',
  };
}

/** Returns the charset of a content type; undefined for UTF-8, and if it has none. */
function charsetOf(contentType: string | undefined): string | undefined {
  const charset = /;\s*charset\s*=\s*"?([\w.:+-]{1,40})/i.exec(contentType ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset) ? undefined : charset;
}
