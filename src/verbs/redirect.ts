import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Redirect}. */
export interface RedirectProps {
  /** Receives the `redirect` event; the call goes on with the BXML that it answers. */
  redirectUrl: string;
  /**
   * HTTP method of the request to `redirectUrl`.
   * @default 'POST'
   */
  redirectMethod?: HttpMethod | undefined;
  /** Tried for the `redirect` event when `redirectUrl` does not answer properly. */
  redirectFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `redirectFallbackUrl`.
   * @default 'POST'
   */
  redirectFallbackMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `redirectUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `redirectUrl`. */
  password?: string | undefined;
  /** User name of the HTTP Basic credentials sent to `redirectFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `redirectFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Goes on with the document that another address answers. No verb after it runs.
 *
 * @example
 * <Redirect redirectUrl="/main-menu" />
 */
export const Redirect = lazyVerb<RedirectProps>('Redirect', (define) => {
  return define({
    attributes: {
      redirectUrl: { type: 'url', required: true, rule: 'redirect.url' },
      redirectMethod: httpMethod,
      redirectFallbackUrl: url,
      redirectFallbackMethod: httpMethod,
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
    },
    contexts: { conference: false },
    terminal: 'always',
    names: { unreachable: 'redirect.last' },
  });
});
