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
import { asKoa, type KoaHandlerContext, KoaRequest, leaveBody, send } from './request.js';

export type * from '../webhooks/index.js';
export { basicAuth } from './basic-auth.js';
export type { KoaHandlerContext } from './request.js';

/** The middleware that {@link webhooks} makes. It fits apps and routers with any types of state and context. */
export interface WebhooksMiddleware extends WorkInFlight {
  (ctx: ParameterizedContext, next: Next): Promise<void>;
}

/**
 * Answers Bandwidth's webhooks. An event goes to the handler of its type: a synchronous one is answered with the
 * document that the handler returns, checked; an asynchronous one is acknowledged with an empty 201 at once.
 *
 * The body is read here, unless a body parser in front has done so. Synchronous events without a handler, unknown
 * events and other requests go to the next middleware; asynchronous events without a handler are acknowledged. When a
 * handler fails, is late or returns no valid document, `onError` or `fallback` answers, else the answer is 500; without
 * `onError` the error is emitted as `error` on the app.
 *
 * @param handlers what to do with each event, by type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`, or what is wrong with `fallback`) when it is made
 * with something wrong; BxmlError (`platform.mismatch`) when it is called with anything but a context of Koa.
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
    if (body !== undefined) leaveBody(ctx, body);
    await next();
    const isOpen = ctx.status === 404 && ctx.body === undefined && ctx.respond !== false;
    if (unhandledReply === undefined || !isOpen) return;
    await send(ctx, unhandledReply);
    onUnhandled?.();
  };
  // Not `async`: Express and Connect report what is thrown, and lose a rejection.
  const middleware = (ctx: ParameterizedContext, next: Next): Promise<void> => {
    if (!isKoaContext(ctx)) throw site.locate(wrongPlatform('bxml-jsx/koa', 'webhooks', ctx));
    return answer(ctx, next);
  };
  return withInFlight(asKoa(middleware), dispatcher);
}
