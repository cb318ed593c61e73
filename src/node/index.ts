/**
 * Webhooks for `node:http` and frameworks based on it: Express, Connect and Nest.
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

/** The middleware that {@link webhooks} returns. Without `next` it works as a request listener of `node:http`. */
export interface WebhooksListener<
  Req extends IncomingMessage = IncomingMessage,
  Res extends ServerResponse = ServerResponse,
> extends WorkInFlight {
  (req: Req, res: Res, next?: (error?: unknown) => void): void;
}

/**
 * Returns middleware that routes Bandwidth's webhook requests to your handlers, like `webhooks` of `bxml-jsx/koa`.
 *
 * It reads and parses the body itself, or uses `req.body` of a body parser in front of it. Synchronous events without a
 * handler, unknown events and other requests go to `next`, with the event in `req.body`; without `next` they are
 * answered with 404. If a handler throws, times out or returns an invalid document, the response comes from `onError`
 * or `fallback`, else its status is 500. Without `onError`, errors are printed to the console, as in Express and Koa.
 *
 * @param handlers event handlers, by event type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`) if the arguments are invalid. The middleware
 * throws BxmlError (`platform.mismatch`) if it is not called with a request and a response of `node:http`.
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
    if (body !== undefined) await setBody(req, body);
    // If no other middleware handles the event, the framework responds with its own 404.
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
 * Sets `req.body` as a body parser does, for the next middleware. Body parsers for Express skip a request that has
 * `_body` or whose stream has ended.
 */
async function setBody(req: IncomingMessage, body: unknown): Promise<void> {
  Object.assign(req, isEmptyBody(bodiesOf(req)[0]) ? { body, _body: true } : { _body: true });
  if (req.readableEnded || req.destroyed) return;
  await new Promise((resolve) => req.once('end', resolve).once('close', resolve).resume());
}

const NOT_FOUND: WebhookReply = { status: 404, headers: {}, body: '' };
