import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link StopRecording}: it takes none. */
export interface StopRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends the recording that `<StartRecording>` began, and goes on with the next verb at once. Its file is announced
 * later, by `recordingAvailable` (in a conference `conferenceRecordingAvailable`) to the address that
 * `<StartRecording>` named.
 *
 * @example
 * <StopRecording />
 */
export const StopRecording = lazyVerb<StopRecordingProps>('StopRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'stopRecording.no-attributes', strayText: 'stopRecording.no-attributes' },
    effect(call) {
      call.recording = false;
    },
  });
});
