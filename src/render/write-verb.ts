import type { SettledElement } from '../components/resolve.js';
import { type ElementNode, isReadNode } from '../jsx/element.js';
import type { CompiledVerb } from './compiled-verb.js';
import { ElementScope } from './element-scope.js';
import { type OpenTag, writeOpenTag, writeReadTag } from './open-tag.js';
import { checkContext, checkCounts, checkPlace } from './placement.js';
import type { RenderState } from './render-state.js';
import {
  flushText,
  noWords,
  writeGatheredText,
  writeOnlyText,
  writeSpokenText,
  writeSpokenTexts,
} from './write-text.js';

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
  if (state.context !== 'call') checkContext(state.report, verb, state.context);
  if (inDocument) sequence.begin(verb);
  if (parent.content === 'text') flushText(state, parent);
  // On a line of its own, among verbs only: elsewhere white space has a meaning.
  if (indent !== undefined && (parent.content === 'verbs' || parent.content === 'document')) layOut(state, indent);
  const tag = isReadNode(node)
    ? writeReadTag(state, verb, node, settled, parent)
    : writeOpenTag(state, verb, node.props, settled, parent);
  const scope = writeContent(state, verb, tag);
  if (inDocument && verb.answers && !tag.isFaulty) sequence.answeredBy ??= verb.name;
  if (verb.isChecked || (inDocument && verb.isNoted)) finish(state, verb, tag, scope, parent);
  if (verb.isRoot) sequence.finish();
}

/** Writes the children of an element and its end tag. Returns the scope of the children, if one was needed. */
function writeContent(state: RenderState, verb: CompiledVerb, tag: OpenTag): ElementScope | undefined {
  const { content } = tag;
  // Its opening tag was written as that of an empty element.
  if (content === undefined && verb.mayBeEmpty) return undefined;
  const { length } = state.out;
  const scope = verb.mayBeEmpty ? writeChildren(state, verb, content) : writeTexts(state, verb, content);
  // No content was written.
  if (state.out.length === length) state.out = tag.before + tag.emptyEnd;
  else state.out += verb.close;
  return scope;
}

/** Performance: writes text and speech that consist of strings and numbers without an `ElementScope`. */
function writeTexts(state: RenderState, verb: CompiledVerb, content: unknown): ElementScope | undefined {
  if (verb.content === 'text') {
    const text = writeOnlyText(state, verb, content);
    if (text !== undefined) return verb.usesScope ? scopeOfText(verb, text) : undefined;
  } else if (verb.content === 'speech' && !verb.usesScope) {
    if (Array.isArray(content)) return writeSpeech(state, verb, content);
    if (typeof content === 'string' && writeSpokenText(state, content)) return undefined;
  }
  return writeChildren(state, verb, content);
}

/** Returns the scope that the rules of a verb read if its children are text only, which is written already. */
function scopeOfText(verb: CompiledVerb, text: string): ElementScope {
  const scope = new ElementScope(verb.content, verb.name, verb, undefined);
  scope.text = text;
  scope.written = text.length;
  return scope;
}

/** Writes an array of children that are spoken. */
function writeSpeech(state: RenderState, verb: CompiledVerb, list: readonly unknown[]): ElementScope | undefined {
  const result = writeSpokenTexts(state, list);
  if (result === list.length) return undefined;
  const scope = new ElementScope(verb.content, verb.name, verb, undefined);
  scope.spoken = result >= 0;
  state.list(list, scope, scope.spoken ? result : ~result);
  if (!scope.spoken && !scope.faulty) state.report.add(noWords(verb.name));
  return scope;
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
  tag: OpenTag,
  scope: ElementScope | undefined,
  parent: ElementScope,
): void {
  const { report, sequence } = state;
  if (verb.isCounting) checkCounts(report, verb, scope);
  if (verb.elementRules.length > 0) {
    const context = state.ruleContext.of(tag, scope, parent);
    for (const rule of verb.elementRules) context.runRule(rule, report);
  }
  if (parent.verb?.isRoot !== true) return;
  sequence.end(verb, tag.props, tag.isFaulty);
  if (verb.lastRules.length > 0) sequence.deferUntilLast(verb, state.ruleContext.of(tag, scope, parent));
}
