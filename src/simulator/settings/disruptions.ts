import { anyOf, isRecord } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, positiveInteger, seconds } from '../../problems/value-checks.js';
import { asserting, isEventType, wrongOption } from './checks.js';

/** The operations of the REST API. */
export const apiOperations = [
  'createCall',
  'getCallState',
  'listCalls',
  'getStatistics',
  'updateCall',
  'updateCallBxml',
  'listRealTimeTranscriptions',
  'getRealTimeTranscription',
  'deleteRealTimeTranscription',
  'updateCallRecordingState',
  'listCallRecordings',
  'listAccountCallRecordings',
  'getCallRecording',
  'deleteRecording',
  'downloadCallRecording',
  'deleteRecordingMedia',
  'getRecordingTranscription',
  'transcribeCallRecording',
  'deleteRecordingTranscription',
  'listConferences',
  'getConference',
  'updateConference',
  'updateConferenceBxml',
  'getConferenceMember',
  'updateConferenceMember',
  'listConferenceRecordings',
  'getConferenceRecording',
  'downloadConferenceRecording',
  'createEndpoint',
  'listEndpoints',
  'getEndpoint',
  'deleteEndpoint',
  'updateEndpointBxml',
] as const;

/** The name of an operation of the REST API. */
export type ApiOperation = (typeof apiOperations)[number];

/**
 * An error response of the REST API to simulate:
 *
 * - 429: too many calls or endpoints; the response has the header `Retry-After`
 * - 500: an internal error
 * - 503: the platform is overloaded
 */
export interface ApiFailure {
  readonly status: 429 | 500 | 503;
  /** Seconds in `Retry-After`, a whole number; only with the status 429. @default 1 */
  readonly retryAfter?: number | undefined;
}

/**
 * A network failure to simulate, or an error response of the REST API (`{ status: 429 }`):
 *
 * - `refused`: the connection is refused; the application does not receive the request
 * - `reset`: the application receives the request, but its response is lost
 * - `timeout`: the application receives the request, but its response is too late
 * - `twice`: the request is delivered again after its response; the first response counts
 * - `{ late: 3 }`: the request is sent that many virtual seconds later
 * - `afterNext`: the request is sent after the response to the next event of the call, so that the two arrive in the
 *   opposite order; after 10 virtual seconds if there is no next event
 *
 * The handshake of a WebSocket is disrupted by its `url`: `refused`, `reset` or `timeout`. An `operation` of the REST API is
 * disrupted by an {@link ApiFailure}: the operation has no effect.
 *
 * An asynchronous event that is refused or reset is sent once more, so two disruptions lose it.
 */
export type Disruption =
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'twice'
  | 'afterNext'
  | { readonly late: number }
  | ApiFailure;

/** The requests to disrupt: those that match both the event and the URL. */
export interface Disrupted {
  /** The type of the event. @default any event */
  readonly event?: string | undefined;
  /** The URL, or its end, such as `/gather`. @default any URL */
  readonly url?: string | undefined;
  /** The operation of the REST API, such as `createCall`; without `event` and `url`. @default none: requests to the application */
  readonly operation?: ApiOperation | undefined;
  /** The number of requests to disrupt. @default 1 */
  readonly times?: number | undefined;
}

export const assertDisrupted = asserting(
  objectOf<Disrupted>(
    { event: isEventType, url: nonEmptyString, operation: anyOf(apiOperations), times: positiveInteger },
    {
      also: ({ operation, event, url }) =>
        operation !== undefined && (event !== undefined || url !== undefined)
          ? 'has an operation, and event or url; expected one of them'
          : undefined,
    },
  ),
);

const NAMED = ['refused', 'reset', 'timeout', 'twice', 'afterNext'];
const isLate = objectOf<{ late: number }>({ late: seconds }, { required: ['late'] });

const isApiFailure = objectOf<ApiFailure>(
  { status: anyOf([429, 500, 503]), retryAfter: positiveInteger },
  {
    required: ['status'],
    also: ({ status, retryAfter }) =>
      retryAfter !== undefined && status !== 429 ? 'has a retryAfter; only the status 429 has one' : undefined,
  },
);

const assertNetworkFailure = asserting((value) => (isRecord(value) ? isLate(value) : anyOf(NAMED)(value)));
const assertApiFailure = asserting(isApiFailure);

/** @throws BxmlError (`simulator.options`) for a disruption that these requests cannot have */
export function assertDisruption({ operation }: Disrupted, disruption: Disruption): void {
  if (operation !== undefined) assertApiFailure(disruption, 'disruption');
  else if (isRecord(disruption) && 'status' in disruption)
    throw wrongOption(
      'disruption has a status, which is a response of the REST API, but requests names no operation.',
      "Name the operation: platform.disrupt({ operation: 'createCall' }, { status: 429 }).",
    );
  else assertNetworkFailure(disruption, 'disruption');
}

/** A disruption of a request to the application. */
export type NetworkDisruption = Exclude<Disruption, ApiFailure>;

interface PendingDisruption {
  readonly of: Disrupted;
  readonly disruption: Disruption;
  left: number;
}

/** The scripted disruptions of later requests, in order. */
export class Disruptions {
  #pending: PendingDisruption[] = [];

  add(of: Disrupted, disruption: Disruption): void {
    this.#pending.push({ of, disruption, left: of.times ?? 1 });
  }

  /** Removes and returns the first disruption of a connection that matches the URL of a WebSocket. */
  takeSocket(url: string): 'refused' | 'reset' | 'timeout' | undefined {
    const found = this.#pending.find(
      ({ of, disruption }) =>
        of.event === undefined &&
        of.url !== undefined &&
        url.endsWith(of.url) &&
        (disruption === 'refused' || disruption === 'reset' || disruption === 'timeout'),
    );
    // The condition has looked at the value, which the compiler does not see.
    return found === undefined ? undefined : (this.#use(found) as 'refused' | 'reset' | 'timeout');
  }

  /** Removes and returns the first failure that is set for an operation of the REST API; `undefined` if none is. */
  takeOperation(operation: ApiOperation): ApiFailure | undefined {
    const found = this.#pending.find(({ of }) => of.operation === operation);
    // `assertDisruption` has checked that operations have no other disruptions.
    return found && (this.#use(found) as ApiFailure);
  }

  /** Removes and returns the first disruption that matches a request; `undefined` if none does. */
  take(event: string, url: string): NetworkDisruption | undefined {
    const found = this.#pending.find(
      ({ of }) =>
        of.operation === undefined &&
        (of.event === undefined || of.event === event) &&
        (of.url === undefined || url.endsWith(of.url)),
    );
    // `assertDisruption` has checked that requests without an operation have no response of the REST API.
    return found && (this.#use(found) as NetworkDisruption);
  }

  #use(pending: PendingDisruption): Disruption {
    pending.left--;
    if (pending.left <= 0) this.#pending = this.#pending.filter((each) => each !== pending);
    return pending.disruption;
  }
}
