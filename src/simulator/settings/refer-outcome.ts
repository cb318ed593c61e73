import type { ReferCompleteEvent } from '../../events/refer-events.js';
import { objectOf, range } from '../../problems/value-checks.js';
import { asserting, isTrueOrMissing } from './checks.js';

/**
 * The outcome of a REFER. It succeeds; or it fails with the SIP status of its response (default 603), or, once accepted,
 * with the status of the last NOTIFY. A 2xx `status` without `notifyStatus` means that the REFER was accepted but no NOTIFY
 * came within 30 seconds.
 */
export type ReferOutcome =
  | { readonly succeeds: true }
  | { readonly fails: true; readonly status?: number | undefined; readonly notifyStatus?: number | undefined };

type ReferFields = { succeeds?: true; fails?: true; status?: number; notifyStatus?: number };

const sipStatus = range(200, 699, 'a final SIP status');

export const assertReferOutcome = asserting(
  objectOf<ReferFields & Partial<ReferOutcome>>(
    { succeeds: isTrueOrMissing, fails: isTrueOrMissing, status: sipStatus, notifyStatus: sipStatus },
    {
      also: ({ succeeds, fails, status, notifyStatus }) => {
        if (succeeds === fails) return 'must have either succeeds: true or fails: true';
        const hasExtra = succeeds === true && (status !== undefined || notifyStatus !== undefined);
        if (hasExtra) return 'has a status, which is only allowed with fails: true';
        if (notifyStatus === undefined) return undefined;
        if (Number(notifyStatus) < 300) return 'has a notifyStatus below 300, but fails: true; expected 300 or more';
        return Number(status ?? 202) < 300
          ? undefined
          : 'has a notifyStatus, which is only allowed with a status below 300';
      },
    },
  ),
);

/** The result of a REFER, in the fields of `referComplete`. */
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
