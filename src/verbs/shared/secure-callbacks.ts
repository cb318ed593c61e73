import { quoted } from '../../problems/inspect.js';
import type { VerbRule } from '../define/verb-definition.js';

const PLAIN_HTTP = /^http:/i;

/** Matches `localhost` and its subdomains, `127.0.0.0/8` and `[::1]`, without userinfo. */
const LOOPBACK = /^http:\/\/(?:(?:[\w.-]*\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d*)?(?:[/?#\\]|$)/i;

/**
 * True if credentials would be sent to the absolute URL unencrypted. As in browsers, a loopback URL counts as secure:
 * requests to it do not leave the machine, and development servers usually have no certificate.
 */
export const isInsecure = (url: string): boolean => PLAIN_HTTP.test(url) && !LOOPBACK.test(url);

/**
 * Returns rules that report credentials sent unencrypted: if the username or the password is set, the URLs must not use
 * `http:`, except on a loopback host. A relative URL has the scheme of the document's URL, which only the simulator knows.
 */
export function secureCallbacks<P>(
  id: string,
  element: string,
  [username, password]: readonly [keyof P & string, keyof P & string],
  urls: readonly (keyof P & string)[],
): VerbRule<P>[] {
  // One rule per URL, so that a problem of one does not suppress the others.
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

/** Returns the finding for a URL to which credentials must not be sent. */
export const insecureCallback = (
  element: string,
  url: string,
  given: string,
  [username, password]: readonly [string, string],
): { readonly message: string; readonly hint: string } => ({
  message: `${url} on <${element}> is ${quoted(given)}; with ${username} or ${password}, it must use https.`,
  hint: `Write https:, or remove ${username} and ${password}.`,
});
