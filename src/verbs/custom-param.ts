import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type ParameterProps, parameterOf } from './shared/parameters.js';

/** Props of {@link CustomParam}. */
export interface CustomParamProps extends ParameterProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * A name and a value of your own that the server of a `<StartTranscription>` is told in its first message, `start`.
 *
 * @example
 * <CustomParam name="language" value="en" />
 */
export const CustomParam = lazyVerb<CustomParamProps>('CustomParam', (define) => {
  return define(parameterOf('CustomParam', 'customParam', 'StartTranscription'));
});
