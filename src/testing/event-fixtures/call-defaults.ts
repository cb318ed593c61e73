import type { CallDirection } from '../../events/index.js';
import { timesOf } from './times.js';

const ACCOUNT_ID = '55001';
const CALL_ID = 'c-7d40b1e2-3f68a905';
/** The call that a `Transfer` of the other one dialled. */
const LEG_ID = 'c-7d40b1e2-91b7d6f4';

/** The fields of every call's event. */
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

/** The same with the start of the call. */
export interface StartedCallDefaults extends CallDefaults {
  startTime: string;
}

/** The same with its answer. */
export interface AnsweredCallDefaults extends StartedCallDefaults {
  answerTime: string;
}

/** The fields of a leg that a `Transfer` dialled. */
export interface LegDefaults extends StartedCallDefaults {
  parentCallId: string;
  transferCallerId: string;
  transferTo: string;
}

/** What defaults of a call follow. */
export interface GivenCall {
  readonly accountId?: unknown;
  readonly from?: unknown;
  readonly callId?: unknown;
  readonly callUrl?: unknown;
  readonly eventTime?: unknown;
  readonly startTime?: unknown;
  readonly answerTime?: unknown;
}

/** Milliseconds from each time of a call to the next: its start, its answer, an event in its course. */
export const answeredGaps = { startTime: 0, answerTime: 5693 } as const;
export const callGaps = { ...answeredGaps, eventTime: 8774 } as const;

/** What is given, where it is text. */
export const given = (value: unknown, byDefault: string): string => (typeof value === 'string' ? value : byDefault);

/** An address below the account in Bandwidth's REST interface. */
export const accountUrl = (accountId: unknown, path: string): string =>
  `https://voice.bandwidth.com/api/v2/accounts/${given(accountId, ACCOUNT_ID)}/${path}`;

/** Parties and ids of a call, with the time of the event. */
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

/** The address of the call that is given, or of that by default. */
export const callUrl = (call: GivenCall, callId = CALL_ID): string =>
  given(call.callUrl, accountUrl(call.accountId, `calls/${given(call.callId, callId)}`));

/** An event in the course of a call. */
export function answeredCallDefaults(call: GivenCall, direction: CallDirection = 'inbound'): AnsweredCallDefaults {
  const { eventTime, ...times } = timesOf(call, callGaps);
  return { ...callDefaults(call, eventTime, { direction }), ...times };
}

/** What the call and the leg that its `Transfer` dialled tell of the transfer. */
export const transferDefaults = (call: GivenCall) => ({
  // A `Transfer` without a caller id passes the number of the caller on.
  transferCallerId: given(call.from, '+15551230001'),
  transferTo: '+15551230003',
});

/** The leg, from its times. */
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
