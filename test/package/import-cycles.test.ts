// Finds import cycles between files and between folders, including type imports.
import { dirname } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sourceFiles, sourceImports } from './source-imports.js';

const test = suite('import cycles');

/** Import cycles between files: exceptions to remove. */
const cyclicFiles: readonly string[] = [];

/** Cycles between a folder and a folder inside it: exceptions to remove. */
const cyclicFolders: readonly string[] = [];

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
function pathBack(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const path = [start];
        for (let at = node; at !== start; at = cameFrom.get(at) ?? start) path.unshift(at);
        return [start, ...path];
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

/** Returns one cycle for each node that is in one. Nodes in the same cycle share it. */
function cyclesIn(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const cycles = new Map<string, readonly string[]>();
  for (const node of graph.keys()) {
    if (cycles.has(node)) continue;
    const path = pathBack(graph, node);
    for (const member of path ?? []) if (path !== undefined && !cycles.has(member)) cycles.set(member, path);
  }
  return cycles;
}

/** Asserts that all cycles are in the known folders. */
function assertCycles(graph: Graph, known: readonly string[]): void {
  const cycles = [...new Set(cyclesIn(graph).values())];
  const isIn = (cycle: readonly string[], folder: string) =>
    cycle.every((node) => node === folder || node.startsWith(`${folder}/`));
  assert.equal(
    cycles
      .filter((cycle) => !known.some((folder) => isIn(cycle, folder)))
      .map((cycle) => cycle.join(' → '))
      .slice(0, 10),
    [],
  );
  assert.equal(
    known.filter((folder) => !cycles.some((cycle) => isIn(cycle, folder))),
    [],
    'a folder without a cycle is still listed: remove it from the list',
  );
}

test('finds a cycle without the nodes that lead to or from it', () => {
  const cycles = cyclesIn(
    graphOf([
      ['entry', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'ground'],
      ['self', 'self'],
    ]),
  );
  assert.equal([...cycles.keys()].sort(), ['a', 'b', 'c', 'self']);
  assert.equal(cycles.get('b'), ['a', 'b', 'c', 'a']);
  assert.equal(cycles.get('self'), ['self', 'self']);
});

const files = new Set(sourceFiles);
const local = sourceImports.filter(({ target }) => files.has(target));

test('no files import each other in a cycle', () =>
  assertCycles(graphOf(local.map(({ file, target }) => [file, target])), cyclicFiles));

test('no folders import each other in a cycle', () =>
  assertCycles(
    graphOf(
      local
        .map(({ folder, target }) => [folder, dirname(target)] as const)
        .filter(([folder, other]) => folder !== other),
    ),
    cyclicFolders,
  ));

test.run();
