// Call tests that show the findings of a map: each fails until its fault is fixed.
import type { CallTest, CallTestStep } from '../call-test/call-test.js';
import type { CallMap } from '../map/call-map.js';
import type { WalkStart } from '../map/replay.js';
import type { Finding } from './findings.js';
import { literalPart, pathSteps, startOf, statesAlong } from './path-steps.js';

/** Returns the test of a finding. @param options the options of `simulate` */
export function testOfFinding(
  finding: Finding,
  map: CallMap,
  start: WalkStart,
  options: NonNullable<CallTest['options']>,
): CallTest {
  const { code, message, shows, state } = finding;
  const begun = startOf(start, finding.path);
  const along = statesAlong(map, finding.path);
  const states = start.kind === 'outbound' ? along.slice(1) : along;
  return {
    name: `${code}: ${nameOf(finding)}`,
    comment: message,
    options: { ...options, ...limitsOf(shows) },
    start: begun.start,
    steps: [...pathSteps(states, begun.actions), ...lastSteps(finding, state)],
  };
}

/** Virtual seconds after which a call that does not end has failed its test. */
const ENDLESS = 3600;

function limitsOf(shows: Finding['shows']): { readonly limits?: { readonly seconds: number } } {
  if (shows.by === 'time') return { limits: { seconds: Math.max(1, Math.floor(shows.seconds) - 1) } };
  return shows.by === 'end' ? { limits: { seconds: ENDLESS } } : {};
}

const nameOf = ({ message }: Finding): string => {
  const [line = ''] = message.split('\n');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};

/** The next choice is reached, whichever it is once the fault is fixed. */
export const LEAVE: CallTestStep = { kind: 'nextChoice', leaves: true };

function lastSteps({ shows }: Finding, { heard }: Finding['state']): CallTestStep[] {
  switch (shows.by) {
    case 'nothing':
      return [];
    case 'strict':
      return [LEAVE];
    case 'end':
      return [{ kind: 'ends' }];
    case 'event':
      return [{ kind: 'receives', eventType: shows.eventType }, LEAVE];
    case 'time': {
      const words = heard[0] === undefined ? undefined : literalPart(heard[0].text);
      return words === undefined ? [{ kind: 'ends' }] : [{ kind: 'beginsToHear', words }, { kind: 'hangUp' }];
    }
    case 'prompt':
      return promptSteps(shows);
  }
}

/** Returns the steps that fail if the next prompt is that of a problem. */
export function promptSteps({ words, party, after }: Extract<Finding['shows'], { by: 'prompt' }>): CallTestStep[] {
  const of = party === undefined ? {} : { party };
  const before = after === undefined ? undefined : literalPart(after);
  return [
    ...(before === undefined ? [] : [{ kind: 'hears' as const, words: before, ...of }]),
    { kind: 'hearsNext', words: otherThan(words), ...of },
    LEAVE,
  ];
}

/** Returns a regular expression for all prompts without these words. */
function otherThan(words: string): RegExp {
  const literal = literalPart(words) ?? words;
  return new RegExp(`^(?!.*${literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')})`);
}
