/**
 * What somebody or something does that is dialled: it answers, unless something else is said. Times are virtual seconds.
 *
 * @example
 * { after: 6 }                    // answers when it has rung for six seconds
 * { busy: true }
 * { rejects: true, after: 2 }
 * { noAnswer: true }              // rings until `callTimeout` has passed
 * { fails: 'account-limit' }      // the platform cannot even dial
 */
export type Reception = {
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

/** Causes of attempts that fail on the way: nobody has been reached, and events have an `errorMessage`. */
export type PlatformFailure = 'account-limit' | 'node-capacity-exceeded' | 'error' | 'unknown';

/** What becomes of a phone that is dialled. */
export type ReceptionKind = 'answers' | 'busy' | 'rejects' | 'no answer' | PlatformFailure;

/** Which of them it is. */
export function kindOf({ busy, rejects, noAnswer, fails }: Reception): ReceptionKind {
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
