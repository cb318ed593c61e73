import type { MachineDetectionResult } from '../../events/machine-detection-events.js';
import type { EventType } from '../../events/webhook-event.js';
import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, seconds } from '../../problems/value-checks.js';
import { asserting, isEventType, isTrueOrMissing } from './checks.js';

/**
 * What a called party does. It answers unless another outcome is set. Times are virtual seconds.
 *
 * @example
 * { after: 6 }                    // answers when it has rung for six seconds
 * { busy: true }
 * { rejects: true, after: 2 }
 * { noAnswer: true }              // rings until `callTimeout` has passed
 * { fails: 'account-limit' }      // the platform cannot even dial
 */
export type CalleeBehavior = {
  /** Seconds from dialling until it rings at all; beyond 30 the attempt is given up. @default 0 */
  readonly ringsAfter?: number | undefined;
  /** Seconds of ringing until it happens; beyond `callTimeout` it is too late. @default 0 */
  readonly after?: number | undefined;
} & (
  | Readonly<{ answers?: true; busy?: never; rejects?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ busy: true; answers?: never; rejects?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ rejects: true; answers?: never; busy?: never; noAnswer?: never; fails?: never }>
  | Readonly<{ noAnswer: true; answers?: never; busy?: never; rejects?: never; fails?: never }>
  | Readonly<{ fails: PlatformFailure; answers?: never; busy?: never; rejects?: never; noAnswer?: never }>
);

/** Causes of attempts that fail on the platform, before a phone rings. Events have an `errorMessage`. */
export type PlatformFailure = 'account-limit' | 'node-capacity-exceeded' | 'error' | 'unknown';

/** What becomes of a phone that is dialled. */
export type CalleeOutcome = 'answers' | 'busy' | 'rejects' | 'no answer' | PlatformFailure;

/** Which of them it is. */
export function outcomeOf({ busy, rejects, noAnswer, fails }: CalleeBehavior): CalleeOutcome {
  return fails ?? (busy ? 'busy' : rejects ? 'rejects' : noAnswer ? 'no answer' : 'answers');
}

/** What the events say of each. */
export const platformFailures: Readonly<Record<PlatformFailure, string>> = {
  'account-limit': 'the account has placed too many calls',
  'node-capacity-exceeded': 'the platform is at its capacity',
  error: 'the call could not be placed',
  unknown: 'the call could not be placed, and nobody knows why',
};

/** Whether that is the cause of an attempt that fails on the way. */
export const isPlatformFailure = (cause: string): cause is PlatformFailure => Object.hasOwn(platformFailures, cause);

/**
 * What the called party does, and what machine detection makes of it where the request asks for that.
 *
 * @example
 * { after: 8, detectedAs: 'answering-machine', detectedAfter: 4.5 }
 */
export type Callee = CalleeBehavior & {
  /** What is detected. @default 'human' */
  readonly detectedAs?: MachineDetectionResult['value'] | undefined;
  /**
   * Virtual seconds that the detection takes from the answer on; beyond `detectionTimeout` its result is `timeout`.
   * @default 2; for `silence` the `silenceTimeout` of the request, for `timeout` its `detectionTimeout`
   */
  readonly detectedAfter?: number | undefined;
  /**
   * Virtual seconds from the answer after which it hangs up, whatever happens then: before the detection has ended, for
   * one. @default never, unless a step of the test hangs up
   */
  readonly hangsUpAfter?: number | undefined;
  /** It hangs up while the application answers the first event of this type, such as `answer`. @default never */
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

const oneOutcome = (given: Readonly<Record<string, unknown>>): string | undefined => {
  const asked = OUTCOMES.filter((name) => given[name] !== undefined);
  return asked.length > 1 ? `has more than one outcome: ${asked.join(', ')}; expected one of them` : undefined;
};

export const isCalleeBehavior = objectOf<CalleeBehavior>(behaviorFields, { also: oneOutcome });
export const assertCalleeBehavior = asserting(isCalleeBehavior);

export const assertCallee = asserting(
  objectOf<Callee>(
    {
      ...behaviorFields,
      detectedAs: nonEmptyString,
      detectedAfter: seconds,
      hangsUpAfter: seconds,
      hangsUpDuring: isEventType,
    },
    { also: oneOutcome },
  ),
);
