import type { IncomingMessage, ServerResponse } from 'node:http';
import { firstBody } from '../webhooks/body.js';
import type { WebhookReply, WebhookRequest } from '../webhooks/request.js';
import { bodiesOf, isBeingRead, readBody, readNow } from './read-body.js';
import { endUpload } from './unread-upload.js';

/** Adapts a request and response of `node:http`. The base class of the Node and Koa adapters. */
export abstract class IncomingRequest<C> implements WebhookRequest<C> {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** True if the complete body was read synchronously. */
  isRead = false;
  #early: ReturnType<typeof readBody> | undefined;

  constructor(req: IncomingMessage, res: ServerResponse) {
    this.req = req;
    this.res = res;
  }

  abstract readonly path: string;
  abstract readonly query: string;
  abstract readonly parsed: { readonly body: unknown } | undefined;
  abstract context(deadline: { readonly signal: AbortSignal }): C;
  abstract onError(error: unknown): void;

  get source(): object {
    return this.req;
  }

  get method(): string {
    return this.req.method ?? '';
  }

  get isClosed(): boolean {
    return this.res.closed || this.res.destroyed;
  }

  header(name: string): string | undefined {
    const value = this.req.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  readEarly(limit: number): void {
    if (isBeingRead(this.req)) this.#early = readNow(this.req, limit);
  }

  read(limit: number): Uint8Array | Promise<Uint8Array> {
    const bytes = this.#early ?? readBody(this.req, limit);
    this.isRead = !(bytes instanceof Promise);
    return bytes;
  }

  onClose(callback: () => void): void {
    this.res.once('close', callback);
  }
}

/**
 * The second argument of handlers. `Req` and `Res` are the framework's types, such as Express's `Request` and
 * `Response`.
 */
export interface NodeHandlerContext<
  Req extends IncomingMessage = IncomingMessage,
  Res extends ServerResponse = ServerResponse,
> {
  /** The request. Its body has been read. */
  readonly req: Req;
  /** The response. Do not set the status or body; the middleware writes the response. */
  readonly res: Res;
  /**
   * Aborts when the response is no longer needed: the deadline passed or the client disconnected. For an asynchronous
   * event it never aborts.
   */
  readonly signal: AbortSignal;
}

/** Creates its signal when a handler reads it. */
class HandlerContext<Req extends IncomingMessage, Res extends ServerResponse> implements NodeHandlerContext<Req, Res> {
  readonly req: Req;
  readonly res: Res;
  readonly #deadline: { readonly signal: AbortSignal };

  constructor(req: Req, res: Res, deadline: { readonly signal: AbortSignal }) {
    this.req = req;
    this.res = res;
    this.#deadline = deadline;
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }
}

/** Adapts a request of `node:http` or of a framework based on it. */
export class NodeRequest<Req extends IncomingMessage, Res extends ServerResponse> extends IncomingRequest<
  NodeHandlerContext<Req, Res>
> {
  declare readonly req: Req;
  declare readonly res: Res;

  get path(): string {
    return pathOf(this.req.url);
  }

  get query(): string {
    const { url = '' } = this.req;
    const start = url.indexOf('?');
    return start === -1 ? '' : url.slice(start + 1).replace(/#.*$/s, '');
  }

  get parsed(): { readonly body: unknown } | undefined {
    return firstBody(...bodiesOf(this.req));
  }

  context(deadline: { readonly signal: AbortSignal }): NodeHandlerContext<Req, Res> {
    return new HandlerContext(this.req, this.res, deadline);
  }

  onError(error: unknown): void {
    printError(error);
  }
}

/** Returns the path of a request target, without the origin that clients of proxies include. */
export function pathOf(target = ''): string {
  const path = target.replace(/[?#].*$/s, '');
  return path.startsWith('/') ? path : path.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '') || '/';
}

/** Sends a reply, unless a response has already started, and stops an upload that was not read. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: WebhookReply,
  isRead = false,
): void | Promise<void> {
  return endUpload(request, isRead, reply.headers, (headers) => write(response, reply, headers));
}

function write(response: ServerResponse, { status, body }: WebhookReply, headers: WebhookReply['headers']): void {
  if (response.headersSent || response.writableEnded || response.destroyed) return;
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name] ?? '');
  if (status !== 204) response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}

/** Prints an error to the console if there is no `onError`, as Express and Koa do. Never throws. */
export function printError(error: unknown): void {
  try {
    console.error(error);
  } catch {
    // Printing an error may throw, which must not change the response.
  }
}
