import type { Severity } from '../verbs/define/verb-definition.js';

/** The rules that belong to no single verb, and their severity: the walk itself keeps them. */
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

/** The codes of faults for which the element in question, and the one around it, has no rule of its own. */
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
