import type { ElementsOnly, TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { url } from './shared/attributes.js';

/** Props of {@link Connect}. */
export interface ConnectProps {
  /**
   * Receives the `connectStatus` events about the progress and the end of the connection. The response is ignored.
   * @since 2026
   */
  eventCallbackUrl?: string | undefined;
  /**
   * Fallback URL for `connectStatus` events, used if `eventCallbackUrl` does not respond or responds with an error.
   * @since late 2026
   */
  eventFallbackUrl?: string | undefined;
  /** The `<Endpoint>` to connect to. At least one is required; Bandwidth does not document more than one. */
  children?: ElementsOnly | undefined;
}

/**
 * Connects this call to an endpoint for real-time communications (WebRTC). The account must be enabled for it.
 *
 * @beta
 * @since 2026
 * @example
 * <Connect eventCallbackUrl="/connect-status">
 *   <Endpoint>{endpointId}</Endpoint>
 * </Connect>
 */
export const Connect = lazyVerb<ConnectProps>('Connect', (define) => {
  return define({
    attributes: {
      eventCallbackUrl: url,
      eventFallbackUrl: url,
    },
    content: 'verbs',
    children: { Endpoint: {} },
    childTotal: { min: 1, rule: 'connect.endpoint' },
    contexts: { conference: false, transferAnswer: 'unlisted' },
    names: { child: 'connect.endpoint', strayText: 'connect.no-text' },
    rules: [
      {
        id: 'connect.endpoint',
        level: 'warning',
        check: ({ childCount }) =>
          childCount > 1
            ? {
                message: `<Connect> contains ${childCount} <Endpoint> elements; Bandwidth documents exactly 1.`,
                hint: 'Keep one <Endpoint>.',
              }
            : undefined,
      },
    ],
  });
});

/** Props of {@link Endpoint}. */
export interface EndpointProps {
  /** The id of the endpoint, such as `e-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85`. */
  children?: TextOnly | undefined;
}

/**
 * The endpoint that a `<Connect>` connects to.
 *
 * @beta
 * @since 2026
 * @example
 * <Connect>
 *   <Endpoint>{endpointId}</Endpoint>
 * </Connect>
 */
export const Endpoint = lazyVerb<EndpointProps>('Endpoint', (define) => {
  return define({
    attributes: {},
    content: 'text',
    text: { expected: 'the id of an endpoint', missing: 'endpoint.content' },
    parents: ['Connect'],
    names: { unknownAttribute: 'endpoint.no-attributes' },
  });
});
