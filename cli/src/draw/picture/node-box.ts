import type { MapState } from '../../map/call-map.js';
import type { Metrics } from '../font/metrics.js';
import type { Weight } from '../font/typeface.js';
import { commonMark, type Mark, type Paint, type WordChange } from '../paint.js';
import type { IconName } from './icons.js';
import { fileName, firstLine } from './printable.js';
import { type Exit, exitText, type SceneNode } from './scene.js';
import { type Line, type Span, spansOf, type TextBox, textOf, wrap } from './text-lines.js';
import type { Color } from './theme.js';

/** Something drawn in a box, relative to its left upper corner. `y` of text is its baseline. */
export type Item =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly line: Line;
      readonly size: number;
      readonly weight: Weight;
      readonly color: Color;
      readonly anchor?: 'end' | 'middle';
    }
  | {
      readonly kind: 'icon';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly name: IconName;
      readonly color: Color;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
      readonly fill: Color;
      readonly border?: Color;
      readonly isDashed?: boolean;
    };

/** A box with what is in it. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill: Color;
  readonly border: Color;
  readonly isDashed: boolean;
  readonly isStrong: boolean;
  readonly items: readonly Item[];
  /** The whole text, for a tooltip and for screen readers. */
  readonly description: string;
}

/** Text of a picture, already without characters that the picture cannot show. */
export type Shown = (text: string) => string;

const PADDING = 12;
const CARD_WIDTH = 272;
const LINE = 17;

/** Returns the box of a node. */
export function nodeBox(node: SceneNode, metrics: Metrics, show: Shown, paint: Paint | undefined): Box {
  if (node.kind === 'jump' || node.kind === 'same') return jumpBox(node, metrics, show);
  return painted(cardBox(node, metrics, show, paint), paint?.states.get(node.state.id));
}

/** Fills a box from top to bottom. */
class BoxContent {
  readonly items: Item[] = [];
  readonly #metrics: Metrics;
  readonly inner: number;
  y = PADDING - 2;
  /** The width of the widest content, from the left padding. */
  width = 0;

  constructor(metrics: Metrics, inner: number) {
    this.#metrics = metrics;
    this.inner = inner;
  }

  /** Adds wrapped text. */
  text(
    spans: readonly Span[],
    style: Omit<TextBox, 'width'> & {
      readonly color: Color;
      readonly indent?: number;
      readonly lineHeight?: number;
      readonly room?: number;
    },
  ): void {
    const { size, weight, color, indent = 0, lineHeight = LINE } = style;
    for (const line of wrap(spans, { ...style, width: style.room ?? this.inner - indent }, this.#metrics)) {
      this.y += lineHeight;
      this.items.push({ kind: 'text', x: PADDING + indent, y: this.y - 4.5, line, size, weight, color });
      this.width = Math.max(this.width, indent + this.#metrics.widthOf(textOf(line), size, weight));
    }
  }

  icon(name: IconName, color: Color, size: number, x = 0): void {
    this.items.push({ kind: 'icon', name, color, size, x: PADDING + x, y: this.y + 2.5 });
  }

  gap(pixels: number): void {
    this.y += pixels;
  }
}

/** A state or an end: its title, what is heard, what it waits for, its problems. */
function cardBox(
  { kind, state, copies, exits }: SceneNode,
  metrics: Metrics,
  show: Shown,
  paint: Paint | undefined,
): Box {
  const isEnd = kind === 'end';
  const content = new BoxContent(metrics, (isEnd ? 200 : CARD_WIDTH) - 2 * PADDING);
  const number = isEnd ? '' : numberOf(state);
  const { icon, color } = looks(state);
  content.icon(icon, color, 14);
  const room = content.inner - 20 - (number === '' ? 0 : 12 + metrics.widthOf(number, 11, 600));
  content.text(spansOf(show(state.title)), {
    size: isEnd ? 12 : 13,
    weight: 600,
    color: isEnd ? 'muted' : 'title',
    indent: 20,
    room,
    maxLines: 2,
  });
  addPrompts(content, state, show, paint, isEnd ? (copies > 2 ? 3 : 6) : 9);
  addProblems(content, state, show);
  if (state.waitsFor !== '') {
    content.gap(5);
    content.text([{ text: `waits for ${show(state.waitsFor)}`, style: 'plain' }], {
      size: 11,
      weight: 400,
      color: 'muted',
      maxLines: 2,
      lineHeight: 15,
    });
  }
  addExits(content, exits, show);
  const width =
    isEnd || content.width < 150
      ? Math.max(content.width + (number === '' ? 0 : 14 + metrics.widthOf(number, 11, 600)), 60)
      : content.inner;
  const boxWidth = Math.ceil(width) + 2 * PADDING;
  const items = content.items.map((item) => (item.kind === 'rect' ? { ...item, width: boxWidth - 2 * item.x } : item));
  if (number !== '')
    items.push({
      kind: 'text',
      x: boxWidth - PADDING,
      y: PADDING + 10,
      line: [{ text: number, style: 'plain' }],
      size: 11,
      weight: 600,
      color: 'muted',
      anchor: 'end',
    });
  const severity = worstSeverity(state);
  return {
    width: boxWidth,
    height: Math.ceil(content.y + PADDING - 3),
    radius: isEnd ? 14 : 8,
    fill: isEnd ? 'end' : 'card',
    border: severity ?? (isEnd ? 'endBorder' : 'border'),
    isStrong: severity === 'error',
    isDashed: state.kind === 'unexplored',
    items,
    description: describe(state),
  };
}

function addPrompts(
  content: BoxContent,
  state: MapState,
  show: Shown,
  paint: Paint | undefined,
  maxLines: number,
): void {
  const changes = paint?.prompts?.get(state.id);
  const prompts =
    changes?.map((words) => changedSpans(words, show)) ??
    joinedPrompts(state).map(({ kind, text }) =>
      kind === 'audio' ? show(fileName(text)) : spansOf(`“${show(text)}”`),
    );
  prompts.forEach((prompt, i) => {
    content.gap(i === 0 ? 6 : 3);
    if (typeof prompt === 'string') {
      content.icon('note', 'muted', 12);
      content.text(spansOf(prompt), { size: 12, weight: 400, color: 'muted', indent: 18, maxLines: 2 });
    } else content.text(prompt, { size: 12.5, weight: 400, color: 'body', maxLines });
  });
}

/** Returns the words of two versions as spans, in quotes. Words end with their space. */
function changedSpans(words: readonly WordChange[], show: Shown): Span[] {
  const spans = words.map(({ text, change }): Span => {
    const space = text.endsWith(' ') ? ' ' : '';
    return { text: show(text) + space, style: change ?? 'plain' };
  });
  return [{ text: '“', style: 'plain' }, ...spans, { text: '”', style: 'plain' }];
}

/** Returns the prompts, with speech that follows speech in one. */
function joinedPrompts({ heard }: MapState): { kind: 'speech' | 'audio'; text: string }[] {
  const joined: { kind: 'speech' | 'audio'; text: string }[] = [];
  for (const { kind, text } of heard) {
    const last = joined.at(-1);
    if (text.trim() === '') continue;
    if (kind === 'speech' && last?.kind === 'speech') last.text += ` ${text.trim()}`;
    else joined.push({ kind, text: text.trim() });
  }
  return joined;
}

function addProblems(content: BoxContent, state: MapState, show: Shown): void {
  for (const { severity, message, code } of state.problems) {
    const isError = severity === 'error';
    content.gap(7);
    const top = content.y;
    content.gap(2);
    content.icon('warning', isError ? 'error' : 'warning', 13, 2);
    content.text([{ text: show(firstLine(message) || code), style: 'plain' }], {
      size: 11.5,
      weight: 400,
      color: isError ? 'error' : 'warning',
      indent: 21,
      room: content.inner - 27,
      maxLines: 5,
      lineHeight: 15.5,
    });
    content.gap(4);
    const last = content.items.findLastIndex((item) => item.kind === 'icon');
    content.items.splice(last, 0, {
      kind: 'rect',
      x: PADDING - 4,
      y: top,
      width: 0,
      height: content.y - top,
      radius: 5,
      fill: isError ? 'errorFill' : 'warningFill',
    });
  }
}

/** Adds a row for each choice that ends the call. */
function addExits(content: BoxContent, exits: readonly Exit[], show: Shown): void {
  for (const exit of exits) {
    content.gap(2);
    content.icon('hangUp', 'muted', 12, -1);
    const mark = commonMark(exit.labels.map((label) => label.mark));
    const words = show(exitText(exit));
    const color = mark === undefined ? 'muted' : mark === 'unvisited' ? 'other' : mark;
    const style = mark === 'removed' ? 'removed' : 'plain';
    content.text([{ text: words, style }], { size: 11, weight: 400, color, indent: 16, maxLines: 2, lineHeight: 15 });
  }
}

/** A jump: the number and the title of the state where the call continues. */
function jumpBox({ kind, state }: SceneNode, metrics: Metrics, show: Shown): Box {
  const content = new BoxContent(metrics, 220);
  content.y = 3;
  content.icon('jump', 'muted', 13, -2);
  const spans = [
    { text: `${kind === 'same' ? 'as at ' : ''}${numberOf(state)}  ${show(state.title)}`, style: 'plain' } as const,
  ];
  content.text(spans, { size: 11.5, weight: 400, color: 'muted', indent: 16, maxLines: 1 });
  return {
    width: Math.ceil(content.width) + 2 * PADDING,
    height: 24,
    radius: 12,
    fill: 'canvas',
    border: 'border',
    isStrong: false,
    isDashed: false,
    items: content.items,
    description: `continues at ${numberOf(state)}, ${state.title}`,
  };
}

function looks({ kind, waitsFor }: MapState): { icon: IconName; color: Color } {
  switch (kind) {
    case 'start':
      return { icon: 'start', color: 'input' };
    case 'input':
      return {
        icon: /record|speech/.test(waitsFor) && !/key/.test(waitsFor) ? 'microphone' : 'keypad',
        color: 'input',
      };
    case 'ringing':
    case 'refer':
      return { icon: 'phone', color: 'ringing' };
    case 'connected':
      return { icon: 'people', color: 'connected' };
    case 'waiting':
      return { icon: 'clock', color: 'other' };
    case 'end':
      return { icon: 'hangUp', color: 'muted' };
    case 'unexplored':
      return { icon: 'question', color: 'other' };
  }
}

const FILLS = {
  added: 'addedFill',
  removed: 'removedFill',
  changed: 'changedFill',
  visited: 'visitedFill',
  unvisited: 'canvas',
} as const;

/** Returns the color of lines and borders with a mark. */
export function markColor(mark: Mark): Color {
  return mark === 'unvisited' ? 'quietLine' : mark;
}

/** True if lines and borders with a mark are dashed. */
export function isDashedMark(mark: Mark | undefined): boolean {
  return mark === 'removed' || mark === 'unvisited';
}

function painted(box: Box, mark: Mark | undefined): Box {
  if (mark === undefined) return box;
  return { ...box, fill: FILLS[mark], border: markColor(mark), isDashed: isDashedMark(mark), isStrong: true };
}

function worstSeverity({ problems }: MapState): 'error' | 'warning' | undefined {
  return problems.some(({ severity }) => severity === 'error') ? 'error' : problems[0]?.severity;
}

/** Returns the number of a state, as in its id. */
function numberOf({ id }: MapState): string {
  return id.replace(/^s(?=\d+$)/, '');
}

function describe({ id, title, heard, waitsFor, events, problems }: MapState): string {
  return [
    `${id}: ${title}`,
    ...heard.map(({ kind, text }) => (kind === 'audio' ? `♪ ${text}` : `“${text}”`)),
    ...(waitsFor === '' ? [] : [`waits for ${waitsFor}`]),
    ...(events.length === 0 ? [] : [`events: ${events.join(', ')}`]),
    ...problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`),
  ].join('\n');
}
