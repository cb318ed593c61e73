import { escapeText, isWhiteSpace } from '../xml/characters.js';
import { decimalText } from './attribute-value.js';
import { MAX_VALUES } from './bounds.js';
import { outOfBounds } from './component-faults.js';
import { DocumentText } from './document-text.js';
import type { Frame } from './frame.js';
import { strayText } from './nesting.js';
import type { Report } from './report.js';

/** Writes texts and numbers among the children of elements, checked and escaped, within the bounds of one render. */
export class TextWriter extends DocumentText {
  readonly report: Report;
  /** How many more values are looked at. */
  protected valuesLeft = MAX_VALUES;
  /** A bound was reached: everything from here on is passed over. */
  protected stopped = false;

  constructor(report: Report) {
    super();
    this.report = report;
  }

  /** Writes a text, or gathers it where the rules are about the whole. */
  text(text: string, frame: Frame): void {
    // A long text counts for more, so that one shared text cannot be multiplied beyond memory.
    this.valuesLeft -= 1 + (text.length >> 6);
    if (this.valuesLeft < 0) {
      this.stop('large', frame);
      return;
    }
    switch (frame.content) {
      case 'text':
        frame.text += text;
        return;
      case 'speech':
        if (!frame.spoken) frame.spoken = isSpoken(text);
        if (!this.knownWords(text)) this.#words(text);
        return;
      case 'unknown':
        this.#words(text);
        return;
      default:
        if (isWhiteSpace(text)) return;
        frame.faulty = true;
        this.report.add(strayText(frame, text));
        if (frame.content !== 'document') this.#words(text);
    }
  }

  /** Writes a finite number. */
  protected number(value: number, frame: Frame): void {
    const text = decimalText(value);
    // A single digit is mostly a constant, as in "press 1".
    if (frame.content !== 'speech' || text.length === 1) {
      this.text(text, frame);
      return;
    }
    frame.spoken = true;
    this.varying(text);
  }

  /** Writes the texts and numbers with which a list of children of speech begins; gives the place of the first other. */
  protected leadingTexts(list: readonly unknown[], frame: Frame): number {
    let index = 0;
    for (; index < list.length && !this.stopped; index++) {
      const child = list[index];
      if (typeof child === 'string') {
        const { words } = this.run;
        // Words that are known to come here, taken without a detour.
        if (words !== undefined && words.piece === child && frame.spoken && this.valuesLeft > 0) {
          this.run = words;
          this.valuesLeft--;
        } else this.text(child, frame);
      } else if (typeof child === 'number' && Number.isFinite(child)) {
        if (--this.valuesLeft < 0) this.stop('large', frame);
        else this.number(child, frame);
      } else break;
    }
    return index;
  }

  /** A tree without end is reported once; from then on everything is passed over. */
  protected stop(which: 'deep' | 'large', frame: Frame): void {
    frame.faulty = true;
    if (!this.stopped) this.report.add(outOfBounds(which));
    this.stopped = true;
  }

  #words(text: string): void {
    if (text === '') return;
    const { report } = this;
    const { bytesBeyondAscii } = report;
    const escaped = escapeText(text, report);
    if (escaped === text && report.bytesBeyondAscii === bytesBeyondAscii) this.run.remember(text);
    // Where no character of it can be written, the element may be an empty one.
    if (escaped !== '') this.varying(escaped);
  }
}

/** Whether there is something in the text other than white space; mostly the first character tells. */
function isSpoken(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || /\S/.test(text);
}
