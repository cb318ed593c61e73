import { edgeKey, type Mark, type Paint, type WordChange } from '../draw/paint.js';
import type { Action, CallMap, MapEdge, MapState } from '../map/call-map.js';
import { heardText, matchStates } from './match-states.js';
import { wordDiff } from './word-diff.js';

/** A state that was added, removed, or is different. */
export interface StateChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** The state in the new version; for a removed one, in the old. Its id is that in {@link MapDiff.map}. */
  readonly state: MapState;
  /** The state in the old version, if it is different. */
  readonly before: MapState | undefined;
  /** What is different. */
  readonly fields: readonly ('title' | 'heard' | 'waitsFor' | 'kind' | 'problems')[];
  /** What is heard, with the words that changed; empty if they did not. */
  readonly words: readonly WordChange[];
}

/**
 * A choice that was added or removed, or leads to another state. Choices of states that were added or removed are not
 * listed, only painted.
 */
export interface ChoiceChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly from: MapState;
  readonly label: string;
  /** Where it leads; for a removed one, where it led. */
  readonly to: MapState;
  /** Where it led before, if it leads to another state. */
  readonly before: MapState | undefined;
}

/** The differences of two versions of a call flow. */
export interface MapDiff {
  readonly states: readonly StateChange[];
  readonly choices: readonly ChoiceChange[];
  /** The new version with what was removed from the old one; ids of removed states begin with `old-`. */
  readonly map: CallMap;
  /** The differences as colors of {@link MapDiff.map}. */
  readonly paint: Paint;
}

/** Compares two versions of a call flow. A state whose prompt was reworded is changed, not removed and added. */
export function diffMaps(old: CallMap, young: CallMap): MapDiff {
  const matches = matchStates(old, young);
  const idOf = (id: string): string => matches.get(id) ?? `old-${id}`;
  const removed = old.states.filter(({ id }) => !matches.has(id)).map((state) => ({ ...state, id: idOf(state.id) }));
  const before = new Map(
    old.states.flatMap((state) => (matches.has(state.id) ? [[idOf(state.id), state] as const] : [])),
  );
  const oldChoices = choicesOf(old.edges, idOf);
  const choices = choicesOf(young.edges, (id) => id);
  const states = new Map([...young.states, ...removed].map((state) => [state.id, state]));
  const union = unionOf(choices, oldChoices);
  const map = { ...young, states: [...states.values()], edges: union.edges };
  const stateChanges = [
    ...young.states.flatMap((state) => changeOf(state, before.get(state.id))),
    ...removed.map((state): StateChange => ({ change: 'removed', state, before: undefined, fields: [], words: [] })),
  ];
  const kept = new Set(before.keys());
  const choiceChanges = choiceChangesOf(choices, oldChoices, states).filter(({ from }) => kept.has(from.id));
  return {
    states: stateChanges,
    choices: choiceChanges,
    map,
    paint: paintOf(stateChanges, choiceChanges, union.marks),
  };
}

/** A choice with where it leads. */
interface Choice {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly action: Action | undefined;
}

/** Returns choices by source and label. */
function choicesOf(edges: readonly MapEdge[], idOf: (id: string) => string): Map<string, Choice> {
  const choices = new Map<string, Choice>();
  for (const { from, to, labels, actions } of edges) {
    for (const [i, label] of labels.entries()) {
      const choice = { from: idOf(from), to: idOf(to), label, action: actions[i] };
      choices.set(choiceKey(choice), choice);
    }
  }
  return choices;
}

function choiceKey({ from, label }: Pick<Choice, 'from' | 'label'>): string {
  return `${from} ${label}`;
}

function changeOf(state: MapState, before: MapState | undefined): StateChange[] {
  if (before === undefined) return [{ change: 'added', state, before, fields: [], words: [] }];
  const [was, is] = [heardText(before), heardText(state)];
  const different = {
    title: before.title !== state.title,
    heard: was !== is,
    waitsFor: before.waitsFor !== state.waitsFor,
    kind: before.kind !== state.kind,
    problems: problemsText(before) !== problemsText(state),
  };
  const fields = (Object.keys(different) as (keyof typeof different)[]).filter((field) => different[field]);
  if (fields.length === 0) return [];
  return [{ change: 'changed', state, before, fields, words: different.heard ? wordDiff(was, is) : [] }];
}

function problemsText({ problems }: MapState): string {
  return JSON.stringify(problems.map(({ severity, code, message }) => [severity, code, message]));
}

type Choices = ReadonlyMap<string, Choice>;

function choiceChangesOf(choices: Choices, oldChoices: Choices, states: ReadonlyMap<string, MapState>): ChoiceChange[] {
  const changes: ChoiceChange[] = [];
  const add = (change: ChoiceChange['change'], { from, to, label }: Choice, was?: Choice): void => {
    const [source, target] = [states.get(from), states.get(to)];
    if (source === undefined || target === undefined) return;
    changes.push({ change, from: source, label, to: target, before: was && states.get(was.to) });
  };
  for (const [key, choice] of choices) {
    const was = oldChoices.get(key);
    if (was === undefined) add('added', choice);
    else if (was.to !== choice.to) add('changed', choice, was);
  }
  for (const [key, choice] of oldChoices) if (!choices.has(key)) add('removed', choice);
  return changes;
}

/** Returns the edges of both versions, with the mark of each choice. */
function unionOf(
  choices: Choices,
  oldChoices: Choices,
): { edges: MapEdge[]; marks: Map<string, (Mark | undefined)[]> } {
  const edges = new Map<string, { from: string; to: string; labels: string[]; actions: Action[] }>();
  const marks = new Map<string, (Mark | undefined)[]>();
  const add = ({ from, to, label, action }: Choice, mark: Mark | undefined): void => {
    const key = edgeKey({ from, to });
    const edge = edges.get(key) ?? { from, to, labels: [], actions: [] };
    edges.set(key, edge);
    edge.labels.push(label);
    edge.actions.push(action ?? { kind: 'silence' });
    marks.set(key, [...(marks.get(key) ?? []), mark]);
  };
  for (const [key, choice] of choices) {
    const was = oldChoices.get(key);
    add(choice, was === undefined ? 'added' : was.to === choice.to ? undefined : 'changed');
  }
  for (const [key, choice] of oldChoices) if (choices.get(key)?.to !== choice.to) add(choice, 'removed');
  return { edges: [...edges.values()], marks };
}

function paintOf(states: readonly StateChange[], choices: readonly ChoiceChange[], edges: Paint['edges']): Paint {
  const used = new Set([...states, ...choices].map(({ change }) => change));
  const legend = [
    ['added', 'added'],
    ['removed', 'removed'],
    ['changed', 'changed'],
  ] as const;
  return {
    states: new Map(states.map(({ state, change }) => [state.id, change])),
    edges,
    prompts: new Map(states.flatMap(({ state, words }) => (words.length === 0 ? [] : [[state.id, [words]] as const]))),
    summary: diffSummary({ states, choices }),
    legend: legend.filter(([mark]) => used.has(mark)),
  };
}

/** Returns a summary such as `1 state added, 2 changed; 1 choice removed`. */
export function diffSummary({ states, choices }: Pick<MapDiff, 'states' | 'choices'>): string {
  const parts = [counted(states, 'state'), counted(choices, 'choice')].filter((part) => part !== '');
  return parts.length === 0 ? 'No changes' : parts.join('; ');
}

function counted(changes: readonly { readonly change: string }[], noun: string): string {
  const parts: string[] = [];
  for (const change of ['added', 'removed', 'changed']) {
    const count = changes.filter((each) => each.change === change).length;
    if (count === 0) continue;
    parts.push(parts.length === 0 ? `${count} ${noun}${count === 1 ? '' : 's'} ${change}` : `${count} ${change}`);
  }
  return parts.join(', ');
}
