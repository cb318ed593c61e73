import { basicAuthorization, type Credentials } from '../terminal/credentials.js';
import type { SentEvent } from './build-event.js';
import { exchange, type HttpAnswer, type HttpRequest, type NoAnswer } from './http-exchange.js';

/** How an event is delivered. */
export interface DeliveryOptions {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly credentials: Credentials | undefined;
  /** Added to each request, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** The requests of a delivery: one, or two with the handshake of credentials. */
export interface Delivery {
  readonly attempts: readonly { readonly hasCredentials: boolean; readonly result: HttpAnswer | NoAnswer }[];
  readonly last: { readonly hasCredentials: boolean; readonly result: HttpAnswer | NoAnswer };
}

/** Delivers an event as Bandwidth does: first without credentials, and with them after a 401 that asks for them. */
export async function deliver(event: SentEvent, options: DeliveryOptions): Promise<Delivery> {
  const { credentials, seconds, signal } = options;
  const request = requestFor(event, options);
  const first = { hasCredentials: false, result: await exchange(request, { seconds, signal }) };
  if (credentials === undefined || !isChallenge(first.result)) return { attempts: [first], last: first };
  const headers = { ...request.headers, authorization: basicAuthorization(credentials) };
  const second = { hasCredentials: true, result: await exchange({ ...request, headers }, { seconds, signal }) };
  return { attempts: [first, second], last: second };
}

const isChallenge = (result: HttpAnswer | NoAnswer): boolean =>
  'status' in result && result.status === 401 && /(?:^|,)\s*basic\b/i.test(result.challenge ?? '');

function requestFor(event: SentEvent, { url, method, headers }: DeliveryOptions): HttpRequest {
  if (method === 'GET') return { method, url: withQuery(url, event), headers, body: undefined };
  const body = JSON.stringify(event);
  const length = String(Buffer.byteLength(body));
  return { method, url, headers: { 'content-type': 'application/json', 'content-length': length, ...headers }, body };
}

/** Returns a URL with the fields of an event in its query. Objects and arrays are written as JSON. */
function withQuery(url: URL, event: SentEvent): URL {
  const result = new URL(url);
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined || value === null) continue;
    result.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return result;
}
