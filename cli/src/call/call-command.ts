import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';

/** What a person does on a phone that rings. */
export type PhoneOutcome = 'answer' | 'busy' | 'no-answer' | 'reject' | 'fail';

/** A command of a call, as a person types it: one step. */
export type CallCommand =
  | { readonly kind: 'press'; readonly keys: string; readonly now: boolean; readonly party?: string }
  | { readonly kind: 'say'; readonly words: string; readonly party?: string }
  | { readonly kind: 'speak'; readonly seconds: number; readonly party?: string }
  | { readonly kind: 'hang-up'; readonly party?: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'silence' }
  /** `to`: the number, if several phones ring. `after`: seconds of ringing. */
  | { readonly kind: 'phone'; readonly outcome: PhoneOutcome; readonly to?: string; readonly after?: number }
  /** Answers the phone of an outbound call as machine detection finds it. */
  | { readonly kind: 'detected'; readonly as: 'human' | 'answering-machine'; readonly after?: number }
  /** The outcome of a REFER; `status` of a failure. */
  | { readonly kind: 'refer'; readonly succeeds: boolean; readonly status?: number }
  /** Without words, what was heard since the last step. */
  | { readonly kind: 'hears'; readonly words?: string; readonly party?: string }
  | { readonly kind: 'status' | 'timeline' | 'documents' | 'help' | 'quit' }
  | { readonly kind: 'save'; readonly file: string };

/** The commands with their arguments, for help and suggestions. */
export const commandHelp: readonly (readonly [usage: string, about: string])[] = [
  ['press KEYS', 'presses keys: 1, 12#; the word press may be left out on the prompt'],
  ['say WORDS', 'speaks words'],
  ['speak SECONDS', 'speaks for a time, without words'],
  ['wait SECONDS', 'does nothing for a time: 10, 90s, 2m'],
  ['silence', 'does nothing until the call continues by itself'],
  ['hang-up', 'hangs up'],
  ['answer [NUMBER]', 'the phone that rings answers; after 5: after five seconds'],
  ['busy [NUMBER]', 'the phone that rings is busy'],
  ['no-answer [NUMBER]', 'the phone rings until the call gives up'],
  ['reject [NUMBER]', 'the phone that rings declines'],
  ['fail [NUMBER]', 'the attempt fails on the platform'],
  ['human', 'a person answers an outbound call with machine detection'],
  ['machine', 'an answering machine answers it'],
  ['accept', 'a REFER succeeds'],
  ['decline [STATUS]', 'a REFER fails, with a SIP status such as 486'],
  ['as NUMBER COMMAND', 'the called party presses, says, speaks, hears or hangs up'],
  ['hears [WORDS]', 'what was heard since the last step; with words: waits for them'],
  ['status', 'what the call does and waits for'],
  ['timeline', 'everything that happened'],
  ['documents', 'the documents of the application'],
  ['save FILE', 'writes the call so far as a test'],
  ['help', 'this list'],
  ['quit', 'hangs up and ends; Ctrl-C and Ctrl-D too'],
];

/** The first words of all commands. */
export const commandNames: readonly string[] = commandHelp.map(([usage]) => usage.split(' ')[0] ?? '');

/** Spellings of a first word, or of the first two. */
const SPELLINGS: Readonly<Record<string, string>> = {
  hangup: 'hang-up',
  'hang up': 'hang-up',
  bye: 'hang-up',
  'no answer': 'no-answer',
  noanswer: 'no-answer',
  ignore: 'no-answer',
  answers: 'answer',
  rejects: 'reject',
  refuse: 'reject',
  says: 'say',
  speaks: 'speak',
  presses: 'press',
  dial: 'press',
  waits: 'wait',
  hear: 'hears',
  nothing: 'silence',
  timeout: 'silence',
  'answering-machine': 'machine',
  person: 'human',
  exit: 'quit',
  q: 'quit',
  '?': 'help',
  h: 'help',
  log: 'timeline',
  transcript: 'timeline',
  document: 'documents',
  xml: 'documents',
};

/**
 * Reads a line as a command.
 *
 * @throws CommandError if it is not a command, or its arguments are wrong; the hint has a suggestion
 */
export function parseCommand(line: string): CallCommand {
  const text = line.trim();
  if (isKeys(text)) return { kind: 'press', keys: text, now: false };
  const [, first = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const [, second = '', more = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  const pair = SPELLINGS[`${first} ${second}`.toLowerCase()];
  if (pair !== undefined) return commandOf(pair, more, line);
  const name = first.toLowerCase();
  return commandOf(SPELLINGS[name] ?? name, rest, line);
}

/** Keys without a command. Letters alone are words. */
const isKeys = (text: string): boolean => /^[\d*#a-d]+$/i.test(text) && /[\d*#]/.test(text);

function commandOf(name: string, rest: string, line: string): CallCommand {
  switch (name) {
    case 'press':
      return pressOf(rest);
    case 'say':
      return { kind: 'say', words: needed(unquoted(rest), 'say WORDS') };
    case 'speak':
      return { kind: 'speak', seconds: durationOf(rest, 'speak SECONDS') };
    case 'wait':
      return { kind: 'wait', seconds: durationOf(rest, 'wait SECONDS') };
    case 'hears':
      return rest === '' ? { kind: 'hears' } : { kind: 'hears', words: unquoted(rest) };
    case 'answer':
    case 'busy':
    case 'no-answer':
    case 'reject':
    case 'fail':
      return phoneOf(name, rest);
    case 'human':
      return { kind: 'detected', as: 'human', ...afterOf(rest, name) };
    case 'machine':
      return { kind: 'detected', as: 'answering-machine', ...afterOf(rest, name) };
    case 'accept':
      return noMore({ kind: 'refer', succeeds: true }, rest, name);
    case 'decline':
      return { kind: 'refer', succeeds: false, ...statusOf(rest) };
    case 'as':
      return asParty(rest);
    case 'save':
      return { kind: 'save', file: needed(unquoted(rest), 'save FILE') };
    case 'hang-up':
    case 'silence':
    case 'status':
    case 'timeline':
    case 'documents':
    case 'help':
    case 'quit':
      return noMore({ kind: name }, rest, name);
    default:
      throw unknown(name, line);
  }
}

function pressOf(rest: string): CallCommand {
  const [, keys = '', now] = /^(\S*)(?:\s+(now))?$/i.exec(rest.replace(/(?<=[\d*#])\s+(?=[\d*#])/g, '')) ?? [];
  if (/^[\d*#a-d]+$/i.test(keys)) return { kind: 'press', keys, now: now !== undefined };
  throw new CommandError(`press needs keys of 0-9, *, #, A-D${rest === '' ? '' : `, not ${JSON.stringify(rest)}`}.`, {
    hint: 'Write press 12#; press 1 now, even if nothing listens.',
  });
}

function phoneOf(outcome: PhoneOutcome, rest: string): CallCommand {
  const [, to = '', after] = /^(?!after\b)(\S*)(?:\s*\bafter\s+(\S+))?$/i.exec(rest) ?? [
    undefined,
    undefined,
    /^after\s+(\S+)$/i.exec(rest)?.[1],
  ];
  if (to === '' && after === undefined && rest !== '')
    throw new CommandError(`${outcome} is followed by ${JSON.stringify(rest)}, which is not a number.`, {
      hint: `Write ${outcome}, or ${outcome} +15551230101 after 5.`,
    });
  return {
    kind: 'phone',
    outcome,
    ...(to === '' ? {} : { to }),
    ...(after === undefined ? {} : { after: durationOf(after, `${outcome} after SECONDS`) }),
  };
}

function afterOf(rest: string, name: string): { after?: number } {
  if (rest === '') return {};
  const [, after] = /^after\s+(\S+)$/i.exec(rest) ?? [];
  if (after === undefined) throw new CommandError(`${name} takes no argument except after SECONDS.`);
  return { after: durationOf(after, `${name} after SECONDS`) };
}

function statusOf(rest: string): { status?: number } {
  if (rest === '') return {};
  const status = Number(rest);
  if (Number.isInteger(status) && status >= 300 && status <= 699) return { status };
  throw new CommandError(`decline is followed by ${JSON.stringify(rest)}; expected a SIP status from 300 to 699.`);
}

function asParty(rest: string): CallCommand {
  const [, party, line = ''] = /^(\S+(?: \(\d+\))?)\s+([\s\S]+)$/.exec(rest) ?? [];
  if (party === undefined)
    throw new CommandError('as needs a number and a command.', { hint: 'Write as +15551230101 press 1.' });
  const command = parseCommand(line);
  if (['press', 'say', 'speak', 'hang-up', 'hears'].includes(command.kind)) return { ...command, party } as CallCommand;
  throw new CommandError(`A called party cannot ${command.kind}.`, {
    hint: 'It can press, say, speak, hears and hang-up.',
  });
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600 };

function durationOf(text: string, usage: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(s|m|min|h|seconds?|minutes?|hours?)?$/i.exec(text.trim()) ?? [];
  const factor = SECONDS[unit.toLowerCase()] ?? SECONDS[unit.charAt(0).toLowerCase()] ?? 1;
  if (number !== undefined && Number.isFinite(Number(number) * factor)) return Number(number) * factor;
  throw new CommandError(`${JSON.stringify(text)} is not a duration.`, {
    hint: `Write ${usage}, such as 10, 90s or 2m.`,
  });
}

const unquoted = (text: string): string => /^(["'])([\s\S]*)\1$/.exec(text)?.[2] ?? text;

function needed(text: string, usage: string): string {
  if (text !== '') return text;
  throw new CommandError(`The command has no argument: ${usage}.`);
}

function noMore(command: CallCommand, rest: string, name: string): CallCommand {
  if (rest === '') return command;
  throw new CommandError(`${name} takes no argument; found ${JSON.stringify(rest)}.`);
}

function unknown(name: string, line: string): CommandError {
  const similar = closestMatch(name, [...commandNames, ...Object.keys(SPELLINGS).filter((each) => each.length > 3)]);
  const hint = similar === undefined ? 'help lists the commands.' : `Did you mean ${SPELLINGS[similar] ?? similar}?`;
  return new CommandError(`Unknown command ${JSON.stringify(name === '' ? line : name)}.`, { hint });
}
