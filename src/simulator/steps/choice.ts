import { objectOf, seconds } from '../../problems/value-checks.js';
import { SimulatedCall } from '../calls/call.js';
import type { OpenChoice } from '../calls/choice.js';
import type { AnsweredDocument, AnsweredVerb } from '../documents/answered-document.js';
import { numberOf, type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import { documentOf } from '../documents/visits.js';
import type { PhoneDialer } from '../settings/callee-behavior.js';
import { asserting } from '../settings/checks.js';
import { inputTimeout } from '../verbs/gather.js';
import type { Party } from './party.js';

/** Options of `call.nextChoice`. */
export interface ChoiceOptions {
  /**
   * Virtual seconds after which the step returns although there is no choice, such as during endless hold music.
   * @default the option `limits.seconds`, which fails the step
   */
  readonly within?: number | undefined;
}

export const assertChoiceOptions = asserting(objectOf<ChoiceOptions>({ within: seconds }));

/** Where a choice comes from. */
interface FromDocument {
  /** The verb that leads to the choice; `undefined` for a phone that `createCall` rings. */
  readonly verb: AnsweredVerb | undefined;
  /** The document with the verb. */
  readonly document: AnsweredDocument | undefined;
}

/** A verb listens: a `Gather` or a `Record`; or a `StartGather`, a `StartStream` or a `StartTranscription` in the background. */
export interface ListeningChoice extends FromDocument {
  readonly kind: 'listens';
  readonly verb: AnsweredVerb;
  /** The person that it listens to. Its steps `press`, `says`, `speaksFor` and `hangUp` decide. */
  readonly party: Party;
  /** The leg: `caller`, or the number that was dialed. */
  readonly leg: string;
  /** The keys that it takes; `undefined` if it takes none. */
  readonly keys:
    | {
        /** The maximum number of keys; 1 for a `StartGather`, which reports each, and for a `Record`, which a key ends. */
        readonly max: number;
        /** The keys that end the input. */
        readonly terminating: string;
      }
    | undefined;
  /** True if it takes speech. */
  readonly speech: boolean;
  /** Virtual seconds of silence after which the call continues; `undefined` for a verb that listens in the background. */
  readonly seconds: number | undefined;
}

/** A phone that rings, and whose outcome is not decided. */
export interface RingingPhone extends FromDocument {
  /** The number or the SIP URI that was dialed. */
  readonly number: string;
  /** What dials it: the step `transferredTo`, `forwardedTo` or `phone.rings` decides. */
  readonly dialedBy: PhoneDialer;
}

/** Phones ring. All destinations of a `Transfer` ring at once: decide those that matter before time passes. */
export interface RingingChoice {
  readonly kind: 'rings';
  readonly phones: readonly [RingingPhone, ...RingingPhone[]];
}

/** A REFER waits for its outcome: the step `referredTo` decides. */
export interface ReferChoice extends FromDocument {
  readonly kind: 'refers';
  /** The SIP URI. */
  readonly to: string;
}

/** A party that a person is connected with. */
export interface ConnectedParty {
  /** Its name in timelines: `caller`, the number that was dialed, or the name of the endpoint. */
  readonly name: string;
  /** Its steps; `undefined` for an endpoint. */
  readonly party: Party | undefined;
}

/** The person is connected with others, until one of them hangs up; or is in a conference. */
export interface ConnectedChoice extends FromDocument {
  readonly kind: 'connected';
  readonly party: Party;
  /** The others; empty if the person is alone in a conference. */
  readonly others: readonly ConnectedParty[];
}

/** The call is over, and everything that follows has happened. */
export interface OverChoice {
  readonly kind: 'over';
  /** The cause, such as `hangup`. */
  readonly cause: string;
}

/** There is no choice. */
export interface IdleChoice {
  readonly kind: 'idle';
  /**
   * `rest`: nothing more will happen without an action, such as during a conversation. `time`: the seconds of the option
   * `within` have passed.
   */
  readonly reason: 'rest' | 'time';
  /** What the call does, in words that complete "the caller …". */
  readonly doing: string;
}

/**
 * What can be decided about a call, by `kind`: `listens`, `rings`, `refers` and `connected`; or that nothing can be: `over`
 * and `idle`.
 *
 * @example
 * const choice = await call.nextChoice();
 * if (choice.kind === 'listens' && choice.keys !== undefined) await choice.party.press('1');
 */
export type CallChoice = ListeningChoice | RingingChoice | ReferChoice | ConnectedChoice | OverChoice | IdleChoice;

/** Returns the public form of open choices: of several, those of phones that ring at once. */
export function callChoice(
  [first, ...more]: readonly [OpenChoice, ...OpenChoice[]],
  partyOf: (call: SimulatedCall) => Party,
): CallChoice {
  const { kind, verb } = first;
  const call = callOf(first);
  if (kind === 'rings') return { kind, phones: [phoneOf(first), ...more.map(phoneOf)] };
  const from = documentOf(call, verb);
  const { document } = from;
  const party = partyOf(call);
  if (kind === 'connected') {
    const others = (call.room?.othersThan(call) ?? []).map((other) => ({
      name: other.name,
      party: other instanceof SimulatedCall ? partyOf(other) : undefined,
    }));
    return { kind, party, others, verb: from.verb, document };
  }
  if (verb === undefined || from.verb === undefined) throw new TypeError(`a choice that ${kind} has no verb`);
  if (kind === 'refers') return { kind, to: verb.children[0]?.text ?? '', verb: from.verb, document };
  return { kind, party, leg: call.name, verb: from.verb, document, ...inputsOf(verb) };
}

/** Returns the call whose person decides. */
function callOf({ call }: OpenChoice): SimulatedCall {
  if (call instanceof SimulatedCall) return call;
  throw new TypeError('a choice belongs to something else than a call');
}

function phoneOf(choice: OpenChoice): RingingPhone {
  const { verb } = choice;
  const call = callOf(choice);
  const from = documentOf(call, verb);
  const dialedBy = verb === undefined ? 'createCall' : verb.name === 'Forward' ? 'Forward' : 'Transfer';
  return { number: call.dialed, dialedBy, verb: from.verb, document: from.document };
}

/** Returns what a verb takes, and how long it waits. */
function inputsOf({ name, attributes }: ParsedVerb): Pick<ListeningChoice, 'keys' | 'speech' | 'seconds'> {
  const terminating = stringOf(attributes, 'terminatingDigits') ?? '';
  switch (name) {
    case 'Gather': {
      const input = stringOf(attributes, 'input') ?? 'dtmf';
      const keys = { max: numberOf(attributes, 'maxDigits'), terminating };
      return {
        keys: input === 'speech' ? undefined : keys,
        speech: input !== 'dtmf',
        seconds: inputTimeout(attributes),
      };
    }
    case 'Record': {
      const silence = numberOf(attributes, 'silenceTimeout');
      const limit = numberOf(attributes, 'maxDuration');
      const keys = terminating === '' ? undefined : { max: 1, terminating };
      return { keys, speech: true, seconds: silence > 0 ? Math.min(silence, limit) : limit };
    }
    case 'StartGather':
      return { keys: { max: 1, terminating: '' }, speech: false, seconds: undefined };
    default:
      return { keys: undefined, speech: true, seconds: undefined };
  }
}
