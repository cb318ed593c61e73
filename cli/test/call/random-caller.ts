// A caller who does something at random, for the tests of recorded calls.
import type { ChoiceReport, StepReport } from '../../src/call/call-report.js';

/** Returns a function that returns numbers from 0 to 1, the same in each run. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns the next command of a caller; `undefined` if the call is over. */
export function randomCommand(report: StepReport, random: () => number): string | undefined {
  const choice = report.waitsFor[Math.floor(random() * report.waitsFor.length)];
  const commands = choice === undefined ? ['wait 3', 'silence', 'hang-up'] : commandsOf(choice);
  return commands[Math.floor(random() * commands.length)];
}

function commandsOf({ kind, leg = 'caller', to = [], others = [], keys, speech }: ChoiceReport): string[] {
  const by = leg === 'caller' ? '' : `as ${leg} `;
  switch (kind) {
    case 'listens': {
      const press = keys === undefined ? [] : ['1', '2', '9', '12', '4711#', '#'].map((each) => `${by}press ${each}`);
      const speak = speech ? [`${by}say four, I think`, `${by}speak 5`] : [];
      return [...press, ...press, ...speak, 'silence', 'wait 2', 'wait 11.5', 'hang-up'];
    }
    case 'rings':
      return to.flatMap((number) => [
        `answer ${number}`,
        `answer ${number}`,
        `busy ${number}`,
        `no-answer ${number}`,
        `reject ${number} after 2`,
        'wait 3',
        'hang-up',
      ]);
    case 'refers':
      return ['accept', 'decline 486'];
    case 'connected':
      return [
        'say Hello?',
        'wait 20',
        'hang-up',
        ...others.flatMap((other) => [`as ${other} say Good day.`, `as ${other} hang-up`]),
      ];
    case 'placing':
      return ['answer', 'busy', 'no-answer', 'reject after 3'];
    case 'idle':
      return ['wait 30', 'silence', 'hang-up'];
    case 'over':
      return [];
  }
}
