// Requests and responses of the REST API over HTTP, whatever serves them.
import { invalidRequest, type RestError } from './rest-error.js';

/** A request, as the server received it. */
export interface ApiRequest {
  readonly method: string;
  /** The origin that the client used. */
  readonly origin: string;
  /** The path and the query string, percent-encoded. */
  readonly target: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Missing for a response without a body. */
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

export const jsonResponse = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse => ({ status, headers: { 'content-type': JSON_TYPE, ...headers }, body: JSON.stringify(value) });

export const emptyResponse = (status: number): ApiResponse => ({ status, headers: {} });

/** Returns the headers of a response that reports an error. */
export const headersOf = ({ retryAfter }: RestError): Readonly<Record<string, string>> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };

/** @param headers further headers */
export const errorResponse = (error: RestError, headers: Readonly<Record<string, string>> = {}): ApiResponse =>
  jsonResponse(error.status, error.body, { ...headersOf(error), ...headers });

/** Returns the media type of a request, in lower case; a missing one counts as plain text. */
export const mediaTypeOf = ({ contentType = 'text/plain' }: ApiRequest): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase();

/**
 * Parses a body of JSON, and checks that its URLs are absolute.
 *
 * @throws RestError (400)
 */
export function jsonBody({ body }: ApiRequest): Readonly<Record<string, unknown>> {
  const value = parsed(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidRequest('the body is not an object');
  assertAbsoluteUrls(value, '');
  return value as Readonly<Record<string, unknown>>;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalidRequest('the body is not JSON');
  }
}

function assertAbsoluteUrls(value: object, path: string): void {
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === 'object' && each !== null && path === '') assertAbsoluteUrls(each, `${name}.`);
    if (!/url$/i.test(name) || typeof each !== 'string') continue;
    if (!URL.canParse(each)) throw invalidRequest(`${path}${name} is not an absolute URL of http: or https:`);
  }
}
