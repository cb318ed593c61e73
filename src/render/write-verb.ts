import type { SettledElement } from '../components/resolve.js';
import type { ElementNode } from '../jsx/element.js';
import { type CompiledVerb, DECLARATION } from './compiled-verb.js';
import { ElementScope } from './element-scope.js';
import { type OpenTag, openTag } from './open-tag.js';
import { checkContext, checkCounts, checkPlace } from './placement.js';
import type { RenderState } from './render-state.js';
import { flushText, noWords, writeGatheredText } from './write-text.js';

/** Checks and writes one verb with its children. */
export function writeVerb(
  state: RenderState,
  verb: CompiledVerb,
  node: ElementNode,
  settled: SettledElement | undefined,
  parent: ElementScope,
): void {
  const { sequence, indent } = state;
  const inDocument = parent.verb?.isRoot === true;
  if (verb.isRoot) sequence.restart();
  checkPlace(state.report, verb, parent);
  checkContext(state.report, verb, state.context);
  if (inDocument) sequence.begin(verb);
  if (parent.content === 'text') flushText(state, parent);
  if (state.out === '') state.out = DECLARATION;
  // On a line of its own, among verbs only: elsewhere white space has a meaning.
  if (indent !== undefined && (parent.content === 'verbs' || parent.content === 'document')) layOut(state, indent);
  const tag = openTag(state, verb, node, settled, parent);
  const before = `${state.out}${tag.text}`;
  state.out = `${before}>`;
  const { length } = state.out;
  const scope = writeChildren(state, verb, tag.content);
  // No content was written.
  if (state.out.length === length) state.out = `${before}/>`;
  else state.out += verb.close;
  finish(state, verb, tag, scope, parent);
  if (verb.isRoot) sequence.finish();
}

function writeChildren(state: RenderState, verb: CompiledVerb, content: unknown): ElementScope {
  const scope = new ElementScope(verb.content, verb.name, verb, undefined);
  const { indent } = state;
  const isLaidOut = indent !== undefined && verb.content === 'verbs';
  if (isLaidOut) state.indent = `${indent}  `;
  const { length } = state.out;
  state.children(content, scope);
  state.indent = indent;
  if (isLaidOut && state.out.length !== length) layOut(state, indent);
  if (verb.content === 'text') writeGatheredText(state, verb, scope);
  else if (verb.content === 'speech' && !scope.spoken && !scope.faulty) state.report.add(noWords(verb.name));
  return scope;
}

function layOut(state: RenderState, indent: string): void {
  state.out += indent;
  state.laidOut += indent.length;
}

/** Runs the rules that apply to the whole element, and records its effect on the document. */
function finish(
  state: RenderState,
  verb: CompiledVerb,
  { props, faults }: OpenTag,
  scope: ElementScope,
  parent: ElementScope,
): void {
  const { report, sequence } = state;
  if (!scope.faulty) checkCounts(report, verb, scope);
  const context = state.ruleContext.of(props, faults, scope.text, scope.count, parent);
  for (const rule of verb.elementRules) context.runRule(rule, report);
  if (parent.verb?.isRoot !== true) return;
  sequence.end(verb, props, faults.names.size > 0);
  if (verb.lastRules.length > 0) sequence.deferUntilLast(verb, context);
}
