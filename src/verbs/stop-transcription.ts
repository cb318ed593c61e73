import type { NoChildrenAllowed } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { text } from './shared/attributes.js';

/** Props of {@link StopTranscription}. */
export interface StopTranscriptionProps {
  /** The name that `<StartTranscription>` gave the transcription, or else its id. Without it all of the call end. */
  name?: string | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

/**
 * Ends live transcriptions that `<StartTranscription>` began, and goes on with the next verb at once. Transcriptions of
 * recordings are left alone, and where nothing matches nothing happens.
 *
 * @example
 * <StopTranscription name="agent" />
 */
export const StopTranscription = lazyVerb<StopTranscriptionProps>('StopTranscription', (define) => {
  return define({
    attributes: { name: text },
    instant: true,
    contexts: { conference: false, transferAnswer: 'unlisted' },
    effect(call, { name }) {
      call.transcriptions.stop(name);
    },
  });
});
