// Decides the allowed parents and text of verbs from their definitions; the messages are those of the fast renderer.

import type { Fault } from '../../src/problems/problem.js';
import type { CompiledVerb } from '../../src/render/compiled-verb.js';
import { ElementScope } from '../../src/render/element-scope.js';
import { placeFault } from '../../src/render/placement.js';
import { textFault } from '../../src/render/write-text.js';
import { urlFault } from '../../src/values/check-value.js';
import type { TextRule } from '../../src/verbs/define/verb-definition.js';
import type { Holder } from './plain-holder.js';

/** Returns the fault of a verb that is not allowed at a position, or undefined. */
export function misplaced(verb: CompiledVerb, holder: Holder): Fault | undefined {
  const decided = placeDecision(verb, holder);
  if (decided === undefined) return undefined;
  const { content, name, verb: around, ssml } = holder.frame;
  const frame = Object.assign(new ElementScope(content, name, around, ssml), { count: holder.children.length });
  return { ...worded(placeFault(verb, frame)), ...decided };
}

function placeDecision({ definition }: CompiledVerb, { frame, children }: Holder): Decision | undefined {
  const isRoot = definition.root === true;
  if (frame.content === 'document') {
    return isRoot && children.length === 0 ? undefined : { code: 'root.single', locked: true };
  }
  if (frame.content === 'unknown') return isRoot ? { code: 'nesting.child', locked: true } : undefined;
  if (frame.content === 'speech' || frame.verb === undefined) return { code: 'speak.ssml', locked: true };
  const { parents = ['Response', 'Bxml'] } = definition;
  const around = frame.verb.definition;
  if (parents.includes(around.name) || Object.hasOwn(around.children ?? {}, definition.name)) return undefined;
  return { code: definition.names?.parent ?? around.names?.child ?? 'nesting.child' };
}

/** Checks the text of an element with text content. Returns its fault, or undefined. */
export function wrongText({ frame, wholeText, isFaulty }: Holder): Fault | undefined {
  const rule = frame.verb?.definition.text;
  const decision = rule === undefined || isFaulty ? undefined : textDecision(rule, wholeText);
  if (decision === undefined) return undefined;
  return { ...worded(frame.verb && textFault(frame.verb, wholeText)), ...decision };
}

function textDecision(rule: TextRule, wholeText: string): Pick<Fault, 'code' | 'level'> | undefined {
  const text = wholeText.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (text === '') return rule.required === false ? undefined : { code: rule.missing ?? 'attribute.required' };
  if ([...text].length > (rule.safeLength ?? Infinity))
    return { code: rule.tooLong ?? 'attribute.length', level: 'warning' };
  const fits = rule.pattern?.test(text) ?? true;
  const found = rule.type === 'url' ? urlFault(text) : undefined;
  if (fits && found === undefined) return undefined;
  if (fits && found?.kind === 'accident') return { code: 'url.accidental', level: 'warning' };
  return { code: rule.malformed ?? 'attribute.pattern' };
}

type Decision = Pick<Fault, 'code' | 'locked'>;

const worded = (fault: Fault | undefined): Pick<Fault, 'message' | 'hint'> => ({
  message: fault?.message ?? 'the renderer has no description for it',
  hint: fault?.hint,
});
