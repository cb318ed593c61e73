import type { Metrics } from '../font/metrics.js';
import { type Item, isDashedMark, markColor, type Shown } from './node-box.js';
import { shortened } from './printable.js';
import type { SceneEdge, SceneLabel } from './scene.js';
import type { Color } from './theme.js';

/** The label of an edge: keys as key caps, everything else as words. */
export interface LabelBox {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
}

/** Pixels between a label and the lines beside it. */
export const LABEL_MARGIN = 5;

const CAP = 19;
const ROW = 23;
const MAX_WIDTH = 190;
const SIZE = 11.5;

interface Chip {
  readonly width: number;
  readonly items: (x: number, y: number) => Item[];
  readonly isCap: boolean;
}

/** Returns the label of an edge, or `undefined` if it has none. */
export function edgeLabel(edge: SceneEdge, metrics: Metrics, show: Shown): LabelBox | undefined {
  const labels = edge.labels.filter(({ text }) => text.trim() !== '');
  if (labels.length === 0) return undefined;
  const chips = labels.map((label) => (isKeys(label) ? keyCap(label, metrics, show) : words(label, metrics, show)));
  const items: Item[] = [];
  let x = 0;
  let y = 0;
  let width = 0;
  let wasWords = false;
  for (const chip of chips) {
    const separator = x === 0 ? 0 : wasWords || !chip.isCap ? 11 : 4;
    if (x > 0 && x + separator + chip.width > MAX_WIDTH) {
      x = 0;
      y += ROW;
    } else if (x > 0) {
      if (separator > 4) items.push(dot(x + separator / 2, y));
      x += separator;
    }
    items.push(...chip.items(x, y));
    x += chip.width;
    width = Math.max(width, x);
    wasWords = !chip.isCap;
  }
  return { width: width + 2 * LABEL_MARGIN, height: y + ROW, items };
}

/** True if a label is the keys that are pressed. */
function isKeys({ text, action }: SceneLabel): boolean {
  return (action === undefined || action.kind === 'press') && /^[0-9A-D*#]{1,16}$/.test(text);
}

/** True if all choices of an edge are that a person does nothing, hangs up or does something wrong, so that its line is quiet. */
export function isQuiet({ labels }: SceneEdge): boolean {
  return labels.length > 0 && labels.every(isQuietChoice);
}

function isQuietChoice(label: SceneLabel): boolean {
  const { action } = label;
  if (action?.kind === 'hangUp') return action.party === 'caller';
  return action?.kind === 'silence' || (action?.kind === 'press' && !isKeys(label));
}

function keyCap({ text, mark }: SceneLabel, metrics: Metrics, show: Shown): Chip {
  const keys = show(text);
  const width = Math.max(CAP, metrics.widthOf(keys, 12, 600) + 10);
  const border = mark === undefined ? 'capBorder' : markColor(mark);
  return {
    width,
    isCap: true,
    items: (x, y) => [
      { kind: 'rect', x, y: y + 3, width, height: CAP, radius: 4.5, fill: border },
      { kind: 'rect', x, y: y + 2, width, height: CAP - 1, radius: 4.5, fill: 'cap', border },
      {
        kind: 'text',
        x: x + width / 2,
        y: y + 15.2,
        line: [{ text: keys, style: 'plain' }],
        size: 12,
        weight: 600,
        color: colorOf(mark, 'title'),
        anchor: 'middle',
      },
    ],
  };
}

function words({ text, mark }: SceneLabel, metrics: Metrics, show: Shown): Chip {
  let shown = shortened(show(text), 44);
  while (metrics.widthOf(shown, SIZE, 400) > MAX_WIDTH && [...shown].length > 2)
    shown = shortened(shown, [...shown].length - 1);
  const width = metrics.widthOf(shown, SIZE, 400);
  const style = mark === 'removed' ? 'removed' : 'plain';
  return {
    width,
    isCap: false,
    items: (x, y) => [
      {
        kind: 'text',
        x,
        y: y + 15.5,
        line: [{ text: shown, style }],
        size: SIZE,
        weight: 400,
        color: colorOf(mark, 'muted'),
      },
    ],
  };
}

function colorOf(mark: SceneLabel['mark'], usual: Color): Color {
  if (mark === undefined) return usual;
  return isDashedMark(mark) && mark === 'unvisited' ? 'muted' : markColor(mark);
}

function dot(x: number, y: number): Item {
  return { kind: 'rect', x: x - 1.2, y: y + 10.4, width: 2.4, height: 2.4, radius: 1.2, fill: 'muted' };
}
