import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallSite, fromCaller } from '../problems/caller.js';
import { type BasicAuthOptions, Guard } from '../webhooks/guard.js';
import { isNodeRequest, isNodeResponse, wrongPlatform } from '../webhooks/platform.js';
import { pathOf, printError, send } from './request.js';

/** The middleware that {@link basicAuth} returns. */
export type NodeGuard = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Returns middleware that only checks credentials. Mount it before a body parser, so that the server does not read the
 * bodies of unauthenticated requests. It answers requests without valid credentials with 401 and a challenge;
 * Bandwidth's first request may have none.
 *
 * Without a body parser, use the option `auth` of `webhooks` instead. It covers exactly the requests that the webhooks
 * handle.
 *
 * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`, `options.type`) if the options are invalid. The
 * middleware throws BxmlError (`platform.mismatch`) if it is not called with a request, a response and `next`.
 * @example
 * app.use(basicAuth({ path: '/voice', auth: { username: 'bandwidth', password: process.env.WEBHOOK_PASSWORD ?? '' }
 * })); app.use(express.json()); app.use('/voice', webhooks(handlers));
 */
export function basicAuth(options: BasicAuthOptions): NodeGuard {
  const site = new CallSite(basicAuth);
  const guard = fromCaller(basicAuth, () => new Guard(options));
  const check = async (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    const { originalUrl: target = req.url ?? '' } = req as { readonly originalUrl?: string }; // Express and Connect add it.
    const { authorization } = req.headers;
    const reply = await guard.refusalOf({ path: pathOf(req.url), target, authorization }, printError);
    if (reply === undefined) next();
    else await send(req, res, reply);
  };
  return (req, res, next) => {
    if (!isNodeRequest(req) || !isNodeResponse(res) || typeof next !== 'function') {
      throw site.locate(wrongPlatform('bxml-jsx/node', 'basicAuth', req));
    }
    void check(req, res, () => next());
  };
}
