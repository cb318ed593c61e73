import type { BxmlElement } from 'bxml-jsx';
import { type ParseOptions, parse } from 'bxml-jsx/parse';
import { type Comment, commentsOf } from './comments.js';

/** An element of a document. */
export interface ReadElement {
  readonly name: string;
  /** True if it is a verb: built in, or of the option `verbs`. */
  readonly isVerb: boolean;
  readonly attributes: readonly ReadValue[];
  /** Elements, text, and comments. Space between verbs is left out. */
  readonly children: readonly (ReadElement | string | ReadComment)[];
}

/** An attribute. Its value is parsed by the type of its rule. */
export interface ReadValue {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** A comment. */
export interface ReadComment {
  readonly comment: string;
}

/** A document as it was written. */
export interface ReadDocument {
  readonly root: ReadElement;
  /** The comments before and after the root. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The internal fields of an element of `parse`. */
interface ParsedNode {
  readonly type: unknown;
  readonly attributes?: readonly { readonly name: string; readonly text: string }[];
  readonly children?: readonly unknown[];
  readonly props: { readonly children?: unknown };
}

const VERB = Symbol.for('bxml-jsx.verb');

/** The definition of a verb. */
interface Definition {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, { readonly type: string }>>;
}

/**
 * Parses a document, with its comments.
 *
 * @throws BxmlError if it is not well-formed
 */
export function readElements(xml: string, verbs?: ParseOptions['verbs']): ReadDocument {
  const root = parse(xml, { verbs });
  const comments = commentsOf(xml);
  const reader = new Reader(comments);
  return {
    root: reader.read(root),
    before: comments.filter(({ element, isAfter }) => element === 0 && !isAfter).map(({ text }) => text),
    after: comments.filter(({ element, isAfter }) => element === 0 && isAfter).map(({ text }) => text),
  };
}

class Reader {
  readonly #comments: readonly Comment[];
  /** The number of elements that have been read, in the order of their start tags. */
  #count = 0;

  constructor(comments: readonly Comment[]) {
    this.#comments = comments;
  }

  read(element: BxmlElement): ReadElement {
    // The cast: elements have no public fields. The command and the library have the same version.
    const { type, attributes = [], children = [] } = element as unknown as ParsedNode;
    const ordinal = ++this.#count;
    const definition = definitionOf(type);
    return {
      name: definition?.name ?? String(type),
      isVerb: definition !== undefined,
      attributes: attributes.map(({ name, text }) => ({
        name,
        value: valueOfText(definition?.attributes?.[name]?.type, text),
      })),
      children: this.#children(ordinal, children),
    };
  }

  #children(ordinal: number, children: readonly unknown[]): ReadElement['children'] {
    const own = this.#comments.filter(({ element }) => element === ordinal);
    const result: (ReadElement | string | ReadComment)[] = [];
    let elements = 0;
    const addComments = (): void => {
      for (const { text, index } of own) if (index === elements) result.push({ comment: text });
    };
    addComments();
    for (const child of children) {
      if (typeof child === 'string') {
        result.push(child);
        continue;
      }
      // The cast: other children are parsed elements, or text with its position.
      const node = child as ParsedNode;
      if (node.attributes === undefined) {
        result.push(String(node.props.children));
        continue;
      }
      result.push(this.read(child as BxmlElement));
      elements++;
      addComments();
    }
    return result;
  }
}

function definitionOf(type: unknown): Definition | undefined {
  return typeof type === 'function' ? (type as { [VERB]?: Definition })[VERB] : undefined;
}

/** Returns the value that JSX would have for the text of an attribute, as `parse` reads it. */
function valueOfText(type: string | undefined, text: string): string | number | boolean {
  if ((type === 'integer' || type === 'decimal') && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
