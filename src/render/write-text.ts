import type { SourcePosition } from '../problems/problem.js';
import { quotedMasking } from '../problems/shown-value.js';
import { type CharacterReport, escapeText, isWhiteSpace, trimmed } from '../xml/characters.js';
import { accidentalUrl, decimalText, urlFault } from './check-value.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import { strayText } from './placement.js';
import type { RenderState } from './render-state.js';
import type { Fault } from './report.js';
import { speechAccident } from './speech-check.js';
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
      writeSpeech(state, text);
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

/** Writes a string as speech if it holds words and is within the limits; else returns false, with nothing written. */
export function writeSpokenText(state: RenderState, text: string): boolean {
  if (text.length > state.valuesLeft || !isSpoken(text)) return false;
  writeSpeech(state, text);
  state.valuesLeft -= weightOf(text);
  return true;
}

/** Writes words that are spoken. */
function writeSpeech(state: RenderState, text: string): void {
  const accident = speechAccident(text);
  if (accident !== undefined) state.report.add(accident);
  state.out += escapeText(text, state.report);
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

/** Most texts that are looked at before they are written; what else there is goes one by one. */
const MOST_TEXTS = 100;

/**
 * Performance: writes the content of an element if it is nothing but strings and numbers, as it mostly is for text and
 * speech: then nothing has to be noted about its children. Returns false, with nothing written, if it is more than that,
 * or if there is something to report about it as a whole.
 */
export function writeTexts(state: RenderState, verb: CompiledVerb, content: unknown): boolean {
  if (verb.usesScope) return false;
  if (typeof content === 'string') {
    if (verb.content === 'speech') return writeSpokenText(state, content);
    if (verb.content !== 'text' || content.length > state.valuesLeft) return false;
    writeWholeText(state, verb, content);
    state.valuesLeft -= weightOf(content);
    return true;
  }
  if (verb.content !== 'speech' || !Array.isArray(content) || !isSpokenTexts(content, state.valuesLeft)) return false;
  for (let index = 0; index < content.length; index++) {
    const child: unknown = content[index];
    if (typeof child === 'number') state.out += decimalText(child);
    else writeSpeech(state, String(child));
    state.valuesLeft--;
  }
  return true;
}

/** True if a list holds nothing but strings and finite numbers, not too many, and something to speak. */
function isSpokenTexts(list: readonly unknown[], limit: number): boolean {
  if (list.length > MOST_TEXTS) return false;
  let spoken = false;
  let size = 0;
  for (let index = 0; index < list.length; index++) {
    const child = list[index];
    if (typeof child === 'string') {
      size += child.length;
      if (!spoken) spoken = isSpoken(child);
    } else if (typeof child === 'number' && Number.isFinite(child)) spoken = true;
    else return false;
  }
  return spoken && size + list.length < limit;
}

/** Reports speech without a word. */
export const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Leave the element out, or use <Pause> for silence.',
});

/** Writes and checks the whole text of an element with text content. */
function writeWholeText(state: RenderState, verb: CompiledVerb, text: string, source?: SourcePosition): void {
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
export function textFault({ name, text: rule, secrets }: CompiledVerb, given: string): Fault | undefined {
  if (rule === undefined) return undefined;
  const { expected, pattern, type, required = true, hint } = rule;
  const text = trimmed(given);
  if (text === '') {
    if (!required) return undefined;
    return { code: rule.missing ?? 'attribute.required', message: `<${name}> has no text; expected ${expected}.` };
  }
  const fits = pattern === undefined || pattern.test(text);
  const found = fits && type === 'url' ? urlFault(text) : undefined;
  if (fits && found === undefined) return undefined;
  const what = `The text of <${name}> is ${quotedMasking(text, secrets)}`;
  if (found?.kind === 'accident') return accidentalUrl(what, found);
  const code = rule.malformed ?? 'attribute.pattern';
  return { code, message: `${what}; expected ${expected}.`, hint: hint?.(text) ?? found?.hint };
}
