// Callers who press, speak, wait and hang up at random, and the shortest call that fails.
import type { CalleeBehavior, SimulatorOptions } from 'bxml-jsx/testing';
import { attemptsAt, startAttempts } from '../map/actions.js';
import type { Arrival } from '../map/arrival.js';
import type { Action, MapProblem } from '../map/call-map.js';
import { Replay, type ReplaySettings, withStreams } from '../map/replay.js';
import { type RandomSource, randomNumbers } from './random-numbers.js';

/** Options of {@link callAtRandom}. */
export interface RandomOptions {
  /** The number of calls. */
  readonly calls: number;
  /** The same seed gives the same calls. */
  readonly seed: number;
  /** The most actions of a call; then the caller hangs up. @default 30 */
  readonly actions?: number;
  /** The most calls for shortening the one that fails. @default 300 */
  readonly shrinks?: number;
  readonly onProgress?: (calls: number) => unknown;
  readonly signal?: AbortSignal | undefined;
}

/** A call that fails. */
export interface FailingCall {
  readonly path: readonly Action[];
  readonly problem: MapProblem;
  /** What the call came to before each action, and last. */
  readonly arrivals: readonly Arrival[];
}

/** The result of random calls. */
export interface RandomResult {
  /** The calls that were held until one failed, or all. */
  readonly calls: number;
  /** The shortest failing call; `undefined` if all calls were without a problem. */
  readonly failure: FailingCall | undefined;
  /** The options of the simulator in all calls. */
  readonly simulator: SimulatorOptions;
}

/** Holds calls at random until one fails, and shortens that one. */
export async function callAtRandom(replays: ReplaySettings, options: RandomOptions): Promise<RandomResult> {
  const { result, replays: own } = await withStreams(replays, (settings) => randomCalls(settings, options));
  return { ...result, simulator: own.options };
}

async function randomCalls(replays: ReplaySettings, options: RandomOptions): Promise<Omit<RandomResult, 'simulator'>> {
  const { calls, seed, actions = 30, shrinks = 300, signal } = options;
  for (let number = 1; number <= calls; number++) {
    signal?.throwIfAborted();
    // Each call has numbers of its own, so that a longer run begins with the same calls.
    const random = randomNumbers(Math.imul(seed, 0x9e3779b1) + number);
    const failure = await randomCall(replays, random, actions);
    options.onProgress?.(number);
    if (failure !== undefined) return { calls: number, failure: await shortest(replays, failure, shrinks, signal) };
  }
  return { calls, failure: undefined };
}

async function randomCall(
  replays: ReplaySettings,
  random: RandomSource,
  most: number,
): Promise<FailingCall | undefined> {
  const path: Action[] = [];
  const arrivals: Arrival[] = [];
  const begins = startAttempts(replays.start).map(({ action }) => action);
  const [first, ...others] = begins;
  if (first !== undefined) path.push(random.pick([first, ...others]));
  const replay = await Replay.begin(replays, path[0]);
  for (;;) {
    const arrival = await replay.arrive();
    arrivals.push(arrival);
    const [problem] = arrival.problems;
    if (problem !== undefined) return { path, problem, arrivals };
    if (arrival.choice.kind === 'over') return undefined;
    const action = path.length >= most ? HANG_UP : randomAction(arrival, random);
    path.push(action);
    await replay.act(action);
  }
}

const HANG_UP: Action = { kind: 'hangUp', party: 'caller' };

const KEYS = [...'1234567890*#'] as [string, ...string[]];

/** The most random keys in a row. */
const MAX_KEYS = 6;

/** Returns what a person does: mostly what the prompts name, sometimes anything else. */
function randomAction(arrival: Arrival, random: RandomSource): Action {
  if (random.below(20) === 0) return HANG_UP;
  const { choice } = arrival;
  const known = attemptsAt(arrival, { everyKey: false, keys: [], words: [] }).map(({ action }) => action);
  const [first = HANG_UP, ...others] = known;
  const usual = random.pick([first, ...others]);
  if (random.below(3) > 0) return usual.kind === 'phone' ? atRandomTime(usual, random) : usual;
  if (choice.kind !== 'listens') return usual;
  const party = choice.leg === 'caller' ? {} : { party: choice.leg };
  if (choice.keys !== undefined) {
    const count = 1 + random.below(Math.min(choice.keys.max, MAX_KEYS));
    return { kind: 'press', keys: Array.from({ length: count }, () => random.pick(KEYS)).join(''), ...party };
  }
  return choice.speech ? { kind: 'speak', seconds: 1 + random.below(20), ...party } : usual;
}

/** Lets a phone ring for a while. */
function atRandomTime(action: Extract<Action, { kind: 'phone' }>, random: RandomSource): Action {
  const after = random.below(30);
  const late = (behavior: CalleeBehavior): CalleeBehavior => (after === 0 ? behavior : { ...behavior, after });
  return { ...action, behavior: late(action.behavior) };
}

/** Returns the failing call with the fewest actions that removing and simplifying actions finds. */
async function shortest(
  replays: ReplaySettings,
  failing: FailingCall,
  most: number,
  signal: AbortSignal | undefined,
): Promise<FailingCall> {
  let best = failing;
  let tries = 0;
  const isOutbound = replays.start.kind === 'outbound';
  for (let hasImproved = true; hasImproved; ) {
    hasImproved = false;
    for (const path of candidates(best.path, isOutbound)) {
      if (++tries > most) return best;
      signal?.throwIfAborted();
      const found = await failureOf(replays, path, best.problem);
      if (found === undefined) continue;
      best = found;
      hasImproved = true;
      break;
    }
  }
  return best;
}

/** Returns simpler paths: without some actions, the longest part first, and with simpler actions. */
function* candidates(path: readonly Action[], isOutbound: boolean): Iterable<readonly Action[]> {
  const begin = isOutbound ? 1 : 0;
  for (let size = path.length - begin; size > 0; size >>= 1) {
    for (let at = begin; at + size <= path.length; at++) yield [...path.slice(0, at), ...path.slice(at + size)];
  }
  for (const [index, action] of path.entries()) {
    for (const simpler of simplerActions(action)) yield path.map((each, at) => (at === index ? simpler : each));
  }
}

function simplerActions(action: Action): Action[] {
  switch (action.kind) {
    case 'press':
      return action.keys.length > 1
        ? [...action.keys].map((_, at) => ({ ...action, keys: action.keys.slice(0, at) + action.keys.slice(at + 1) }))
        : [];
    case 'speak':
      return action.seconds > 1 ? [{ ...action, seconds: 1 }] : [];
    case 'phone': {
      const { after, ...behavior } = action.behavior;
      return after === undefined ? [] : [{ ...action, behavior }];
    }
    default:
      return [];
  }
}

/** Holds a call along a path, and returns its failure if it is the same problem. */
async function failureOf(
  replays: ReplaySettings,
  path: readonly Action[],
  { code }: MapProblem,
): Promise<FailingCall | undefined> {
  const actions = replays.start.kind === 'outbound' ? path.slice(1) : path;
  const replay = await Replay.begin(replays, path[0]);
  const arrivals: Arrival[] = [];
  for (let done = 0; ; done++) {
    const arrival = await replay.arrive();
    arrivals.push(arrival);
    const problem = arrival.problems.find((each) => each.code === code);
    const walked = path.slice(0, path.length - actions.length + done);
    if (problem !== undefined) return { path: walked, problem, arrivals };
    const action = actions[done];
    if (action === undefined || !isPossible(action, arrival)) return undefined;
    await replay.act(action);
  }
}

/** True if an action can be done at a choice: others would fail as a step, and not because of the application. */
function isPossible(action: Action, { choice, problems }: Arrival): boolean {
  if (choice.kind === 'over' || problems.some(({ code }) => code === 'call.timeout')) return false;
  switch (action.kind) {
    case 'press':
      return choice.kind === 'listens' && choice.keys !== undefined && isOf(action.party, choice.leg);
    case 'say':
    case 'speak':
      return choice.kind === 'listens' && choice.speech && isOf(action.party, choice.leg);
    case 'phone':
      return (
        choice.kind === 'rings' &&
        isSame(
          action,
          choice.phones.map(({ number }) => number),
        )
      );
    case 'refer':
      return choice.kind === 'refers' && choice.to === action.to;
    case 'hangUp':
      return action.party === 'caller' || (choice.kind === 'connected' && choice.others.includes(action.party));
    case 'silence':
      return true;
  }
}

const isOf = (party = 'caller', leg: string): boolean => party === leg;

function isSame({ to, others = [] }: Extract<Action, { kind: 'phone' }>, numbers: readonly string[]): boolean {
  const decided = [to, ...others.map((each) => each.to)];
  return decided.length === numbers.length && numbers.every((number) => decided.includes(number));
}
