// What leads from a state back to itself. An application may count it without a sign in its documents.
import { isHangUp, keysNamedAt } from './actions.js';
import type { Action } from './call-map.js';
import type { GraphEdge, GraphNode } from './graph.js';

/** How often a call repeats what leads back to a state, all choices together. Applications give up earlier. */
const REPETITIONS = 12;

/**
 * Returns the choices of a node that lead back to it, in groups that an application may count: those that no prompt offers,
 * such as wrong keys and no input, and those that one offers, such as a key to hear the menu again.
 */
export function loopsAt(node: GraphNode): (readonly GraphEdge[])[] {
  const { arrival, edges } = node;
  if (arrival === undefined) return [];
  const loops = edges.filter(({ action, target }) => (target === node || target.alike === node) && !isHangUp(action));
  const named = new Set(keysNamedAt(arrival));
  const offered = loops.filter(({ label }) => named.has(label));
  const others = loops.filter(({ label }) => !named.has(label));
  return [others, offered].filter(({ length }) => length > 0);
}

/** Returns the actions of a call that repeats choices, in turn. */
export function repeated(loops: readonly GraphEdge[]): Action[] {
  // A choice for each key of a menu would be walked once only.
  const few = loops.length <= 2 ? loops : [...loops.slice(0, 1), ...loops.slice(-1)];
  const actions = few.map(({ action }) => action);
  return Array.from({ length: REPETITIONS }, (_, index) => actions[index % actions.length]).flatMap((action) =>
    action === undefined ? [] : [action],
  );
}
