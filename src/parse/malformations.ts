import { quoted } from '../problems/inspect.js';

/** A part of the document that is not well-formed or not supported. */
export interface Malformation {
  /** Offset in the document. */
  readonly at: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The document is empty, or contains only white space and comments. */
export const noElement: Malformation = {
  at: 0,
  message: 'The document contains no element.',
  hint: 'A document is one <Response>…</Response>.',
};

/** Text other than white space before or after the root. */
export function textOutside(at: number): Malformation {
  return { at, message: 'There is text outside the root element.', hint: 'Put everything inside one <Response>.' };
}

/** A second root element. */
export function secondRoot(at: number): Malformation {
  return { at, message: 'There is a second root element.', hint: 'Put everything inside one <Response>.' };
}

/** `<!DOCTYPE …>`. Rejected because it can declare entities. */
export function documentType(at: number): Malformation {
  return { at, message: 'Document type declarations are not supported.', hint: 'Remove it: BXML does not use one.' };
}

/** `<?name …?>`. */
export function processingInstruction(at: number): Malformation {
  return { at, message: 'Processing instructions are not supported.', hint: 'Remove it: BXML does not use them.' };
}

/** Returns an unsupported version or encoding of an XML declaration. */
export function foreignDeclaration(version = '1.0', encoding = 'UTF-8'): Malformation | undefined {
  if (version !== '1.0') {
    return {
      at: 0,
      message: `XML version ${quoted(version)} is not supported; expected 1.0.`,
      hint: 'Write version="1.0".',
    };
  }
  if (/^utf-?8$/i.test(encoding)) return undefined;
  return {
    at: 0,
    message: `The encoding ${quoted(encoding)} is not supported; expected UTF-8.`,
    hint: 'Convert the document to UTF-8 and declare encoding="UTF-8", or remove the declaration.',
  };
}

/** A declaration that the parser rejected. `start` is the beginning of the document. */
export function malformedDeclaration(start: string): Malformation {
  const [, version] = /^[^>]*?\sversion\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  const [, encoding] = /^[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  return (
    foreignDeclaration(version, encoding) ?? {
      at: 0,
      message: 'The XML declaration is malformed.',
      hint: 'Write <?xml version="1.0" encoding="UTF-8"?>, or remove it.',
    }
  );
}
