import type { CallMap } from '../../map/call-map.js';
import type { Metrics } from '../font/metrics.js';
import { edgeKey, type Mark, type Paint } from '../paint.js';
import type { Point } from './layout.js';
import { type Item, isDashedMark, markColor, type Shown } from './node-box.js';
import { type Span, wrap } from './text-lines.js';
import type { Color } from './theme.js';

/** What is around the map: its title above, remarks below, and the size of the whole picture. */
export interface Frame {
  /** Whole pixels. */
  readonly width: number;
  readonly height: number;
  /** What is added to the coordinates of the map. */
  readonly origin: Point;
  readonly items: readonly Item[];
  readonly title: string;
  readonly summary: string;
}

interface FrameParts {
  readonly content: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly metrics: Metrics;
  readonly show: Shown;
  readonly paint: Paint | undefined;
  /** Exits of every state. */
  readonly everywhere: readonly string[];
  /** Scripts for which names are shown. */
  readonly missing: ReadonlySet<string>;
}

const MARGIN = 32;
const MIN_WIDTH = 420;
const MAX_TEXT_WIDTH = 900;

/** Returns the frame of a map that has this extent. */
export function frameOf(map: CallMap, { content, metrics, show, paint, everywhere, missing }: FrameParts): Frame {
  const title = show(map.application);
  const summary = [summaryOf(map, paint), ...everywhere.map((text) => `at every state: ${show(text)}`)].join(' · ');
  const width = Math.ceil(Math.max(content.right - content.left, MIN_WIDTH)) + 2 * MARGIN;
  const room = Math.min(width - 2 * MARGIN, MAX_TEXT_WIDTH);
  const items: Item[] = [];
  let y = MARGIN - 6;
  const write = (text: string, size: number, weight: 400 | 600, color: Color, maxLines: number): void => {
    const spans: Span[] = [{ text, style: 'plain' }];
    for (const line of wrap(spans, { size, weight, width: room, maxLines }, metrics)) {
      y += Math.round(size * 1.45);
      items.push({ kind: 'text', x: MARGIN, y: y - size * 0.4, line, size, weight, color });
    }
  };
  write(title, 20, 600, 'title', 2);
  write(summary, 13, 400, 'muted', 1);
  if (paint !== undefined) {
    y += 4;
    write(show(paint.summary), 13, 600, 'body', 2);
    y += 2;
    items.push(...legend(paint, metrics, y));
    y += paint.legend.length === 0 ? 0 : 24;
  }
  y += 22;
  const center = (width - (content.right - content.left)) / 2;
  const origin = { x: Math.round(center - content.left), y: Math.round(y - content.top) };
  y = origin.y + content.bottom + (map.leftOut.length + missing.size > 0 ? 18 : 0);
  for (const sentence of map.leftOut.slice(0, 12)) write(show(sentence), 12, 400, 'muted', 3);
  if (map.leftOut.length > 12) write(`And ${map.leftOut.length - 12} more.`, 12, 400, 'muted', 1);
  if (missing.size > 0) {
    write(
      `This picture has no font for: ${[...missing].join(', ')}. Names in brackets mark such text; the SVG shows it.`,
      12,
      400,
      'muted',
      3,
    );
  }
  return { width, height: Math.ceil(y + MARGIN), origin, items, title, summary };
}

/** Returns the numbers of states, choices and problems, without what was removed. */
function summaryOf({ states, edges }: CallMap, paint: Paint | undefined): string {
  const present = states.filter(({ id }) => paint?.states.get(id) !== 'removed');
  const choices = edges.flatMap((edge) => {
    const marks = paint?.edges.get(edgeKey(edge));
    return edge.labels.filter((_, i) => marks?.[i] !== 'removed');
  });
  const problems = present.flatMap((state) => state.problems);
  const parts = [counted(present.length, 'state'), counted(choices.length, 'choice')];
  return [...parts, ...(problems.length === 0 ? [] : [counted(problems.length, 'problem')])].join(' · ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Returns a sample of each mark with its meaning, in a row. */
function legend({ legend }: Paint, metrics: Metrics, top: number): Item[] {
  let x = MARGIN;
  return legend.flatMap(([mark, meaning]): Item[] => {
    const at = x;
    x += 28 + metrics.widthOf(meaning, 12, 400) + 18;
    return [
      {
        kind: 'rect',
        x: at,
        y: top + 4,
        width: 20,
        height: 13,
        radius: 3.5,
        fill: fillOf(mark),
        border: markColor(mark),
        isDashed: isDashedMark(mark),
      },
      {
        kind: 'text',
        x: at + 28,
        y: top + 15,
        line: [{ text: meaning, style: 'plain' }],
        size: 12,
        weight: 400,
        color: 'muted',
      },
    ];
  });
}

function fillOf(mark: Mark): Color {
  return mark === 'unvisited' ? 'canvas' : `${mark}Fill`;
}
