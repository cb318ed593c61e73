import type { NoChildrenAllowed } from '../../jsx-runtime/element.js';
import { defineVerb } from './define-verb.js';

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
export const StopGather = defineVerb<StopGatherProps>('StopGather', {
  attributes: {},
  contexts: { conference: false },
  names: { unknownAttribute: 'stopGather.no-attributes', strayText: 'stopGather.no-attributes' },
  effect(call) {
    call.reportsKeys = false;
  },
});
