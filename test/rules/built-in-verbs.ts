import * as library from 'bxml-jsx';
import { VERB_BRAND, type Verb } from '../../src/verbs/define/define-verb.js';
import type { VerbDefinition } from '../../src/verbs/define/verb-definition.js';

const isVerb = (value: unknown): value is Verb<never> => typeof value === 'function' && VERB_BRAND in value;

/** All built-in elements. */
export const builtInVerbs: readonly Verb<never>[] = Object.values<unknown>(library).filter(isVerb);

/** Their definitions by name. */
export const definitions: ReadonlyMap<string, VerbDefinition> = new Map(
  builtInVerbs.map((verb) => [verb[VERB_BRAND].name, verb[VERB_BRAND]]),
);

/** Returns the element with that name. */
export function verbNamed(name: string): Verb<never> {
  const verb = builtInVerbs.find(({ [VERB_BRAND]: definition }) => definition.name === name);
  if (verb === undefined) throw new Error(`there is no ${name}`);
  return verb;
}
