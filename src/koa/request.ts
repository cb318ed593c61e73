import type { Context } from 'koa';
import type { WebhookReply, WebhookRequest } from '../webhooks/webhook-request.js';
import { readBody } from './read-body.js';

/** A request of Koa as webhooks take it. */
export function requestOf(ctx: Context): WebhookRequest {
  const { request: received, req } = ctx;
  // Which parser has run is not for the types to say: those of the two usual ones contradict each other.
  const body: unknown = 'body' in received ? received.body : undefined;
  return {
    method: ctx.method,
    path: ctx.path,
    query: ctx.querystring,
    parsed: body === undefined ? undefined : { body },
    header: (name) => {
      const value = req.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    read: (limit) => readBody(req, limit),
  };
}

/** Answers it. */
export function send(ctx: Context, { status, body, headers }: WebhookReply): void {
  ctx.status = status;
  ctx.body = body;
  // Koa guesses a type for any text, the empty one included.
  ctx.remove('content-type');
  ctx.set({ ...headers });
}
