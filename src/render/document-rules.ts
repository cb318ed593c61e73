import type { Severity } from '../verbs/define/verb-definition.js';

/** Maximum size of a document in bytes, as UTF-8. */
export const MAX_DOCUMENT_BYTES = 65_536;

/** The rules of documents as a whole, which are not of one verb, with their severity. */
export const documentRules = {
  'root.single': 'error',
  'root.size': 'error',
  'root.known-children': 'error',
  'verb.unreachable': 'warning',
  'transferAnswer.unlisted': 'warning',
  'speak.not-blank': 'error',
  'speak.ssml': 'error',
  'speak.ssml-unlisted': 'error',
  'speak.accidental': 'warning',
  'ssml.required': 'error',
  'url.accidental': 'warning',
} as const satisfies Record<string, Severity>;

/** The general codes, which apply unless an element or its parent names a rule of its own, with their severity. */
export const generalRules = {
  'attribute.unknown': 'error',
  'attribute.type': 'error',
  'attribute.range': 'error',
  'attribute.enum': 'error',
  'attribute.required': 'error',
  'attribute.length': 'error',
  'attribute.pattern': 'error',
  'text.illegal': 'error',
  'child.type': 'error',
  'nesting.child': 'error',
  'component.threw': 'error',
  'component.async': 'error',
  'tree.depth': 'error',
  'tree.size': 'error',
} as const satisfies Record<string, Severity>;
