import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';

/** Props of {@link PauseRecording}: it takes none. */
export interface PauseRecordingProps {
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Pauses the recording that `<StartRecording>` began, until `<ResumeRecording>`, and goes on with the next verb at
 * once. What is said meanwhile is neither in the file nor on the bill. Does nothing where nothing is recorded.
 *
 * @example
 * <PauseRecording />
 */
export const PauseRecording = lazyVerb<PauseRecordingProps>('PauseRecording', (define) => {
  return define({
    attributes: {},
    instant: true,
    names: { unknownAttribute: 'pauseRecording.no-attributes', strayText: 'pauseRecording.no-attributes' },
  });
});
