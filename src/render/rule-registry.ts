import { VERB_BRAND, type Verb } from '../verbs/define/define-verb.js';
import type { CheckedBy, Severity, VerbDefinition } from '../verbs/define/verb-definition.js';
import { contextRuleId } from './compiled-verb.js';

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

/** One rule of the library: its id, its level, and what checks it. */
export interface RegisteredRule {
  readonly id: string;
  /** `info`: a remark, never reported. */
  readonly level: Severity | 'info';
  /** `document`: a render checks it. */
  readonly checkedBy: 'document' | CheckedBy;
}

/** Every rule by id, read from the definitions of the verbs and from the walk's own. */
export function ruleRegistry(verbs: Iterable<Verb<never>>): ReadonlyMap<string, RegisteredRule> {
  const registry = new Map<string, RegisteredRule>();
  const add: Add = (id, level, checkedBy = 'document') => {
    if (!registry.has(id)) registry.set(id, { id, level, checkedBy });
  };
  for (const [id, level] of Object.entries({ ...documentRules, ...generalRules })) add(id, level);
  for (const verb of verbs) addVerb(verb[VERB_BRAND], add);
  return registry;
}

/** A fault that only the parser can meet makes the document invalid; what depends on the call does not. */
const LEVEL_NOT_CHECKED = { call: 'warning', file: 'warning', parser: 'error', remark: 'info' } as const;

type Add = (id: string, level: RegisteredRule['level'], checkedBy?: RegisteredRule['checkedBy']) => void;

function addVerb(definition: VerbDefinition, add: Add): void {
  const { text, names = {}, rules = [], notChecked = {} } = definition;
  const { unreachable, ...faults } = names;
  const counts = [definition.childTotal, ...Object.values(definition.children ?? {})];
  const attributes = Object.values(definition.attributes);
  const errors = [
    text?.missing,
    text?.malformed,
    ...[...counts, ...attributes].map((bounds) => bounds?.rule),
    ...Object.values(faults),
  ];
  for (const id of errors) if (id !== undefined) add(id, 'error');
  if (unreachable !== undefined) add(unreachable, 'warning');
  for (const { id, level } of rules) add(id, level);
  addContexts(definition, add);
  for (const [id, checkedBy] of Object.entries(notChecked)) add(id, LEVEL_NOT_CHECKED[checkedBy], checkedBy);
}

function addContexts({ name, contexts = {} }: VerbDefinition, add: Add): void {
  const idPrefix = name.charAt(0).toLowerCase() + name.slice(1);
  for (const context of ['conference', 'transferAnswer'] as const) {
    if (contexts[context] === false) add(contextRuleId(idPrefix, context), 'error');
  }
}
