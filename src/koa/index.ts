/**
 * Bandwidth's webhooks as Koa middleware.
 *
 * @module bxml-jsx/koa
 */
import type { Context, Next } from 'koa';
import { Dispatcher } from '../webhooks/dispatcher.js';
import type { Handlers } from '../webhooks/handlers.js';
import type { WebhookOptions } from '../webhooks/webhook-options.js';
import type { WebhookReply } from '../webhooks/webhook-request.js';
import { readBody } from './read-body.js';

export type { AckHandler, EmptySyncHandler, Handlers, NotADocument, SyncHandler } from '../webhooks/handlers.js';
export type { WebhookOptions } from '../webhooks/webhook-options.js';

/** What handlers get beside the event. */
export interface KoaHandlerContext {
  /** Koa's context of the request. */
  readonly ctx: Context;
}

/** The middleware that {@link webhooks} makes. */
export type WebhooksMiddleware = (ctx: Context, next: Next) => Promise<void>;

/**
 * Answers Bandwidth's webhooks. An event goes to the handler of its type: a synchronous one is answered with the
 * document that the handler returns, checked; an asynchronous one is acknowledged with an empty 201 at once.
 *
 * The body is read here, unless a body parser in front has done so. Events without a handler, unknown events and
 * other requests go to the next middleware; asynchronous events without a handler are acknowledged. What a handler
 * throws, and what is wrong with its document, is emitted as `error` on the app, and the answer is 500.
 *
 * @param handlers what to do with each event, by type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`) when it is made with something wrong.
 * @example
 * const app = new Koa();
 * app.use(webhooks({
 *   initiate: ({ from }) => <Response><SpeakSentence>Hello {from}</SpeakSentence></Response>,
 *   disconnect: ({ callId, cause }) => console.log(callId, cause),
 * }));
 */
export function webhooks(handlers: Handlers<KoaHandlerContext>, options: WebhookOptions = {}): WebhooksMiddleware {
  const dispatcher = new Dispatcher(handlers, options);
  return async (ctx, next) => {
    const { request: received } = ctx;
    // Which parser has run is not for the types to say: those of the two usual ones contradict each other.
    const body: unknown = 'body' in received ? received.body : undefined;
    const request = {
      method: ctx.method,
      contentType: ctx.get('content-type'),
      parsed: body === undefined ? undefined : { body },
      read: (limit: number) => readBody(ctx.req, limit),
    };
    const { reply, orElse } = await dispatcher.dispatch(request, {
      context: { ctx },
      onError: (error) => ctx.app.emit('error', error, ctx),
    });
    if (reply !== undefined) return send(ctx, reply);
    await next();
    if (orElse !== undefined && ctx.status === 404 && ctx.body === undefined) send(ctx, orElse);
  };
}

function send(ctx: Context, { status, body, headers }: WebhookReply): void {
  ctx.status = status;
  ctx.body = body;
  // Koa guesses a type for any text, the empty one included.
  ctx.remove('content-type');
  ctx.set({ ...headers });
}
