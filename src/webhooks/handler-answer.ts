import { hintForAnswer } from '../hints/foreign-values.js';
import { isElementNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import type { CallSite } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';

/** Describes the function that returned a document, for error messages. */
export interface AnswerOwner {
  /** The subject of a message, such as `The handler of initiate`. */
  readonly who: string;
  /** True if `null` answers without a document. */
  readonly mayBeEmpty: boolean;
  /** The line that called `webhooks`. */
  readonly site: CallSite;
}

/**
 * Returns the result of a handler as a tree. A string is parsed as BXML; the parser is loaded on first use.
 *
 * @throws BxmlError (`child.type`, `root.single`, `root.well-formed`) if it cannot be a document.
 */
export function treeOf(answer: unknown, owner: AnswerOwner): unknown {
  if (answer === null || isElementNode(answer) || Array.isArray(answer)) return answer;
  if (typeof answer === 'string') return parsed(answer, owner);
  throw owner.site.locate(notADocument(answer, owner));
}

function notADocument(answer: unknown, { who, mayBeEmpty }: AnswerOwner): BxmlError {
  const isText = typeof answer === 'number' || typeof answer === 'boolean' || typeof answer === 'bigint';
  return BxmlError.of(
    isText ? 'root.single' : 'child.type',
    `${who} returned ${inspect(answer)}; expected a document, <Response>…</Response>${mayBeEmpty ? ', or null for none' : ''}.`,
    { hint: hintFor(answer) },
  );
}

function hintFor(answer: unknown): string {
  if (typeof answer === 'function') return 'Return an element, such as <Menu />, or call the function.';
  if (typeof answer === 'object' && answer !== null) return hintForAnswer(answer);
  return answer === undefined
    ? 'Is a return missing? An arrow function with braces needs one.'
    : 'Return <Response /> to end the call.';
}

async function parsed(text: string, owner: AnswerOwner): Promise<unknown> {
  const { parse } = await import('../parse/index.js');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof BxmlError)) throw error;
    throw owner.site.locate(notBxml(text, owner, error));
  }
}

const AS_ELEMENT = 'A string must be a complete BXML document. Return an element:';
const SPEAK = `${AS_ELEMENT} <Response><SpeakSentence>…</SpeakSentence></Response>.`;

function notBxml(text: string, { who, mayBeEmpty }: AnswerOwner, cause: BxmlError): BxmlError {
  const code = 'root.well-formed';
  if (text.trim() === '') {
    const none = mayBeEmpty ? 'Return null for no document.' : 'Return <Response /> to end the call.';
    return BxmlError.of(code, `${who} returned an empty string, which is not BXML.`, { hint: none, cause });
  }
  if (!text.includes('<')) {
    return BxmlError.of(code, `${who} returned a string that is not BXML.`, { hint: SPEAK, cause });
  }
  const [{ message = '', hint, source } = {}] = cause.problems;
  const problem = {
    code,
    severity: 'error',
    path: '',
    message: `${who} returned a string that is not BXML: ${message}`,
  };
  return new BxmlError(
    [
      {
        ...problem,
        severity: 'error',
        ...(source && { source }),
        hint: hint ?? `${AS_ELEMENT} <Response>…</Response>.`,
      },
    ],
    { cause },
  );
}
