// Joins the nodes of a graph that no caller can tell apart: they look the same, and so does everything that follows.
import type { GraphNode } from './graph.js';

/** Nodes that are one state. */
export interface JoinedState {
  /** The nodes, that with the shortest path first. */
  readonly nodes: readonly [GraphNode, ...GraphNode[]];
  readonly edges: readonly JoinedEdge[];
}

interface JoinedEdge {
  readonly label: string;
  readonly action: GraphNode['edges'][number]['action'];
  readonly target: JoinedState;
}

/** Returns the node that a node is taken for. */
function resolved(node: GraphNode): GraphNode {
  let current = node;
  for (const seen = new Set<GraphNode>(); !seen.has(current); ) {
    seen.add(current);
    current = takenFor(current) ?? current;
  }
  return current;
}

/** Returns the node whose edges a node has not got itself; `undefined` if it was explored. */
const takenFor = ({ sameAs, alike }: GraphNode): GraphNode | undefined => sameAs ?? alike?.sameAs;

/** Returns the states of a graph, the start first. Nodes are split until those of one state lead to the same states. */
export function joinStates(start: GraphNode, all: readonly GraphNode[]): JoinedState[] {
  const nodes = all.filter((node) => takenFor(node) === undefined);
  let blocks = numbered(nodes, initialKey);
  for (let count = 0; ; ) {
    const before = blocks;
    const size = new Set(before.values()).size;
    if (size === count) break;
    count = size;
    blocks = numbered(nodes, (node) => `${before.get(node)}|${edgeKeys(node, before)}`);
  }
  return statesOf(start, all, blocks);
}

/** Numbers nodes with equal keys alike. */
function numbered(nodes: readonly GraphNode[], keyOf: (node: GraphNode) => string): Map<GraphNode, number> {
  const numbers = new Map<string, number>();
  const blocks = new Map<GraphNode, number>();
  for (const node of nodes) {
    const key = keyOf(node);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    blocks.set(node, number);
  }
  return blocks;
}

const initialKey = ({ signature, lead, alike, arrival, isUnexplored }: GraphNode): string =>
  [
    signature,
    lead,
    (alike ?? { isUnexplored }).isUnexplored,
    ...(arrival?.problems.map(({ code }) => code) ?? []),
  ].join(' ');

const edgeKeys = ({ edges }: GraphNode, blocks: ReadonlyMap<GraphNode, number>): string =>
  edges
    .map(({ label, target }) => `${label}→${blocks.get(resolved(target))}`)
    .sort()
    .join(' ');

interface OpenState {
  nodes: [GraphNode, ...GraphNode[]];
  edges: JoinedEdge[];
}

/** Returns the states that can be reached, in the order in which a walk along the edges finds them. */
function statesOf(start: GraphNode, all: readonly GraphNode[], blocks: ReadonlyMap<GraphNode, number>): JoinedState[] {
  const states = new Map<number, OpenState>();
  const members = new Map<number, GraphNode[]>();
  for (const node of all) {
    const block = blocks.get(resolved(node)) ?? -1;
    members.set(block, [...(members.get(block) ?? []), node]);
  }
  const queue: OpenState[] = [];
  const stateOf = (node: GraphNode): OpenState => {
    const block = blocks.get(resolved(node)) ?? -1;
    const known = states.get(block);
    if (known !== undefined) return known;
    const own = (members.get(block) ?? []).filter((each) => takenFor(each) === undefined);
    const rest = (members.get(block) ?? []).filter((each) => takenFor(each) !== undefined);
    const state: OpenState = { nodes: [own[0] ?? node, ...own.slice(1), ...rest], edges: [] };
    states.set(block, state);
    queue.push(state);
    return state;
  };
  stateOf(start);
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    state.edges = state.nodes[0].edges.map(({ label, action, target }) => ({ label, action, target: stateOf(target) }));
  }
  return [...states.values()];
}
