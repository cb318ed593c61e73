import { contextRuleId } from '../../src/render/compiled-verb.js';
import { documentRules, generalRules } from '../../src/render/document-rules.js';
import { VERB_BRAND, type Verb } from '../../src/verbs/define/define-verb.js';
import type { CheckedBy, Severity, VerbDefinition } from '../../src/verbs/define/verb-definition.js';

/** A rule: its id, its level, and what checks it. */
export interface RegisteredRule {
  readonly id: string;
  /** `info`: never reported. */
  readonly level: Severity | 'info';
  /** `document`: a render checks it. */
  readonly checkedBy: 'document' | CheckedBy;
}

/** Returns all rules by id: those of the verb definitions and those of the renderer. */
export function ruleRegistry(verbs: Iterable<Verb<never>>): ReadonlyMap<string, RegisteredRule> {
  const registry = new Map<string, RegisteredRule>();
  const add: Add = (id, level, checkedBy = 'document') => {
    if (!registry.has(id)) registry.set(id, { id, level, checkedBy });
  };
  for (const [id, level] of Object.entries({ ...documentRules, ...generalRules })) add(id, level);
  for (const verb of verbs) addVerb(verb[VERB_BRAND], add);
  return registry;
}

/** The levels of rules that rendering does not check. Only a parser's error makes the document invalid. */
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
  if (text?.tooLong !== undefined) add(text.tooLong, 'warning');
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
