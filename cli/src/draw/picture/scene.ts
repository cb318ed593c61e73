// Decides what a picture shows, so that few lines cross it:
// - An end is drawn at each state that leads to it, and a hang-up that ends the call is a line in the box of its state.
// - A choice that leads far back, or to a state which many choices lead to, is a jump with the name of the state.
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
  /** Exits that every state has, in words. They are not repeated at the states. */
  readonly everywhere: readonly string[];
}

/** Returns what a picture of a map shows. */
export function sceneOf(map: CallMap, paint: Paint | undefined): Scene {
  const states = new Map(map.states.map((state) => [state.id, state]));
  const edges = joinedEdges(map, states, paint);
  const outgoing = groupEdges(edges, 'from');
  const incoming = groupEdges(edges, 'to');
  const split = new Map(map.states.map(({ id }) => [id, splitExits(outgoing.get(id) ?? [])]));
  const shared = findShared(map, split);
  const jumps = findJumps(map, edges, outgoing);
  const nodes: SceneNode[] = [];
  const sceneEdges: SceneEdge[] = [];
  for (const state of map.states) {
    const isEnd = state.kind === 'end';
    const { exits, own } = split.get(state.id) ?? { exits: [], own: [] };
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
  return withoutRepeatedExits(nodes, sceneEdges);
}

/** Takes out the exits that every state has which leads on. */
function withoutRepeatedExits(nodes: readonly SceneNode[], edges: readonly SceneEdge[]): Scene {
  const leading = new Set(edges.map(({ from }) => from));
  const open = nodes.filter(({ id, state, exits }) => state.kind !== 'start' && (exits.length > 0 || leading.has(id)));
  const isPlain = ({ labels }: Exit): boolean => labels.every(({ mark }) => mark === undefined);
  const plain = open.map(({ exits }) => new Set(exits.filter(isPlain).map(exitText)));
  const everywhere =
    open.length < 2 ? [] : [...(plain[0] ?? [])].filter((text) => plain.every((texts) => texts.has(text)));
  const isRepeated = (exit: Exit): boolean => isPlain(exit) && everywhere.includes(exitText(exit));
  return {
    nodes: nodes.map((node) => ({ ...node, exits: node.exits.filter((exit) => !isRepeated(exit)) })),
    edges,
    everywhere,
  };
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
function findShared(
  { states }: CallMap,
  split: ReadonlyMap<string, { readonly own: readonly Joined[] }>,
): Map<string, Shared> {
  const shared = new Map<string, Shared>();
  const drawn = new Map<string, MapState[]>(); // the states that have an edge with these labels to this state
  for (const state of states) {
    const own = (split.get(state.id)?.own ?? []).filter(({ from, to }) => from !== to);
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
/** From this number of choices that lead to a state, all except the first are jumps. */
const MANY_WAYS = 5;
/** With more lines besides the first to each state, all of them are jumps: they would cross, and take long to place. */
const MANY_LINES = 60;
/** A way back over this number of choices is a jump, even if it is the only one. */
const LONG_WAY_BACK = 4;

/** Returns the keys of the edges that are drawn as jumps. */
function findJumps(
  map: CallMap,
  edges: readonly Joined[],
  outgoing: ReadonlyMap<string, readonly Joined[]>,
): ReadonlySet<string> {
  const back = waysBack(map, outgoing);
  const counts = new Map<string, { back: number; all: number }>();
  for (const edge of edges) {
    const count = counts.get(edge.to) ?? { back: 0, all: 0 };
    counts.set(edge.to, count);
    if (edge.from !== edge.to) count.all++;
    if (back.has(edge)) count.back++;
  }
  const isFarBack = (edge: Joined): boolean => {
    const length = back.get(edge);
    return length !== undefined && ((counts.get(edge.to)?.back ?? 0) >= MANY_WAYS_BACK || length >= LONG_WAY_BACK);
  };
  const lines = map.states
    .flatMap(({ id }) => outgoing.get(id) ?? [])
    .filter((edge) => edge.from !== edge.to && edge.target.kind !== 'end' && !isFarBack(edge));
  const first = new Map<string, Joined>(); // the first line to each state
  for (const edge of lines) if (!first.has(edge.to)) first.set(edge.to, edge);
  const further = lines.filter((edge) => first.get(edge.to) !== edge);
  const manyWays = further.length > MANY_LINES ? 2 : MANY_WAYS;
  const jumps = further.filter(({ to }) => (counts.get(to)?.all ?? 0) >= manyWays);
  return new Set([...[...back.keys()].filter(isFarBack), ...jumps].map(edgeKey));
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
