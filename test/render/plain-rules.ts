// Runs the rules of verbs for the plain renderer.
import type { ResponseContext } from 'bxml-jsx';
import type { Fault } from '../../src/problems/problem.js';
import { wrongCount } from '../../src/render/placement.js';
import type { CallState } from '../../src/verbs/define/call-state.js';
import type { ChildCount, VerbDefinition, VerbRule } from '../../src/verbs/define/verb-definition.js';
import type { PlainAttributes } from './plain-attributes.js';

/** An element as its rules see it. */
export interface PlainSubject extends PlainAttributes {
  readonly text: () => string;
  readonly childCount: () => number;
  readonly parent: string;
  readonly context: ResponseContext;
  readonly call: CallState;
  readonly siblingKeys: Set<string>;
}

/** Returns the findings of a rule, or none if it read an invalid attribute. */
export function findings(rule: VerbRule, subject: PlainSubject): Fault[] {
  let hasLookedAtFaulty = false;
  const props = new Proxy(
    Object.fromEntries(Object.entries(subject.given).filter(([name]) => !subject.faulty.has(name))),
    {
      get(sound, name) {
        if (typeof name !== 'string') return undefined;
        if (subject.faulty.has(name)) hasLookedAtFaulty = true;
        return sound[name];
      },
    },
  );
  const found = rule.check({
    props,
    text: subject.text().replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
    childCount: subject.childCount(),
    parent: subject.parent,
    context: subject.context,
    call: subject.call,
    repeated(key) {
      const isRepeated = subject.siblingKeys.has(key);
      subject.siblingKeys.add(key);
      return isRepeated;
    },
  });
  if (found === undefined || found === null || found === false || hasLookedAtFaulty) return [];
  return [found].flat().map((finding) => ({ code: rule.id, level: rule.level, ...finding }));
}

/** Reports too few or too many children, of one name or in total. */
export function countFaults({ name, children = {}, childTotal }: VerbDefinition, held: readonly string[]): Fault[] {
  const bounds: [ChildCount, number, string[]][] = Object.entries(children).map(([child, count]) => [
    count,
    held.filter((one) => one === child).length,
    [child],
  ]);
  if (childTotal !== undefined) bounds.push([childTotal, held.length, Object.keys(children)]);
  return bounds
    .filter(([{ min = 0, max = Number.POSITIVE_INFINITY }, count]) => count < min || count > max)
    .map(([bound, count, names]) => wrongCount(name, bound, count, names));
}
