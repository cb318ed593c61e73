import { type Address, type AddressSource, locationOf } from '../settings/address.js';
import type { ApplicationSettings } from '../settings/inbound-call.js';

// The addresses of the events of an inbound call before its first document: those of the voice application.

/** Returns the address of `initiate`. */
export function initiateAddress(
  { url = '/', method = 'POST', credentials, ...more }: ApplicationSettings,
  origin: string,
): Address {
  const { fallbackUrl, fallbackMethod = 'POST', fallbackCredentials } = more;
  const fallback =
    fallbackUrl === undefined
      ? undefined
      : address(fallbackUrl, fallbackMethod, fallbackCredentials, 'fallbackUrl', origin);
  return { ...address(url, method, credentials, 'url', origin), fallback };
}

/** Returns the address of `disconnect`; `undefined` if it is not sent. */
export function statusAddress(
  { url = '/', statusUrl = url, statusMethod = 'POST', credentials, statusFallbackUrl }: ApplicationSettings,
  origin: string,
): Address | undefined {
  if (statusUrl === null) return undefined;
  const fallback =
    statusFallbackUrl === undefined
      ? undefined
      : address(statusFallbackUrl, 'POST', undefined, 'statusFallbackUrl', origin);
  return { ...address(statusUrl, statusMethod, credentials, 'statusUrl', origin), fallback };
}

function address(
  url: string,
  method: Address['method'],
  credentials: Address['credentials'],
  name: keyof typeof credentialsOf,
  origin: string,
): Address {
  return { ...locationOf(url, origin), method, credentials, fallback: undefined, source: setting(name) };
}

/** The setting with the credentials of each URL. `statusFallbackUrl` has none. */
const credentialsOf = {
  url: 'credentials',
  statusUrl: 'credentials',
  fallbackUrl: 'fallbackCredentials',
  statusFallbackUrl: undefined,
} as const;

function setting(name: keyof typeof credentialsOf): AddressSource {
  const { [name]: credentials } = credentialsOf;
  return {
    name: `${name} in the option application or in platform.call`,
    credentials: credentials && `application: { ${credentials}: { username, password } } to simulate`,
    isExplicit: false,
  };
}
