// Decides what a picture shows, so that few lines cross it:
// - An end is drawn at each state that leads to it, and a hang-up that ends the call is a line in the box of its state.
// - A choice that leads back to a state which many choices lead back to is a jump with its name.
// - Choices that lead where the same choices of an earlier state lead, as after a wrong key, are one jump to that state.
import type { Action, CallMap, MapState } from '../../map/call-map.js';
import { edgeKey, type Mark, type Paint } from '../paint.js';

/** A node of the picture. */
export interface SceneNode {
  readonly id: string;
  /** `jump`: continues at the state, which is drawn elsewhere. `same`: continues as the same choices of the state do. */
  readonly kind: 'state' | 'end' | 'jump' | 'same';
  readonly state: MapState;
  /** The number of nodes that show this state. */
  readonly copies: number;
  /** Choices that end the call, and need no node. */
  readonly exits: readonly Exit[];
}

/** A choice that ends the call. */
export interface Exit {
  readonly labels: readonly SceneLabel[];
  readonly target: MapState;
}

/** Returns an exit in words, such as `hangs up – ends: cancel`. */
export function exitText({ labels, target }: Exit): string {
  const label = labels.map(({ text }) => text).join(' · ');
  return label === target.title ? label : `${label} – ${target.title}`;
}

/** A choice on an edge. */
export interface SceneLabel {
  readonly text: string;
  readonly action: Action | undefined;
  readonly mark: Mark | undefined;
}

export interface SceneEdge {
  readonly from: string;
  readonly to: string;
  readonly labels: readonly SceneLabel[];
}

export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}

/** Returns what a picture of a map shows. */
export function sceneOf(map: CallMap, paint: Paint | undefined): Scene {
  const states = new Map(map.states.map((state) => [state.id, state]));
  const edges = joinedEdges(map, states, paint);
  const outgoing = groupEdges(edges, 'from');
  const incoming = groupEdges(edges, 'to');
  const shared = findShared(map, outgoing);
  const jumps = findJumps(map, edges, outgoing);
  const nodes: SceneNode[] = [];
  const sceneEdges: SceneEdge[] = [];
  for (const state of map.states) {
    const isEnd = state.kind === 'end';
    const { exits, own } = splitExits(outgoing.get(state.id) ?? []);
    if (!isEnd || !incoming.has(state.id))
      nodes.push({ id: state.id, kind: isEnd ? 'end' : 'state', state, copies: 1, exits });
    const same = shared.get(state.id);
    if (same !== undefined) {
      const id = `same as ${same.as.id} from ${state.id}`;
      nodes.push({ id, kind: 'same', state: same.as, copies: 1, exits: [] });
      sceneEdges.push({ from: state.id, to: id, labels: same.edges.flatMap(({ labels }) => labels) });
    }
    for (const edge of own) {
      if (same?.edges.some(({ to }) => to === edge.to)) continue;
      const kind = edge.target.kind === 'end' ? 'end' : jumps.has(edgeKey(edge)) ? 'jump' : 'state';
      const to = kind === 'state' ? edge.to : `${edge.to} from ${edge.from}`;
      if (kind !== 'state') {
        const copies = kind === 'end' ? (incoming.get(edge.to)?.length ?? 1) : 1;
        nodes.push({ id: to, kind, state: edge.target, copies, exits: [] });
      }
      sceneEdges.push({ from: edge.from, to, labels: edge.labels });
    }
  }
  return { nodes, edges: sceneEdges };
}

interface Joined extends SceneEdge {
  readonly target: MapState;
}

/** Returns one edge for each pair of states. */
function joinedEdges({ edges }: CallMap, states: ReadonlyMap<string, MapState>, paint: Paint | undefined): Joined[] {
  const joined = new Map<string, Joined>();
  for (const { from, to, labels, actions } of edges) {
    const target = states.get(to);
    if (target === undefined || !states.has(from)) continue;
    const key = edgeKey({ from, to });
    const known = joined.get(key)?.labels ?? [];
    const marks = paint?.edges.get(key);
    const added = labels.map((text, i) => ({ text, action: actions[i], mark: marks?.[known.length + i] }));
    joined.set(key, { from, to, target, labels: [...known, ...added] });
  }
  return [...joined.values()];
}

function groupEdges(edges: readonly Joined[], end: 'from' | 'to'): Map<string, Joined[]> {
  const groups = new Map<string, Joined[]>();
  for (const edge of edges) {
    const group = groups.get(edge[end]);
    if (group === undefined) groups.set(edge[end], [edge]);
    else group.push(edge);
  }
  return groups;
}

/** Takes hang-ups to ends with nothing to hear or to report out of the edges of a state, unless it has no other choice. */
function splitExits(edges: readonly Joined[]): { exits: readonly Exit[]; own: readonly Joined[] } {
  const exits: Joined[] = [];
  const own: Joined[] = [];
  for (const edge of edges) {
    const isHangUp = ({ action }: SceneLabel): boolean => action?.kind === 'hangUp' && isBareEnd(edge.target);
    const [hangUps, others] = [edge.labels.filter(isHangUp), edge.labels.filter((label) => !isHangUp(label))];
    if (hangUps.length > 0) exits.push({ ...edge, labels: hangUps });
    if (others.length > 0 || hangUps.length === 0) own.push({ ...edge, labels: others });
  }
  return own.length === 0 ? { exits: [], own: exits } : { exits, own };
}

/** True if a state is the end of the call, with nothing to hear or to report. */
function isBareEnd({ kind, heard, problems }: MapState): boolean {
  return kind === 'end' && heard.length === 0 && problems.length === 0;
}

/** The choices of a state that lead where the same choices of an earlier state lead. */
interface Shared {
  readonly as: MapState;
  readonly edges: readonly Joined[];
}

/** Returns the shared choices of states, by id: at least three choices on two edges. */
function findShared({ states }: CallMap, outgoing: ReadonlyMap<string, readonly Joined[]>): Map<string, Shared> {
  const shared = new Map<string, Shared>();
  const drawn = new Map<string, MapState[]>(); // the states that have an edge with these labels to this state
  for (const state of states) {
    const own = (outgoing.get(state.id) ?? []).filter(({ from, to, target }) => target.kind !== 'end' && from !== to);
    const candidates = new Map<MapState, Joined[]>();
    for (const edge of own) {
      for (const as of drawn.get(sameKey(edge)) ?? []) candidates.set(as, [...(candidates.get(as) ?? []), edge]);
    }
    const [best] = [...candidates].sort(([, a], [, b]) => b.length - a.length);
    const folded = best === undefined || !isWorthAJump(best[1]) ? undefined : { as: best[0], edges: best[1] };
    if (folded !== undefined) shared.set(state.id, folded);
    for (const edge of own) {
      if (folded?.edges.includes(edge)) continue;
      const key = sameKey(edge);
      drawn.set(key, [...(drawn.get(key) ?? []), state]);
    }
  }
  return shared;
}

function isWorthAJump(edges: readonly Joined[]): boolean {
  return edges.length >= 2 && edges.reduce((sum, { labels }) => sum + labels.length, 0) >= 3;
}

function sameKey({ to, labels }: Joined): string {
  return JSON.stringify([to, ...labels.map(({ text }) => text)]);
}

/** From this number of choices back to a state, each is a jump. */
const MANY_WAYS_BACK = 3;
/** A way back over this number of choices is a jump, even if it is the only one. */
const LONG_WAY_BACK = 4;

/** Returns the edges that are drawn as jumps. */
function findJumps(
  map: CallMap,
  edges: readonly Joined[],
  outgoing: ReadonlyMap<string, readonly Joined[]>,
): ReadonlySet<string> {
  const back = waysBack(map, outgoing);
  const counts = new Map<string, number>();
  for (const edge of edges) if (back.has(edge)) counts.set(edge.to, (counts.get(edge.to) ?? 0) + 1);
  const isJump = ([edge, length]: readonly [Joined, number]): boolean =>
    (counts.get(edge.to) ?? 0) >= MANY_WAYS_BACK || length >= LONG_WAY_BACK;
  return new Set([...back].filter(isJump).map(([edge]) => edgeKey(edge)));
}

/** Returns the edges that lead back to a state on the way, with the number of choices in between. */
function waysBack({ states }: CallMap, outgoing: ReadonlyMap<string, readonly Joined[]>): Map<Joined, number> {
  const depths = new Map<string, number>(); // of the states on the way
  const seen = new Set<string>();
  const found = new Map<Joined, number>();
  const way: { readonly id: string; next: number }[] = [];
  const enter = (id: string): void => {
    seen.add(id);
    depths.set(id, way.length);
    way.push({ id, next: 0 });
  };
  for (const { id: root } of states) {
    if (!seen.has(root)) enter(root);
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const edge = outgoing.get(top.id)?.[top.next++];
      if (edge === undefined) {
        depths.delete(top.id);
        way.pop();
        continue;
      }
      const depth = depths.get(edge.to);
      if (depth !== undefined && edge.to !== edge.from) found.set(edge, way.length - 1 - depth);
      if (!seen.has(edge.to)) enter(edge.to);
    }
  }
  return found;
}
