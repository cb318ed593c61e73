import { type HttpMethod, httpMethod, password, tag, text, url } from './attributes.js';

/** Props of a transfer destination, `<PhoneNumber>` or `<SipUri>`: the events of its leg. */
export interface TransferLegProps {
  /**
   * Receives the `transferAnswer` event when this destination answers. The BXML in the response runs only for the called
   * party; when it ends, the two parties are connected.
   */
  transferAnswerUrl?: string | undefined;
  /**
   * HTTP method for `transferAnswerUrl`.
   * @default 'POST'
   */
  transferAnswerMethod?: HttpMethod | undefined;
  /** Fallback URL for the `transferAnswer` event, used if `transferAnswerUrl` does not respond or responds with an error. */
  transferAnswerFallbackUrl?: string | undefined;
  /**
   * HTTP method for `transferAnswerFallbackUrl`.
   * @default 'POST'
   */
  transferAnswerFallbackMethod?: HttpMethod | undefined;
  /**
   * Receives the `transferDisconnect` event when this leg ends for any reason, even if it was not answered. There is no
   * fallback URL, and the response is ignored.
   */
  transferDisconnectUrl?: string | undefined;
  /**
   * HTTP method for `transferDisconnectUrl`.
   * @default 'POST'
   */
  transferDisconnectMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `transferAnswerUrl` and `transferDisconnectUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `transferAnswerUrl` and `transferDisconnectUrl`. */
  password?: string | undefined;
  /** HTTP Basic username sent to `transferAnswerFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `transferAnswerFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with the events of this leg. At most 256 characters. An empty string clears the
   * tag.
   */
  tag?: string | undefined;
}

/** The rules of {@link TransferLegProps}. */
export const transferLeg = {
  transferAnswerUrl: url,
  transferAnswerMethod: httpMethod,
  transferAnswerFallbackUrl: url,
  transferAnswerFallbackMethod: httpMethod,
  transferDisconnectUrl: url,
  transferDisconnectMethod: httpMethod,
  username: text,
  password,
  fallbackUsername: text,
  fallbackPassword: password,
  tag,
} as const;
