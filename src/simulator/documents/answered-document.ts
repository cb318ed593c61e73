import type { AttributeSearch } from '../../components/attribute-search.js';
import type { EventType } from '../../events/webhook-event.js';
import type { BxmlElement } from '../../jsx/element.js';
import { valueOfText } from '../../values/check-value.js';
import type { ParsedVerb } from './parsed-verb.js';

/** A verb of a document that the application answered, or an element in it such as `PhoneNumber`. */
export interface AnsweredVerb {
  /** The name of the element, such as `Gather`. */
  readonly name: string;
  /** The attributes as they are written, by name: numbers and booleans by the type of the attribute. No defaults. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** The text in it without markup, white space around it dropped. */
  readonly text: string;
  /** The verbs and elements of BXML in it; SSML is not among them. */
  readonly children: readonly AnsweredVerb[];
}

/**
 * A valid document that the application answered, parsed.
 *
 * @example
 * const [first] = call.documents;
 * assert.is(first.verbs[0].name, 'Gather');
 * assert.is(first.verbs[0].attributes.maxDigits, 1);
 */
export interface AnsweredDocument {
  /** The event that it answered. */
  readonly eventType: EventType;
  /** The party that it runs for: `caller`, or the number that was dialled. */
  readonly leg: string;
  /** The URL that answered it. */
  readonly url: string;
  /** The document as it came. */
  readonly xml: string;
  /** The document as an element: `render(element, { pretty: true })` lays it out. */
  readonly element: BxmlElement;
  /** The verbs in it, in order. */
  readonly verbs: readonly AnsweredVerb[];
}

/** A document as it was fetched, with what it answered. */
export interface StoredDocument extends Omit<AnsweredDocument, 'verbs'> {
  readonly parsed: readonly ParsedVerb[];
  /** Finds out where its attributes were written; undefined if that is not known. */
  readonly find: AttributeSearch | undefined;
}

/** Returns a document as tests see it. */
export const answeredDocument = ({ parsed, find: _, ...document }: StoredDocument): AnsweredDocument => ({
  ...document,
  verbs: parsed.map(answeredVerb),
});

function answeredVerb({ name, definition, text, children, node }: ParsedVerb): AnsweredVerb {
  const attributes: Record<string, string | number | boolean> = {};
  for (const { name: attribute, text: written } of node.attributes) {
    const rule = definition.attributes[attribute];
    const value = rule === undefined ? written : valueOfText(rule, written);
    attributes[attribute] = typeof value === 'number' || typeof value === 'boolean' ? value : written;
  }
  return { name, attributes, text, children: children.map(answeredVerb) };
}
