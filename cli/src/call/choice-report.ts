import type { Call, CallChoice, ListeningChoice, Party } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import type { ChoiceReport } from './call-report.js';

/** True if a verb listens in the background, so that the call continues without a decision. */
export const isInBackground = (choice: CallChoice): boolean =>
  choice.kind === 'listens' && choice.verb.name.startsWith('Start');

/** True if the call stops for the choice: every prompt before it has ended. */
export const isStop = (choice: CallChoice): boolean =>
  choice.kind === 'rings' || choice.kind === 'refers' || (choice.kind === 'listens' && !isInBackground(choice));

/** Returns a choice as it is printed. @param caller the leg of the person who holds the call */
export function choiceReport(choice: CallChoice, caller: string): ChoiceReport {
  switch (choice.kind) {
    case 'listens':
      return listening(choice, caller);
    case 'rings': {
      const to = choice.phones.map(({ number }) => number);
      const [only = ''] = to;
      const text =
        to.length === 1
          ? `${only} rings: answer, busy, no-answer or reject`
          : `${to.join(' and ')} ring: answer, busy, no-answer or reject, each with its number`;
      return { kind: 'rings', text, to };
    }
    case 'refers':
      return { kind: 'refers', text: `a REFER to ${choice.to}: accept or decline`, to: [choice.to] };
    case 'connected': {
      const others = choice.others.map(({ name }) => name);
      const leg = choice.party.timeline[0]?.leg ?? caller;
      const who = leg === caller ? 'the caller' : leg;
      const text =
        others.length === 0
          ? `${who} is alone in a conference`
          : `${who} talks with ${others.join(' and ')}: say, press, as NUMBER …, hang-up`;
      return { kind: 'connected', text, leg, others };
    }
    case 'over':
      return { kind: 'over', text: `the call is over (${choice.cause})`, cause: choice.cause };
    case 'idle': {
      const doing = `the caller ${choice.doing}`;
      const text =
        choice.reason === 'rest' ? `nothing more happens by itself; ${doing}` : `${doing}; wait 60 lets time pass`;
      return { kind: 'idle', text };
    }
  }
}

function listening({ verb, leg, keys, speech, seconds }: ListeningChoice, caller: string): ChoiceReport {
  const isRecord = verb.name === 'Record';
  const inputs = isRecord
    ? [`a recording${keys === undefined ? '' : `, ${[...keys.terminating].join(' or ')} ends it`}`]
    : [...(keys === undefined ? [] : [keysText(keys)]), ...(speech ? ['speech'] : [])];
  const silence = seconds === undefined ? '' : `, or ${seconds} s of silence`;
  const who = leg === caller ? '' : ` of ${leg}`;
  return {
    kind: 'listens',
    text: `${inputs.join(' or ')}${who}${silence} (${verb.name})`,
    leg,
    verb: verb.name,
    ...(keys === undefined ? {} : { keys }),
    speech,
    ...(seconds === undefined ? {} : { seconds }),
  };
}

function keysText({ max, terminating }: { readonly max: number; readonly terminating: string }): string {
  const end = terminating === '' ? '' : `, ${[...terminating].join(' or ')} ends`;
  return `${max === 1 ? '1 key' : `up to ${max} keys`}${end}`;
}

/**
 * Throws if a phone has to be decided, or another party is listened to, so that an input would never be taken.
 *
 * @param what the command of the input, such as `press`
 */
export function assertListens(call: Call, party: Party, what: string): void {
  const { choices } = call;
  for (const choice of choices) {
    if (choice.kind === 'rings')
      throw new CommandError(`${choice.phones.map(({ number }) => number).join(' and ')} must be decided first.`, {
        hint: 'Write answer, busy, no-answer or reject; or hang-up, or wait 10.',
      });
    if (choice.kind === 'refers')
      throw new CommandError(`The REFER to ${choice.to} must be decided first.`, { hint: 'Write accept or decline.' });
  }
  const listening = choices.flatMap((choice) => (choice.kind === 'listens' && isStop(choice) ? [choice] : []));
  const [first] = listening;
  if (first === undefined || listening.some(({ party: { callId } }) => callId === party.callId)) return;
  const isCaller = first.leg === call.timeline[0]?.leg;
  throw new CommandError(`The call waits for ${isCaller ? 'the caller' : first.leg}.`, {
    hint: `Write ${isCaller ? '' : `as ${first.leg} `}${what} …`,
  });
}
