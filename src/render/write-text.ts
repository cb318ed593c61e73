import type { SourcePosition } from '../../jsx-runtime/element.js';
import { quoted } from '../problems/shown-value.js';
import { type CharacterReport, escapeText, isWhiteSpace, trimmed } from '../xml/characters.js';
import { decimalText, urlFault } from './check-value.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import { strayText } from './placement.js';
import type { RenderState } from './render-state.js';
import type { Fault } from './report.js';
import { writtenUrl } from './write-value.js';

/** Writes a string among the children of an element, checked and escaped; or gathers it, if rules are about the whole. */
export function writeTextChild(state: RenderState, text: string, scope: ElementScope): void {
  state.valuesLeft -= weightOf(text);
  if (state.valuesLeft < 0) {
    state.stop('large', scope);
    return;
  }
  switch (scope.content) {
    case 'text':
      scope.text += text;
      return;
    case 'speech':
      if (!scope.spoken) scope.spoken = isSpoken(text);
      state.out += escapeText(text, state.report);
      return;
    case 'unknown':
      state.out += escapeText(text, state.report);
      return;
    default:
      if (isWhiteSpace(text)) return;
      scope.faulty = true;
      state.report.add(strayText(scope, text));
      if (scope.content !== 'document') state.out += escapeText(text, state.report);
  }
}

/** Writes a finite number among the children of an element. */
export function writeNumberChild(state: RenderState, value: number, scope: ElementScope): void {
  writeTextChild(state, decimalText(value), scope);
}

/** Returns for how many values a string counts: a long one for more, so that sharing it cannot multiply it. */
const weightOf = (text: string): number => 1 + (text.length >> 6);

/** True if the string holds anything but white space; mostly the first character tells. */
function isSpoken(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || /\S/.test(text);
}

/**
 * Performance: writes a list of speech up to its first child that is not a string or a number; mostly there is none.
 * Returns the index of that child, as a negative number if nothing before it is spoken.
 */
export function writeSpokenTexts(state: RenderState, list: readonly unknown[]): number {
  let spoken = false;
  let index = 0;
  for (; index < list.length && state.valuesLeft > 0; index++) {
    const child = list[index];
    if (typeof child === 'string') {
      state.valuesLeft -= weightOf(child);
      if (!spoken) spoken = isSpoken(child);
      state.out += escapeText(child, state.report);
    } else if (typeof child === 'number' && Number.isFinite(child)) {
      state.valuesLeft--;
      spoken = true;
      state.out += decimalText(child);
    } else break;
  }
  return spoken ? index : -index;
}

/** Reports speech without a word. */
export const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Leave the element out, or use <Pause> for silence.',
});

/** Writes and checks the whole text of an element with text content. */
export function writeWholeText(state: RenderState, verb: CompiledVerb, text: string, source?: SourcePosition): void {
  const { report } = state;
  const written = writtenText(verb, text, report);
  if (written === undefined) {
    const fault = textFault(verb, text);
    if (fault !== undefined) report.add(fault, source);
  }
  state.out += written ?? escapeText(text, report);
}

/** Performance: returns the text as it is written, if one look can tell that it is as the verb expects it. */
function writtenText({ text: rule, plainText }: CompiledVerb, text: string, report: CharacterReport) {
  if (plainText !== undefined) return plainText.test(text) ? text : undefined;
  return rule?.type === 'url' && rule.pattern === undefined ? writtenUrl(text, escapeText, report) : undefined;
}

/** Writes the text that an element with text content gathered from its children, unless it is written already. */
export function writeGatheredText(state: RenderState, verb: CompiledVerb, scope: ElementScope): void {
  if (!scope.faulty && scope.written === 0) writeWholeText(state, verb, scope.text, scope.textSource);
  else flushText(state, scope);
}

/** Writes what an element with text content has gathered so far, before an element that does not belong there. */
export function flushText(state: RenderState, scope: ElementScope): void {
  const { text, written } = scope;
  if (written === text.length) return;
  scope.written = text.length;
  state.out += escapeText(text.slice(written), state.report);
}

/** Returns the fault of an element's text, if it has one. */
export function textFault({ name, text: rule }: CompiledVerb, given: string): Fault | undefined {
  if (rule === undefined) return undefined;
  const { expected, pattern, type, required = true } = rule;
  const text = trimmed(given);
  if (text === '') {
    if (!required) return undefined;
    return { code: rule.missing ?? 'attribute.required', message: `<${name}> has no text; expected ${expected}.` };
  }
  if ((pattern === undefined || pattern.test(text)) && (type !== 'url' || urlFault(text) === undefined))
    return undefined;
  const code = rule.malformed ?? 'attribute.pattern';
  return { code, message: `The text of <${name}> is ${quoted(text)}; expected ${expected}.` };
}
