import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

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
