// What the plain renderer knows of the element that it is in.
import type { VerbDefinition } from '../../src/verbs/verb-definition.js';

/** A fault without its words. */
export interface PlainFault {
  readonly code: string;
  readonly level?: 'error' | 'warning' | undefined;
  readonly locked?: boolean | undefined;
}

/** An element while its children are walked. */
export interface Inside {
  readonly content: 'document' | 'none' | 'text' | 'speech' | 'verbs';
  readonly definition: VerbDefinition | undefined;
  /** Names of the children that are in their place. */
  readonly children: string[];
  /** What siblings asked for, see `RuleSubject.repeated`. */
  readonly keys: Set<string>;
  text: string;
  /** How much of the text stands in the document already, because an element came after it. */
  written: number;
  faulty: boolean;
  spoken: boolean;
}

const inside = (content: Inside['content'], definition: VerbDefinition | undefined): Inside => ({
  content,
  definition,
  children: [],
  keys: new Set(),
  text: '',
  written: 0,
  faulty: false,
  spoken: false,
});

export const inDocument = (): Inside => inside('document', undefined);
export const insideOf = (definition: VerbDefinition): Inside => inside(definition.content ?? 'none', definition);
export const insideSsml = (content: 'none' | 'speech'): Inside => inside(content, undefined);
