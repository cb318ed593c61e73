import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { SHORT_BODY, type WebhookReply } from '../webhooks/request.js';

/** Milliseconds in which a short body has to come: a client that sends header and body apart sends both at once. */
const MOMENT = 100;

type Headers = WebhookReply['headers'];

/**
 * Writes a reply. If the body of the request has not been read whole by then, as in most refusals, no more of it is read
 * after the reply: the connection ends, or on HTTP/2 the stream.
 *
 * @param isRead true if the body has been read whole
 * @param write writes the reply with the headers that it is given
 */
export function endUpload(
  request: IncomingMessage,
  isRead: boolean,
  headers: Headers,
  write: (headers: Headers) => void,
): void | Promise<void> {
  if (isHttp2(request)) {
    if (isUploading(request)) resetAfterAnswer(request);
    const { connection: _left, ...allowed } = headers;
    write(allowed);
  } else if (!isRead && isUploading(request) && headers.connection !== 'close') {
    return takesRest(request).then((isDone) => write(isDone ? headers : { ...headers, connection: 'close' }));
  } else {
    write(headers);
  }
}

/** True if the answer would be sent while the body is still coming, or waiting to be read. */
function isUploading(request: IncomingMessage): boolean {
  // Requests that are made up in tests know of no such field.
  return request.complete === false && !request.destroyed;
}

/** True if the request came by HTTP/2, where one connection carries many and none has a header `connection`. */
export function isHttp2(request: Pick<IncomingMessage, 'httpVersionMajor'>): request is Http2ServerRequest {
  return request.httpVersionMajor >= 2;
}

/**
 * True if the rest of the body has come, or comes in a moment because it is short: then the connection can stay open
 * after a refusal. What comes is thrown away.
 */
async function takesRest(request: IncomingMessage): Promise<boolean> {
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (!(length <= SHORT_BODY)) return request.complete;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, MOMENT);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done).resume();
  });
  return request.complete;
}

/** Resets the stream of a request by HTTP/2 once its answer is sent, if the body is still coming then. */
function resetAfterAnswer({ stream }: Http2ServerRequest): void {
  // A turn later, as Node does with streams that were not read, so that the answer is on its way.
  stream.once('finish', () => setImmediate(() => stream.close()));
}
