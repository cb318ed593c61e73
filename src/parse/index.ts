/**
 * BXML text read back as an element tree.
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
   * Verbs made with `defineVerb` that the text may hold, so that they are read by their own rules. One of a built-in
   * name takes its place; of two of one name the later one counts.
   * @default none
   */
  readonly verbs?: Iterable<Verb<never>> | undefined;
}

/** Most characters that are read: sixteen times what Bandwidth takes. */
const MAX_LENGTH = 1_048_576;

const isVerb = (value: unknown): value is Verb<never> => typeof value === 'function' && VERB_BRAND in value;

const builtInVerbs: ReadonlyMap<string, Verb<never>> = new Map(
  Object.values<unknown>(builtIn).flatMap((value) => (isVerb(value) ? [[value[VERB_BRAND].name, value]] : [])),
);

/**
 * Reads a document of BXML: the element tree that JSX would have built, with line and column on every element, every
 * attribute and every text that a problem may name. `validate` and `render` take it like any other.
 *
 * The text of attributes is read by their rules when the tree is checked. Comments are dropped; text and SSML are kept
 * exactly. Unknown elements and attributes are kept too, and are problems when the tree is checked. Prefixes of
 * namespaces are a part of the name.
 *
 * @param xml the document, decoded: at most 1,048,576 UTF-16 units, 200 levels of elements, 1,000 attributes an element.
 * @throws BxmlError (`root.well-formed`) with line and column, when the text is not well-formed XML 1.0, has a document
 * type, a processing instruction or an encoding other than UTF-8, or goes beyond a bound; (`options.verbs`) when `verbs`
 * holds something other than verbs.
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
    throw notText(xml);
  }
  if (xml.length > MAX_LENGTH) {
    throw BxmlError.of('root.well-formed', `The text has ${xml.length} characters; at most ${MAX_LENGTH} are read.`, {
      hint: 'Bandwidth takes no document beyond 65536 bytes.',
    });
  }
  return new DocumentReader(xml, verbsOf(options?.verbs)).read();
}

function notText(given: unknown): BxmlError {
  const isBytes = ArrayBuffer.isView(given) || given instanceof ArrayBuffer;
  return BxmlError.of('root.well-formed', `parse() takes a string; it was given ${inspect(given)}.`, {
    hint: isBytes ? 'Decode it: new TextDecoder().decode(bytes).' : 'Pass the text of the document.',
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
  return BxmlError.of(
    'options.verbs',
    `verbs holds ${inspect(given)}; expected a list of what defineVerb() returned.`,
    {
      hint: 'Write parse(xml, { verbs: [Whisper] }).',
    },
  );
}
