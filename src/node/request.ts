import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebhookReply, WebhookRequest } from '../webhooks/webhook-request.js';
import { readBody } from './read-body.js';

/** A request of Node as webhooks take it. */
export class NodeRequest implements WebhookRequest {
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.#request = request;
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
    const { body } = this.#request as { readonly body?: unknown }; // Body parsers add the property; Node has none.
    return body === undefined ? undefined : { body };
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  read(limit: number): Uint8Array | Promise<Uint8Array> {
    return readBody(this.#request, limit);
  }
}

/** Returns the path of a request's target. Of a target in absolute form, as clients of proxies send it, without the origin. */
export function pathOf(target = ''): string {
  const path = target.replace(/[?#].*$/s, '');
  return path.startsWith('/') ? path : path.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '') || '/';
}

/** Sends a reply, unless another handler has begun one. */
export function send(request: IncomingMessage, response: ServerResponse, reply: WebhookReply): void {
  const { status, headers, body } = reply;
  if (response.headersSent || response.writableEnded || response.destroyed) return;
  response.statusCode = status;
  for (const name in headers) {
    // HTTP/2 has no such header: connections are not for its messages to close.
    if (name === 'connection' && request.httpVersionMajor > 1) continue;
    response.setHeader(name, headers[name] ?? '');
  }
  if (status !== 204) response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
