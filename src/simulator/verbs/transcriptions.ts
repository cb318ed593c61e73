import { LIVE_TRANSCRIPTIONS, LiveTranscription } from '../background/live-transcription.js';
import { offerSpeech } from '../background/speech.js';
import { trackWorksOf } from '../background/track-works.js';
import { stringOf } from '../documents/parsed-verb.js';
import type { Executor } from '../interpreter/interpreter.js';

/** Transcribes the call in the background. The next verb runs at once, or when the socket is open. */
export const startTranscription: Executor = async (run) => {
  const { call, base } = run;
  const transcriptions = trackWorksOf(call, LIVE_TRANSCRIPTIONS);
  const transcription = new LiveTranscription(call, run, base);
  const refusal = transcriptions.refusalOf(transcription);
  if (refusal?.cause === 'duplicate') {
    const errorMessage = `a transcription with the name ${transcription.name} is running on this call`;
    transcription.reject({ cause: 'duplicate', errorMessage, original: refusal.original.facts });
  } else if (refusal?.cause === 'track-limit') {
    transcription.reject({
      cause: 'track-limit',
      errorMessage: 'more than 4 tracks of this call would be transcribed',
    });
  } else {
    transcriptions.add(transcription);
    transcription.onOver(() => transcriptions.remove(transcription));
    transcription.onOver(offerSpeech(call, run));
    call.doing = 'waits for a transcription to start';
    await transcription.open();
  }
  return undefined;
};

/** Ends the transcription with a name, or all of the call. */
export const stopTranscription: Executor = async ({ call, attributes }) => {
  const transcriptions = trackWorksOf(call, LIVE_TRANSCRIPTIONS);
  const name = stringOf(attributes, 'name');
  if (name === undefined) transcriptions.stop();
  else transcriptions.named(name)?.stop();
  return undefined;
};
