import { escapeText, isWhiteSpace } from '../xml/characters.js';
import { decimalText } from './attribute-value.js';
import { knownWords, varying } from './document-text.js';
import type { Frame } from './frame.js';
import { strayText } from './nesting.js';
import { speechAccident } from './speech-check.js';
import type { Walk } from './walk.js';

/** Writes a text among the children of an element, checked and escaped; or gathers it, where rules are about the whole. */
export function writeTextChild(walk: Walk, text: string, frame: Frame): void {
  // A long text counts for more, so that one shared text cannot be multiplied beyond memory.
  walk.valuesLeft -= 1 + (text.length >> 6);
  if (walk.valuesLeft < 0) {
    walk.stop('large', frame);
    return;
  }
  switch (frame.content) {
    case 'text':
      frame.text += text;
      return;
    case 'speech':
      if (!frame.spoken) frame.spoken = isSpoken(text);
      if (!knownWords(walk, text)) writeSpeech(walk, text);
      return;
    case 'unknown':
      writeWords(walk, text);
      return;
    default:
      if (isWhiteSpace(text)) return;
      frame.faulty = true;
      walk.report.add(strayText(frame, text));
      if (frame.content !== 'document') writeWords(walk, text);
  }
}

/** Writes a finite number among the children of an element. */
export function writeNumberChild(walk: Walk, value: number, frame: Frame): void {
  const text = decimalText(value);
  // A single digit is mostly a constant, as in "press 1".
  if (frame.content !== 'speech' || text.length === 1) {
    writeTextChild(walk, text, frame);
    return;
  }
  frame.spoken = true;
  varying(walk, text);
}

/** Writes the texts and numbers with which a list of children of speech begins; gives the place of the first other. */
export function writeLeadingTexts(walk: Walk, list: readonly unknown[], frame: Frame): number {
  let index = 0;
  for (; index < list.length && !walk.stopped; index++) {
    const child = list[index];
    if (typeof child === 'string') {
      const { words } = walk.run;
      // Words that are known to come here, taken without a detour.
      if (words !== undefined && words.last === child && frame.spoken && walk.valuesLeft > 0) {
        walk.run = words;
        walk.valuesLeft--;
      } else writeTextChild(walk, child, frame);
    } else if (typeof child === 'number' && Number.isFinite(child)) {
      if (--walk.valuesLeft < 0) walk.stop('large', frame);
      else writeNumberChild(walk, child, frame);
    } else break;
  }
  return index;
}

/** Words that were not checked yet; those that are known were. */
function writeSpeech(walk: Walk, text: string): void {
  const found = speechAccident(text);
  if (found === undefined) {
    writeWords(walk, text);
    return;
  }
  walk.report.add(found);
  varying(walk, escapeText(text, walk.report));
}

function writeWords(walk: Walk, text: string): void {
  if (text === '') return;
  const { report } = walk;
  const { bytesBeyondAscii } = report;
  const escaped = escapeText(text, report);
  if (escaped === text && report.bytesBeyondAscii === bytesBeyondAscii) walk.run.remember(text);
  // Where no character of it can be written, the element may be an empty one.
  if (escaped !== '') varying(walk, escaped);
}

/** Whether there is something in the text other than white space; mostly the first character tells. */
function isSpoken(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || /\S/.test(text);
}
