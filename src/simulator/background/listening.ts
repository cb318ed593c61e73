import type { SimulatedCall } from '../calls/call.js';
import { SOUND } from '../calls/input.js';
import { MEDIA_STREAMS } from './media-stream.js';

/**
 * True if a party would speak now: a verb takes what it says; or a stream does, while no prompt of a document plays, which
 * a party lets end.
 */
export function takesSpeech(call: SimulatedCall): boolean {
  if (call.takes(SOUND)) return true;
  if (call.isOver || call.background.get(MEDIA_STREAMS)?.isListening !== true) return false;
  return !call.prompts.some(({ heard, faultsAtEnd }) => faultsAtEnd === undefined && heard.kind !== 'stream');
}
