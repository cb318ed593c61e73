import type { ReferCompleteEvent } from '../../events/refer-events.js';
import { objectOf, range } from '../../problems/value-checks.js';
import { asserting, isTrueOrMissing } from './checks.js';

/**
 * How a REFER goes: it succeeds, or it fails with the SIP status of its answer (default 603), or with that of the last
 * NOTIFY once it was accepted. With a status of 2xx and no other it was accepted, but no NOTIFY comes in 30 seconds.
 */
export type ReferOutcome =
  | { readonly succeeds: true }
  | { readonly fails: true; readonly status?: number | undefined; readonly notifyStatus?: number | undefined };

type ReferFields = { succeeds?: true; fails?: true; status?: number; notifyStatus?: number };

const sipStatus = range(200, 699, 'a final status of SIP');

export const assertReferOutcome = asserting(
  objectOf<ReferFields & Partial<ReferOutcome>>(
    { succeeds: isTrueOrMissing, fails: isTrueOrMissing, status: sipStatus, notifyStatus: sipStatus },
    {
      also: ({ succeeds, fails, status, notifyStatus }) => {
        if (succeeds === fails) return 'is to have either succeeds: true or fails: true';
        const isTooMuch = succeeds === true && (status !== undefined || notifyStatus !== undefined);
        if (isTooMuch) return 'has a status, which only one that fails has';
        if (notifyStatus === undefined) return undefined;
        if (Number(notifyStatus) < 300) return 'has a notifyStatus of success, but fails';
        return Number(status ?? 202) < 300 ? undefined : 'has a notifyStatus, which a REFER that was refused has not';
      },
    },
  ),
);

/** How a SIP call was handed on, or why not: the fields of `referComplete`. */
export type Referral = Pick<ReferCompleteEvent, 'referCallStatus' | 'referSipResponseCode' | 'notifySipResponseCode'>;

/** Returns the fields of `referComplete` for an outcome. */
export function referralOf(outcome: ReferOutcome): Referral {
  if ('succeeds' in outcome)
    return { referCallStatus: 'success', referSipResponseCode: 202, notifySipResponseCode: 200 };
  const { status, notifyStatus } = outcome;
  return {
    referCallStatus: 'failure',
    referSipResponseCode: status ?? (notifyStatus === undefined ? 603 : 202),
    ...(notifyStatus === undefined ? {} : { notifySipResponseCode: notifyStatus }),
  };
}
