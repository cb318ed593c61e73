import type { FieldChecks } from '../../problems/check-options.js';
import { string } from '../../problems/value-checks.js';
import type { KnownCall } from '../calls/call-registry.js';
import type { Simulation } from '../calls/simulation.js';
import { bodyOf } from '../settings/request-body.js';
import { isForgotten } from './call-operations.js';
import { type CallState, callStateOf } from './call-state.js';
import { isPageSize, isTime, type Page, pageOf } from './lists.js';
import { assertBody } from './request-body.js';

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

/** The number of calls in a page, and in all pages. */
const MAX_CALLS = 10_000;

const fields: FieldChecks<CallQuery> = {
  to: string,
  from: string,
  minStartTime: isTime,
  maxStartTime: isTime,
  disconnectCause: string,
  pageSize: isPageSize(MAX_CALLS),
  pageToken: string,
};
const isQuery = bodyOf<CallQuery>(fields);

/** @throws RestError (400) */
export function listCalls(simulation: Simulation, query: CallQuery): Page<CallState> {
  assertBody(isQuery, query);
  const calls: CallState[] = [];
  for (const call of simulation.calls.values()) {
    if (!isForgotten(simulation, call) && isListed(simulation, call, query)) calls.push(callStateOf(simulation, call));
    if (calls.length === MAX_CALLS) break;
  }
  return pageOf(calls, query);
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
