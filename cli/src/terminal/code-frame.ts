import { visible } from './visible.js';

/** The maximum length of a shown line. */
const WIDTH = 100;

/**
 * Returns the line of a source at a position, with a caret below the column, as two lines; an empty array if the source has no
 * such line. Of a long line, the part around the column is shown.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
export function codeFrame(
  source: string,
  { line, column }: { readonly line: number; readonly column: number },
): string[] {
  const text = source.split(/\r\n|[\n\r]/)[line - 1];
  return text === undefined ? [] : lineFrame(text, { line, column });
}

/** Returns the frame of a line of a source, as {@link codeFrame} does. */
export function lineFrame(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
): string[] {
  const start = Math.max(0, Math.min(column - 1 - WIDTH / 2, text.length - WIDTH));
  const isCut = start + WIDTH < text.length;
  const before = `${start > 0 ? '…' : ''}${shown(text.slice(start, column - 1))}`;
  const after = `${shown(text.slice(Math.max(start, column - 1), start + WIDTH))}${isCut ? '…' : ''}`;
  const number = String(line);
  return [`${number} | ${before}${after}`, `${' '.repeat(number.length)} | ${' '.repeat([...before].length)}^`];
}

const shown = (text: string): string => visible(text.replaceAll('\t', ' '));
