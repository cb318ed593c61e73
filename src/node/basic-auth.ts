import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallSite, fromCaller } from '../problems/caller.js';
import { type BasicAuthOptions, Guard } from '../webhooks/guard.js';
import { isNodeRequest, isNodeResponse, wrongPlatform } from '../webhooks/platform.js';
import { pathOf, printError, send } from './request.js';

/** The middleware that {@link basicAuth} makes. */
export type NodeGuard = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Returns middleware that checks credentials alone, for apps with a body parser in front of the webhooks. In front of
 * the parser it keeps strangers from making the server read a body, and answers Bandwidth's first request, which may
 * come without credentials, with 401 and the challenge.
 *
 * Without a body parser use `auth` in the options of `webhooks` instead: it guards exactly what the webhooks answer.
 *
 * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`, `options.type`) when it is made with something
 * wrong; BxmlError (`platform.mismatch`) when it is called with anything but a request, a response and `next`.
 * @example
 * app.use(basicAuth({ path: '/voice', auth: { username: 'bandwidth', password: process.env.WEBHOOK_PASSWORD ?? '' } }));
 * app.use(express.json());
 * app.use('/voice', webhooks(handlers));
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
