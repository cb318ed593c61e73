import type { SimulatedCall } from '../calls/call.js';
import { SOUND } from '../calls/input.js';
import { LIVE_TRANSCRIPTIONS } from './live-transcription.js';
import { MEDIA_STREAMS } from './media-stream.js';

/**
 * True if a party would speak now: a verb takes what it says; or a stream or a transcription does, while no prompt of a
 * document plays.
 */
export function takesSpeech(call: SimulatedCall): boolean {
  if (call.takes(SOUND)) return true;
  if (call.isOver) return false;
  const { background } = call;
  const isHeard = [background.get(MEDIA_STREAMS), background.get(LIVE_TRANSCRIPTIONS)].some(
    (works) => works?.isListening,
  );
  if (!isHeard) return false;
  return !call.prompts.some(({ heard, faultsAtEnd }) => faultsAtEnd === undefined && heard.kind !== 'stream');
}
