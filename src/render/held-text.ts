import { escapeText } from '../xml/characters.js';
import { varying } from './document-text.js';
import type { Frame } from './frame.js';
import type { Walk } from './walk.js';

/**
 * Writes the gathered text of an element with text content, and gives what it wrote. It is gathered because its rules are
 * about the whole; where an element stands among it that does not belong there, and the rule that says so is off, it is
 * written up to there.
 */
export function writeHeldText(walk: Walk, frame: Frame): string {
  const { text, written } = frame;
  if (written === text.length) return '';
  frame.written = text.length;
  const escaped = escapeText(written === 0 ? text : text.slice(written), walk.report);
  // Where no character of it can be written, the element may be an empty one.
  if (escaped !== '') varying(walk, escaped);
  return escaped;
}
