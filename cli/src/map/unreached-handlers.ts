// Finds the handlers of events that no walked call can cause.
import type { SimulatedEventType } from 'bxml-jsx/testing';
import { asksForNumber, keysNamedAt } from './actions.js';
import type { Arrival } from './arrival.js';
import type { Action } from './call-map.js';
import { type ExploreSettings, explore } from './explore.js';
import type { Graph, GraphNode } from './graph.js';
import { Replay, type ReplaySettings } from './replay.js';

/** A handler that no walked path reaches. */
export interface UnreachedHandler {
  readonly eventType: SimulatedEventType;
  /** The attribute that would ask for the event; `undefined` for the first event of calls that were not walked. */
  readonly attribute: string | undefined;
  /**
   * False if a caller, a time or data that the walk has not tried may lead to it: no walked document has a verb that could ask
   * for the event, and the application reads what differs from call to call.
   */
  readonly isSure: boolean;
  /** The shortest way past a verb that could have the attribute. Empty if there is none. */
  readonly path: readonly Action[];
}

/**
 * The attributes that ask for events, without the events that something else than a document of the call can cause: a
 * request of the REST API, an endpoint, or another call.
 */
const attributes: ReadonlyMap<SimulatedEventType, string> = new Map([
  ['gather', 'gatherUrl'],
  ['partialgather', 'partialResultCallback'],
  ['dtmf', 'dtmfUrl'],
  ['recordComplete', 'recordCompleteUrl'],
  ['recordingAvailable', 'recordingAvailableUrl'],
  ['bridgeComplete', 'bridgeCompleteUrl'],
  ['bridgeTargetComplete', 'bridgeTargetCompleteUrl'],
  ['transferAnswer', 'transferAnswerUrl'],
  ['transferComplete', 'transferCompleteUrl'],
  ['transferDisconnect', 'transferDisconnectUrl'],
  ['conferenceCreated', 'conferenceEventUrl'],
  ['conferenceMemberJoin', 'conferenceEventUrl'],
  ['conferenceMemberExit', 'conferenceEventUrl'],
  ['conferenceCompleted', 'conferenceEventUrl'],
  ['mediaStreamStarted', 'streamEventUrl'],
  ['mediaStreamRejected', 'streamEventUrl'],
  ['mediaStreamStopped', 'streamEventUrl'],
  ['realTimeTranscriptionStarted', 'transcriptionEventUrl'],
  ['realTimeTranscriptionRejected', 'transcriptionEventUrl'],
  ['realTimeTranscriptionStopped', 'transcriptionEventUrl'],
  ['realTimeTranscriptionAvailable', 'transcriptionEventUrl'],
  ['referComplete', 'referCompleteUrl'],
]);

/** The verbs that may have the attributes, on themselves or on an element in them. */
const verbsWith: Readonly<Record<string, readonly string[]>> = {
  gatherUrl: ['Gather'],
  partialResultCallback: ['Gather'],
  dtmfUrl: ['StartGather'],
  recordCompleteUrl: ['Record'],
  recordingAvailableUrl: ['Record', 'StartRecording'],
  bridgeCompleteUrl: ['Bridge'],
  bridgeTargetCompleteUrl: ['Bridge'],
  transferAnswerUrl: ['Transfer'],
  transferCompleteUrl: ['Transfer'],
  transferDisconnectUrl: ['Transfer'],
  conferenceEventUrl: ['Conference'],
  streamEventUrl: ['StartStream'],
  transcriptionEventUrl: ['StartTranscription'],
  referCompleteUrl: ['Refer'],
};

/** Returns the shortest path that comes to a verb and then past it, by the first choice that it leaves. */
function pathPast(verbs: readonly string[], nodes: readonly GraphNode[]): Action[] {
  const isAt = ({ arrival }: GraphNode): boolean =>
    arrival?.verb !== undefined && verbs.includes(arrival.verb.name) && arrival.choice.kind !== 'over';
  let node = nodes.find((each) => isAt(each) && each.edges.length > 0);
  const path = [...(node?.path ?? [])];
  for (const seen = new Set<GraphNode>(); node !== undefined && isAt(node) && !seen.has(node); ) {
    seen.add(node);
    const [first] = node.edges;
    if (first !== undefined) path.push(first.action);
    node = first?.target;
  }
  return path;
}

/** The events by which the application's own client changes a call: what follows them is not walked. */
const FROM_OUTSIDE = ['redirect', 'conferenceRedirect', 'machineDetectionComplete', 'connectStatus'];

/**
 * Returns the handlers that no walked path reaches; none if the walk may have missed a path to them. If the application
 * also has calls that begin otherwise, only the handler of their first event is returned: they may reach the others.
 */
export async function unreachedHandlers(
  graph: Graph,
  replays: ReplaySettings,
  settings: ExploreSettings,
): Promise<UnreachedHandler[]> {
  const { nodes, leftOut, handlers } = graph;
  const isUnreached = (eventType: string): boolean => handlers.counts.get(eventType) === 0;
  const other = replays.start.kind === 'inbound' ? 'answer' : 'initiate';
  if (leftOut.length > 0) return [];
  if (isUnreached(other)) return [{ eventType: other, attribute: undefined, isSure: true, path: [] }];
  // The keys or words to try were given.
  const isGuided = settings.keys.length + settings.words.length > 0;
  const isUncertain = nodes.some(({ arrival }) => arrival !== undefined && mayHaveMore(arrival, isGuided));
  if (isUncertain || FROM_OUTSIDE.some(isUnreached)) return [];
  const found = [...attributes]
    .filter(([eventType, attribute]) => isUnreached(eventType) && !handlers.hasAttribute(attribute))
    .map(([eventType, attribute]) => {
      const verbs = verbsWith[attribute] ?? [];
      const isSure = !settings.hasOtherCalls || verbs.some((verb) => handlers.hasElement(verb));
      return { eventType, attribute, isSure, path: pathPast(verbs, nodes) };
    });
  if (found.length === 0 || (await dependsOnTime(graph, replays, settings))) return [];
  const wider = await withEveryKey(graph, replays, settings);
  if (wider.leftOut.length > 0) return [];
  return found.filter(
    ({ eventType, attribute }) =>
      (wider.handlers.counts.get(eventType) ?? 0) === 0 && !wider.handlers.hasAttribute(attribute),
  );
}

/** Walks again with every key, because a key that no prompt names may lead to a handler. */
function withEveryKey(graph: Graph, replays: ReplaySettings, settings: ExploreSettings): Promise<Graph> | Graph {
  if (settings.everyKey) return graph;
  // Twelve keys instead of one or two at each input.
  const calls = Math.min(settings.limits.calls, 12 * graph.calls);
  return explore(replays, { ...settings, everyKey: true, limits: { ...settings.limits, calls } });
}

/** The start of virtual time without the option, which is that of the simulator. */
const DEFAULT_START = '2026-01-05T09:00:00.000Z';

/** The times of the week at which calls are tried, in hours. Business hours are longer than the step. */
const WEEK = 7 * 24;
const STEP = 3;

/** True if calls begin in another way at another time of the week, such as outside of business hours. */
async function dependsOnTime(
  { nodes, handlers }: Graph,
  replays: ReplaySettings,
  { signal }: ExploreSettings,
): Promise<boolean> {
  const first = replays.start.kind === 'outbound' ? nodes.find(({ path }) => path.length === 1)?.path[0] : undefined;
  const from = new Date(replays.options.startsAt ?? DEFAULT_START).getTime();
  for (let hours = STEP; hours <= WEEK; hours += STEP) {
    signal?.throwIfAborted();
    const startsAt = new Date(from + hours * 3_600_000).toISOString();
    const replay = await Replay.begin({ ...replays, options: { ...replays.options, startsAt } }, first);
    await replay.arrive();
    if (replay.documents.some((document) => !handlers.hasShape(document))) return true;
  }
  return false;
}

/** True if a call may continue in a way that the walk has not tried: after other input, a change from outside, or an error. */
function mayHaveMore(arrival: Arrival, isGuided: boolean): boolean {
  const { choice, problems } = arrival;
  if (problems.some(({ severity }) => severity === 'error')) return true;
  if (choice.kind === 'idle') return true;
  if (choice.kind !== 'listens' || arrival.verb?.name === 'Record' || isGuided) return false;
  const named = keysNamedAt(arrival);
  const { keys, speech } = choice;
  if (keys === undefined || asksForNumber(named, keys)) return true;
  return speech && named.length === 0;
}
