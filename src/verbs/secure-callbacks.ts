import { quoted } from '../problems/shown-value.js';
import type { VerbRule } from './verb-definition.js';

const PLAIN_HTTP = /^http:/i;

/**
 * Credentials may not be sent in the clear: with either of the pair given, none of the addresses that they are sent to
 * may be `http:`. A relative address takes the scheme of the document's own, which nobody knows here.
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
      if (typeof given !== 'string' || !PLAIN_HTTP.test(given)) return undefined;
      return {
        message: `${url} on <${element}> is ${quoted(given)}; with ${username} or ${password} it must be https.`,
        hint: `Write https:, or leave out ${username} and ${password}.`,
      };
    },
  }));
}
