import { type DeliveryAddress, eventDeliveries } from '../../events/event-deliveries.js';
import type { EventType } from '../../events/webhook-event.js';

/** A user name and a password for HTTP Basic. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Where an event is sent, every part of it settled. */
export interface Address {
  /** Absolute. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly credentials: Credentials | undefined;
  /** Where it is sent when the first address fails. */
  readonly fallback: Address | undefined;
  /** Who named it. */
  readonly source: AddressSource;
}

/** Where a URL comes from: what to change if it is wrong. */
export interface AddressSource {
  /** The attribute or the option, such as `gatherUrl of <Gather>`. */
  readonly name: string;
  /** What sets its credentials; `undefined` if nothing does. */
  readonly credentials: string | undefined;
  /** A document or a request of the application named it for this event: a setting of the platform does not count. */
  readonly isExplicit: boolean;
  /** The attribute, if a document named it. */
  readonly attribute?: UrlAttribute | undefined;
}

/** A URL in a document. */
export interface UrlAttribute {
  /** The name of the element, such as `Gather`. */
  readonly element: string;
  /** The name of the attribute, such as `gatherUrl`. */
  readonly name: string;
  /** The URL as it is written. */
  readonly value: string;
  /** The URL that answered with the document. */
  readonly base: string;
}

/** Values by the names of a verb's attributes, or of a request's fields. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * The address that a verb or a request gives for an event, `undefined` where it gives none. The names of attributes
 * come from where the deliveries of events are defined.
 *
 * @param base the address that served the document: relative ones are resolved against it.
 */
export function addressFor(eventType: EventType, of: string, given: Given, base: string): Address | undefined {
  const target = eventDeliveries[eventType].find(
    ({ of: owner }) => ('verb' in owner ? owner.verb : 'operation' in owner ? owner.operation : owner.settings) === of,
  );
  if (target === undefined) return undefined;
  const isVerb = 'verb' in target.of;
  const first = read(target.first, given, base, of, isVerb);
  if (first === undefined) return undefined;
  const fallback = target.fallback === null ? undefined : read(target.fallback, given, base, of, isVerb);
  return { ...first, fallback };
}

function read(names: DeliveryAddress, given: Given, base: string, of: string, isVerb: boolean): Address | undefined {
  const url = valueAt(given, names.url);
  if (url === undefined || url === '') return undefined;
  const owner = isVerb ? `<${of}>` : of;
  const method = names.method === null ? undefined : valueAt(given, names.method);
  return {
    url: resolved(url, base),
    method: method === 'GET' ? 'GET' : 'POST',
    credentials: names.credentials === null ? undefined : credentialsAt(given, names.credentials),
    fallback: undefined,
    source: {
      name: `${names.url} of ${owner}`,
      credentials: names.credentials === null ? undefined : `${names.credentials.join(' and ')} of ${owner}`,
      isExplicit: true,
      attribute: isVerb ? { element: of, name: names.url, value: url, base } : undefined,
    },
  };
}

/**
 * An address in a document, made absolute. What is none stays as it is, and has no connection; a user name and a
 * password in it are dropped.
 */
export function resolved(address: string, base: string): string {
  const url = parsedUrl(address, base);
  if (url === undefined) return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Returns the URL, or undefined if it is none. Performance: most are fine, so that looking first would be a second parse. */
export function parsedUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

function credentialsAt(given: Given, [user, secret]: readonly [string, string]): Credentials | undefined {
  const username = valueAt(given, user);
  const password = valueAt(given, secret);
  return username === undefined && password === undefined
    ? undefined
    : { username: username ?? '', password: password ?? '' };
}

/** The text under a name; a name with dots leads into objects. */
function valueAt(given: Given, name: string): string | undefined {
  let value: unknown = given;
  for (const part of name in given ? [name] : name.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Given)[part] : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
