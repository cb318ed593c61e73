import { quotedMasking } from '../problems/inspect.js';
import type { Fault } from '../problems/problem.js';
import { speechAccident } from '../values/accidents.js';
import { accidentalUrl, urlFault } from '../values/check-value.js';
import type { TextRule } from '../verbs/define/verb-definition.js';
import { characterCount, escapeText, isWhiteSpace, trimmed } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import { strayText } from './placement.js';
import type { RenderState } from './render-state.js';

/** Checks and writes a string among the children of an element, or collects it if the rules apply to the whole text. */
export function writeTextChild(state: RenderState, text: string, scope: ElementScope): void {
  // A long string counts as several values, so that repeating it is limited.
  state.valuesLeft -= 1 + (text.length >> 6);
  if (state.valuesLeft < 0) {
    state.stop('large', scope);
    return;
  }
  switch (scope.content) {
    case 'text':
      scope.text += text;
      return;
    case 'speech':
      writeSpeech(state, text, scope);
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

/** Checks and writes a string that is spoken. */
function writeSpeech(state: RenderState, text: string, scope: ElementScope): void {
  if (!scope.spoken) scope.spoken = /\S/.test(text);
  const accident = speechAccident(text);
  if (accident !== undefined) state.report.add(accident);
  state.out += escapeText(text, state.report);
}

/** Returns the problem with speech without words. */
export const noWords = (name: string): Fault => ({
  code: 'speak.not-blank',
  message: `<${name}> has no words; expected text to speak.`,
  hint: 'Remove the element, or use <Pause> for silence.',
});

/** Checks and writes the text that an element with text content has collected from its children, unless it is written already. */
export function writeGatheredText(state: RenderState, verb: CompiledVerb, scope: ElementScope): void {
  const fault = scope.faulty || scope.written > 0 ? undefined : textFault(verb, scope.text);
  if (fault !== undefined) state.report.add(fault, scope.textSource);
  flushText(state, scope);
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
