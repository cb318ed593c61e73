import type { ApiFailure, ApiOperation } from '../settings/disruptions.js';

/** The body of a response that reports an error of the REST API. */
export interface RestErrorBody {
  /** Such as `validation`. */
  readonly type: string;
  /** What is wrong, for people. Its words may change. */
  readonly description: string;
  /** The id of the error; an empty string or missing if it has none. */
  readonly id?: string | undefined;
}

/**
 * Thrown by an operation of {@link RestApi} that the REST API would answer with an error: its status and body.
 *
 * @example
 * try {
 *   await platform.api.updateCall(callId, { state: 'completed' });
 * } catch (error) {
 *   if (!(error instanceof RestError) || error.status !== 404) throw error;
 * }
 */
export class RestError extends Error {
  override readonly name = 'RestError';
  /** The HTTP status, such as 404. */
  readonly status: number;
  readonly body: RestErrorBody;
  /** The value of the header `Retry-After`: seconds until the request may be sent again. Set for status 429 only. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: RestErrorBody, retryAfter?: number) {
    super(`${status} ${body.type}: ${body.description}`);
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

const FAILURES = {
  429: { type: 'error', description: 'too many calls are placed', id: '' },
  500: { type: 'internal-error', description: 'internal error' },
  503: { type: 'system-overloaded', description: 'the platform has too many requests' },
} as const;

const ENDPOINT_FAILURES = {
  429: 'too_many_endpoints',
  500: 'service_unavailable',
  503: 'service_unavailable',
} as const;

/** Returns the error that the test has set for an operation. */
export function scriptedError(operation: ApiOperation, { status, retryAfter = 1 }: ApiFailure): RestError {
  const after = status === 429 ? retryAfter : undefined;
  const { [status]: body } = FAILURES;
  if (!operation.includes('Endpoint')) return new RestError(status, body, after);
  return new RestError(status, { type: ENDPOINT_FAILURES[status], description: body.description }, after);
}

/** Returns the error for a request with an invalid field. */
export const invalidRequest = (description: string): RestError =>
  new RestError(400, { type: 'validation', description });

/** Returns the error for a call, a recording or another resource that does not exist. */
export const notFound = (kind: string, id: string): RestError =>
  new RestError(404, { type: 'validation', description: `${kind} [${id}] was not found` });

/** Returns the error for a call that cannot be changed in its state. */
export const notChangeable = (id: string, why: string): RestError =>
  new RestError(409, { type: 'validation', description: `call [${id}] cannot be changed: ${why}`, id: '' });
