import type { Metrics } from '../font/metrics.js';
import type { Weight } from '../font/typeface.js';

/** How a part of a line looks, beside its color by default. */
export type SpanStyle = 'plain' | 'placeholder' | 'added' | 'removed';

/** A part of a line in one style. */
export interface Span {
  readonly text: string;
  readonly style: SpanStyle;
}

/** A line of text. */
export type Line = readonly Span[];

/** Size, weight and room of text. */
export interface TextBox {
  readonly size: number;
  readonly weight: Weight;
  /** Pixels. A word that is longer is broken. */
  readonly width: number;
  /** Further text is cut, with an ellipsis. */
  readonly maxLines: number;
}

/** Placeholders, such as `{digits}`. */
const PLACEHOLDER = /(\{[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,40}\})/u;

/** Returns text as spans, with its placeholders set off. */
export function spansOf(text: string, style: SpanStyle = 'plain'): Span[] {
  if (style !== 'plain') return [{ text, style }];
  return text
    .split(PLACEHOLDER)
    .map((part, i): Span => ({ text: part, style: i % 2 === 1 ? 'placeholder' : 'plain' }))
    .filter((span) => span.text !== '');
}

/** Breaks spans into lines, at spaces, between ideographs, and within words that are too long. */
export function wrap(spans: readonly Span[], box: TextBox, metrics: Metrics): Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  const widthOf = (text: string): number => metrics.widthOf(text, box.size, box.weight);
  for (const piece of spans.flatMap((span) => piecesOf(span, box.width, widthOf))) {
    const width = widthOf(piece.text.trimEnd());
    if (used + width > box.width && used > 0) {
      lines.push([]);
      used = 0;
    }
    const isFirst = used === 0;
    const text = isFirst ? piece.text.trimStart() : piece.text;
    appendSpan(lines[lines.length - 1], { text, style: piece.style });
    used += widthOf(text);
  }
  return cut(lines.map(trimmedEnd), box.maxLines, (line) => widthOf(textOf(line)) <= box.width);
}

/** Returns the text of a line. */
export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Places after which a line can break: spaces except before a number, as in "press 1", hyphens in words, and ideographs. */
const BREAKS =
  /(?<= )(?=[^ ])(?!\d{1,2}\b)|(?<=[\p{L}\p{N}][-/&=?_])(?=[\p{L}\p{N}])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001\u3002])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u;

/** A character with its marks, or several that are joined. */
const CLUSTER = /\p{RI}\p{RI}|.(?:\p{M}|\p{Emoji_Modifier}|\u200d.)*/gsu;

function piecesOf({ text, style }: Span, width: number, widthOf: (text: string) => number): Span[] {
  const words = style === 'placeholder' ? [text] : text.split(BREAKS);
  return words
    .flatMap((word) => (widthOf(word.trimEnd()) <= width ? [word] : chopped(word, width, widthOf)))
    .map((piece) => ({ text: piece, style }));
}

/** Breaks a word that is longer than a line. */
function chopped(word: string, width: number, widthOf: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const [cluster] of word.matchAll(CLUSTER)) {
    const size = widthOf(cluster);
    if (used + size > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += cluster;
    used += size;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function appendSpan(line: Span[] | undefined, span: Span): void {
  const last = line?.at(-1);
  if (line === undefined || span.text === '') return;
  if (last !== undefined && last.style === span.style) line[line.length - 1] = { ...last, text: last.text + span.text };
  else line.push(span);
}

function trimmedEnd(line: readonly Span[]): Line {
  const last = line.at(-1);
  return last === undefined ? line : [...line.slice(0, -1), { ...last, text: last.text.trimEnd() }];
}

/** Returns at most a number of lines, the last with an ellipsis if there were more. */
function cut(lines: readonly Line[], maxLines: number, fits: (line: Line) => boolean): Line[] {
  if (lines.length <= maxLines) return [...lines];
  const kept = lines.slice(0, maxLines);
  let last = [...(kept.pop() ?? [])];
  for (;;) {
    const end = last.at(-1);
    if (end === undefined) break;
    const line = [...last.slice(0, -1), { ...end, text: `${end.text.replace(/[\s.,;:]+$/, '')}…` }];
    if (fits(line) || [...end.text].length <= 1) return [...kept, line];
    last = [...last.slice(0, -1), { ...end, text: [...end.text].slice(0, -1).join('') }];
  }
  return kept;
}
