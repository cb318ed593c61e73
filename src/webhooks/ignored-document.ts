import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';

/**
 * Returns the error if a handler of an asynchronous event returned a document, which Bandwidth would not read; else
 * undefined.
 *
 * @param name the event
 */
export function ignoredDocument(result: unknown, name: string): BxmlError | undefined {
  if (!isDocument(result)) return undefined;
  return BxmlError.of('async-document', `The handler of ${name} returned a document, which Bandwidth does not read.`, {
    hint: `${name} events are only acknowledged. To change a call in progress, use the REST API.`,
  });
}

/**
 * True if the value would be a document for a synchronous event: an element, an array with one, or a string of BXML.
 */
function isDocument(result: unknown): boolean {
  if (typeof result === 'string') return BXML.test(result.slice(0, MAX_PROLOG_LENGTH));
  return isElementNode(result) || (Array.isArray(result) && result.some(isElementNode));
}

/** Matches the start of a BXML string. */
const BXML = /^\s*(?:<\?xml\s|<(?:Response|Bxml)[\s/>])/;

/** How many characters of a string are searched for the root. */
const MAX_PROLOG_LENGTH = 200;
