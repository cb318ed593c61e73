import { EMBEDDED_FAMILY } from '../font/embedded-font.js';
import type { Weight } from '../font/typeface.js';
import type { Mark } from '../paint.js';
import { LABEL_MARGIN, type LabelBox } from './edge-label.js';
import type { Frame } from './frame.js';
import { icon } from './icons.js';
import type { Point, Spline } from './layout.js';
import { type Box, type Item, isDashedMark, markColor } from './node-box.js';
import { escapeXml, printable } from './printable.js';
import { type Color, styleSheet, type Theme } from './theme.js';

/** Writes the elements of an SVG, and notes which characters they use. */
export class SvgWriter {
  readonly #parts: string[] = [];
  readonly #characters = { 400: new Set<number>(), 600: new Set<number>() };

  /** The characters that were written in a weight. */
  charactersOf(weight: Weight): Iterable<number> {
    return this.#characters[weight];
  }

  /** Draws an edge with its arrow. */
  line({ points, tip }: Spline, origin: Point, { mark, isQuiet }: { mark: Mark | undefined; isQuiet: boolean }): void {
    const [start, ...rest] = points.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y }));
    if (start === undefined) return;
    const color: Color = mark === undefined ? (isQuiet ? 'quietLine' : 'line') : markColor(mark);
    const dash = isDashedMark(mark) ? ' stroke-dasharray="5 4"' : '';
    const width = mark === undefined || mark === 'unvisited' ? 1.4 : 1.9;
    this.#parts.push(
      `<path d="M${pair(start)}C${rest.map(pair).join(' ')}" fill="none" stroke-width="${width}"${dash} class="s-${color}"/>`,
    );
    const end = rest.at(-1) ?? start;
    if (tip !== undefined) this.#arrow(end, { x: tip.x + origin.x, y: tip.y + origin.y }, color);
  }

  #arrow(base: Point, tip: Point, color: Color): void {
    const length = Math.hypot(tip.x - base.x, tip.y - base.y) || 1;
    const side = { x: (-(tip.y - base.y) / length) * 3.7, y: ((tip.x - base.x) / length) * 3.7 };
    const corners = [{ x: base.x + side.x, y: base.y + side.y }, tip, { x: base.x - side.x, y: base.y - side.y }];
    this.#parts.push(`<path d="M${corners.map(pair).join('L')}Z" class="f-${color}"/>`);
  }

  /** Draws the label of an edge, on the color of the canvas. */
  label({ width, height, items }: LabelBox, x: number, y: number): void {
    this.#parts.push(
      `<g transform="translate(${pair({ x: x + LABEL_MARGIN, y })})">`,
      `<rect y="1" width="${short(width - 2 * LABEL_MARGIN)}" height="${short(height - 3)}" rx="4" fill-opacity=".8" class="f-canvas"/>`,
    );
    this.items(items);
    this.#parts.push('</g>');
  }

  /** Draws a box. A jump is a link to its target. */
  box(
    { width, height, radius, fill, border, isDashed, isStrong, items, description }: Box,
    x: number,
    y: number,
    node: { readonly id: string; readonly target: string | undefined },
  ): void {
    const at = `transform="translate(${pair({ x, y })})"`;
    const isLink = node.target !== undefined && SAFE_ID.test(node.target);
    const id = SAFE_ID.test(node.id) ? ` id="${node.id}"` : '';
    const dash = isDashed ? ' stroke-dasharray="5 4"' : '';
    this.#parts.push(
      isLink ? `<a href="#${node.target}" ${at}>` : `<g${id} ${at}>`,
      `<title>${description
        .split('\n')
        .map((line) => escapeXml(printable(line)))
        .join('\n')}</title>`,
      `<rect width="${short(width)}" height="${short(height)}" rx="${radius}" stroke-width="${isStrong ? 1.8 : 1}"${dash} class="f-${fill} s-${border}"/>`,
    );
    this.items(items);
    this.#parts.push(isLink ? '</a>' : '</g>');
  }

  /** Draws items at their coordinates. */
  items(items: readonly Item[]): void {
    for (const item of items) {
      if (item.kind === 'text') this.#text(item);
      else if (item.kind === 'icon') this.#icon(item);
      else this.#rect(item);
    }
  }

  #text({ x, y, line, size, weight, color, anchor }: Extract<Item, { kind: 'text' }>): void {
    for (const { text } of line)
      for (const character of text) this.#characters[weight].add(character.codePointAt(0) ?? 0);
    const spans = line.map(({ text, style }) =>
      style === 'plain' ? escapeXml(text) : `<tspan class="${SPANS[style]}">${escapeXml(text)}</tspan>`,
    );
    const attributes = [
      `x="${short(x)}" y="${short(y)}" font-size="${size}"`,
      weight === 600 ? ' font-weight="600"' : '',
      anchor === undefined ? '' : ` text-anchor="${anchor}"`,
    ];
    this.#parts.push(`<text ${attributes.join('')} class="f-${color}">${spans.join('')}</text>`);
  }

  #icon({ x, y, size, name, color }: Extract<Item, { kind: 'icon' }>): void {
    const { d, stroke } = icon(name);
    const look = stroke
      ? `fill="none" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" class="s-${color}"`
      : `class="f-${color}" fill-rule="evenodd"`;
    this.#parts.push(`<path d="${d}" transform="translate(${pair({ x, y })})scale(${short(size / 16, 4)})" ${look}/>`);
  }

  #rect({ x, y, width, height, radius, fill, border, isDashed }: Extract<Item, { kind: 'rect' }>): void {
    const line = border === undefined ? '' : ` s-${border}`;
    const dash = isDashed === true ? ' stroke-dasharray="3 2"' : '';
    this.#parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${radius}"${dash} class="f-${fill}${line}"/>`,
    );
  }

  /** Returns the whole document. */
  document(
    { width, height, title, summary }: Frame,
    theme: Theme,
    fonts: readonly [regular: Buffer, bold: Buffer] | readonly Buffer[],
  ): string {
    const faces = fonts.map(
      (font, i) =>
        `@font-face{font-family:"${EMBEDDED_FAMILY}";font-weight:${i === 0 ? 400 : 600};src:url(data:font/ttf;base64,${font.toString('base64')})}`,
    );
    const text = `text{font-family:"${EMBEDDED_FAMILY}",Inter,system-ui,sans-serif;font-kerning:none}`;
    const spans = `.x{text-decoration:line-through}`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escapeXml(title)}</title><desc>${escapeXml(summary)}</desc>`,
      `<style>${styleSheet(theme)}${text}${spans}`,
      ...faces,
      '</style>',
      `<rect width="${width}" height="${height}" class="f-canvas"/>`,
      ...this.#parts,
      '</svg>',
      '',
    ].join('\n');
  }
}

/** Ids that need no escape in attributes and links. */
const SAFE_ID = /^[A-Za-z][\w-]*$/;

const SPANS = { placeholder: 'f-placeholder', added: 'f-added', removed: 'f-removed x' } as const;

function pair({ x, y }: Point): string {
  return `${short(x)},${short(y)}`;
}

/** Returns a number with at most one decimal, or as many as are wanted. */
function short(value: number, decimals = 1): string {
  return String(Number(value.toFixed(decimals)));
}
