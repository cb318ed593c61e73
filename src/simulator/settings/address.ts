import { type DeliveryAddress, eventDeliveries } from '../../events/event-deliveries.js';
import type { EndpointEventName, EventType } from '../../events/webhook-event.js';

/** A user name and a password for HTTP Basic. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A URL that was resolved, with the parts of it that each request needs. */
export interface ResolvedUrl {
  /** An absolute URL; as written if it is invalid. */
  readonly url: string;
  /** `undefined` if the URL is invalid. */
  readonly origin: string | undefined;
  /** `undefined` if the URL is invalid. */
  readonly pathname: string | undefined;
}

/** Where an event is sent. */
export interface Address extends ResolvedUrl {
  readonly method: 'GET' | 'POST';
  readonly credentials: Credentials | undefined;
  /** Where the event is sent if this address fails. */
  readonly fallback: Address | undefined;
  readonly source: AddressSource;
}

/** The setting that an address comes from. Error messages name it, because it has to change if the URL is wrong. */
export interface AddressSource {
  /** The attribute or the option, such as `gatherUrl of <Gather>`. */
  readonly name: string;
  /** The attributes or option that set its credentials; `undefined` if they cannot be set. */
  readonly credentials: string | undefined;
  /** True if a document or a request of the application sets the URL; false for a setting of the platform. */
  readonly isExplicit: boolean;
  /** The attribute, if a document sets the URL. */
  readonly attribute?: UrlAttribute | undefined;
}

/** A URL attribute in a document. */
export interface UrlAttribute {
  /** The name of the element, such as `Gather`. */
  readonly element: string;
  /** The name of the attribute, such as `gatherUrl`. */
  readonly name: string;
  /** The URL as written. */
  readonly value: string;
  /** The URL that served the document. */
  readonly base: string;
}

/** The attributes of a verb or the fields of a request, by name. */
export type FieldValues = Readonly<Record<string, unknown>>;

/**
 * Returns the address that a verb or a request sets for an event; `undefined` if it sets none. `eventDeliveries` defines
 * which attributes hold it.
 *
 * @param of the name of the verb or of the REST operation
 * @param base the URL that served the document; relative URLs are resolved against it
 */
export function addressFor(
  eventType: EventType | EndpointEventName,
  of: string,
  values: FieldValues,
  base: string,
): Address | undefined {
  const target = eventDeliveries[eventType].find(
    ({ of: owner }) => ('verb' in owner ? owner.verb : 'operation' in owner ? owner.operation : owner.settings) === of,
  );
  if (target === undefined) return undefined;
  const isVerb = 'verb' in target.of;
  const first = readAddress(target.first, values, base, of, isVerb);
  if (first === undefined) return undefined;
  const fallback = target.fallback === null ? undefined : readAddress(target.fallback, values, base, of, isVerb);
  return { ...first, fallback };
}

function readAddress(
  names: DeliveryAddress,
  values: FieldValues,
  base: string,
  of: string,
  isVerb: boolean,
): Address | undefined {
  const url = stringAt(values, names.url);
  if (url === undefined || url === '') return undefined;
  const owner = isVerb ? `<${of}>` : of;
  const method = names.method === null ? undefined : stringAt(values, names.method);
  const { url: resolved, origin, pathname } = locationOf(url, base);
  return {
    url: resolved,
    origin,
    pathname,
    method: method === 'GET' ? 'GET' : 'POST',
    credentials: names.credentials === null ? undefined : credentialsAt(values, names.credentials),
    fallback: undefined,
    source: {
      name: `${names.url} of ${owner}`,
      credentials: names.credentials === null ? undefined : `${names.credentials.join(' and ')} of ${owner}`,
      isExplicit: true,
      attribute: isVerb ? { element: of, name: names.url, value: url, base } : undefined,
    },
  };
}

/** Returns the URL of {@link locationOf}. */
export const resolveUrl = (text: string, base: string): string => locationOf(text, base).url;

/**
 * Resolves a URL against a base, and removes any user name and password. Returns an invalid URL unchanged; requests to it
 * fail.
 */
export function locationOf(text: string, base: string): ResolvedUrl {
  // The base of a document without a URL is empty, which `URL` rejects even for an absolute URL.
  const url = parseUrl(text, base === '' ? undefined : base);
  if (url === undefined) return { url: text, origin: undefined, pathname: undefined };
  // Performance: only if there are any, because the URL is parsed again for each.
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  const { href, origin, pathname } = url;
  return { url: href, origin, pathname };
}

/** Parses a URL; returns undefined if it is invalid. Performance: `URL.canParse` first would parse valid URLs twice. */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

function credentialsAt(values: FieldValues, [user, secret]: readonly [string, string]): Credentials | undefined {
  const username = stringAt(values, user);
  const password = stringAt(values, secret);
  return username === undefined && password === undefined
    ? undefined
    : { username: username ?? '', password: password ?? '' };
}

/** Returns the string at a name; `undefined` for other types. A name with dots is a path into nested objects. */
function stringAt(values: FieldValues, name: string): string | undefined {
  let value: unknown = values;
  for (const part of name in values ? [name] : name.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as FieldValues)[part] : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
