import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Bridge}. */
export interface BridgeProps {
  /**
   * Receives the `bridgeComplete` event when the other call leaves first or the calls cannot be bridged. The BXML in the
   * response runs on this call. Without it, the event is not sent and the next verb runs.
   */
  bridgeCompleteUrl?: string | undefined;
  /**
   * HTTP method for `bridgeCompleteUrl`.
   * @default 'POST'
   */
  bridgeCompleteMethod?: HttpMethod | undefined;
  /** Fallback URL for the `bridgeComplete` event, used if `bridgeCompleteUrl` does not respond or responds with an error. */
  bridgeCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method for `bridgeCompleteFallbackUrl`.
   * @default 'POST'
   */
  bridgeCompleteFallbackMethod?: HttpMethod | undefined;
  /**
   * Receives the `bridgeTargetComplete` event when this call leaves first. The BXML in the response runs on the other
   * call. Without it, the other call is hung up.
   */
  bridgeTargetCompleteUrl?: string | undefined;
  /**
   * HTTP method for `bridgeTargetCompleteUrl`.
   * @default 'POST'
   */
  bridgeTargetCompleteMethod?: HttpMethod | undefined;
  /** Fallback URL for the `bridgeTargetComplete` event, used if `bridgeTargetCompleteUrl` does not respond or responds with an error. */
  bridgeTargetCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method for `bridgeTargetCompleteFallbackUrl`.
   * @default 'POST'
   */
  bridgeTargetCompleteFallbackMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `bridgeCompleteUrl` and `bridgeTargetCompleteUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `bridgeCompleteUrl` and `bridgeTargetCompleteUrl`. */
  password?: string | undefined;
  /**
   * HTTP Basic username sent to `bridgeCompleteFallbackUrl` and `bridgeTargetCompleteFallbackUrl`.
   */
  fallbackUsername?: string | undefined;
  /**
   * HTTP Basic password sent to `bridgeCompleteFallbackUrl` and `bridgeTargetCompleteFallbackUrl`.
   */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /** The id of the other call, such as `c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d`. */
  children?: TextOnly | undefined;
}

/**
 * Connects this call to another call in progress. The BXML that the other call was running is discarded. The bridge lasts
 * until one of the two hangs up or is redirected. With `bridgeCompleteUrl`, the document ends here and the call continues
 * with the response of that URL.
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
    text: { expected: 'the id of the other call', missing: 'bridge.content' },
    contexts: { conference: false, transferAnswer: false },
    terminal: { when: 'bridgeCompleteUrl' },
    answers: true,
  });
});
