import { quoted } from '../../problems/inspect.js';
import type { VerbRule } from '../define/verb-definition.js';

const PLAIN_HTTP = /^http:/i;

/** `localhost` and the names below it, `127.0.0.0/8` and `[::1]`, without a user name in front. */
const LOOPBACK = /^http:\/\/(?:(?:[\w.-]*\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d*)?(?:[/?#\\]|$)/i;

/**
 * True if credentials would be sent to that absolute URL in the clear. A URL of this machine counts as secure, as in
 * browsers: what is sent to it leaves no machine, and a server that runs for development has no certificate.
 */
export const isInsecure = (url: string): boolean => PLAIN_HTTP.test(url) && !LOOPBACK.test(url);

/**
 * Credentials may not be sent in the clear: with either of the pair given, none of the URLs that they are sent to may be
 * `http:`, except on this machine. A relative URL takes the scheme of the document's own, which only the simulator knows.
 */
export function secureCallbacks<P>(
  id: string,
  element: string,
  [username, password]: readonly [keyof P & string, keyof P & string],
  urls: readonly (keyof P & string)[],
): VerbRule<P>[] {
  // A rule for each address, so that a fault of one does not silence the others.
  return urls.map((url) => ({
    id,
    level: 'error',
    about: [username, password],
    check({ props }) {
      if (props[username] == null && props[password] == null) return undefined;
      const given = props[url];
      if (typeof given !== 'string' || !isInsecure(given)) return undefined;
      return insecureCallback(element, url, given, [username, password]);
    },
  }));
}

/** The finding for a URL that credentials may not be sent to. */
export const insecureCallback = (
  element: string,
  url: string,
  given: string,
  [username, password]: readonly [string, string],
): { readonly message: string; readonly hint: string } => ({
  message: `${url} on <${element}> is ${quoted(given)}; with ${username} or ${password} it must be https.`,
  hint: `Write https:, or leave out ${username} and ${password}.`,
});
