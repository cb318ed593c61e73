// What a walk tries at a state.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import type { Arrival, ArrivalChoice } from './arrival.js';
import type { Action } from './call-map.js';
import { namedKeys, namedWords } from './named-keys.js';
import { hintsIn, plainWords } from './placeholders.js';
import type { WalkStart } from './replay.js';

/** An action to try, with its label on the map. */
export interface Attempt {
  readonly action: Action;
  readonly label: string;
}

/** What to try besides what prompts name. */
export interface AttemptSettings {
  /** Tries each key at each input. */
  readonly everyKey: boolean;
  /** Keys to try at inputs of several keys, such as a known customer number. */
  readonly keys: readonly string[];
  /** Words to try at inputs of speech. */
  readonly words: readonly string[];
}

const ALL_KEYS = [...'1234567890*#'];
/** The order in which the wrong key is chosen. */
const WRONG_KEYS = [...'9876543210*'];

/** Words that no prompt names. */
const OTHER_WORDS = 'something else entirely';

export const WRONG_KEY = 'wrong key';
const NO_INPUT = 'no input';

/** True if the person who holds the call hangs up. */
export const isHangUp = (action: Action): boolean => action.kind === 'hangUp' && action.party === 'caller';

/** Returns the label of that hang-up. It is the title of the end that follows, too. */
export const hangUpLabel = (isOutbound: boolean): string => `${isOutbound ? 'called party' : 'caller'} hangs up`;

/** The most words that are tried at an input. */
const MAX_WORDS = 12;

/** Returns the texts that a person hears before an input: those of its verb, and those since the choice before. */
function textsBefore({ heard, verb, choice }: Arrival): string[] {
  const leg = choice.kind === 'listens' ? choice.leg : 'caller';
  const own = heard.filter((each) => each.kind === 'speech' && each.leg === leg).map(({ text }) => text);
  const written = (verb?.children ?? []).flatMap(({ name, text }) => (name === 'SpeakSentence' ? [text] : []));
  return [...new Set([...own, ...written])];
}

/** Returns the keys that prompts name at a state, among those that its verb takes. */
export function keysNamedAt(arrival: Arrival): string[] {
  const { choice } = arrival;
  if (choice.kind !== 'listens' || choice.keys === undefined) return [];
  const { terminating } = choice.keys;
  const named = namedKeys(textsBefore(arrival));
  return arrival.verb?.name === 'Record' ? named.filter((key) => terminating.includes(key)) : named;
}

/** Returns the words that prompts and hints name at a state. */
function wordsNamedAt(arrival: Arrival): string[] {
  return [...namedWords(textsBefore(arrival)), ...hintsIn(arrival.verb?.attributes.hints)].filter(
    (each) => each !== '',
  );
}

/** True if the prompts at a state name the keys or the words of an event, which answers it. */
export function isNamedAt(arrival: Arrival, { digits, text }: Readonly<Record<string, unknown>>): boolean {
  if (typeof digits === 'string' && digits !== '') return keysNamedAt(arrival).includes(digits);
  if (typeof text !== 'string' || arrival.choice.kind !== 'listens' || !arrival.choice.speech) return false;
  return wordsNamedAt(arrival).some((words) => plainWords(words) === plainWords(text));
}

/** Returns what to try at a state, in the order of the map. */
export function attemptsAt(arrival: Arrival, settings: AttemptSettings): Attempt[] {
  const { choice } = arrival;
  switch (choice.kind) {
    case 'listens':
      return listeningAttempts(arrival, choice, settings);
    case 'rings':
      return choice.phones.length === 1
        ? phoneAttempts(choice.phones[0]?.number ?? '', choice.phones[0]?.dialedBy === 'Forward')
        : phonesAttempts(choice);
    case 'refers':
      return [
        { action: { kind: 'refer', to: choice.to, outcome: { succeeds: true } }, label: 'accepted' },
        { action: { kind: 'refer', to: choice.to, outcome: { fails: true } }, label: 'refused' },
      ];
    case 'connected': {
      const others = choice.others.map((name) => ({
        action: { kind: 'hangUp' as const, party: name },
        label: `${name} hangs up`,
      }));
      return choice.others.length === 0 ? [{ action: { kind: 'silence' }, label: 'no other party joins' }] : others;
    }
    case 'idle':
    case 'over':
      return [];
  }
}

type Listening = Extract<ArrivalChoice, { kind: 'listens' }>;

function listeningAttempts(arrival: Arrival, choice: Listening, settings: AttemptSettings): Attempt[] {
  const isRecord = arrival.verb?.name === 'Record';
  const party = choice.leg === 'caller' ? {} : { party: choice.leg };
  const attempts: Attempt[] = [];
  if (isRecord) attempts.push({ action: { kind: 'speak', seconds: 3, ...party }, label: 'a message' });
  for (const { keys, label } of keyAttempts(arrival, choice, settings, isRecord))
    attempts.push({ action: { kind: 'press', keys, ...party }, label });
  if (choice.speech && !isRecord) {
    for (const { words, label } of wordAttempts(arrival, attempts.length > 0, settings))
      attempts.push({ action: { kind: 'say', words, ...party }, label });
  }
  attempts.push({ action: { kind: 'silence' }, label: isRecord ? 'silence' : NO_INPUT });
  return attempts;
}

interface KeyAttempt {
  readonly keys: string;
  readonly label: string;
}

function keyAttempts(
  arrival: Arrival,
  { keys: taken }: Listening,
  { everyKey, keys }: AttemptSettings,
  isRecord: boolean,
): KeyAttempt[] {
  if (taken === undefined) return [];
  const { max, terminating } = taken;
  const single = (key: string): KeyAttempt => ({ keys: key, label: key });
  if (isRecord) return [...terminating].slice(0, everyKey ? 12 : 1).map(single);
  const named = keysNamedAt(arrival);
  // Prompts that were recorded, or that name no key: each may do something.
  const isUnknown = named.length === 0 && max === 1;
  if (everyKey || isUnknown) return ALL_KEYS.filter((key) => max === 1 || !terminating.includes(key)).map(single);
  if (asksForNumber(named, taken)) return [...numberAttempts(max, terminating), ...keys.map(single)];
  const others = WRONG_KEYS.filter((key) => !named.includes(key) && !terminating.includes(key));
  // A key that no prompt repeats is recognized in the prompts that follow.
  const spoken = textsBefore(arrival).join(' ');
  const wrong = others.find((key) => !spoken.includes(key)) ?? others[0];
  const numbers = max > 1 && max <= LONGEST_NUMBER ? numberAttempts(max, terminating).slice(0, 1) : [];
  const also = max > 1 ? keys.map(single) : [];
  return [
    ...named.map(single),
    ...also,
    ...numbers,
    ...(wrong === undefined ? [] : [{ keys: wrong, label: WRONG_KEY }]),
  ];
}

/** True if an input takes a number, which the walk can only guess, rather than one of the keys that prompts name. */
export function asksForNumber(
  named: readonly string[],
  { max, terminating }: { readonly max: number; readonly terminating: string },
): boolean {
  return max > 1 && named.every((key) => terminating.includes(key));
}

/** The digits of a number that a person enters. */
const NUMBER = '1234567890';

/** The most digits of an input whose limit says how long its number is. */
const LONGEST_NUMBER = 20;

/** A number without a limit has this many digits. */
const USUAL_LENGTH = 4;

/** Returns the numbers to enter: one as long as the verb takes, one with the terminating key, and one that is too short. */
function numberAttempts(max: number, terminating: string): KeyAttempt[] {
  const isLimited = max <= LONGEST_NUMBER;
  const length = isLimited ? max : USUAL_LENGTH;
  const digits = NUMBER.repeat(2).slice(0, length);
  const end = terminating[0];
  const whole = { keys: digits, label: `${length} digits` };
  const ended =
    end === undefined ? [] : [{ keys: `${isLimited ? digits.slice(0, -1) : digits}${end}`, label: `digits, ${end}` }];
  const short = isLimited && max > 1 ? [{ keys: digits.slice(0, 1), label: 'too few digits' }] : [];
  return [whole, ...ended, ...short];
}

interface WordAttempt {
  readonly words: string;
  readonly label: string;
}

/** Returns the words to say: those that prompts and hints name, and others. */
function wordAttempts(arrival: Arrival, hasKeys: boolean, settings: AttemptSettings): WordAttempt[] {
  const named = wordsNamedAt(arrival);
  const most = hasKeys && !settings.everyKey ? MAX_WORDS / 4 : MAX_WORDS;
  const words = [...new Set([...named.slice(0, most), ...settings.words])];
  const label = words.length === 0 ? 'speech' : 'other words';
  return [...words.map((each) => ({ words: each, label: `“${each}”` })), { words: OTHER_WORDS, label }];
}

const outcomes: readonly (readonly [label: string, behavior: CalleeBehavior])[] = [
  ['answers', {}],
  ['busy', { busy: true }],
  ['no answer', { noAnswer: true }],
  ['rejects', { rejects: true }],
  ['fails', { fails: 'error' }],
];

const phoneAttempts = (to: string, isForwarded: boolean): Attempt[] =>
  outcomes.map(([label, behavior]) => ({
    action: { kind: 'phone', to, behavior, ...(isForwarded ? { isForwarded } : {}) },
    label,
  }));

/** Returns what phones that ring at once may do: each answers while the others ring, or all do the same. */
function phonesAttempts({ phones }: Extract<ArrivalChoice, { kind: 'rings' }>): Attempt[] {
  const numbers = phones.map(({ number }) => number);
  const all = (to: string, behavior: CalleeBehavior, others: CalleeBehavior): Action => ({
    kind: 'phone',
    to,
    behavior,
    others: numbers.filter((each) => each !== to).map((each) => ({ to: each, behavior: others })),
  });
  const answered = numbers.map((to) => ({
    action: all(to, {}, { noAnswer: true }),
    label: `${to} answers`,
  }));
  const [first = ''] = numbers;
  const none = outcomes.slice(1).map(([label, behavior]) => ({
    action: all(first, behavior, behavior),
    label: togetherLabel(label, numbers.length),
  }));
  return [...answered, ...none];
}

/** What phones that ring at once do, by what one of them does. */
const together: Readonly<Record<string, readonly [two: string, more: string]>> = {
  busy: ['both busy', 'all busy'],
  'no answer': ['neither answers', 'none answers'],
  rejects: ['both reject', 'all reject'],
  fails: ['both fail', 'all fail'],
};

const togetherLabel = (label: string, count: number): string => together[label]?.[count === 2 ? 0 : 1] ?? label;

/** Returns how an outbound call may begin. */
export function startAttempts(start: WalkStart): Attempt[] {
  if (start.kind === 'inbound') return [];
  const { to, machineDetection } = start.request;
  const attempts: Attempt[] =
    machineDetection === undefined
      ? [{ action: { kind: 'phone', to, behavior: {} }, label: 'answers' }]
      : (['human', 'answering-machine', 'silence'] as const).map((detectedAs) => ({
          action: { kind: 'phone', to, behavior: { detectedAs } },
          label: detectedAs === 'silence' ? 'answers in silence' : `a ${detectedAs.replace('answering-', '')} answers`,
        }));
  return [...attempts, ...phoneAttempts(to, false).slice(1)];
}
