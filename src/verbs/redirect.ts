import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Redirect}. */
export interface RedirectProps {
  /** Receives the `redirect` event. The call continues with the BXML in the response. */
  redirectUrl: string;
  /**
   * HTTP method for `redirectUrl`.
   * @default 'POST'
   */
  redirectMethod?: HttpMethod | undefined;
  /** Fallback URL for the `redirect` event, used if `redirectUrl` does not respond or responds with an error. */
  redirectFallbackUrl?: string | undefined;
  /**
   * HTTP method for `redirectFallbackUrl`.
   * @default 'POST'
   */
  redirectFallbackMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `redirectUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `redirectUrl`. */
  password?: string | undefined;
  /** HTTP Basic username sent to `redirectFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `redirectFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Continues the call with the document that another URL returns. Verbs after it do not run.
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
