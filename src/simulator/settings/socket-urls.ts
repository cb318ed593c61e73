// Where the WebSockets of streams and transcriptions are opened: the option `streams`.
import { expects, type Fault, faultOf } from '../../problems/check-options.js';
import { inspect, quoted } from '../../problems/inspect.js';
import { isFunction } from '../../problems/value-checks.js';
import { parseUrl } from './address.js';
import { wrongOption } from './checks.js';

/** The option `streams`. */
type StreamsOption = false | string | ((destination: string) => string | undefined) | undefined;

/** What becomes of a destination: a URL to open, a refusal with its reason, or no socket at all. */
export type SocketTarget = { readonly url: string } | { readonly refused: string } | 'no socket';

const isSocketUrl = (text: unknown): boolean =>
  typeof text === 'string' && /^wss?:$/.test(parseUrl(text)?.protocol ?? '');

/** True for the origin of a server, such as `ws://127.0.0.1:8080`. */
function isSocketOrigin(value: unknown): boolean {
  const url = typeof value === 'string' && isSocketUrl(value) ? parseUrl(value) : undefined;
  return url !== undefined && url.href === `${url.protocol}//${url.host}/`;
}

const isStreams = expects(
  'false, the origin of a server such as "ws://127.0.0.1:8080", or a function',
  (value) => value === false || isFunction(value) || isSocketOrigin(value),
);

/** Checks the option `streams`. */
export function streamsOption(value: unknown): Fault | undefined {
  const fault = isStreams(value);
  if (fault === undefined || typeof value !== 'string') return fault;
  return faultOf(fault.message, 'Write the scheme ws: or wss:, and leave out the path: destinations have their own.');
}

/**
 * Returns a function that decides where the socket of a destination is opened.
 *
 * @param origin of the application
 */
export function socketUrls(option: StreamsOption, origin: string): (destination: string) => SocketTarget {
  if (option === false) return () => 'no socket';
  if (typeof option === 'string') {
    return (destination) => {
      const { pathname, search } = new URL(destination);
      return { url: new URL(pathname + search, option).href };
    };
  }
  if (typeof option === 'function') {
    return (destination) => {
      const url = option(destination);
      if (url === undefined) return { refused: 'the option streams returned no URL for it' };
      if (isSocketUrl(url)) return { url };
      throw wrongOption(
        `The result of options.streams is ${inspect(url)}; expected a URL of ws: or wss:, or undefined.`,
      );
    };
  }
  return (destination) => onThisMachine(destination, origin);
}

function onThisMachine(destination: string, origin: string): SocketTarget {
  const url = new URL(destination);
  const { host, protocol } = new URL(origin);
  if (isLoopback(url.hostname)) {
    // A server that is tested without TLS, whose application writes wss: as in production.
    if (url.host === host && protocol === 'http:') url.protocol = 'ws:';
    return { url: url.href };
  }
  const shown = quoted(url.origin);
  return {
    refused: `${shown} is not on this machine; pass the option streams to simulate, such as streams: 'ws://127.0.0.1:8080'`,
  };
}

/** True for a host name of this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
