import type { CallMap, MapState } from '../map/call-map.js';
import type { DiagramOptions } from './mermaid.js';
import { commonMark, type Mark } from './paint.js';
import { fileName, firstLine, printable, shortened } from './picture/printable.js';
import { exitText, type SceneEdge, type SceneNode, sceneOf } from './picture/scene.js';

/** Returns a map in DOT, the language of Graphviz and of the tools that read it. */
export function drawDot(map: CallMap, { paint, direction = 'down' }: DiagramOptions = {}): string {
  const { nodes, edges } = sceneOf(map, paint);
  return [
    'digraph calls {',
    `  graph [label=${quoted([map.application, ...map.leftOut])}, labelloc=t, rankdir=${direction === 'down' ? 'TB' : 'LR'}, fontname="Helvetica"];`,
    '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...nodes.map(
      (node) => `  ${quoted([node.id])} [${attributes(nodeAttributes(node, paint?.states.get(node.state.id)))}];`,
    ),
    ...edges.map((edge) => `  ${quoted([edge.from])} -> ${quoted([edge.to])} [${attributes(edgeAttributes(edge))}];`),
    '}',
    '',
  ].join('\n');
}

type Attributes = Readonly<Record<string, string>>;

function nodeAttributes(node: SceneNode, mark: Mark | undefined): Attributes {
  const { kind, state } = node;
  const label = { label: quoted(linesOf(node)) };
  if (kind === 'jump' || kind === 'same') return { ...label, style: '"rounded,dashed"' };
  const isError = state.problems.some(({ severity }) => severity === 'error');
  const colors = isError ? ['"#cf222e"', '"#ffebe9"'] : ['"#9a6700"', '"#fff8c5"'];
  const [color = '', fillcolor = ''] = state.problems.length === 0 ? [] : colors;
  const problem = color === '' ? {} : { color, fillcolor };
  if (mark !== undefined) {
    const style = mark === 'removed' || mark === 'unvisited' ? '"rounded,filled,dashed"' : '"rounded,filled,bold"';
    return { ...label, ...problem, color: COLORS[mark], style };
  }
  if (color !== '') return { ...label, ...problem };
  return kind === 'end' ? { ...label, fillcolor: '"#eaeef2"' } : label;
}

function edgeAttributes({ labels }: SceneEdge): Attributes {
  const mark = commonMark(labels.map((label) => label.mark));
  const label = { label: quoted([labels.map(({ text }) => text).join(' · ')]) };
  if (mark === undefined) return label;
  return { ...label, color: COLORS[mark], style: mark === 'removed' || mark === 'unvisited' ? 'dashed' : 'bold' };
}

const COLORS: Readonly<Record<Mark, string>> = {
  added: '"#1a7f37"',
  removed: '"#cf222e"',
  changed: '"#bc4c00"',
  visited: '"#1a7f37"',
  unvisited: '"#8c959f"',
};

function linesOf({ kind, state, exits }: SceneNode): string[] {
  if (kind === 'jump') return [`${state.id} ${state.title}`];
  if (kind === 'same') return [`as at ${state.id} ${state.title}`];
  return [
    `${state.id} ${state.title}`,
    ...heardLines(state),
    ...state.problems.map(({ severity, message, code }) => `${severity}: ${firstLine(message) || code}`),
    ...(state.waitsFor === '' ? [] : [`waits for ${state.waitsFor}`]),
    ...exits.map(exitText),
  ];
}

/** Returns the prompts in lines of readable length. */
function heardLines({ heard }: MapState): string[] {
  return heard.flatMap(({ kind, text }) =>
    kind === 'audio' ? [`♪ ${fileName(text)}`] : broken(`“${printable(text)}”`, 48),
  );
}

function broken(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Returns a quoted string of several lines. Graphviz reads entities and escapes in it. */
function quoted(lines: readonly string[]): string {
  const texts = lines.map((line) => shortened(printable(line), 200).replace(/&/g, '&amp;').replace(/["\\]/g, '\\$&'));
  return `"${texts.join('\\n')}"`;
}

function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
