import type { AttributeSearch } from '../../components/attribute-search.js';
import type { EventType } from '../../events/webhook-event.js';
import type { BxmlElement } from '../../jsx/element.js';
import { valueOfText } from '../../values/check-value.js';
import type { ParsedVerb } from './parsed-verb.js';

/** A verb of a document that the application sent, or an element in a verb such as `PhoneNumber`. */
export interface AnsweredVerb {
  /** The name of the element, such as `Gather`. */
  readonly name: string;
  /** The attributes in the document, by name, without defaults. Numbers and booleans are parsed by the attribute's type. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** The text content without markup, trimmed. */
  readonly text: string;
  /** The BXML elements in it, without SSML. */
  readonly children: readonly AnsweredVerb[];
}

/**
 * A valid document that the application sent, parsed.
 *
 * @example
 * const [first] = call.documents;
 * assert.is(first.verbs[0].name, 'Gather');
 * assert.is(first.verbs[0].attributes.maxDigits, 1);
 */
export interface AnsweredDocument {
  /** The event that it answered; the name of the operation if it came with a request of the REST API. */
  readonly eventType: EventType | 'updateCallBxml' | 'updateConferenceBxml';
  /** The party that it runs for: `caller`, or the number that was dialed. */
  readonly leg: string;
  /** The URL that served it; empty if it came with a request of the REST API. */
  readonly url: string;
  /** The document as received. */
  readonly xml: string;
  /** The document as an element; `render(element, { pretty: true })` formats it. */
  readonly element: BxmlElement;
  /** The verbs in it, in order. */
  readonly verbs: readonly AnsweredVerb[];
}

/** A fetched document, with the event that it answered. */
export interface StoredDocument extends Omit<AnsweredDocument, 'verbs'> {
  readonly parsed: readonly ParsedVerb[];
  /** Finds where its attributes are written in the source; undefined if that is unknown. */
  readonly find: AttributeSearch | undefined;
  /** The event that it answered; undefined if it came with a request of the REST API. */
  readonly event: Readonly<Record<string, unknown>> | undefined;
}

/** Returns the public form of a document. */
export const answeredDocument = ({ parsed, find: _, event: __, ...document }: StoredDocument): AnsweredDocument => ({
  ...document,
  verbs: parsed.map(answeredVerb),
});

/** Returns the public form of a verb. */
export function answeredVerb({ name, definition, text, children, node }: ParsedVerb): AnsweredVerb {
  const attributes: Record<string, string | number | boolean> = {};
  for (const { name: attribute, text: written } of node.attributes) {
    const rule = definition.attributes[attribute];
    const value = rule === undefined ? written : valueOfText(rule, written);
    attributes[attribute] = typeof value === 'number' || typeof value === 'boolean' ? value : written;
  }
  return { name, attributes, text, children: children.map(answeredVerb) };
}
