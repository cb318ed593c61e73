/**
 * Bandwidth's webhooks as Koa middleware.
 *
 * @module bxml-jsx/koa
 */
import type { Next, ParameterizedContext } from 'koa';
import { CallSite, fromCaller } from '../problems/caller.js';
import { Dispatcher } from '../webhooks/dispatcher.js';
import type { AddedHandlers, Handlers } from '../webhooks/handlers.js';
import { type WorkInFlight, withInFlight } from '../webhooks/in-flight.js';
import type { WebhookOptions } from '../webhooks/options.js';
import { isKoaContext, wrongPlatform } from '../webhooks/platform.js';
import { asKoa, type KoaHandlerContext, KoaRequest, send, setBody } from './request.js';

export type * from '../webhooks/index.js';
export { basicAuth } from './basic-auth.js';
export type { KoaHandlerContext } from './request.js';

/** The middleware that {@link webhooks} returns. It works with apps and routers of any state and context type. */
export interface WebhooksMiddleware extends WorkInFlight {
  (ctx: ParameterizedContext, next: Next): Promise<void>;
}

/**
 * Returns Koa middleware that routes Bandwidth's webhook requests to your handlers, by event type. For a synchronous
 * event, it validates the document that the handler returns and responds with it. It acknowledges an asynchronous event
 * at once with an empty 201.
 *
 * It reads and parses the body itself, or uses the result of a body parser in front of it. Synchronous events without a
 * handler, unknown events and other requests go to the next middleware; asynchronous events without a handler are
 * acknowledged. If a handler throws, times out or returns an invalid document, the response comes from `onError` or
 * `fallback`, else its status is 500. Without `onError`, errors are emitted as `error` on the app.
 *
 * @param handlers event handlers, by event type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`) if the arguments are invalid. The middleware
 * throws BxmlError (`platform.mismatch`) if it is not called with a Koa context.
 * @example
 * const app = new Koa();
 * app.use(webhooks({
 *   initiate: ({ from }) => <Response><SpeakSentence>Hello {from}</SpeakSentence></Response>,
 *   disconnect: ({ callId, cause }) => console.log(callId, cause),
 * }));
 */
export function webhooks(
  handlers: Handlers<KoaHandlerContext> & AddedHandlers<KoaHandlerContext>,
  options: WebhookOptions<KoaHandlerContext> = {},
): WebhooksMiddleware {
  const site = new CallSite(webhooks);
  const dispatcher = fromCaller(webhooks, () => new Dispatcher(handlers, options, site));
  const answer = async (ctx: ParameterizedContext, next: Next): Promise<void> => {
    const request = new KoaRequest(ctx);
    const { reply, unhandledReply, onUnhandled, body } = await dispatcher.dispatch(request);
    if (reply !== undefined) return send(ctx, reply, request.isRead);
    if (body !== undefined) setBody(ctx, body);
    await next();
    const isOpen = ctx.status === 404 && ctx.body === undefined && ctx.respond !== false;
    if (unhandledReply === undefined || !isOpen) return;
    await send(ctx, unhandledReply);
    onUnhandled?.();
  };
  // Not `async`, because Express 4 and Connect report thrown errors but not rejected promises.
  const middleware = (ctx: ParameterizedContext, next: Next): Promise<void> => {
    if (!isKoaContext(ctx)) throw site.locate(wrongPlatform('bxml-jsx/koa', 'webhooks', ctx));
    return answer(ctx, next);
  };
  return withInFlight(asKoa(middleware), dispatcher);
}
