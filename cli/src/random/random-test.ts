import { CALLER, type CallTest, type CallTestStep } from '../call-test/call-test.js';
import { LEAVE, promptSteps } from '../check/check-tests.js';
import { showsProblem } from '../check/findings.js';
import { actionSteps, startOf } from '../check/path-steps.js';
import type { Arrival } from '../map/arrival.js';
import type { MapProblem } from '../map/call-map.js';
import type { WalkStart } from '../map/replay.js';
import type { FailingCall } from './random-calls.js';

/** Returns the test of a failing call. It fails until the fault is fixed. */
export function testOfFailure(
  { path, problem, arrivals }: FailingCall,
  seed: number,
  start: WalkStart,
  options: NonNullable<CallTest['options']>,
): CallTest {
  const begun = startOf(start, path);
  const [line = ''] = problem.message.split('\n');
  return {
    name: `random call: ${problem.code}: ${line.length > 80 ? `${line.slice(0, 79)}…` : line}`,
    comment: `Found by random calls with the seed ${seed}. ${problem.code}: ${problem.message}`,
    options,
    start: begun.start,
    steps: [
      ...begun.actions.flatMap((action, index): CallTestStep[] => {
        const steps = action.kind === 'silence' ? PASSED : actionSteps(action);
        return [...heardBefore(arrivals[index]), ...steps];
      }),
      ...lastSteps(problem, arrivals.at(-1)),
    ],
  };
}

/** Returns the steps that fail because of the problem. */
function lastSteps(problem: MapProblem, arrival: Arrival | undefined): CallTestStep[] {
  const heard = (arrival?.heard ?? []).map(({ leg, text }) => (leg === CALLER ? text : `(${leg}) ${text}`));
  const shows = showsProblem(problem, heard);
  return shows.by === 'prompt' ? promptSteps(shows) : [LEAVE];
}

/** The choice is reached, and passed. */
const PASSED: CallTestStep[] = [{ kind: 'nextChoice' }, { kind: 'nextChoice' }];

/** Returns the step in which the caller hears the last prompt before a choice. */
function heardBefore(arrival: Arrival | undefined): CallTestStep[] {
  const prompt = arrival?.heard.filter(({ kind, leg }) => kind === 'speech' && leg === 'caller').at(-1);
  return prompt === undefined || prompt.text === '' ? [] : [{ kind: 'hears', words: prompt.text }];
}
