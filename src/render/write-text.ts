import { quotedMasking } from '../problems/inspect.js';
import type { Fault, SourcePosition } from '../problems/problem.js';
import { speechAccident } from '../values/accidents.js';
import { accidentalUrl, decimalText, urlFault } from '../values/check-value.js';
import { cheapHash, KnownTexts } from '../values/known-texts.js';
import { writtenUrl } from '../values/write-value.js';
import type { TextRule } from '../verbs/define/verb-definition.js';
import { characterCount, escapeFrom, escapeText, isWhiteSpace, trimmed } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import { strayText } from './placement.js';
import type { RenderState } from './render-state.js';
import type { Report } from './report.js';

/** Checks and writes a string among the children of an element, or collects it if the rules apply to the whole text. */
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
      state.out += writtenSpeech(text, state.report);
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

/** Writes a string as speech. Returns false, without writing, if it has no words or exceeds a limit. */
export function writeSpokenText(state: RenderState, text: string): boolean {
  if (text.length > state.valuesLeft || !isSpoken(text)) return false;
  state.out += writtenSpeech(text, state.report);
  state.valuesLeft -= weightOf(text);
  return true;
}

/** Checks and escapes a string that is spoken. */
function writtenSpeech(text: string, report: Report): string {
  const hash = cheapHash(text);
  return spokenText.has(text, hash) ? text : escapeSpeech(text, hash, report);
}

/** Constant pieces of speech. */
const spokenText = new KnownTexts();

/** Performance: matches all strings in speech that need escaping or are reported, and few others. */
const UNUSUAL_IN_SPEECH = /NaN|[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff[]/;

function escapeSpeech(text: string, hash: number, report: Report): string {
  // Reading a character flattens a concatenated string; otherwise the search would take a slow path.
  text.charCodeAt(0);
  const first = text.search(UNUSUAL_IN_SPEECH);
  if (first === -1 && text !== 'undefined') {
    spokenText.add(text, hash);
    return text;
  }
  const accident = speechAccident(text);
  if (accident !== undefined) report.add(accident);
  return first === -1 ? text : escapeFrom(first, text, false, report);
}

/** Writes a finite number among the children of an element. */
export function writeNumberChild(state: RenderState, value: number, scope: ElementScope): void {
  writeTextChild(state, decimalText(value), scope);
}

/** Returns how many values a string counts as. A long string counts as several, so that repeating it is limited. */
const weightOf = (text: string): number => 1 + (text.length >> 6);

/** True if the string has a character other than white space. Performance: mostly the first one is. */
const isSpoken = (text: string): boolean => startsSpoken(text) || /\S/.test(text);

/** True if the first character is printable ASCII other than a space. */
function startsSpoken(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > 32 && first < 127;
}

/**
 * Performance: writes the strings and numbers at the start of speech, which mostly are all of its children and need no
 * `ElementScope`. Returns the index of the first child that is something else or exceeds a limit, or the number of
 * children; as its bitwise complement, if there were no words.
 */
export function writeSpokenTexts(state: RenderState, list: readonly unknown[]): number {
  const { report } = state;
  let { out, valuesLeft } = state;
  let spoken = false;
  let index = 0;
  for (; index < list.length; index++) {
    const child = list[index];
    if (typeof child === 'string') {
      const left = valuesLeft - weightOf(child);
      if (left < 0) break;
      valuesLeft = left;
      if (!spoken) spoken = isSpoken(child);
      out += writtenSpeech(child, report);
    } else if (typeof child === 'number' && Number.isFinite(child) && valuesLeft > 0) {
      valuesLeft--;
      spoken = true;
      out += decimalText(child);
    } else break;
  }
  state.out = out;
  state.valuesLeft = valuesLeft;
  return spoken ? index : ~index;
}

/**
 * Performance: writes the text of an element if its children are strings and numbers only, which needs no `ElementScope`.
 * Returns the text. Returns `undefined`, without writing, if there are other children or a limit is exceeded.
 */
export function writeOnlyText(state: RenderState, verb: CompiledVerb, content: unknown): string | undefined {
  const isString = typeof content === 'string';
  const text = isString ? content : Array.isArray(content) ? joinedTexts(content, state.valuesLeft) : undefined;
  if (text === undefined || text.length > state.valuesLeft) return undefined;
  state.valuesLeft -= weightOf(text);
  if (verb.plainText?.test(text) === true) state.out += text;
  else if (!isString) writeWholeText(state, verb, text);
  else {
    const hash = cheapHash(text);
    if (verb.knownText.has(text, hash)) state.out += text;
    else if (writeWholeText(state, verb, text)) verb.knownText.add(text, hash);
  }
  return text;
}

/** Joins an array of strings and numbers. Returns `undefined` if it has other values or is too long. */
function joinedTexts(list: readonly unknown[], limit: number): string | undefined {
  let text = '';
  const { length } = list;
  for (let index = 0; index < length; index++) {
    const child = list[index];
    if (typeof child === 'string') text += child;
    else if (typeof child === 'number' && Number.isFinite(child)) text += decimalText(child);
    else return undefined;
    if (text.length + index > limit) return undefined;
  }
  return text;
}

/** Returns the problem with speech without words. */
export const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Remove the element, or use <Pause> for silence.',
});

/** Checks and writes the whole text of an element with text content. Returns true if it is ASCII without characters to escape. */
function writeWholeText(state: RenderState, verb: CompiledVerb, text: string, source?: SourcePosition): boolean {
  const { report } = state;
  const { count, extraBytes } = report;
  const written = verb.isUrlText ? writtenUrl(text, escapeText, report) : undefined;
  // Performance: for most verbs any text is valid that is neither blank nor too long.
  if (written === undefined && (text.length > verb.freeLength || !startsSpoken(text))) {
    const fault = textFault(verb, text);
    if (fault !== undefined) report.add(fault, source);
  }
  const escaped = written ?? escapeText(text, report);
  state.out += escaped;
  return escaped === text && report.count === count && report.extraBytes === extraBytes;
}

/** Writes the text that an element with text content has collected from its children, unless it is written already. */
export function writeGatheredText(state: RenderState, verb: CompiledVerb, scope: ElementScope): void {
  if (!scope.faulty && scope.written === 0) writeWholeText(state, verb, scope.text, scope.textSource);
  else flushText(state, scope);
}

/** Writes the text collected so far, before a child element that is not allowed there. */
export function flushText(state: RenderState, scope: ElementScope): void {
  const { text, written } = scope;
  if (written === text.length) return;
  scope.written = text.length;
  state.out += escapeText(text.slice(written), state.report);
}

/** Returns the problem with an element's text, if there is one. */
export function textFault({ name, text: rule, secrets }: CompiledVerb, given: string): Fault | undefined {
  if (rule === undefined) return undefined;
  const { expected, pattern, type, required = true, safeLength, hint } = rule;
  const text = trimmed(given);
  if (text === '') {
    if (!required) return undefined;
    return { code: rule.missing ?? 'attribute.required', message: `<${name}> has no text; expected ${expected}.` };
  }
  if (safeLength !== undefined && text.length > safeLength) {
    const length = characterCount(text);
    if (length > safeLength) return tooLong(name, rule, text, length);
  }
  const fits = pattern === undefined || pattern.test(text);
  const found = fits && type === 'url' ? urlFault(text) : undefined;
  if (fits && found === undefined) return undefined;
  const what = `The text of <${name}> is ${quotedMasking(text, secrets)}`;
  if (found?.kind === 'accident') return accidentalUrl(what, found);
  const code = rule.malformed ?? 'attribute.pattern';
  return { code, message: `${what}; expected ${expected}.`, hint: hint?.(text) ?? found?.hint };
}

const tooLong = (name: string, { tooLong, safeLength, hint }: TextRule, text: string, length: number): Fault => ({
  code: tooLong ?? 'attribute.length',
  level: 'warning',
  message: `The text of <${name}> has ${length} characters; more than ${safeLength} are not known to work.`,
  hint: hint?.(text),
});
