import { setFlagsFromString } from 'node:v8';
import { instance, type Viz } from '@viz-js/viz';

/** A width and a height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A graph with the sizes of what is drawn. */
export interface SizedGraph {
  readonly direction: 'down' | 'right';
  readonly nodes: readonly (Size & { readonly id: string })[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label: Size | undefined;
    /** The number of ranks that it spans at least. Default: 1 */
    readonly span?: number;
    /** How much its length matters. Default: 1 */
    readonly weight?: number;
  }[];
}

/** A line of cubic Bézier curves, and the tip of its arrow. */
export interface Spline {
  /** The first point, and three for each curve. */
  readonly points: readonly Point[];
  readonly tip: Point | undefined;
}

/** The centers of nodes and labels, in the order of the graph. */
export interface Layout {
  readonly nodes: readonly Point[];
  readonly edges: readonly { readonly spline: Spline; readonly label: Point | undefined }[];
}

const POINTS_PER_INCH = 72;

/** Graphviz, compiled once in a process. */
let graphviz: Promise<Viz> | undefined;

function loadGraphviz(): Promise<Viz> {
  // Performance: most functions of Graphviz, and of the renderer of PNG, run too briefly to be worth optimizing. With the
  // budget of V8, 2 to 13 million, the picture of the phone menu takes 0.47 s as SVG and 2.9 s as PNG; with this one 0.2 s
  // and 1.8 s, and that of a hundred states 0.35 instead of 0.65 s and 2.7 instead of 3.3 s. What runs for long is still
  // optimized, unlike with --liftoff-only (2.5 s and 3.3 s as PNG).
  setFlagsFromString('--wasm-tiering-budget=1000000000');
  return instance();
}

/** Places the nodes and edges of a graph with Graphviz. Rejects if Graphviz fails. */
export async function layOut(graph: SizedGraph): Promise<Layout> {
  graphviz ??= loadGraphviz();
  const viz = await graphviz;
  const result = viz.render(dotOf(graph), { format: 'json0', engine: 'dot', yInvert: true });
  if (result.status !== 'success') {
    throw new Error(`Graphviz could not lay out the map: ${result.errors.map(({ message }) => message).join('; ')}`);
  }
  return readLayout(JSON.parse(result.output) as Output, graph);
}

/** The part of Graphviz's JSON that is read. */
interface Output {
  readonly objects?: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly pos: string; readonly lp?: string; readonly order: string }[];
}

/** Returns the graph in DOT. Nodes are numbered, so that no name has to be escaped. */
function dotOf({ direction, nodes, edges }: SizedGraph): string {
  const numbers = new Map(nodes.map(({ id }, i) => [id, i]));
  const inches = (pixels: number): string => (pixels / POINTS_PER_INCH).toFixed(4);
  const lines = nodes.map(({ width, height }, i) => `${i} [width=${inches(width)} height=${inches(height)}]`);
  edges.forEach(({ from, to, label, span = 1, weight = 1 }, i) => {
    const table =
      label &&
      `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(label.width)}" HEIGHT="${Math.ceil(label.height)}"><TR><TD></TD></TR></TABLE>>`;
    const text = table === undefined ? '' : ` label=${table}`;
    lines.push(`${numbers.get(from)} -> ${numbers.get(to)} [order=${i} minlen=${span} weight=${weight}${text}]`);
  });
  const rankdir = direction === 'down' ? 'TB' : 'LR';
  return `digraph {
graph [rankdir=${rankdir} nodesep=0.3 ranksep=0.32 splines=true outputorder=nodesfirst]
node [shape=box fixedsize=true label=""]
edge [arrowsize=0.8]
${lines.join('\n')}
}`;
}

function readLayout({ objects = [], edges = [] }: Output, graph: SizedGraph): Layout {
  const places = new Map(objects.map(({ name, pos }) => [name, pointOf(pos)]));
  const byOrder = new Map(edges.map((edge) => [edge.order, edge]));
  return {
    nodes: graph.nodes.map((_, i) => places.get(String(i)) ?? { x: 0, y: 0 }),
    edges: graph.edges.map((_, i) => {
      const edge = byOrder.get(String(i));
      return { spline: splineOf(edge?.pos ?? ''), label: edge?.lp === undefined ? undefined : pointOf(edge.lp) };
    }),
  };
}

/** Reads a spline such as `e,10,20 1,2 3,4 5,6 7,8`: the tip of the arrow, and the points of the curves. */
function splineOf(text: string): Spline {
  const parts = text.split(' ').filter((part) => part !== '');
  const tip = parts.find((part) => part.startsWith('e,'));
  const points = parts.filter((part) => !/^[es],/.test(part)).map(pointOf);
  return { points, tip: tip === undefined ? undefined : pointOf(tip.slice(2)) };
}

function pointOf(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number);
  return { x, y };
}
