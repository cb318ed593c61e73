// Documents and readings that the tests of streams share.
import type { Call } from 'bxml-jsx/testing';
import type { Message, TestServer } from './socket-server.js';

/** A document that streams to a server, and waits for the end of the stream. */
export const streaming = (origin: string, attributes = '', children = '', after = ''): string =>
  `<StartStream name="bot" destination="${origin}/media?call=7" streamEventUrl="/status" ${attributes}>${children}</StartStream>` +
  `<StopStream name="bot" wait="true"/>${after}`;

/** The attribute of a stream that plays what the server sends. */
export const TWO_WAY = 'mode="bidirectional"';

/** A server that sends nothing. */
export const silent = (): void => undefined;

/** The messages with the frames of a track. */
export const framesOf = ({ messages }: TestServer, track = 'inbound'): Message[] =>
  messages.filter((message) => message.eventType === 'media' && message.track === track);

/** The entries of the prompts that the caller heard, with their moments in milliseconds. */
export const heardBy = (call: Call): string[] =>
  call.timeline.flatMap((entry) =>
    entry.kind === 'stream'
      ? [
          `${Math.round(entry.at * 1000)} ${entry.stream} ${entry.seconds}${entry.stoppedAfter === undefined ? '' : ` to ${entry.stoppedAfter}`}`,
        ]
      : [],
  );
