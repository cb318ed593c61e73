import type { RenderOptions, RuleLevel } from 'bxml-jsx';
import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';

type Rules = NonNullable<RenderOptions['rules']>;

const LEVELS: readonly RuleLevel[] = ['off', 'warning', 'error'];

const isLevel = (value: unknown): value is RuleLevel => LEVELS.some((level) => level === value);

/**
 * Returns the rules of `--rule id=level` options.
 *
 * @throws CommandError if one has another form or another level
 */
export function parseRules(options: readonly string[]): Rules {
  const rules: Record<string, RuleLevel> = {};
  for (const option of options) {
    const separator = option.lastIndexOf('=');
    const id = option.slice(0, separator).trim();
    const level = option.slice(separator + 1).trim();
    if (separator < 1 || !isLevel(level)) {
      throw new CommandError(
        `--rule is ${JSON.stringify(option)}; expected the id of a rule and off, warning or error.`,
        {
          hint: 'Write --rule gather.no-url=off.',
        },
      );
    }
    rules[id] = level;
  }
  return rules;
}

/**
 * Checks the rules of a configuration file.
 *
 * @throws CommandError if they are not levels by id
 */
export function assertRules(rules: unknown, name: string): asserts rules is Rules | undefined {
  if (rules === undefined) return;
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) {
    throw new CommandError(`rules in ${name} is not an object; expected levels by rule id.`, {
      hint: 'Write "rules": { "gather.no-url": "off" }.',
    });
  }
  for (const [id, level] of Object.entries(rules)) {
    if (isLevel(level)) continue;
    const shown = JSON.stringify(level) ?? String(level);
    throw new CommandError(`The rule ${id} in ${name} is ${shown}; allowed: ${LEVELS.join(', ')}.`);
  }
}

/**
 * Checks that rules exist.
 *
 * @param where where they are named, in the message
 * @throws CommandError for the first that does not
 */
export async function assertKnown(rules: Rules, where: string): Promise<void> {
  const ids = Object.keys(rules);
  if (ids.length === 0) return;
  const { ruleList } = await import('./rule-list.js');
  const known = ruleList.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const meant = closestMatch(unknown, known);
  throw new CommandError(`${where} names ${JSON.stringify(unknown)}, which is not a rule.`, {
    hint: meant === undefined ? 'docs/rules.md of bxml-jsx lists the rules.' : `Did you mean ${meant}?`,
  });
}
