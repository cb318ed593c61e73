// Writes a path through a map as the steps of a call test.
import { CALLER, type CallStart, type CallTestStep } from '../call-test/call-test.js';
import { EnvironmentVariable } from '../call-test/source-text.js';
import type { Action, CallMap, MapState } from '../map/call-map.js';
import type { WalkStart } from '../map/replay.js';

/** Returns the states along a path, the first included; shorter than the path if the map does not have it. */
export function statesAlong({ states, edges }: CallMap, path: readonly Action[]): MapState[] {
  const [first] = states;
  const along = first === undefined ? [] : [first];
  for (const action of path) {
    const from = along.at(-1)?.id;
    const text = JSON.stringify(action);
    const edge = edges.find((each) => each.from === from && each.actions.some((one) => JSON.stringify(one) === text));
    const next = states.find(({ id }) => id === edge?.to);
    if (next === undefined) break;
    along.push(next);
  }
  return along;
}

/** No password is written to a test. */
const FROM_ENVIRONMENT = {
  username: new EnvironmentVariable('BXML_USER'),
  password: new EnvironmentVariable('BXML_PASSWORD'),
};

/** Returns how the test of a path begins, and the actions that its steps do. */
export function startOf(start: WalkStart, path: readonly Action[]): { start: CallStart; actions: readonly Action[] } {
  if (start.kind === 'inbound') {
    const { credentials, ...call } = start.call;
    const guarded = credentials === undefined ? call : { ...call, credentials: FROM_ENVIRONMENT };
    return { start: { kind: 'inbound', call: guarded }, actions: path };
  }
  const [first, ...actions] = path;
  const callee = first?.kind === 'phone' ? first.behavior : {};
  const { username, password, ...request } = start.request;
  const guarded = username === undefined && password === undefined ? request : { ...request, ...FROM_ENVIRONMENT };
  return { start: { kind: 'outbound', request: guarded, callee }, actions };
}

/** Returns the steps that go along a path: what the person hears at each state, and does. */
export function pathSteps(states: readonly MapState[], actions: readonly Action[]): CallTestStep[] {
  return actions.flatMap((action, index) => [
    ...hearingSteps(states[index]),
    ...actionSteps(action, states[index + 1]),
  ]);
}

/** Returns the steps in which the person listens at a state, to its last prompt. */
function hearingSteps(state: MapState | undefined): CallTestStep[] {
  const words = spokenWords(state);
  return words === undefined ? [] : [{ kind: 'hears', words }];
}

/** Returns words of the last prompt of a state that are the same in each call. */
function spokenWords(state: MapState | undefined): string | undefined {
  const prompt = state?.heard.filter(({ text }) => !text.startsWith('(')).at(-1);
  return prompt === undefined ? undefined : literalPart(prompt.text);
}

/** Returns the longest part of a text between placeholders. */
export function literalPart(text: string): string | undefined {
  const parts = text.split(/\{\w+\}/).map((part) => part.trim());
  const [longest = ''] = parts.sort((one, other) => other.length - one.length);
  return longest.length < 3 ? undefined : longest;
}

/** Returns the steps of an action. @param next the state that it leads to */
export function actionSteps(action: Action, next?: MapState): CallTestStep[] {
  switch (action.kind) {
    case 'press':
      return [{ kind: 'press', keys: action.keys, ...partyOf(action) }];
    case 'say':
      return [{ kind: 'says', words: action.words, ...partyOf(action) }];
    case 'speak':
      return [{ kind: 'speaksFor', seconds: action.seconds, ...partyOf(action) }];
    case 'silence':
      // The next prompt is heard after the silence. Without one, the choice itself is passed.
      return spokenWords(next) === undefined ? [{ kind: 'nextChoice' }, { kind: 'nextChoice' }] : [];
    case 'hangUp':
      return [{ kind: 'hangUp', ...partyOf(action) }];
    case 'refer':
      return [{ kind: 'referredTo', to: action.to, outcome: action.outcome }];
    case 'phone': {
      const { to, behavior, others = [], isForwarded } = action;
      const kind = isForwarded === true ? ('forwardedTo' as const) : ('transferredTo' as const);
      const steps = [{ to, behavior }, ...others].map((each) => ({ kind, ...each }));
      return steps.length === 1 ? steps : [{ kind: 'together', steps }];
    }
  }
}

const partyOf = ({ party = CALLER }: { readonly party?: string }) => (party === CALLER ? {} : { party });
