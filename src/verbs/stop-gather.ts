import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link StopGather}: it takes none. */
export interface StopGatherProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the reporting of keys that `<StartGather>` began, and goes on with the next verb at once.
 *
 * @example
 * <StopGather />
 */
export const StopGather = lazyVerb<StopGatherProps>('StopGather', (define) => {
  return define({
    attributes: {},
    instant: true,
    contexts: { conference: false },
    names: { unknownAttribute: 'stopGather.no-attributes', strayText: 'stopGather.no-attributes' },
    effect(call) {
      call.reportsKeys = false;
    },
  });
});
