import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Bridge}. */
export interface BridgeProps {
  /**
   * Receives the `bridgeComplete` event when the other call leaves first or the bridge cannot be made; the BXML that
   * it answers runs on this call. Without it no such event is sent, and the next verb runs.
   */
  bridgeCompleteUrl?: string | undefined;
  /**
   * HTTP method of the request to `bridgeCompleteUrl`.
   * @default 'POST'
   */
  bridgeCompleteMethod?: HttpMethod | undefined;
  /** Tried for the `bridgeComplete` event when `bridgeCompleteUrl` does not answer properly. */
  bridgeCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `bridgeCompleteFallbackUrl`.
   * @default 'POST'
   */
  bridgeCompleteFallbackMethod?: HttpMethod | undefined;
  /**
   * Receives the `bridgeTargetComplete` event when this call leaves first; the BXML that it answers runs on the other
   * call. Without it the other call is hung up then.
   */
  bridgeTargetCompleteUrl?: string | undefined;
  /**
   * HTTP method of the request to `bridgeTargetCompleteUrl`.
   * @default 'POST'
   */
  bridgeTargetCompleteMethod?: HttpMethod | undefined;
  /** Tried for the `bridgeTargetComplete` event when `bridgeTargetCompleteUrl` does not answer properly. */
  bridgeTargetCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `bridgeTargetCompleteFallbackUrl`.
   * @default 'POST'
   */
  bridgeTargetCompleteFallbackMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `bridgeCompleteUrl` and `bridgeTargetCompleteUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `bridgeCompleteUrl` and `bridgeTargetCompleteUrl`. */
  password?: string | undefined;
  /**
   * User name of the HTTP Basic credentials sent to `bridgeCompleteFallbackUrl` and `bridgeTargetCompleteFallbackUrl`.
   */
  fallbackUsername?: string | undefined;
  /**
   * Password of the HTTP Basic credentials sent to `bridgeCompleteFallbackUrl` and `bridgeTargetCompleteFallbackUrl`.
   */
  fallbackPassword?: string | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /** The id of the call to join, such as `c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d`. */
  children?: TextOnly | undefined;
}

/**
 * Joins this call and another one that is up already; whatever BXML the other call was running is dropped. It lasts
 * until one of the two hangs up or is redirected. With `bridgeCompleteUrl` the document ends here and goes on with what
 * that address answers.
 *
 * @example
 * <Bridge bridgeCompleteUrl="/bridge-over">{agentCallId}</Bridge>
 */
export const Bridge = lazyVerb<BridgeProps>('Bridge', (define) => {
  return define({
    attributes: {
      bridgeCompleteUrl: url,
      bridgeCompleteMethod: httpMethod,
      bridgeCompleteFallbackUrl: url,
      bridgeCompleteFallbackMethod: httpMethod,
      bridgeTargetCompleteUrl: url,
      bridgeTargetCompleteMethod: httpMethod,
      bridgeTargetCompleteFallbackUrl: url,
      bridgeTargetCompleteFallbackMethod: httpMethod,
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
    },
    content: 'text',
    text: { expected: 'the id of the call to join', missing: 'bridge.content' },
    contexts: { conference: false, transferAnswer: false },
    terminal: { when: 'bridgeCompleteUrl' },
    answers: true,
  });
});
