import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN_HEADER } from './protocol.js';

/** Why a request is refused. */
export interface RequestRefusal {
  readonly status: 403 | 421;
  readonly error: string;
}

/**
 * Returns why a request is refused, if it is. The server listens on this machine only, but any page in the browser can send
 * requests to it: a `Host` of another name comes by DNS rebinding, an `Origin` or `Sec-Fetch-Site` of another site from its
 * page.
 *
 * @param port the port of the server
 */
export function refusalOf({ headers }: IncomingMessage, port: number): RequestRefusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, ...(port === 80 ? ['127.0.0.1', 'localhost'] : [])];
  if (!hosts.includes((headers.host ?? '').toLowerCase()))
    return { status: 421, error: `The phone is at http://127.0.0.1:${port}. It answers to no other host.` };
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return { status: 403, error: 'Pages of other sites may not use the phone.' };
  const site = headers['sec-fetch-site'];
  // `none`: the person has opened it. Links from other sites open the page, but reach nothing else.
  const isPage = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isPage)
    return { status: 403, error: 'Pages of other sites may not use the phone.' };
  return undefined;
}

/** True if a request has the token of this process. The comparison takes the same time for every token. */
export function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const given = headers[TOKEN_HEADER];
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The headers of every response. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
