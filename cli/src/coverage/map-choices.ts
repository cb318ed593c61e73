import type { VisitAction } from 'bxml-jsx/testing';
import type { Action, CallMap, MapState } from '../map/call-map.js';
import { plainWords } from '../map/placeholders.js';

/** A choice of a state, which a test can walk. */
export interface MapChoice {
  readonly from: MapState;
  readonly to: MapState;
  readonly label: string;
  readonly action: Action;
  /** The edge, and the index of the choice among its labels. */
  readonly edge: CallMap['edges'][number];
  readonly index: number;
}

/** Returns the choices of a map by the id of their state. */
export function choicesOf({ states, edges }: CallMap): Map<string, MapChoice[]> {
  const byId = new Map(states.map((state) => [state.id, state]));
  const choices = new Map<string, MapChoice[]>();
  for (const edge of edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const own = choices.get(from.id) ?? [];
    choices.set(from.id, own);
    for (const [index, label] of edge.labels.entries()) {
      const action = edge.actions[index];
      if (action !== undefined) own.push({ from, to, label, action, edge, index });
    }
  }
  return choices;
}

/** Returns the choices of a state that an action of a test may be, the most exact first. */
export function choicesFor(choices: readonly MapChoice[], action: VisitAction, leg: string): MapChoice[] {
  switch (action.kind) {
    case 'keys':
      return keyChoices(choices, action.keys);
    case 'speech':
      return speechChoices(choices, action.words);
    case 'silence':
      return choices.filter((choice) => choice.action.kind === 'silence');
    case 'phone':
      return phoneChoices(choices, action.outcome, leg);
    case 'refer':
      return choices.filter(
        (choice) => choice.action.kind === 'refer' && 'succeeds' in choice.action.outcome === action.succeeds,
      );
    case 'hang-up':
      return choices.filter((choice) => choice.action.kind === 'hangUp' && choice.action.party === 'caller');
    case 'other-hangs-up':
      return choices.filter((choice) => choice.action.kind === 'hangUp' && choice.action.party !== 'caller');
    case 'ends':
    case 'goes-on':
      return [];
  }
}

type Pressed = MapChoice & { readonly action: Extract<Action, { kind: 'press' }> };

const isPressed = (choice: MapChoice): choice is Pressed => choice.action.kind === 'press';

/**
 * Returns the choice of keys: the same keys; otherwise one that stands for others, whose label is not its keys: keys that no
 * prompt names, or a number of the same length or with the same terminating key.
 */
function keyChoices(choices: readonly MapChoice[], keys: string): MapChoice[] {
  const pressed = choices.filter(isPressed);
  const exact = pressed.filter(({ label, action }) => label === keys && action.keys === keys);
  if (exact.length > 0) return exact;
  const others = pressed.filter(({ label, action }) => label !== action.keys);
  const terminator = /[*#]$/.exec(keys)?.[0];
  const rank = ({ action }: Pressed): number => {
    const isTerminated = terminator !== undefined && action.keys.endsWith(terminator);
    if (isTerminated) return 0;
    if (terminator !== undefined && /[*#]$/.test(action.keys)) return 3;
    return action.keys.length === keys.length ? 1 : 2;
  };
  return others.sort((a, b) => rank(a) - rank(b));
}

/** Returns the choice of words: the same words, or the last, which stands for all others; for a recording, that of a message. */
function speechChoices(choices: readonly MapChoice[], words: string): MapChoice[] {
  const spoken = choices.filter(({ action }) => action.kind === 'say' || action.kind === 'speak');
  const same = spoken.filter(({ action }) => action.kind === 'say' && plainWords(action.words) === plainWords(words));
  return same.length > 0 ? same : spoken.slice(-1);
}

/** Returns the choices with the outcome of a phone. Several differ in what follows, such as a human and a machine. */
function phoneChoices(choices: readonly MapChoice[], outcome: string, leg: string): MapChoice[] {
  const same = choices.filter(({ action }) => action.kind === 'phone' && outcomeOf(action) === categoryOf(outcome));
  const ofLeg = same.filter(({ action }) => action.kind === 'phone' && action.to === leg);
  return ofLeg.length > 0 ? ofLeg : same;
}

/** Failures of the platform are one outcome. */
function categoryOf(outcome: string): string {
  return ['answers', 'busy', 'rejects', 'no answer'].includes(outcome) ? outcome : 'fails';
}

function outcomeOf({ behavior }: Extract<Action, { kind: 'phone' }>): string {
  const { busy, rejects, noAnswer, fails } = behavior;
  if (fails !== undefined) return 'fails';
  return busy ? 'busy' : rejects ? 'rejects' : noAnswer ? 'no answer' : 'answers';
}
