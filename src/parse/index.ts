/**
 * BXML text read back as an element tree.
 *
 * @module bxml-jsx/parse
 */
import type { BxmlElement } from '../../jsx-runtime/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { shown } from '../problems/shown-value.js';
import { VERB_BRAND, type Verb } from '../verbs/define-verb.js';
import * as builtIn from '../verbs/index.js';
import { DocumentReader } from './document-reader.js';

/** Options of {@link parse}. */
export interface ParseOptions {
  /** Verbs made with `defineVerb` that the text may hold; one of a built-in name takes its place. */
  readonly verbs?: Iterable<Verb<never>> | undefined;
}

/** Most characters that are read: sixteen times what Bandwidth takes. */
const MAX_LENGTH = 1_048_576;

const builtInVerbs = new Map(
  Object.values(builtIn).flatMap((value) =>
    VERB_BRAND in value ? [[value[VERB_BRAND].name, value as Verb<never>]] : [],
  ),
);

/**
 * Reads a document of BXML: the element tree that JSX would have built, with line and column on every element and
 * attribute. `validate` and `render` take it like any other. Comments are dropped, text and SSML kept exactly; unknown
 * elements and attributes are kept too, and are problems when the tree is checked.
 *
 * @throws BxmlError (`root.well-formed`) with line and column when the text is not well-formed XML, declares a document
 * type or an encoding other than UTF-8, nests too deep, or is longer than a mebibyte.
 * @example
 * const problems = validate(parse('<Response>\n  <Gather maxDigits="99"/>\n</Response>'));
 * problems[0].source; // { line: 2, column: 11 }
 */
export function parse(xml: string, options: ParseOptions = {}): BxmlElement {
  if (typeof xml !== 'string') {
    throw BxmlError.of('root.well-formed', `parse() takes a string; it was given ${shown(xml)}.`);
  }
  if (xml.length > MAX_LENGTH) {
    throw BxmlError.of('root.well-formed', `The text has ${xml.length} characters; at most ${MAX_LENGTH} are read.`);
  }
  const verbs = new Map<string, Verb<never>>(builtInVerbs);
  for (const verb of options.verbs ?? []) verbs.set(verb[VERB_BRAND].name, verb);
  return new DocumentReader(xml, verbs).read();
}
