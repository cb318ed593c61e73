// The graph of a walk: everything that calls came to, by the actions that led there.
import { type Attempt, isHangUp } from './actions.js';
import type { Arrival } from './arrival.js';
import type { Action } from './call-map.js';
import type { HandlersFound } from './handler-use.js';
import { pathOf } from './placeholders.js';

/** What an action at a node leads to. */
export interface GraphEdge extends Attempt {
  readonly target: GraphNode;
}

/** Something that a call came to by a path. */
export interface GraphNode {
  readonly index: number;
  /** `undefined` for the start of an outbound call. */
  readonly arrival: Arrival | undefined;
  readonly path: readonly Action[];
  /** The same for all nodes that may be one state. */
  readonly signature: string;
  /** A hash of what is heard on the way, of earlier documents. */
  readonly lead: string;
  /** The node with the same document after other prompts. What follows is the same, and explored there. */
  readonly alike: GraphNode | undefined;
  /** How often the application has counted something that its document does not show. */
  readonly round: number;
  /** The node before it on its path. */
  readonly before: GraphNode | undefined;
  /** What was heard in all calls that came to it: the texts, and the same with what was pressed or said as a placeholder. */
  readonly heard: Map<string, string>;
  readonly edges: GraphEdge[];
  /** What has not been tried: `true` if nothing was. */
  isUnexplored: boolean;
  /** The node that it is taken for, because enough nodes like it were explored. */
  sameAs: GraphNode | undefined;
}

/** The graph of a walk. */
export interface Graph {
  readonly start: GraphNode;
  readonly nodes: readonly GraphNode[];
  readonly leftOut: readonly string[];
  readonly calls: number;
  /** The handlers of the application. */
  readonly handlers: HandlersFound;
}

/** True if something was tried at a node besides a hang-up. */
export const isExplored = ({ edges, isUnexplored, sameAs, arrival }: GraphNode): boolean =>
  !isUnexplored &&
  sameAs === undefined &&
  (arrival?.choice.kind === 'idle' || edges.some(({ action }) => !isHangUp(action)));

/** Returns the nodes of the same state before a node on its path, the nearest first. */
export function chainOf({ before, signature }: GraphNode): GraphNode[] {
  const chain: GraphNode[] = [];
  for (let node = before; node !== undefined; node = node.before) if (node.signature === signature) chain.push(node);
  return chain;
}

/** Names the input of a node. */
export function titleText({ arrival }: GraphNode): string {
  const { verb, document } = arrival ?? {};
  return `<${verb?.name ?? 'Response'}>${document === undefined ? '' : ` of ${pathOf(document.url)}`}`;
}
