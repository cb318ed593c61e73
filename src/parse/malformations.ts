import { quoted } from '../problems/inspect.js';

/** What is not well-formed, or not read here, and where. */
export interface Malformation {
  /** Offset in the text. */
  readonly at: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The text is empty, or has no more than white space and comments. */
export const noElement: Malformation = {
  at: 0,
  message: 'There is no element in the text.',
  hint: 'A document is one <Response>…</Response>.',
};

/** Something other than white space before or after the root. */
export function textOutside(at: number): Malformation {
  return { at, message: 'Text stands outside the root element.', hint: 'Everything goes into one <Response>.' };
}

/** A root after the root. */
export function secondRoot(at: number): Malformation {
  return { at, message: 'There is a second root element.', hint: 'Everything goes into one <Response>.' };
}

/** `<!DOCTYPE …>`, whatever is in it: entities could be declared there. */
export function documentType(at: number): Malformation {
  return { at, message: 'A document type declaration is not read.', hint: 'Remove it: BXML has none.' };
}

/** `<?name …?>`. */
export function processingInstruction(at: number): Malformation {
  return { at, message: 'A processing instruction is not read.', hint: 'Remove it: BXML has none.' };
}

/** What an XML declaration says that is not read here. */
export function foreignDeclaration(version = '1.0', encoding = 'UTF-8'): Malformation | undefined {
  if (version !== '1.0') {
    return { at: 0, message: `XML ${quoted(version)} is not read; expected 1.0.`, hint: 'Say version="1.0".' };
  }
  if (/^utf-?8$/i.test(encoding)) return undefined;
  return {
    at: 0,
    message: `The encoding ${quoted(encoding)} is not read; expected UTF-8.`,
    hint: 'Convert the text to UTF-8, and say so in the declaration, or leave the declaration away.',
  };
}

/** A declaration that the parser refused, by its first few hundred characters. */
export function malformedDeclaration(start: string): Malformation {
  const [, version] = /^[^>]*?\sversion\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  const [, encoding] = /^[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(start) ?? [];
  return (
    foreignDeclaration(version, encoding) ?? {
      at: 0,
      message: 'The XML declaration is malformed.',
      hint: 'Write <?xml version="1.0" encoding="UTF-8"?>, or leave it away.',
    }
  );
}
