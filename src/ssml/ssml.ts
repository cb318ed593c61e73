import { Fragment } from '../jsx/create-element.js';
import { type BxmlElement, ElementNode, ReadNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { fromCaller } from '../problems/caller.js';
import { inspect } from '../problems/inspect.js';
import { refuse } from '../problems/refused-values.js';
import { isWhiteSpace } from '../xml/characters.js';
import { SsmlReader } from './ssml-reader.js';

/**
 * Parses a string of SSML, for example from a content management system or a translator, into elements of the document.
 * A `<speak>` element around the whole string is removed with its attributes. Do not pass input from callers: plain text
 * does not need `ssml()`, because the renderer escapes it.
 *
 * The string may contain elements, attributes, the five predefined entities and character references. Other XML syntax
 * throws. Element and attribute names are checked when the document is rendered, so that the `rules` option applies.
 *
 * @throws BxmlError (`ssml.syntax`) with line and column, if the string is not well-formed.
 * @example
 * <SpeakSentence>{ssml('Hello <break time="1s"/> <emphasis level="strong">you</emphasis>')}</SpeakSentence>
 */
export function ssml(text: string): BxmlElement {
  return fromCaller(ssml, () => read(text));
}

function read(text: string): BxmlElement {
  if (typeof text !== 'string') {
    refuse(text);
    throw BxmlError.of('ssml.syntax', `ssml() was called with ${inspect(text)}; expected a string.`);
  }
  return new ElementNode(Fragment, { children: withoutSpeak(new SsmlReader(text).read()) });
}

/** Returns the children of the `<speak>` element around the whole string, or the nodes if there is none. */
function withoutSpeak(nodes: readonly unknown[]): readonly unknown[] {
  const isSpeak = (node: unknown): node is ReadNode => node instanceof ReadNode && node.type === 'speak';
  const speak = nodes.find(isSpeak);
  if (speak === undefined) return nodes;
  if (nodes.some((node) => node !== speak && !(typeof node === 'string' && isWhiteSpace(node)))) {
    throw BxmlError.of('ssml.syntax', '<speak> must be the only top-level element.', {
      hint: '<SpeakSentence> replaces <speak>: remove the tags.',
    });
  }
  return speak.children;
}
