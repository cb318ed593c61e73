import type { Check } from '../../problems/check-options.js';

/** The body of a response that reports an error of the REST interface. */
export interface RestErrorBody {
  /** Such as `validation`. */
  readonly type: string;
  /** What is wrong, for people. Its words may change. */
  readonly description: string;
  /** The id of the error; an empty string or missing if it has none. */
  readonly id?: string | undefined;
}

/**
 * Thrown by an operation of {@link RestApi} that the REST interface would answer with an error: its status and body.
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

  constructor(status: number, body: RestErrorBody) {
    super(`${status} ${body.type}: ${body.description}`);
    this.status = status;
    this.body = body;
  }
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

/**
 * Checks the body of a request.
 *
 * @throws RestError (400)
 */
export function assertBody(check: Check, body: unknown): void {
  const fault = check(body);
  if (fault === undefined) return;
  const { path, message, hint } = fault;
  const subject = path === '' ? 'the body' : path.replace(/^\./, '');
  throw invalidRequest(`${subject} ${message}${hint === undefined ? '' : ` (${hint})`}`);
}
