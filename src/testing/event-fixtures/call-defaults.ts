import type { CallDirection } from '../../events/index.js';
import { timesOf } from './times.js';

const ACCOUNT_ID = '55001';
const CALL_ID = 'c-7d40b1e2-3f68a905';
/** The call that a `Transfer` in the first call dialed. */
const LEG_ID = 'c-7d40b1e2-91b7d6f4';

/** Default fields of every call event. */
export interface CallDefaults {
  eventTime: string;
  accountId: string;
  applicationId: string;
  from: string;
  to: string;
  direction: CallDirection;
  callId: string;
  callUrl: string;
}

/** `CallDefaults` with the start time. */
export interface StartedCallDefaults extends CallDefaults {
  startTime: string;
}

/** `StartedCallDefaults` with the answer time. */
export interface AnsweredCallDefaults extends StartedCallDefaults {
  answerTime: string;
}

/** Default fields of a leg that a `Transfer` dialed. */
export interface LegDefaults extends StartedCallDefaults {
  parentCallId: string;
  transferCallerId: string;
  transferTo: string;
}

/** The passed fields on which the defaults of a call depend. */
export interface GivenCall {
  readonly accountId?: unknown;
  readonly from?: unknown;
  readonly callId?: unknown;
  readonly callUrl?: unknown;
  readonly eventTime?: unknown;
  readonly startTime?: unknown;
  readonly answerTime?: unknown;
}

/** Milliseconds between consecutive times of a call: start, answer, an event during the call. */
export const answeredGaps = { startTime: 0, answerTime: 5693 } as const;
export const callGaps = { ...answeredGaps, eventTime: 8774 } as const;

/** Returns the value if it is a string, else the default. */
export const stringOr = (value: unknown, byDefault: string): string => (typeof value === 'string' ? value : byDefault);

/** Returns a URL below the account in Bandwidth's REST API. */
export const accountUrl = (accountId: unknown, path: string): string =>
  `https://voice.bandwidth.com/api/v2/accounts/${stringOr(accountId, ACCOUNT_ID)}/${path}`;

/** Returns the parties and ids of a call, with the time of the event. */
export function callDefaults(
  call: GivenCall,
  eventTime: string,
  { direction = 'inbound', callId = CALL_ID }: { direction?: CallDirection; callId?: string } = {},
): CallDefaults {
  return {
    eventTime,
    accountId: ACCOUNT_ID,
    applicationId: '4b7e2f10-93d5-4a6c-8e21-c05d7f9a6b38',
    from: '+15551230001',
    to: '+15551230002',
    direction,
    callId,
    callUrl: callUrl(call, callId),
  };
}

/** Returns the passed `callUrl`, else the URL of the passed or default call. */
export const callUrl = (call: GivenCall, callId = CALL_ID): string =>
  stringOr(call.callUrl, accountUrl(call.accountId, `calls/${stringOr(call.callId, callId)}`));

/** Returns the defaults of an event during a call. */
export function answeredCallDefaults(call: GivenCall, direction: CallDirection = 'inbound'): AnsweredCallDefaults {
  const { eventTime, ...times } = timesOf(call, callGaps);
  return { ...callDefaults(call, eventTime, { direction }), ...times };
}

/** Returns the transfer fields that events of the call and of the dialed leg share. */
export const transferDefaults = (call: GivenCall) => ({
  // A `Transfer` without `transferCallerId` shows the caller's number.
  transferCallerId: stringOr(call.from, '+15551230001'),
  transferTo: '+15551230003',
});

/** Returns the defaults of a dialed leg. */
export function legDefaults(
  call: GivenCall,
  { eventTime, startTime }: { readonly eventTime: string; readonly startTime: string },
): LegDefaults {
  return {
    ...callDefaults(call, eventTime, { direction: 'outbound', callId: LEG_ID }),
    startTime,
    parentCallId: CALL_ID,
    ...transferDefaults(call),
  };
}
