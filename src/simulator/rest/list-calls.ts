import { expects, type FieldChecks } from '../../problems/check-options.js';
import { positiveInteger, string } from '../../problems/value-checks.js';
import type { KnownCall } from '../calls/call-registry.js';
import type { Simulation } from '../calls/simulation.js';
import { bodyOf } from '../settings/request-body.js';
import { isForgotten } from './call-operations.js';
import { type CallState, callStateOf } from './call-state.js';
import { assertBody, invalidRequest } from './rest-error.js';

/** Conditions of `listCalls`: calls that meet all of them are listed. */
export interface CallQuery {
  /** The called number or SIP URI. */
  readonly to?: string | undefined;
  /** The calling number. */
  readonly from?: string | undefined;
  /** Calls that began at this time or later, such as `2026-01-05T09:00:00Z`. */
  readonly minStartTime?: string | undefined;
  /** Calls that began at this time or earlier. */
  readonly maxStartTime?: string | undefined;
  /** The cause of the end. */
  readonly disconnectCause?: string | undefined;
  /** The number of calls to return, 1 to 10000. @default 1000 */
  readonly pageSize?: number | undefined;
  /** The page to return: the `pageToken` of the `Link` header over HTTP. @default the first page */
  readonly pageToken?: string | undefined;
}

const MOST = 10_000;

/** Checks for a time. */
export const isTime = expects(
  'a time such as 2026-01-05T09:00:00Z',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);

const fields: FieldChecks<CallQuery> = {
  to: string,
  from: string,
  minStartTime: isTime,
  maxStartTime: isTime,
  disconnectCause: string,
  pageSize: expects(
    `a whole number, 1 to ${MOST}`,
    (value) => positiveInteger(value) === undefined && Number(value) <= MOST,
  ),
  pageToken: string,
};
const isQuery = bodyOf<CallQuery>(fields);

/** A page of calls, and the token of the next page, if there is one. */
interface CallPage {
  readonly calls: readonly CallState[];
  readonly next: string | undefined;
}

/** @throws RestError (400) */
export function listCalls(simulation: Simulation, query: CallQuery): CallPage {
  assertBody(isQuery, query);
  const { pageSize = 1000, pageToken } = query;
  const start = pageToken === undefined ? 0 : Number(/^after-(\d{1,6})$/.exec(pageToken)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalidRequest('pageToken is not the token of a page');
  const calls: CallState[] = [];
  for (const call of simulation.calls.values()) {
    if (!isForgotten(simulation, call) && isListed(simulation, call, query)) calls.push(callStateOf(simulation, call));
    if (calls.length === MOST) break;
  }
  const end = start + pageSize;
  return { calls: calls.slice(start, end), next: end < calls.length ? `after-${end}` : undefined };
}

function isListed(simulation: Simulation, call: KnownCall, query: CallQuery): boolean {
  const { minStartTime, maxStartTime, disconnectCause } = query;
  const { to, from, cause } = call.facts();
  const startedAt = simulation.settings.startsAt + call.startedAt;
  return (
    (query.to === undefined || to === query.to) &&
    (query.from === undefined || from === query.from) &&
    (minStartTime === undefined || startedAt >= Date.parse(minStartTime)) &&
    (maxStartTime === undefined || startedAt <= Date.parse(maxStartTime)) &&
    (disconnectCause === undefined || (call.isOver && cause === disconnectCause))
  );
}
