/**
 * Parses BXML documents into element trees.
 *
 * @module bxml-jsx/parse
 */
import type { BxmlElement } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { fromCaller } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';
import { refuse } from '../problems/refused-values.js';
import { VERB_BRAND, type Verb } from '../verbs/define/define-verb.js';
import * as builtIn from '../verbs/index.js';
import { DocumentReader } from './document-reader.js';

/** Options of {@link parse}. */
export interface ParseOptions {
  /**
   * Verbs created by `defineVerb` that the document may contain. They are checked by their own rules. A verb with a
   * built-in name replaces the built-in verb; of two verbs with the same name, the later one is used.
   * @default none
   */
  readonly verbs?: Iterable<Verb<never>> | undefined;
}

/** Maximum length of a document: sixteen times what Bandwidth accepts. */
const MAX_LENGTH = 1_048_576;

const isVerb = (value: unknown): value is Verb<never> => typeof value === 'function' && VERB_BRAND in value;

const builtInVerbs: ReadonlyMap<string, Verb<never>> = new Map(
  Object.values<unknown>(builtIn).flatMap((value) => (isVerb(value) ? [[value[VERB_BRAND].name, value]] : [])),
);

/**
 * Parses a BXML document into the element tree that JSX would have created. `validate` and `render` accept it like any
 * other tree. Problems of the tree have the line and column of the element, attribute or text.
 *
 * Attribute values are converted by their rules when the tree is validated. Comments are dropped; text and SSML are kept
 * exactly. Unknown elements and attributes are kept, and reported when the tree is validated. Namespace prefixes are part
 * of the name.
 *
 * @param xml the document as a string: at most 1,048,576 UTF-16 units, 200 levels of elements, and 1,000 attributes per
 * element.
 * @throws BxmlError (`root.well-formed`) with line and column, if the document is not well-formed XML 1.0, has a document
 * type, a processing instruction or an encoding other than UTF-8, or exceeds a limit; (`options.verbs`) if `verbs`
 * contains anything other than verbs.
 * @example
 * const problems = validate(parse('<Response>\n  <Gather maxDigits="99"/>\n</Response>'));
 * problems[0].source; // { line: 2, column: 11 }
 */
export function parse(xml: string, options: ParseOptions = {}): BxmlElement {
  return fromCaller(parse, () => read(xml, options));
}

function read(xml: string, options: ParseOptions): BxmlElement {
  if (typeof xml !== 'string') {
    refuse(xml);
    throw notString(xml);
  }
  if (xml.length > MAX_LENGTH) {
    throw BxmlError.of(
      'root.well-formed',
      `The document has ${xml.length} characters; at most ${MAX_LENGTH} are allowed.`,
      {
        hint: 'Bandwidth accepts documents of at most 65536 bytes.',
      },
    );
  }
  return new DocumentReader(xml, verbsOf(options?.verbs)).read();
}

function notString(given: unknown): BxmlError {
  const isBytes = ArrayBuffer.isView(given) || given instanceof ArrayBuffer;
  return BxmlError.of('root.well-formed', `parse() was called with ${inspect(given)}; expected a string.`, {
    hint: isBytes ? 'Decode it: new TextDecoder().decode(bytes).' : 'Pass the document as a string.',
  });
}

function verbsOf(given: ParseOptions['verbs'] | null): ReadonlyMap<string, Verb<never>> {
  if (given === undefined || given === null) return builtInVerbs;
  if (typeof given !== 'object' || !(Symbol.iterator in given)) throw notVerbs(given);
  const verbs = new Map<string, Verb<never>>(builtInVerbs);
  for (const verb of given) {
    const name = isVerb(verb) ? verb[VERB_BRAND].name : undefined;
    if (name === undefined) throw notVerbs(verb);
    verbs.set(name, verb);
  }
  return verbs;
}

function notVerbs(given: unknown): BxmlError {
  return BxmlError.of('options.verbs', `verbs contains ${inspect(given)}; expected verbs created by defineVerb().`, {
    hint: 'Write parse(xml, { verbs: [Whisper] }).',
  });
}
