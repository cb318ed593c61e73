// No file and no folder imports itself through others, types included.
import { dirname } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sourceFiles, sourceImports } from './source-imports.js';

const test = suite('circles');

/** Cycles of imports between folders: exceptions to remove. */
const circularFiles: readonly string[] = [];

/** Cycles between a folder and a folder inside it: exceptions to remove. */
const circularFolders: readonly string[] = [];

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function graphOf(edges: Iterable<readonly [from: string, to: string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
    if (!graph.has(to)) graph.set(to, new Set());
  }
  return graph;
}

/** Returns a shortest path from a node back to itself, or `undefined`. */
function wayBack(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const way = [start];
        for (let at = node; at !== start; at = cameFrom.get(at) ?? start) way.unshift(at);
        return [start, ...way];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

/** Returns one cycle for each node that is in one. Nodes in the same cycle share it. */
function circlesIn(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>();
  for (const node of graph.keys()) {
    if (circles.has(node)) continue;
    const way = wayBack(graph, node);
    for (const member of way ?? []) if (way !== undefined && !circles.has(member)) circles.set(member, way);
  }
  return circles;
}

/** Asserts that the only cycles are the known ones of the folders. */
function assertCircles(graph: Graph, known: readonly string[]): void {
  const circles = [...new Set(circlesIn(graph).values())];
  const isIn = (circle: readonly string[], folder: string) =>
    circle.every((node) => node === folder || node.startsWith(`${folder}/`));
  assert.equal(
    circles
      .filter((circle) => !known.some((folder) => isIn(circle, folder)))
      .map((circle) => circle.join(' → '))
      .slice(0, 10),
    [],
  );
  assert.equal(
    known.filter((folder) => !circles.some((circle) => isIn(circle, folder))),
    [],
    'a folder without a circle is still listed: remove it from the list',
  );
}

test('a cycle is found, without the nodes that lead to it or away from it', () => {
  const circles = circlesIn(
    graphOf([
      ['entry', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'ground'],
      ['self', 'self'],
    ]),
  );
  assert.equal([...circles.keys()].sort(), ['a', 'b', 'c', 'self']);
  assert.equal(circles.get('b'), ['a', 'b', 'c', 'a']);
  assert.equal(circles.get('self'), ['self', 'self']);
});

const files = new Set(sourceFiles);
const local = sourceImports.filter(({ target }) => files.has(target));

test('no file imports itself through others', () =>
  assertCircles(graphOf(local.map(({ file, target }) => [file, target])), circularFiles));

test('no folder imports itself through others', () =>
  assertCircles(
    graphOf(
      local
        .map(({ folder, target }) => [folder, dirname(target)] as const)
        .filter(([folder, other]) => folder !== other),
    ),
    circularFolders,
  ));

test.run();
