import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { SHORT_BODY, type WebhookReply } from '../webhooks/request.js';

/**
 * Milliseconds to wait for a short body. Some clients send header and body in separate packets, one right after the
 * other.
 */
const SHORT_WAIT = 100;

type Headers = WebhookReply['headers'];

/**
 * Writes a reply. If the request body is not complete by then, as for most refusals, the rest is not read: the
 * connection is closed after the reply, or on HTTP/2 the stream is reset.
 *
 * @param isRead true if the complete body has been read
 * @param write writes the reply with the headers passed to it
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
    return discardRest(request).then((isDone) => write(isDone ? headers : { ...headers, connection: 'close' }));
  } else {
    write(headers);
  }
}

/** True if the body is still arriving or has not been read. */
function isUploading(request: IncomingMessage): boolean {
  // Mock requests in tests may lack `complete`.
  return request.complete === false && !request.destroyed;
}

/** True for an HTTP/2 request. HTTP/2 multiplexes requests and forbids the `connection` header. */
export function isHttp2(request: Pick<IncomingMessage, 'httpVersionMajor'>): request is Http2ServerRequest {
  return request.httpVersionMajor >= 2;
}

/**
 * Discards the rest of a short body. Resolves to true if the body is complete, so that the connection can stay open
 * after a refusal.
 */
async function discardRest(request: IncomingMessage): Promise<boolean> {
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (!(length <= SHORT_BODY)) return request.complete;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SHORT_WAIT);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done).resume();
  });
  return request.complete;
}

/** Resets the HTTP/2 stream after the reply is sent. */
function resetAfterAnswer({ stream }: Http2ServerRequest): void {
  // One turn later, as Node does for unread streams, so that the reply is flushed first.
  stream.once('finish', () => setImmediate(() => stream.close()));
}
