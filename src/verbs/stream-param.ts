import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type ParameterProps, parameterOf } from './shared/parameters.js';

/** Props of {@link StreamParam}. */
export interface StreamParamProps extends ParameterProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A name and a value of your own that the server of a `<StartStream>` is told in its first message, `start`.
 *
 * @example
 * <StreamParam name="language" value="en" />
 */
export const StreamParam = lazyVerb<StreamParamProps>('StreamParam', (define) => {
  return define(parameterOf('StreamParam', 'streamParam', 'StartStream'));
});
