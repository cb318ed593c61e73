import { CommandError } from './command-error.js';

/** Hosts whose URL may be written without a scheme. */
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#]|$)/i;

/**
 * Returns the URL of an application. The scheme of a local host may be left out: `localhost:3000/menu`.
 *
 * @throws CommandError if it is not an http or https URL
 */
export function httpUrl(text: string): URL {
  const written = LOCAL.test(text) ? `http://${text}` : text;
  const hint = 'Write an http or https URL, such as http://localhost:3000/menu.';
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(written) || !URL.canParse(written))
    throw new CommandError(`${JSON.stringify(withoutUserInfo(text))} is not a URL.`, { hint });
  const url = new URL(written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new CommandError(`The URL has the scheme ${url.protocol} and cannot receive events.`, { hint });
  if (url.username !== '' || url.password !== '')
    throw new CommandError('The URL has credentials in it.', {
      hint: 'Pass them as --user name:password: Bandwidth sends them only after a 401.',
    });
  url.hash = '';
  return url;
}

const withoutUserInfo = (text: string): string => text.replace(/\/\/[^/@]*@/, '//***@');
