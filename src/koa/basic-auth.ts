import type { Next, ParameterizedContext } from 'koa';
import { CallSite, fromCaller } from '../problems/caller.js';
import { type BasicAuthOptions, Guard } from '../webhooks/guard.js';
import { isKoaContext, wrongPlatform } from '../webhooks/platform.js';
import { emitError, send } from './request.js';

/**
 * Returns middleware that only checks credentials. Mount it before a body parser, so that the server does not read the
 * bodies of unauthenticated requests. It answers requests without valid credentials with 401 and a challenge;
 * Bandwidth's first request may have none.
 *
 * Without a body parser, use the option `auth` of `webhooks` instead. It covers exactly the requests that the webhooks
 * handle.
 *
 * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`, `options.type`) if the options are invalid. The
 * middleware throws BxmlError (`platform.mismatch`) if it is not called with a Koa context.
 * @example
 * app.use(basicAuth({ path: '/voice', auth: { username: 'bandwidth', password: process.env.WEBHOOK_PASSWORD ?? '' }
 * })); app.use(bodyParser()); app.use(webhooks(handlers, { path: '/voice' }));
 */
export function basicAuth(options: BasicAuthOptions): (ctx: ParameterizedContext, next: Next) => Promise<void> {
  const site = new CallSite(basicAuth);
  const guard = fromCaller(basicAuth, () => new Guard(options));
  const check = async (ctx: ParameterizedContext, next: Next): Promise<void> => {
    const { path, originalUrl, req } = ctx;
    const { authorization } = req.headers;
    const reply = await guard.refusalOf({ path, target: originalUrl, authorization }, (error) => emitError(ctx, error));
    if (reply === undefined) await next();
    else await send(ctx, reply);
  };
  // Not `async`, because Express 4 and Connect report thrown errors but not rejected promises.
  return (ctx, next) => {
    if (!isKoaContext(ctx)) throw site.locate(wrongPlatform('bxml-jsx/koa', 'basicAuth', ctx));
    return check(ctx, next);
  };
}
