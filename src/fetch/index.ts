/**
 * Bandwidth's webhooks for every platform that speaks the Web's `Request` and `Response`.
 *
 * @module bxml-jsx/fetch
 */
import { CallSite, fromCaller } from '../problems/caller.js';
import { Dispatcher } from '../webhooks/dispatcher.js';
import type { AddedHandlers, Handlers } from '../webhooks/handlers.js';
import { type WorkInFlight, withInFlight } from '../webhooks/in-flight.js';
import type { WebhookOptions } from '../webhooks/options.js';
import { isNodeResponse, isWebRequest, wrongPlatform } from '../webhooks/platform.js';
import type { WebhookReply } from '../webhooks/request.js';
import { type FetchHandlerContext, type FetchPlatform, FetchRequest, hasUpload } from './request.js';

export type * from '../webhooks/index.js';
export type { FetchHandlerContext, FetchPlatform } from './request.js';

/** The function that {@link webhooks} makes. */
export interface WebhooksFetch extends WorkInFlight {
  (request: Request, platform?: FetchPlatform): Promise<Response>;
}

/**
 * Answers Bandwidth's webhooks, as `webhooks` of `bxml-jsx/koa` does. A request that is not a webhook for these
 * handlers is answered with 404, because there is no next middleware.
 *
 * @param handlers what to do with each event, by type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`, or what is wrong with `fallback`) when it is made
 * with something wrong; BxmlError (`platform.mismatch`) when it is called with anything but a `Request`.
 * @example
 * const answer = webhooks({ initiate: ({ from }) => <Response><SpeakSentence>Hello {from}</SpeakSentence></Response> });
 * export default { fetch: (request: Request) => answer(request) };
 */
export function webhooks(
  handlers: Handlers<FetchHandlerContext> & AddedHandlers<FetchHandlerContext>,
  options: WebhookOptions<FetchHandlerContext> = {},
): WebhooksFetch {
  const site = new CallSite(webhooks);
  const dispatcher = fromCaller(webhooks, () => new Dispatcher(handlers, options, site));
  const answer = async (request: Request, platform: FetchPlatform): Promise<Response> => {
    const { reply, unhandledReply, onUnhandled } = await dispatcher.dispatch(new FetchRequest(request, platform));
    if (reply === undefined) onUnhandled?.();
    return responseOf(withoutUpload(request, reply ?? unhandledReply ?? NOT_FOUND));
  };
  // One parameter without a default: by its `length` it is a function of the request, and no listener of Node.
  const serve = (request: Request, platform: FetchPlatform = {}): Promise<Response> => {
    if (isWebRequest(request)) return answer(request, platform);
    const error = site.locate(wrongPlatform('bxml-jsx/fetch', 'webhooks', request));
    // Node, Express and Connect report what is thrown, and lose a rejection.
    if (isNodeResponse(platform)) throw error;
    return Promise.reject(error);
  };
  return withInFlight(serve, dispatcher);
}

const NOT_FOUND: WebhookReply = { status: 404, headers: {}, body: '' };

/** Adds to a refusal that the connection ends, if a long body is unread: a server would read it to the end otherwise. */
function withoutUpload(request: Request, reply: WebhookReply): WebhookReply {
  if (reply.status < 400 || !hasUpload(request)) return reply;
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}

function responseOf({ status, headers, body }: WebhookReply): Response {
  return new Response(body === '' ? null : body, { status, headers });
}
