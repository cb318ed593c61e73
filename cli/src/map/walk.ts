// Walks every branch of a call flow with the simulator, and returns its map.
import type { SimulatedApplication, SimulatorOptions } from 'bxml-jsx/testing';
import { hangUpLabel, isHangUp, isNamedAt, keysNamedAt } from './actions.js';
import { type Arrival, stateKinds } from './arrival.js';
import type { CallMap, MapEdge, MapPrompt, MapState } from './call-map.js';
import { type ExploreSettings, explore, type WalkLimits } from './explore.js';
import { type JoinedState, joinStates } from './join-states.js';
import { pathOf, readableText } from './placeholders.js';
import { type WalkStart, withStreams } from './replay.js';
import { type UnreachedHandler, unreachedHandlers } from './unreached-handlers.js';

/** Options of {@link walk}. */
export interface WalkOptions {
  /** The name of the application on the map: a URL, or the path of a module. */
  readonly name: string;
  /** How calls begin. @default a caller calls */
  readonly start?: WalkStart;
  /** Options of `simulate`, such as `application` and `phones`. */
  readonly simulator?: SimulatorOptions;
  /** Tries each of the twelve keys at each input. @default the keys that prompts name, and one other */
  readonly everyKey?: boolean;
  /** Keys to try at inputs of several keys, such as a customer number that the application knows. */
  readonly keys?: readonly string[];
  /** Words to try at inputs of speech. */
  readonly words?: readonly string[];
  /** Looks for handlers that no path reaches, which takes more calls. @default false */
  readonly findsUnreached?: boolean;
  /** True if the application reads what a walk holds fixed: callers, times or data. @default false */
  readonly hasOtherCalls?: boolean;
  readonly limits?: Partial<WalkLimits>;
  /** Calls at the same time. @default 1, so that an application in this process is called in the same order each time */
  readonly concurrency?: number;
  readonly onProgress?: ExploreSettings['onProgress'];
  readonly signal?: AbortSignal | undefined;
}

/** The default limits. */
const defaultLimits: WalkLimits = { states: 500, depth: 40, calls: 10_000, seconds: 300, variants: 8 };

/** A map, with what its making has found out about the application. */
export interface Walk {
  readonly map: CallMap;
  /** The number of calls that were held. */
  readonly calls: number;
  /** The events that the application received, by path: `gather /menu`. */
  readonly events: ReadonlySet<string>;
  /** The handlers that no path reaches; none without the option `findsUnreached`. */
  readonly unreached: readonly UnreachedHandler[];
  /** The options of the simulator in all calls. */
  readonly simulator: SimulatorOptions;
}

/**
 * Walks every branch of a call flow. Each branch is a new call from the start.
 *
 * @param application returns the application for a call: always the same, or a new one that remembers no earlier calls
 * @throws the reason of the signal, if it aborts
 */
export async function walk(
  application: () => SimulatedApplication | Promise<SimulatedApplication>,
  options: WalkOptions,
): Promise<Walk> {
  const { start = { kind: 'inbound', call: {} }, simulator = {}, name } = options;
  const replays = { application, start, options: simulator };
  const settings: ExploreSettings = {
    everyKey: options.everyKey ?? false,
    keys: options.keys ?? [],
    words: options.words ?? [],
    limits: { ...defaultLimits, ...options.limits },
    hasOtherCalls: options.hasOtherCalls ?? false,
    concurrency: options.concurrency ?? 1,
    onProgress: options.onProgress ?? (() => undefined),
    signal: options.signal,
    now: () => performance.now(),
  };
  const walked = await withStreams(replays, async (own) => {
    const graph = await explore(own, settings);
    return { graph, unreached: options.findsUnreached ? await unreachedHandlers(graph, own, settings) : [] };
  });
  const { graph, unreached } = walked.result;
  const states = joinStates(graph.start, graph.nodes);
  const ids = new Map(states.map((state, index) => [state, `s${index + 1}`]));
  const map: CallMap = {
    version: 1,
    application: name,
    states: states.map((state, index) => ({
      ...mapState(state, `s${index + 1}`, roundsOf(state, states), start.kind === 'outbound'),
      ...alikeOf(state, ids),
    })),
    edges: states.flatMap((state) => edgesOf(state, ids)),
    leftOut: graph.leftOut,
  };
  return {
    map,
    calls: graph.calls,
    events: new Set(graph.nodes.flatMap(({ arrival }) => arrival?.events ?? [])),
    unreached,
    simulator: walked.replays.options,
  };
}

/** Returns the id of the state with the same document after other prompts, if there is one. */
function alikeOf({ nodes: [{ alike }] }: JoinedState, ids: ReadonlyMap<JoinedState, string>): { alike?: string } {
  const state = [...ids.keys()].find(({ nodes }) => alike !== undefined && nodes.includes(alike));
  const id = state === undefined ? undefined : ids.get(state);
  return id === undefined ? {} : { alike: id };
}

/** How many states before one are recognized by the same signature, and how many of them are heard after the same prompts. */
interface Rounds {
  readonly all: number;
  readonly same: number;
}

function roundsOf(state: JoinedState, states: readonly JoinedState[]): Rounds {
  const { signature, lead, arrival } = state.nodes[0];
  if (arrival?.choice.kind === 'over') return { all: 0, same: 0 };
  const all = states.filter(({ nodes: [node] }) => node.signature === signature);
  return { all: all.indexOf(state), same: all.filter(({ nodes: [node] }) => node.lead === lead).indexOf(state) };
}

function mapState(state: JoinedState, id: string, { all, same }: Rounds, isOutbound: boolean): MapState {
  const [node] = state.nodes;
  const { arrival, path, signature } = node;
  const { isUnexplored } = node.alike ?? node;
  const suffix = all === 0 ? '' : `-${all + 1}`;
  if (arrival === undefined) {
    const title = 'places a call';
    return { id, signature, kind: 'start', title, heard: [], waitsFor: 'a phone', events: [], problems: [], path };
  }
  const { events, problems, quiet, choice } = arrival;
  const keys = keysNamedAt(arrival);
  return {
    id,
    signature: `${signature}${suffix}`,
    kind: isUnexplored ? 'unexplored' : stateKinds[choice.kind],
    title: `${titleOf(arrival, isOutbound)}${same === 0 ? '' : `, round ${same + 1}`}`,
    heard: heardAt(state),
    waitsFor: waitsFor(arrival),
    events,
    problems,
    path,
    ...(quiet >= 1 ? { quiet } : {}),
    ...(keys.length > 0 ? { namedKeys: keys } : {}),
    ...(choice.kind === 'over' ? { cause: choice.cause } : {}),
  };
}

function titleOf({ choice, verb, document }: Arrival, isOutbound: boolean): string {
  const at = document === undefined ? '' : ` ${nextPath(verb?.attributes, document.url)}`;
  switch (choice.kind) {
    case 'listens':
      return `${verb?.name ?? 'listens'}${at}${choice.leg === 'caller' ? '' : ` for ${choice.leg}`}`;
    case 'rings':
      return `rings ${choice.phones.map(({ number }) => number).join(' and ')}`;
    case 'refers':
      return `refers to ${choice.to}`;
    case 'connected':
      if (verb?.name === 'Conference') return `in the conference ${verb.text}`;
      return choice.others.length === 0 ? 'connected' : `connected with ${choice.others.join(' and ')}`;
    case 'idle':
      return choice.reason === 'time' ? `goes on: ${choice.doing}` : choice.doing;
    case 'over':
      if (choice.byPerson) return hangUpLabel(isOutbound);
      return choice.cause === 'hangup' || choice.cause === 'cancel' ? 'application hangs up' : `ends: ${choice.cause}`;
  }
}

/** The attributes with the URL to which a verb leads. */
const NEXT = ['gatherUrl', 'recordCompleteUrl', 'dtmfUrl', 'destination'] as const;

/** Returns the path to which a verb leads, or that of its document. */
function nextPath(attributes: Readonly<Record<string, string | number | boolean>> = {}, url: string): string {
  const next = NEXT.map((name) => attributes[name]).find((value) => typeof value === 'string');
  return typeof next === 'string' && URL.canParse(next, url) ? pathOf(new URL(next, url).href) : pathOf(url);
}

/** Returns the prompts of a state. What was pressed or said, and differs between its calls, is a placeholder. */
function heardAt(state: JoinedState): MapPrompt[] {
  const [{ arrival, before }] = state.nodes;
  if (arrival === undefined) return [];
  const { heard, lastEvent } = arrival;
  const isNamed = before?.arrival !== undefined && isNamedAt(before.arrival, lastEvent) && !differsByAnswer(state);
  return heard.map(({ kind, leg, text }) => ({
    kind,
    text: `${leg === 'caller' ? '' : `(${leg}) `}${readableText(text, lastEvent, { isNamed })}`,
  }));
}

/** True if what is heard at a state differs between its calls by what was pressed or said before. */
function differsByAnswer({ nodes }: JoinedState): boolean {
  const heard = new Map(nodes.flatMap((node) => [...node.heard]));
  return new Set(heard.values()).size < heard.size;
}

function waitsFor(arrival: Arrival): string {
  const { choice, verb } = arrival;
  switch (choice.kind) {
    case 'listens': {
      if (verb?.name === 'Record') return 'a recording';
      const { keys, speech } = choice;
      const pressed = keys === undefined ? [] : [keysText(keys.max)];
      return [...pressed, ...(speech ? ['speech'] : [])].join(' or ');
    }
    case 'rings':
      return 'an answer';
    case 'refers':
      return 'the outcome of the REFER';
    case 'connected':
      return choice.others.length === 0 ? 'others' : 'a hang-up';
    case 'idle':
      return choice.reason === 'rest' ? 'a change from outside' : '';
    case 'over':
      return '';
  }
}

const keysText = (max: number): string => (max === 1 ? '1 key' : max > 20 ? 'keys' : `up to ${max} keys`);

/** Returns the edges of a state: one for each state that it leads to, and one for hang-ups. */
function edgesOf(state: JoinedState, ids: ReadonlyMap<JoinedState, string>): MapEdge[] {
  const from = ids.get(state) ?? '';
  const edges = new Map<string, { to: string; actions: MapEdge['actions'][number][]; labels: string[] }>();
  for (const { label, action, target } of state.edges) {
    const to = ids.get(target) ?? '';
    const key = `${to} ${isHangUp(action)}`;
    const edge = edges.get(key) ?? { to, actions: [], labels: [] };
    edge.actions.push(action);
    edge.labels.push(label);
    edges.set(key, edge);
  }
  return [...edges.values()].map(({ to, actions, labels }) => ({ from, to, actions, labels }));
}
