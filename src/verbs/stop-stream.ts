import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { offByDefault } from './shared/attributes.js';

/** Props of {@link StopStream}. */
export interface StopStreamProps {
  /** The name that `<StartStream>` gave the stream, or else its id. */
  name: string;
  /**
   * Does not end the stream, but waits here until its web socket is closed, by the server or by a time-out; then the
   * next verb runs.
   * @default false
   * @since 2026
   */
  wait?: boolean | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends a stream that `<StartStream>` began, or waits for its end. Does nothing where no stream of that name runs.
 *
 * @example
 * <StopStream name="bot" wait />
 */
export const StopStream = lazyVerb<StopStreamProps>('StopStream', (define) => {
  return define({
    attributes: {
      name: { type: 'string', required: true, rule: 'stopStream.name' },
      wait: offByDefault,
    },
    instant: { unless: 'wait' },
    contexts: { conference: false, transferAnswer: 'unlisted' },
    notChecked: { 'stopStream.unknown': 'call' },
    effect(call, { name }) {
      // Waited for or ended, the stream is gone. Without its name, which is a fault, it may be any: nothing is held
      // against later verbs.
      call.streams.stop(name);
    },
  });
});
