import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link ResumeRecording}: it takes none. */
export interface ResumeRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Goes on with the recording that `<PauseRecording>` paused, and with the next verb at once. Does nothing where nothing
 * is recorded.
 *
 * @example
 * <ResumeRecording />
 */
export const ResumeRecording = lazyVerb<ResumeRecordingProps>('ResumeRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'resumeRecording.no-attributes', strayText: 'resumeRecording.no-attributes' },
  });
});
