import { Fragment } from '../jsx/create-element.js';
import { type BxmlElement, ElementNode, ReadNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { fromCaller } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';
import { refuse } from '../problems/refused-values.js';
import { isWhiteSpace } from '../xml/characters.js';
import { SsmlReader } from './ssml-reader.js';

/**
 * Takes speech that somebody else marked up (a content system, a translator) into a document: the text's elements
 * become SSML elements of the tree, its entities characters. One `<speak>` around the whole is dropped, attributes
 * and all. Never pass text from a caller through here: plain text needs no `ssml()`, it is escaped by itself.
 *
 * The syntax is checked at once and strictly: elements, attributes, the five entities and character references, nothing
 * else. Which elements and attributes SSML has is checked with the document, so that the `rules` option applies.
 *
 * @throws BxmlError (`ssml.syntax`) with line and column when the text is not well-formed.
 * @example
 * <SpeakSentence>{ssml('Hello <break time="1s"/> <emphasis level="strong">you</emphasis>')}</SpeakSentence>
 */
export function ssml(text: string): BxmlElement {
  return fromCaller(ssml, () => read(text));
}

function read(text: string): BxmlElement {
  if (typeof text !== 'string') {
    refuse(text);
    throw BxmlError.of('ssml.syntax', `ssml() takes a string; it was given ${inspect(text)}.`);
  }
  return new ElementNode(Fragment, { children: withoutSpeak(new SsmlReader(text).read()) });
}

/** The children of the one `<speak>` around everything, if there is one. */
function withoutSpeak(nodes: readonly unknown[]): readonly unknown[] {
  const isSpeak = (node: unknown): node is ReadNode => node instanceof ReadNode && node.type === 'speak';
  const speak = nodes.find(isSpeak);
  if (speak === undefined) return nodes;
  if (nodes.some((node) => node !== speak && !(typeof node === 'string' && isWhiteSpace(node)))) {
    throw BxmlError.of('ssml.syntax', '<speak> must be the one element around the whole text.', {
      hint: '<SpeakSentence> takes the place of <speak>: leave the tag out.',
    });
  }
  return speak.children;
}
