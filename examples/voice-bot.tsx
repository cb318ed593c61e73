// A voice bot: callers talk with a speech model over the WebSocket of a media stream, and may interrupt it.
import { Response, SpeakSentence, StartStream, StopStream } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
import type { WebSocket } from 'ws';

/** The speech model behind the bot. All audio is mu-law, 8000 bytes per second. */
export interface SpeechModel {
  greet(): Promise<Buffer>;
  /** Returns the answer to what the caller said; undefined to end the conversation. */
  answer(speech: Buffer): Promise<Buffer | undefined>;
}

/**
 * Returns a fetch handler that answers calls with the bot.
 *
 * @param streamUrl the URL of the WebSocket server that runs {@link converse}, such as `wss://bot.example/talk`
 * @param report called if the bot cannot be reached; the caller hears the last sentence of the document
 */
export const voiceBot = (streamUrl: string, report: (problem: string) => void) =>
  webhooks({
    initiate: () => (
      <Response>
        <SpeakSentence>You are talking to an assistant.</SpeakSentence>
        <StartStream name="bot" mode="bidirectional" destination={streamUrl} streamEventUrl="/bot" />
        <StopStream name="bot" wait />
        <SpeakSentence>Thank you for calling Blue Harbor. Goodbye.</SpeakSentence>
      </Response>
    ),
    mediaStreamStarted: () => undefined,
    mediaStreamRejected: ({ cause, errorMessage }) => report(`${cause}: ${errorMessage}`),
    mediaStreamStopped: ({ cause, errorMessage }) => {
      if (cause !== 'closed') report(`${cause}: ${errorMessage}`);
    },
    disconnect: () => undefined,
  });

/** Frames of silence, 20 milliseconds each, after which the caller has finished speaking. */
const PAUSE = 30;

/** Talks with one caller. Closing the socket lets the call continue with the verb after `StopStream`. */
export function converse(socket: WebSocket, model: SpeechModel): void {
  let speech: Buffer[] = [];
  let quiet = 0;

  const play = (audio: Buffer): void => {
    const media = { contentType: 'audio/pcmu', payload: audio.toString('base64') };
    socket.send(JSON.stringify({ eventType: 'playAudio', media }));
  };

  const hear = async (frame: Buffer): Promise<void> => {
    if (isSpeech(frame)) {
      // The caller interrupts: drop the rest of the bot's speech.
      if (speech.length === 0) socket.send(JSON.stringify({ eventType: 'clear' }));
      speech.push(frame);
      quiet = 0;
      return;
    }
    quiet++;
    if (speech.length === 0 || quiet < PAUSE) return;
    const said = Buffer.concat(speech);
    speech = [];
    const answer = await model.answer(said);
    if (answer === undefined) socket.close(1000);
    // If the caller has spoken again, the answer to the earlier words is too late.
    else if (speech.length === 0) play(answer);
  };

  socket.on('message', async (data) => {
    try {
      const { eventType, payload } = JSON.parse(String(data));
      if (eventType === 'start') play(await model.greet());
      if (eventType === 'media') await hear(Buffer.from(payload, 'base64'));
    } catch {
      socket.close(1011);
    }
  });
}

/** True if a frame of mu-law has loud samples. */
const isSpeech = (frame: Buffer): boolean => frame.some((byte) => (~byte & 0x70) >= 0x40);
