import { MEDIA_STREAMS, MediaStream, STREAM_OVER } from '../background/media-stream.js';
import { offerSpeech } from '../background/speech.js';
import { trackWorksOf } from '../background/track-works.js';
import { stringOf } from '../documents/parsed-verb.js';
import type { Executor } from '../interpreter/interpreter.js';

/** Streams the audio of the call to a WebSocket. The next verb runs as soon as the stream has started or was rejected. */
export const startStream: Executor = async (run) => {
  const { call, base } = run;
  const { simulation } = call;
  const streams = trackWorksOf(call, MEDIA_STREAMS);
  const stream = new MediaStream(call, run, base);
  const refusal = streams.refusalOf(stream);
  if (refusal?.cause === 'duplicate') {
    simulation.recordCoverage('stream.duplicate');
    const errorMessage = `a stream with the name ${stream.name} is running on this call`;
    stream.reject({ cause: 'duplicate', errorMessage, original: refusal.original.facts });
  } else if (refusal?.cause === 'track-limit') {
    simulation.recordCoverage('stream.track-limit');
    stream.reject({ cause: 'track-limit', errorMessage: 'more than 4 tracks of this call would be streamed' });
  } else {
    streams.add(stream);
    stream.onOver(() => streams.remove(stream));
    stream.onOver(offerSpeech(call, run));
    call.doing = 'waits for a stream to start';
    await stream.open();
  }
  return undefined;
};

/** Ends a stream, or waits until its socket is closed. */
export const stopStream: Executor = async ({ call, attributes, wait }) => {
  const { simulation } = call;
  const name = stringOf(attributes, 'name') ?? '';
  const stream = trackWorksOf(call, MEDIA_STREAMS).named(name);
  if (stream === undefined) {
    simulation.recordCoverage('stream.unknown');
    return undefined;
  }
  if (attributes.wait !== true || !stream.hasSocket) {
    simulation.recordCoverage('stream.stopped');
    stream.stop();
    return undefined;
  }
  simulation.recordCoverage('stream.waits');
  call.doing = `waits for the end of the stream ${name}`;
  while (!stream.isOver) await wait(Number.POSITIVE_INFINITY, { takes: [STREAM_OVER] });
  return undefined;
};
