import type { EventType } from '../../events/webhook-event.js';
import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, seconds } from '../../problems/value-checks.js';
import { asserting, isEventType, isTrueOrMissing, wrongOption } from './checks.js';
import type { CreateCall } from './create-call.js';

/**
 * What a called party does when its phone rings. It answers unless another outcome is set. Times are virtual seconds.
 *
 * @example
 * { after: 6 }                    // answers after six seconds of ringing
 * { busy: true }
 * { rejects: true, after: 2 }
 * { noAnswer: true }              // rings until `callTimeout` has passed
 * { fails: 'account-limit' }      // fails on the platform, before the phone rings
 */
export type CalleeBehavior = {
  /** Seconds from dialling until the phone rings. If more than 30, the attempt is abandoned. @default 0 */
  readonly ringsAfter?: number | undefined;
  /** Seconds of ringing until the outcome. If more than `callTimeout`, the call times out instead. @default 0 */
  readonly after?: number | undefined;
} & (
  | Readonly<{ answers?: true; busy?: never; rejects?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ busy: true; answers?: never; rejects?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ rejects: true; answers?: never; busy?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ noAnswer: true; answers?: never; busy?: never; rejects?: never; fails?: never }>
  | Readonly<{ fails: PlatformFailure; answers?: never; busy?: never; rejects?: never; noAnswer?: never }>
);

/** What dials a phone: a verb, or `createCall` of the REST API and of the platform. */
export type PhoneDialer = 'Transfer' | 'Forward' | 'createCall';

/** Causes of attempts that fail on the platform, before a phone rings. Their events have an `errorMessage`. */
export type PlatformFailure = 'account-limit' | 'node-capacity-exceeded' | 'error' | 'unknown';

/** The outcome of dialling a phone. */
export type CalleeOutcome = 'answers' | 'busy' | 'rejects' | 'no answer' | PlatformFailure;

/** Returns the outcome that a behavior sets. */
export function outcomeOf({ busy, rejects, noAnswer, fails }: CalleeBehavior): CalleeOutcome {
  return fails ?? (busy ? 'busy' : rejects ? 'rejects' : noAnswer ? 'no answer' : 'answers');
}

/** The `errorMessage` of each failure on the platform. */
export const platformFailures: Readonly<Record<PlatformFailure, string>> = {
  'account-limit': 'the account has placed too many calls',
  'node-capacity-exceeded': 'the platform is at its capacity',
  error: 'the call could not be placed',
  unknown: 'the call could not be placed for an unknown reason',
};

/** True if a cause is a failure on the platform. */
export const isPlatformFailure = (cause: string): cause is PlatformFailure => Object.hasOwn(platformFailures, cause);

const detections = ['human', 'answering-machine', 'tone-detected', 'silence', 'timeout', 'error'] as const;

/**
 * What the called party of an outbound call does, and the result of answering machine detection if the request asks for
 * it.
 *
 * @example
 * { after: 8, detectedAs: 'answering-machine', detectedAfter: 4.5 }
 */
export type Callee = CalleeBehavior & {
  /** The result of machine detection. Needs `machineDetection` in the request. @default 'human' */
  readonly detectedAs?: 'human' | 'answering-machine' | 'tone-detected' | 'silence' | 'timeout' | 'error' | undefined;
  /**
   * Virtual seconds from the answer to the result. If more than `detectionTimeout`, the result is `timeout`.
   * @default 2; for `silence` the `silenceTimeout` of the request, for `timeout` its `detectionTimeout`
   */
  readonly detectedAfter?: number | undefined;
  /**
   * Virtual seconds from the answer after which the party hangs up, whatever the call is doing then, such as before
   * detection ends. @default never, unless a step of the test hangs up
   */
  readonly hangsUpAfter?: number | undefined;
  /** Hangs up while the application handles the first event of this type, such as `answer`. @default never */
  readonly hangsUpDuring?: EventType | undefined;
};

const OUTCOMES = ['answers', 'busy', 'rejects', 'noAnswer', 'fails'];

const behaviorFields: FieldChecks<CalleeBehavior> = {
  ringsAfter: seconds,
  after: seconds,
  answers: isTrueOrMissing,
  busy: isTrueOrMissing,
  rejects: isTrueOrMissing,
  noAnswer: isTrueOrMissing,
  fails: anyOf(Object.keys(platformFailures)),
};

const oneOutcome = (behavior: Readonly<Record<string, unknown>>): string | undefined => {
  const set = OUTCOMES.filter((name) => behavior[name] !== undefined);
  return set.length > 1 ? `has more than one outcome: ${set.join(', ')}; expected one of them` : undefined;
};

export const isCalleeBehavior = objectOf<CalleeBehavior>(behaviorFields, { also: oneOutcome });
export const assertCalleeBehavior = asserting(isCalleeBehavior);

export const assertCallee = asserting(
  objectOf<Callee>(
    {
      ...behaviorFields,
      detectedAs: anyOf(detections),
      detectedAfter: seconds,
      hangsUpAfter: seconds,
      hangsUpDuring: isEventType,
    },
    { also: oneOutcome },
  ),
);

export const assertPhoneNumber = asserting(nonEmptyString);

/** @throws BxmlError (`simulator.options`) if the callee has a result of machine detection that the request does not ask for. */
export function assertDetection({ machineDetection }: CreateCall, callee: Callee): void {
  const name = (['detectedAs', 'detectedAfter'] as const).find((each) => callee[each] !== undefined);
  if (name === undefined || (machineDetection ?? undefined) !== undefined) return;
  throw wrongOption(
    `callee.${name} is set, but the request has no machineDetection, so that machines are not detected.`,
    "Add machineDetection: { mode: 'sync' } to the request.",
  );
}
