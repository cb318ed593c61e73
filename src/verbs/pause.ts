import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link Pause}. */
export interface PauseProps {
  /**
   * Seconds of silence, 0.1 to 86400 (a day), fractions allowed.
   * @default 1
   */
  duration?: number | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Waits in silence, then goes on with the next verb.
 *
 * @example
 * <Pause duration={2.5} />
 */
export const Pause = lazyVerb<PauseProps>('Pause', (define) => {
  return define({
    attributes: {
      duration: { type: 'decimal', min: 0.1, max: 86_400, default: 1, unit: 'seconds', rule: 'pause.duration' },
    },
    contexts: { conference: false },
  });
});
