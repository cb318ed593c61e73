// Draws a map: Graphviz places boxes and lines, everything visible is drawn here. The font is embedded, so that the picture
// looks the same in browsers, editors, and as an image on pages such as GitHub's.
import type { CallMap } from '../../map/call-map.js';
import { writeFont } from '../font/embedded-font.js';
import { loadMetrics, type Metrics } from '../font/metrics.js';
import { commonMark, type Paint } from '../paint.js';
import { edgeLabel, isQuiet, type LabelBox } from './edge-label.js';
import { type Frame, frameOf } from './frame.js';
import { type Layout, layOut, type Point } from './layout.js';
import { type Box, nodeBox, type Shown } from './node-box.js';
import { printable } from './printable.js';
import { type Scene, type SceneEdge, sceneOf } from './scene.js';
import { SvgWriter } from './svg-writer.js';
import type { Theme } from './theme.js';

/** Options of pictures. */
export interface PictureOptions {
  /** Colors. @default 'auto' for SVG, 'light' for PNG */
  readonly theme?: Theme;
  /** The direction of the flow. `auto`: down, or to the right if the picture would be very wide. @default 'auto' */
  readonly direction?: 'down' | 'right' | 'auto';
  /** What is painted, such as the changes since another version. */
  readonly paint?: Paint;
}

/** A picture as SVG. */
export interface Picture {
  readonly svg: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The fonts in the SVG, for renderers that do not read them there. */
  readonly fonts: readonly Buffer[];
  /** The scripts, such as `Han`, of characters that the fonts do not have. */
  readonly missingScripts: readonly string[];
}

/**
 * Draws a map.
 *
 * @param replaceMissing writes a name such as `[Han]` for text that the embedded font does not have. Browsers have other
 *   fonts, renderers of PNG do not.
 */
export async function drawPicture(
  map: CallMap,
  options: PictureOptions & { theme: Theme; replaceMissing?: boolean },
): Promise<Picture> {
  const metrics = loadMetrics();
  const missing = new Set<string>();
  const show: Shown = (text) => {
    const shown = printable(text);
    for (const script of metrics.missingScripts(shown)) missing.add(script);
    return options.replaceMissing === true ? metrics.withoutMissing(shown) : shown;
  };
  const scene = sceneOf(map, options.paint);
  const boxes = scene.nodes.map((node) => nodeBox(node, metrics, show, options.paint));
  const labels = scene.edges.map((edge) => edgeLabel(edge, metrics, show));
  const graph = {
    nodes: scene.nodes.map(({ id }, i) => ({ id, width: boxes[i]?.width ?? 0, height: boxes[i]?.height ?? 0 })),
    edges: scene.edges.map(({ from, to }, i) => ({ from, to, label: labels[i] })),
  };
  const { layout, content } = await bestLayout(options.direction ?? 'auto', async (direction) => {
    const layout = await layOut({ ...graph, direction });
    return { layout, content: extentOf(boxes, labels, layout) };
  });
  const frame = frameOf(map, {
    content,
    metrics,
    show,
    paint: options.paint,
    everywhere: scene.everywhere,
    missing: options.replaceMissing === true ? missing : new Set(),
  });
  const svg = write({ scene, boxes, labels, layout, frame, metrics, theme: options.theme });
  return { ...svg, width: frame.width, height: frame.height, missingScripts: [...missing] };
}

interface PlacedMap {
  readonly layout: Layout;
  readonly content: Extent;
}

/** Pictures that are wider are hard to read on a screen. */
const WIDE = 1800;

/** Returns the layout in a direction; of both, the one that is less far from the shape of a screen. */
async function bestLayout(
  direction: 'down' | 'right' | 'auto',
  place: (direction: 'down' | 'right') => Promise<PlacedMap>,
): Promise<PlacedMap> {
  if (direction !== 'auto') return place(direction);
  const down = await place('down');
  if (down.content.right - down.content.left <= WIDE) return down;
  const right = await place('right');
  return longestSide(right.content) < longestSide(down.content) ? right : down;
}

/** Returns the longest side of a picture, if screens were square; they are half as wide again as they are high. */
function longestSide({ left, top, right, bottom }: Extent): number {
  return Math.max(right - left, 1.5 * (bottom - top));
}

/** The left upper and the right lower corner of what Graphviz has placed. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function extentOf(boxes: readonly Box[], labels: readonly (LabelBox | undefined)[], { nodes, edges }: Layout): Extent {
  const extent = { left: 0, top: 0, right: 0, bottom: 0 };
  const include = ({ x, y }: Point, width = 0, height = 0): void => {
    extent.left = Math.min(extent.left, x - width / 2);
    extent.top = Math.min(extent.top, y - height / 2);
    extent.right = Math.max(extent.right, x + width / 2);
    extent.bottom = Math.max(extent.bottom, y + height / 2);
  };
  for (const [i, center] of nodes.entries()) include(center, boxes[i]?.width, boxes[i]?.height);
  edges.forEach(({ label, spline }, i) => {
    if (label !== undefined) include(label, labels[i]?.width, labels[i]?.height);
    for (const point of spline.points) include(point);
  });
  return extent;
}

interface Drawing {
  readonly scene: Scene;
  readonly boxes: readonly Box[];
  readonly labels: readonly (LabelBox | undefined)[];
  readonly layout: Layout;
  readonly frame: Frame;
  readonly metrics: Metrics;
  readonly theme: Theme;
}

/** Writes lines, then labels, then boxes, then the frame, so that text is on top. */
function write({ scene, boxes, labels, layout, frame, metrics, theme }: Drawing): Pick<Picture, 'svg' | 'fonts'> {
  const out = new SvgWriter();
  const { x: dx, y: dy } = frame.origin;
  scene.edges.forEach((edge, i) => {
    const placed = layout.edges[i];
    if (placed !== undefined) out.line(placed.spline, frame.origin, lineStyle(edge));
  });
  labels.forEach((label, i) => {
    const center = layout.edges[i]?.label;
    if (label === undefined || center === undefined) return;
    out.label(label, center.x + dx - label.width / 2, center.y + dy - label.height / 2);
  });
  scene.nodes.forEach((node, i) => {
    const box = boxes[i];
    const center = layout.nodes[i];
    if (box === undefined || center === undefined) return;
    const target = node.kind === 'jump' || node.kind === 'same' ? node.state.id : undefined;
    out.box(box, center.x + dx - box.width / 2, center.y + dy - box.height / 2, { id: node.id, target });
  });
  out.items(frame.items);
  const fonts = ([400, 600] as const).map((weight) => writeFont(metrics.typefaces[weight], out.charactersOf(weight)));
  return { svg: out.document(frame, theme, fonts), fonts };
}

function lineStyle(edge: SceneEdge) {
  const mark = commonMark(edge.labels.map((label) => label.mark));
  return { mark, isQuiet: isQuiet(edge) };
}

/**
 * Draws a map as SVG. The font is embedded, and the theme follows the reader's system by default. The same map and options
 * give the same bytes.
 */
export async function drawSvg(map: CallMap, options: PictureOptions = {}): Promise<string> {
  return (await drawPicture(map, { ...options, theme: options.theme ?? 'auto' })).svg;
}
