import { edgeKey, type Mark, type Paint } from '../draw/paint.js';
import type { CallMap, MapState } from '../map/call-map.js';
import { choicesFor, choicesOf, type MapChoice } from './map-choices.js';
import type { VisitRecord } from './visit-record.js';

/** What leads from a state to another: one choice or several. */
export interface Branch {
  readonly from: MapState;
  readonly to: MapState;
  /** The choices that count. */
  readonly choices: readonly (MapChoice & { readonly isVisited: boolean })[];
  /** True if a test has walked one of its choices. */
  readonly isVisited: boolean;
}

/** Which branches of a map the tests have walked. */
export interface Coverage {
  /** All except hang-ups after which nothing is heard and nothing is wrong, which every state has. */
  readonly branches: readonly Branch[];
  readonly visitedStates: ReadonlySet<string>;
  readonly states: number;
  /** The percentage of branches that were walked, rounded down; 100 if there are none. */
  readonly percentage: number;
  /** The visits of states that are not on the map. */
  readonly unknown: number;
  /** The visits of all choices. */
  readonly visits: number;
  readonly paint: Paint;
}

/** Returns which branches the visits of tests have walked. @param processes the visits of each process, in their order */
export function coverageOf(map: CallMap, processes: readonly (readonly VisitRecord[])[]): Coverage {
  const tracker = new Tracker(map);
  for (const records of processes) for (const thread of threadsOf(records)) tracker.follow(thread);
  tracker.shareVisits();
  const { visitedChoices, visitedStates } = tracker;
  const all = [...tracker.choices.values()].flat();
  // The choices of a state are those of all that are alike: each is counted once.
  const own = all.filter((choice) => counts(choice) && choice.from.alike === undefined);
  const branches = branchesOf(own, visitedChoices);
  const visited = branches.filter(({ isVisited }) => isVisited).length;
  const percentage = branches.length === 0 ? 100 : Math.floor((100 * visited) / branches.length);
  const summary = `${percentage} % of branches tested: ${visited} of ${branches.length}; ${visitedStates.size} of ${map.states.length} states`;
  return {
    branches,
    visitedStates,
    states: map.states.length,
    percentage,
    unknown: tracker.unknown,
    visits: tracker.visits,
    paint: paintOf(map, all, tracker, summary),
  };
}

/** Joins the choices that lead from one state to the same other. */
function branchesOf(choices: readonly MapChoice[], visited: ReadonlySet<MapChoice>): Branch[] {
  const branches = new Map<string, MapChoice[]>();
  for (const choice of choices) {
    const key = edgeKey(choice.edge);
    branches.set(key, [...(branches.get(key) ?? []), choice]);
  }
  return [...branches.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const marked = own.map((choice) => ({ ...choice, isVisited: visited.has(choice) }));
    return [{ from: first.from, to: first.to, choices: marked, isVisited: marked.some(({ isVisited }) => isVisited) }];
  });
}

/** True if a choice counts; see {@link Coverage.branches}. */
function counts({ action, to }: MapChoice): boolean {
  return !(action.kind === 'hangUp' && to.kind === 'end' && to.heard.length === 0 && to.problems.length === 0);
}

type ChoiceRecord = Extract<VisitRecord, { kind: 'choice' }>;

/** Returns the visits of each call, in order. Ids of calls may be used again after the end of a call. */
function threadsOf(records: readonly VisitRecord[]): ChoiceRecord[][] {
  const threads: ChoiceRecord[][] = [];
  const open = new Map<string, ChoiceRecord[]>();
  for (const record of records) {
    if (record.kind === 'over') {
      if (record.leg === 'caller') open.delete(record.call);
      continue;
    }
    let thread = open.get(record.call);
    if (thread === undefined) {
      thread = [];
      open.set(record.call, thread);
      threads.push(thread);
    }
    thread.push(record);
  }
  return threads;
}

/** The length of a signature without the suffix of states that look the same and lead elsewhere. */
const SIGNATURE_LENGTH = 12;

/** Follows calls on a map. */
class Tracker {
  readonly choices: ReadonlyMap<string, readonly MapChoice[]>;
  readonly visitedChoices = new Set<MapChoice>();
  readonly visitedStates = new Set<string>();
  unknown = 0;
  visits = 0;
  readonly #bySignature = new Map<string, MapState[]>();

  constructor(map: CallMap) {
    this.choices = choicesOf(map);
    for (const state of map.states) {
      const signature = state.signature.slice(0, SIGNATURE_LENGTH);
      this.#bySignature.set(signature, [...(this.#bySignature.get(signature) ?? []), state]);
    }
  }

  /** Marks what a call has visited. */
  follow(thread: readonly ChoiceRecord[]): void {
    let expected: MapState | undefined;
    for (const [i, record] of thread.entries()) {
      this.visits++;
      const state = this.#stateOf(record, expected);
      expected = undefined;
      if (state === undefined) {
        this.unknown++;
        continue;
      }
      this.visitedStates.add(state.id);
      const choice = this.#choiceOf(state, record, thread[i + 1]);
      if (choice === undefined) continue;
      this.visitedChoices.add(choice);
      this.visitedStates.add(choice.to.id);
      expected = choice.to;
    }
  }

  /** Marks the choices that were visited at a state for those that are alike, too. */
  shareVisits(): void {
    const keyOf = ({ from, label }: MapChoice): string => `${from.alike ?? from.id} ${label}`;
    const visited = new Set([...this.visitedChoices].map(keyOf));
    for (const choice of [...this.choices.values()].flat())
      if (visited.has(keyOf(choice))) this.visitedChoices.add(choice);
  }

  /** Returns the state with the signature of a visit; of several, the one that the choice before leads to. */
  #stateOf({ signature }: ChoiceRecord, expected: MapState | undefined): MapState | undefined {
    const candidates = this.#bySignature.get(signature) ?? [];
    if (expected === undefined || expected.kind === 'end') return candidates[0];
    // Words of a document that differ from call to call change its signature, but not its place.
    return candidates.length === 0 || candidates.includes(expected) ? expected : candidates[0];
  }

  /** Returns the choice that a test took; of several, the one that leads to the next visit. */
  #choiceOf(state: MapState, { action, leg }: ChoiceRecord, next: ChoiceRecord | undefined): MapChoice | undefined {
    const candidates = choicesFor(this.choices.get(state.id) ?? [], action, leg);
    const leadsOn = ({ to }: MapChoice): boolean =>
      next === undefined ? to.kind === 'end' : to.signature.slice(0, SIGNATURE_LENGTH) === next.signature;
    return candidates.find(leadsOn) ?? candidates[0];
  }
}

function paintOf(
  { states }: CallMap,
  choices: readonly MapChoice[],
  { visitedChoices, visitedStates }: Tracker,
  summary: string,
): Paint {
  const edges = new Map<string, (Mark | undefined)[]>();
  for (const choice of choices) {
    const key = edgeKey(choice.edge);
    const mark = !counts(choice) ? undefined : visitedChoices.has(choice) ? 'visited' : 'unvisited';
    edges.set(key, [...(edges.get(key) ?? []), mark]);
  }
  return {
    states: new Map(states.map(({ id }) => [id, visitedStates.has(id) ? 'visited' : 'unvisited'])),
    edges,
    summary,
    legend: [
      ['visited', 'tested'],
      ['unvisited', 'not tested'],
    ],
  };
}
