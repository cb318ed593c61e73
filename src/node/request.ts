import type { IncomingMessage, ServerResponse } from 'node:http';
import { firstBody } from '../webhooks/left-body.js';
import type { WebhookReply, WebhookRequest } from '../webhooks/webhook-request.js';
import { bodiesOn, isBeingRead, readBody, readNow } from './read-body.js';
import { endUpload } from './unread-upload.js';

/** A request of Node as webhooks take it. */
export class NodeRequest implements WebhookRequest {
  readonly #request: IncomingMessage;
  #early: ReturnType<typeof readBody> | undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  get source(): object {
    return this.#request;
  }

  get method(): string {
    return this.#request.method ?? '';
  }

  get path(): string {
    return pathOf(this.#request.url);
  }

  get query(): string {
    const { url = '' } = this.#request;
    const start = url.indexOf('?');
    return start === -1 ? '' : url.slice(start + 1).replace(/#.*$/s, '');
  }

  get parsed(): { readonly body: unknown } | undefined {
    return firstBody(...bodiesOn(this.#request));
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  readEarly(limit: number): void {
    if (isBeingRead(this.#request)) this.#early = readNow(this.#request, limit);
  }

  read(limit: number): Uint8Array | Promise<Uint8Array> {
    return this.#early ?? readBody(this.#request, limit);
  }
}

/** Returns the path of a request's target. Clients of proxies send the absolute form; its origin is left out. */
export function pathOf(target = ''): string {
  const path = target.replace(/[?#].*$/s, '');
  return path.startsWith('/') ? path : path.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '') || '/';
}

/** Sends a reply, unless another handler has begun one, and ends an upload that was not read. */
export function send(request: IncomingMessage, response: ServerResponse, reply: WebhookReply): void | Promise<void> {
  return endUpload(request, reply.headers, (headers) => write(response, reply, headers));
}

function write(response: ServerResponse, { status, body }: WebhookReply, headers: WebhookReply['headers']): void {
  if (response.headersSent || response.writableEnded || response.destroyed) return;
  response.statusCode = status;
  for (const name in headers) response.setHeader(name, headers[name] ?? '');
  if (status !== 204) response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
