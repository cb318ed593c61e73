import type { CallMap, MapState } from '../map/call-map.js';
import { commonMark, type Mark, type Paint } from './paint.js';
import { fileName, firstLine, printable, shortened } from './picture/printable.js';
import { exitText, type Scene, type SceneEdge, type SceneNode, sceneOf } from './picture/scene.js';

/** Options of diagrams in text. */
export interface DiagramOptions {
  readonly paint?: Paint;
  /** @default 'down' */
  readonly direction?: 'down' | 'right';
}

/** GitHub draws no diagram that is longer. */
const MAX_LENGTH = 50_000;
/** GitHub draws no diagram that has more edges. */
const MAX_EDGES = 500;
/** The lengths to which prompts are cut, until the diagram is short enough. */
const PROMPT_LENGTHS = [160, 80, 40, 0];

/**
 * Returns a map as a flowchart of Mermaid, which pages such as GitHub's draw in a code block `mermaid`. Text is escaped, so
 * that it cannot end a label. Prompts are cut if the diagram would be longer than GitHub allows.
 */
export function drawMermaid(map: CallMap, options: DiagramOptions = {}): string {
  const scene = sceneOf(map, options.paint);
  let text = '';
  for (const promptLength of PROMPT_LENGTHS) {
    text = flowchart(map, scene, options, promptLength);
    if (text.length <= MAX_LENGTH) break;
  }
  return text;
}

function flowchart(
  map: CallMap,
  scene: Scene,
  { paint, direction = 'down' }: DiagramOptions,
  promptLength: number,
): string {
  const names = new Map(scene.nodes.map((node, i) => [node.id, nameOf(node, i)]));
  const classes = new Map<string, string[]>();
  for (const node of scene.nodes) {
    const style = classOf(node, paint);
    if (style !== undefined) classes.set(style, [...(classes.get(style) ?? []), names.get(node.id) ?? '']);
  }
  const lines = [
    `flowchart ${direction === 'down' ? 'TD' : 'LR'}`,
    ...(scene.edges.length > MAX_EDGES
      ? [`%% GitHub draws at most ${MAX_EDGES} edges, and this map has ${scene.edges.length}.`]
      : []),
    ...scene.nodes.map((node) => `  ${names.get(node.id)}${shapeOf(node, labelOf(node, promptLength))}`),
    ...scene.edges.map((edge) => `  ${names.get(edge.from)} ${arrowOf(edge)} ${names.get(edge.to)}`),
    ...scene.edges.flatMap(linkStyle),
    ...(Object.keys(CLASSES) as ClassName[])
      .filter((name) => classes.has(name))
      .flatMap((name) => [`  classDef ${name} ${CLASSES[name]}`, `  class ${classes.get(name)?.join(',')} ${name}`]),
  ];
  if (map.leftOut.length > 0)
    lines.push(`  leftOut["${map.leftOut.map((sentence) => escaped(sentence, 200)).join('<br/>')}"]`);
  return `${lines.join('\n')}\n`;
}

/** Returns the name of a node. Names of states are their ids, so that a link or a comment can mean one. */
function nameOf({ id, kind }: SceneNode, index: number): string {
  return kind !== 'jump' && kind !== 'same' && /^s\d+$/.test(id) ? id : `n${index}`;
}

function labelOf({ kind, state, exits }: SceneNode, promptLength: number): string {
  const title = escaped(state.title, 80);
  if (kind === 'jump') return `↩ ${numberOf(state)} ${title}`;
  if (kind === 'same') return `↩ as at ${numberOf(state)} ${title}`;
  const lines = [
    kind === 'end' ? title : `${numberOf(state)} ${title}`,
    ...promptsOf(state, promptLength),
    ...state.problems.map(
      ({ severity, message, code }) =>
        `${severity === 'error' ? '✖' : '⚠'} ${escaped(firstLine(message) || code, 160)}`,
    ),
    ...(state.waitsFor === '' ? [] : [`waits for ${escaped(state.waitsFor, 80)}`]),
    ...exits.map((exit) => escaped(exitText(exit), 80)),
  ];
  return lines.join('<br/>');
}

function promptsOf({ heard }: MapState, length: number): string[] {
  if (length === 0) return [];
  return heard.map(({ kind, text }) =>
    kind === 'audio' ? `♪ ${escaped(fileName(text), 60)}` : `“${escaped(text, length)}”`,
  );
}

function shapeOf({ kind }: SceneNode, label: string): string {
  return kind === 'state' ? `["${label}"]` : `(["${label}"])`;
}

function arrowOf({ labels }: SceneEdge): string {
  const mark = commonMark(labels.map((label) => label.mark));
  const arrow = mark === 'removed' || mark === 'unvisited' ? '-.->' : '-->';
  const text = labels.map((label) => `${PREFIXES[label.mark ?? 'visited']}${escaped(label.text, 40)}`).join(' · ');
  return text === '' ? arrow : `${arrow}|"${text}"|`;
}

/** What is before the label of a choice that is painted. */
const PREFIXES: Readonly<Record<Mark, string>> = {
  added: 'new ',
  removed: 'removed ',
  changed: '',
  visited: '',
  unvisited: '',
};

function linkStyle({ labels }: SceneEdge, index: number): string[] {
  const mark = commonMark(labels.map((label) => label.mark));
  return mark === undefined ? [] : [`  linkStyle ${index} stroke:${STROKES[mark]}`];
}

const STROKES: Readonly<Record<Mark, string>> = {
  added: '#1a7f37',
  removed: '#cf222e',
  changed: '#bc4c00',
  visited: '#1a7f37',
  unvisited: '#8c959f',
};

/** Colors that are readable on light and dark pages. */
const CLASSES = {
  ending: 'fill:#eaeef2,stroke:#afb8c1,color:#1f2328',
  jump: 'fill:none,stroke:#8c959f,stroke-dasharray:3',
  warning: 'fill:#fff8c5,stroke:#9a6700,color:#1f2328',
  problem: 'fill:#ffebe9,stroke:#cf222e,color:#1f2328',
  added: 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  removed: 'fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5',
  changed: 'fill:#fff1e5,stroke:#bc4c00,color:#1f2328',
  visited: 'stroke:#1a7f37,stroke-width:2px',
  unvisited: 'stroke:#8c959f,stroke-dasharray:5',
} as const;

type ClassName = keyof typeof CLASSES;

function classOf({ kind, state }: SceneNode, paint: Paint | undefined): ClassName | undefined {
  if (kind === 'jump' || kind === 'same') return 'jump';
  const mark = paint?.states.get(state.id);
  // A problem is graver than whether a test has been there.
  const hasProblem = state.problems.length > 0 && (mark === 'visited' || mark === 'unvisited');
  if (mark !== undefined && !hasProblem) return mark;
  if (state.problems.some(({ severity }) => severity === 'error')) return 'problem';
  if (state.problems.length > 0) return 'warning';
  return kind === 'end' ? 'ending' : undefined;
}

function numberOf({ id }: MapState): string {
  return escaped(id.replace(/^s(?=\d+$)/, ''), 20);
}

/** Characters that mean nothing in a quoted label. All others are written as entities of Mermaid, such as `#35;`. */
const SPECIAL = /[^\p{L}\p{M}\p{N} .,!?'()/+\-=·–—…“”‘’«»¿¡\p{Extended_Pictographic}\p{RI}]/gu;

/** What begins a list in Markdown, which Mermaid refuses to draw. */
const LIST = /^([-+]|\d+(?=[.)]))(.?)/;

/** Returns text for a quoted label. */
function escaped(text: string, length: number): string {
  return shortened(printable(text), length)
    .replace(SPECIAL, entity)
    .replace(LIST, (_, marker: string, next: string) =>
      /\d/.test(marker) ? marker + entity(next) : entity(marker) + next,
    );
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}
