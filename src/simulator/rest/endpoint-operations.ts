// The operations on WebRTC endpoints.
import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import { string } from '../../problems/value-checks.js';
import type { KnownEndpoint } from '../calls/endpoint-registry.js';
import type { Simulation } from '../calls/simulation.js';
import { SimulatedEndpoint } from '../rooms/endpoint.js';
import { type CreateEndpoint, isCreateEndpointBody } from '../settings/endpoint-settings.js';
import { bodyOf } from '../settings/request-body.js';
import { isPageSize } from './lists.js';
import { assertBody } from './request-body.js';
import { RestError } from './rest-error.js';

/** The body of a response about endpoints. */
export interface EndpointEnvelope<T> {
  readonly links: readonly { readonly href: string; readonly rel: string; readonly method: string }[];
  readonly data: T;
  readonly errors: readonly never[];
}

/** An endpoint, with the fields of `getEndpoint` in Bandwidth's REST API. */
export interface EndpointState {
  readonly endpointId: string;
  readonly type: 'WEBRTC';
  readonly status: 'CONNECTED' | 'DISCONNECTED';
  readonly creationTimestamp: string;
  /** 24 hours later. */
  readonly expirationTimestamp: string;
  readonly tag?: string;
  /** Not in lists. */
  readonly devices?: readonly {
    readonly deviceId: string;
    readonly status: 'CONNECTED';
    readonly creationTimestamp: string;
  }[];
}

/** An endpoint that was created just now. */
export interface CreatedEndpoint extends EndpointState {
  /** The token with which the client signs in. */
  readonly token: string;
}

/** Conditions of `listEndpoints`. */
export interface EndpointQuery {
  readonly type?: 'WEBRTC' | undefined;
  readonly status?: 'CONNECTED' | 'DISCONNECTED' | undefined;
  /** The id of the last endpoint of the page before. */
  readonly afterCursor?: string | undefined;
  /** The number of endpoints to return, 1 to 1000. @default 100 */
  readonly limit?: number | undefined;
}

const queryFields: FieldChecks<EndpointQuery> = {
  type: anyOf(['WEBRTC']),
  status: anyOf(['CONNECTED', 'DISCONNECTED']),
  afterCursor: string,
  limit: isPageSize(1000),
};
const isQuery = bodyOf<EndpointQuery>(queryFields);

/** @throws RestError (400) for an invalid or missing field */
export function createEndpoint(simulation: Simulation, request: CreateEndpoint): EndpointEnvelope<CreatedEndpoint> {
  checked(() => assertBody(isCreateEndpointBody, request));
  const endpoint = new SimulatedEndpoint(simulation, request);
  simulation.endpoints.add(endpoint);
  simulation.recordCoverage('connect.created');
  return enveloped({ ...stateOf(simulation, endpoint), devices: [], token: `simulated.${endpoint.id}.token` });
}

/** @throws RestError (400) for an invalid condition */
export function listEndpoints(
  simulation: Simulation,
  query: EndpointQuery = {},
): EndpointEnvelope<readonly EndpointState[]> {
  checked(() => assertBody(isQuery, query));
  const { status, afterCursor, limit = 100 } = query;
  const all = simulation.endpoints.all.map((endpoint) => stateOf(simulation, endpoint));
  const start = afterCursor === undefined ? 0 : all.findIndex(({ endpointId }) => endpointId === afterCursor) + 1;
  if (afterCursor !== undefined && start === 0)
    throw new RestError(400, { type: 'invalid_parameter', description: 'afterCursor is not the cursor of a page' });
  const listed = all.slice(start).filter((each) => status === undefined || each.status === status);
  return enveloped(listed.slice(0, limit));
}

/** @throws RestError (404) for an unknown endpoint */
export function getEndpoint(simulation: Simulation, endpointId: string): EndpointEnvelope<EndpointState> {
  const endpoint = knownEndpoint(simulation, endpointId);
  const { device } = endpoint;
  const devices =
    device === undefined
      ? []
      : [
          {
            deviceId: device.id,
            status: 'CONNECTED' as const,
            creationTimestamp: simulation.timeText(device.connectedAt),
          },
        ];
  return enveloped({ ...stateOf(simulation, endpoint), devices });
}

/** @throws RestError (404) for an unknown endpoint */
export function deleteEndpoint(simulation: Simulation, endpointId: string): void {
  knownEndpoint(simulation, endpointId).end();
}

/** @throws RestError (404) always: the SDK offers the operation, and the service is said to lack it */
export function updateEndpointBxml(simulation: Simulation, endpointId: string): never {
  knownEndpoint(simulation, endpointId);
  simulation.recordCoverage('connect.no-bxml');
  throw new RestError(404, { type: 'resource_not_found', description: 'endpoints take no documents' });
}

const enveloped = <T>(data: T): EndpointEnvelope<T> => ({ links: [], data, errors: [] });

function stateOf(simulation: Simulation, { id, request, createdAt, expiresAt, device }: KnownEndpoint): EndpointState {
  return {
    endpointId: id,
    type: 'WEBRTC',
    status: device === undefined ? 'DISCONNECTED' : 'CONNECTED',
    creationTimestamp: simulation.timeText(createdAt),
    expirationTimestamp: simulation.timeText(expiresAt),
    ...(typeof request.tag === 'string' ? { tag: request.tag } : {}),
  };
}

function knownEndpoint(simulation: Simulation, id: string): KnownEndpoint {
  const endpoint = simulation.endpoints.get(id);
  if (endpoint !== undefined) return endpoint;
  throw new RestError(404, { type: 'resource_not_found', description: `endpoint [${id}] was not found` });
}

/** Reports an invalid body with the type that errors of endpoints have. */
function checked(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    throw new RestError(error.status, { ...error.body, type: 'invalid_parameter' });
  }
}
