// Where verbs may stand, and what they must hold, as the plain renderer checks it.
import { urlFault } from '../../src/render/attribute-value.js';
import type { VerbDefinition } from '../../src/verbs/verb-definition.js';
import type { Inside, PlainFault } from './plain-inside.js';
import type { PlainWalk } from './plain-renderer.js';

export const isSpoken = (text: string): boolean => /\S/.test(text);

export function checkPlace(walk: PlainWalk, definition: VerbDefinition, around: Inside): void {
  const fault = placeFault(definition, around);
  if (fault === undefined) around.children.push(definition.name);
  else {
    around.faulty = true;
    walk.report(fault);
  }
  const { context = 'call' } = walk.options;
  if (context === 'call') return;
  const standing = definition.contexts?.[context];
  const prefix = definition.name.charAt(0).toLowerCase() + definition.name.slice(1);
  if (standing === false) walk.report({ code: `${prefix}.not-in-${context}` });
  if (standing === 'unlisted') walk.report({ code: `${context}.unlisted`, level: 'warning' });
}

function placeFault(definition: VerbDefinition, around: Inside): PlainFault | undefined {
  if (around.content === 'document') {
    const isFirstRoot = definition.root === true && around.children.length === 0;
    return isFirstRoot ? undefined : { code: 'root.single', locked: true };
  }
  if (around.content === 'speech' || around.definition === undefined) return { code: 'speak.ssml', locked: true };
  const { parents = ['Response', 'Bxml'] } = definition;
  const { name, children = {}, names } = around.definition;
  if (parents.includes(name) || Object.hasOwn(children, definition.name)) return undefined;
  return { code: definition.names?.parent ?? names?.child ?? 'nesting.child' };
}

export function checkCounts(walk: PlainWalk, { children = {}, childTotal }: VerbDefinition, inside: Inside): void {
  if (inside.faulty) return;
  const counted = Object.entries(children).map(
    ([name, bounds]) => [bounds, inside.children.filter((child) => child === name).length] as const,
  );
  if (childTotal !== undefined) counted.push([childTotal, inside.children.length]);
  for (const [{ min = 0, max = Number.POSITIVE_INFINITY, rule }, count] of counted) {
    if (count < min || count > max) walk.report({ code: rule ?? 'nesting.child' });
  }
}

export function checkText(walk: PlainWalk, { text: rule }: VerbDefinition, inside: Inside): void {
  if (rule === undefined || inside.faulty) return;
  const text = inside.text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (text === '') {
    if (rule.required !== false) walk.report({ code: rule.missing ?? 'attribute.required' });
    return;
  }
  const fits = rule.pattern?.test(text) ?? true;
  if (!fits || (rule.type === 'url' && urlFault(text) !== undefined)) {
    walk.report({ code: rule.malformed ?? 'attribute.pattern' });
  }
}
