/**
 * Bandwidth's webhooks for `node:http`, and for the frameworks on top of it: Express, Connect and Nest.
 *
 * @module bxml-jsx/node
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallSite, fromCaller } from '../problems/caller.js';
import { isEmptyBody } from '../webhooks/body.js';
import { Dispatcher } from '../webhooks/dispatcher.js';
import type { AddedHandlers, Handlers } from '../webhooks/handlers.js';
import { type WorkInFlight, withInFlight } from '../webhooks/in-flight.js';
import type { WebhookOptions } from '../webhooks/options.js';
import { isNodeRequest, isNodeResponse, wrongPlatform } from '../webhooks/platform.js';
import type { WebhookReply } from '../webhooks/request.js';
import { bodiesOf } from './read-body.js';
import { type NodeHandlerContext, NodeRequest, send } from './request.js';

export type * from '../webhooks/index.js';
export { basicAuth, type NodeGuard } from './basic-auth.js';
export type { NodeHandlerContext } from './request.js';

/** The middleware that {@link webhooks} makes; without `next` it is a request listener of `node:http`. */
export interface WebhooksListener<
  Req extends IncomingMessage = IncomingMessage,
  Res extends ServerResponse = ServerResponse,
> extends WorkInFlight {
  (req: Req, res: Res, next?: (error?: unknown) => void): void;
}

/**
 * Answers Bandwidth's webhooks, as `webhooks` of `bxml-jsx/koa` does.
 *
 * The body is read here, unless a body parser in front has left it in `req.body`. Synchronous events without a handler,
 * unknown events and other requests go to `next`, with the event in `req.body`; without `next` they are answered with
 * 404. When a handler fails, is late or returns no valid document, `onError` or `fallback` answers, else the answer is
 * 500; without `onError` errors are printed to the console, as Express and Koa do.
 *
 * @param handlers what to do with each event, by type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`, or what is wrong with `fallback`) when it is made
 * with something wrong; BxmlError (`platform.mismatch`) when it is called with anything but a request and a response of
 * `node:http`.
 * @example
 * const calls = webhooks({
 *   initiate: ({ from }) => <Response><SpeakSentence>Hello {from}</SpeakSentence></Response>,
 *   disconnect: ({ callId, cause }) => console.log(callId, cause),
 * });
 * express().use('/voice', calls); // or: createServer(calls)
 */
export function webhooks<Req extends IncomingMessage = IncomingMessage, Res extends ServerResponse = ServerResponse>(
  handlers: Handlers<NodeHandlerContext<Req, Res>> & AddedHandlers<NodeHandlerContext<Req, Res>>,
  options: WebhookOptions<NodeHandlerContext<Req, Res>> = {},
): WebhooksListener<Req, Res> {
  const site = new CallSite(webhooks);
  const dispatcher = fromCaller(webhooks, () => new Dispatcher(handlers, options, site));
  const answer = async (req: Req, res: Res, next: ((error?: unknown) => void) | undefined): Promise<void> => {
    const request = new NodeRequest<Req, Res>(req, res);
    const { reply, unhandledReply, onUnhandled, body } = await dispatcher.dispatch(request);
    if (reply !== undefined) return send(req, res, reply, request.isRead);
    if (typeof next !== 'function') {
      onUnhandled?.();
      return send(req, res, unhandledReply ?? NOT_FOUND);
    }
    if (body !== undefined) await leaveBody(req, body);
    // The framework's own 404 is the answer to an event that no other middleware takes.
    if (onUnhandled !== undefined) res.once('finish', () => res.statusCode === 404 && onUnhandled());
    next();
  };
  const middleware = (req: Req, res: Res, next?: (error?: unknown) => void): void => {
    if (!isNodeRequest(req) || !isNodeResponse(res)) throw site.locate(wrongPlatform('bxml-jsx/node', 'webhooks', req));
    void answer(req, res, next);
  };
  return withInFlight(middleware, dispatcher);
}

/**
 * Leaves a body that was read as a body parser does, so that those that come next take it from there: parsers of Express
 * look for `_body`, or whether the request has ended.
 */
async function leaveBody(req: IncomingMessage, body: unknown): Promise<void> {
  Object.assign(req, isEmptyBody(bodiesOf(req)[0]) ? { body, _body: true } : { _body: true });
  if (req.readableEnded || req.destroyed) return;
  await new Promise((resolve) => req.once('end', resolve).once('close', resolve).resume());
}

const NOT_FOUND: WebhookReply = { status: 404, headers: {}, body: '' };
