/**
 * Webhooks for platforms with the Fetch API's `Request` and `Response`.
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

/** The function that {@link webhooks} returns. */
export interface WebhooksFetch extends WorkInFlight {
  (request: Request, platform?: FetchPlatform): Promise<Response>;
}

/**
 * Returns a function that routes Bandwidth's webhook requests to your handlers, like `webhooks` of `bxml-jsx/koa`. A
 * request that the handlers do not cover is answered with 404, because there is no next middleware.
 *
 * @param handlers event handlers, by event type
 * @throws BxmlError (`handlers.unknown`, `handlers.type`, `options.*`) if the arguments are invalid. The returned
 * function rejects with BxmlError (`platform.mismatch`) if it is not called with a `Request`.
 * @example
 * const answer = webhooks({ initiate: ({ from }) => <Response><SpeakSentence>Hello {from}</SpeakSentence></Response>
 * }); export default { fetch: (request: Request) => answer(request) };
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
  // The second parameter has a default, so `length` is 1 and marks a fetch handler rather than a Node listener.
  const serve = (request: Request, platform: FetchPlatform = {}): Promise<Response> => {
    if (isWebRequest(request)) return answer(request, platform);
    const error = site.locate(wrongPlatform('bxml-jsx/fetch', 'webhooks', request));
    // Node, Express 4 and Connect report thrown errors but not rejected promises.
    if (isNodeResponse(platform)) throw error;
    return Promise.reject(error);
  };
  return withInFlight(serve, dispatcher);
}

const NOT_FOUND: WebhookReply = { status: 404, headers: {}, body: '' };

/**
 * Adds `connection: close` to an error response if a long body is unread. The server would read all of it otherwise.
 */
function withoutUpload(request: Request, reply: WebhookReply): WebhookReply {
  if (reply.status < 400 || !hasUpload(request)) return reply;
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}

function responseOf({ status, headers, body }: WebhookReply): Response {
  return new Response(body === '' ? null : body, { status, headers });
}
