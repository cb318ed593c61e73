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

/** Tells the app of what was thrown, as its listeners expect it: as an `Error`. What they do changes nothing. */
export function tellApp(ctx: Context, thrown: unknown): void {
  try {
    ctx.app.emit('error', asError(thrown), ctx);
  } catch {
    // An answer must not depend on what is written about it.
  }
}

/** What was thrown; as the cause of an error where it is none, since Koa's own listener throws at that. */
function asError(thrown: unknown): unknown {
  try {
    // Errors of other realms are no instances.
    if (thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]') return thrown;
  } catch {
    // A proxy may refuse to tell.
  }
  return new Error('Something was thrown that is no Error; it is the cause of this one.', { cause: thrown });
}

/** Answers it. */
export function send(ctx: Context, { status, body, headers }: WebhookReply): void {
  ctx.status = status;
  ctx.body = body;
  // Koa guesses a type for any text, the empty one included.
  ctx.remove('content-type');
  ctx.set({ ...headers });
}
