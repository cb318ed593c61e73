import type { PlatformRequest } from '../application/application.js';
import type { Address } from '../settings/address.js';
import type { SimulatedEvent } from '../settings/sent-events.js';

/** Returns the request for an event, without credentials. The URL of the address must be valid for `GET`. */
export function eventRequest(
  { url, method }: Address,
  event: SimulatedEvent,
  observer?: PlatformRequest['observer'],
): PlatformRequest {
  return method === 'POST'
    ? { method, url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event), observer }
    : { method, url: urlWith(url, event), headers: {}, body: undefined, observer };
}

/** Returns a URL with the fields of an event in its query string. */
function urlWith(url: string, event: object): string {
  const result = new URL(url);
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined || value === null) continue;
    result.searchParams.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return result.href;
}
