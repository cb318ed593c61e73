import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

const duration = (seconds: number, rule: string) =>
  ({ type: 'decimal', min: 0.1, max: 86_400, default: seconds, unit: 'seconds', rule }) as const;

/** Props of {@link Pause}. */
export interface PauseProps {
  /**
   * Seconds of silence, 0.1 to 86400 (a day), fractions allowed.
   * @default 1
   */
  duration?: number | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Waits in silence before the next verb runs.
 *
 * @example
 * <Pause duration={2.5} />
 */
export const Pause = lazyVerb<PauseProps>('Pause', (define) => {
  return define({
    attributes: {
      duration: duration(1, 'pause.duration'),
    },
    contexts: { conference: false },
  });
});

/** Props of {@link Ring}. */
export interface RingProps {
  /**
   * Seconds of ringing, 0.1 to 86400 (a day), fractions allowed.
   * @default 5
   */
  duration?: number | undefined;
  /**
   * Whether an inbound call is answered before the ringing, if it has not been answered. With `false`, it can still be
   * forwarded or rejected afterwards.
   * @default true
   */
  answerCall?: boolean | undefined;
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Plays a ringing tone before the next verb runs.
 *
 * @example
 * <Ring duration={10} answerCall={false} />
 */
export const Ring = lazyVerb<RingProps>('Ring', (define) => {
  return define({
    attributes: {
      duration: duration(5, 'ring.duration'),
      answerCall: { type: 'boolean', default: true },
    },
    contexts: { conference: false },
    effect(call, { answerCall }) {
      if (answerCall !== false) call.answeredBy ??= 'Ring';
    },
  });
});
