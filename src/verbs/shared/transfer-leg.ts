import { type HttpMethod, httpMethod, password, tag, text, url } from './attributes.js';

/** What a destination of a transfer takes, be it a phone number or a SIP address: the events of its own leg. */
export interface TransferLegProps {
  /**
   * Receives the `transferAnswer` event when this destination answers. The BXML that it answers runs for the called
   * party alone; when it ends, the two parties are joined.
   */
  transferAnswerUrl?: string | undefined;
  /**
   * HTTP method of the request to `transferAnswerUrl`.
   * @default 'POST'
   */
  transferAnswerMethod?: HttpMethod | undefined;
  /** Tried for the `transferAnswer` event when `transferAnswerUrl` does not answer properly. */
  transferAnswerFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `transferAnswerFallbackUrl`.
   * @default 'POST'
   */
  transferAnswerFallbackMethod?: HttpMethod | undefined;
  /**
   * Receives the `transferDisconnect` event when this leg ends, for whatever reason, even if it never answered. It has
   * no fallback address, and what it answers is ignored.
   */
  transferDisconnectUrl?: string | undefined;
  /**
   * HTTP method of the request to `transferDisconnectUrl`.
   * @default 'POST'
   */
  transferDisconnectMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `transferAnswerUrl` and `transferDisconnectUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `transferAnswerUrl` and `transferDisconnectUrl`. */
  password?: string | undefined;
  /** User name of the HTTP Basic credentials sent to `transferAnswerFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `transferAnswerFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /** Text of your own that comes back with the events of this leg; at most 256 characters. The empty text clears it. */
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
