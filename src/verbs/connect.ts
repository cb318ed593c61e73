import type { ElementsOnly, TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { url } from './shared/attributes.js';

/** Props of {@link Connect}. */
export interface ConnectProps {
  /**
   * Receives the `connectStatus` events: how the connection comes along and how it ends. What it answers is ignored.
   * @since 2026
   */
  eventCallbackUrl?: string | undefined;
  /**
   * Tried for `connectStatus` events when `eventCallbackUrl` does not answer properly.
   * @since late 2026
   */
  eventFallbackUrl?: string | undefined;
  /** The `<Endpoint>` to connect to: at least one, and more than one is nowhere described. */
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
                message: `<Connect> holds ${childCount} <Endpoint>; Bandwidth describes exactly 1.`,
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
 * The endpoint that a `<Connect>` goes to.
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
