/**
 * What somebody or something does that is dialled: it answers, unless one of the others is `true`. Times are virtual
 * seconds.
 *
 * @example
 * { after: 6 }                    // answers when it has rung for six seconds
 * { busy: true }
 * { rejects: true, after: 2 }
 * { noAnswer: true }              // rings until `callTimeout` has passed
 */
export type Reception = {
  /** Seconds from dialling until it rings at all; beyond 30 the attempt is given up. @default 0 */
  readonly ringsAfter?: number | undefined;
  /** Seconds of ringing until it happens; beyond `callTimeout` it is too late. @default 0 */
  readonly after?: number | undefined;
} & (
  | { readonly answers?: true; readonly busy?: never; readonly rejects?: never; readonly noAnswer?: never }
  | { readonly busy: true; readonly answers?: never; readonly rejects?: never; readonly noAnswer?: never }
  | { readonly rejects: true; readonly answers?: never; readonly busy?: never; readonly noAnswer?: never }
  | { readonly noAnswer: true; readonly answers?: never; readonly busy?: never; readonly rejects?: never }
);

/** What becomes of a phone that rings. */
export type ReceptionKind = 'answers' | 'busy' | 'rejects' | 'no answer';

/** Which of them it is. */
export function kindOf({ busy, rejects, noAnswer }: Reception): ReceptionKind {
  return busy ? 'busy' : rejects ? 'rejects' : noAnswer ? 'no answer' : 'answers';
}
