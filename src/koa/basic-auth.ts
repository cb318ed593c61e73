import type { Next, ParameterizedContext } from 'koa';
import { CallSite, fromCaller } from '../problems/caller.js';
import { type BasicAuthOptions, Guard } from '../webhooks/guard.js';
import { isKoaContext, wrongPlatform } from '../webhooks/platform.js';
import { emitError, send } from './request.js';

/**
 * Returns middleware that checks credentials alone, for apps with a body parser in front of the webhooks. In front of
 * the parser it keeps strangers from making the server read a body, and answers Bandwidth's first request, which may
 * come without credentials, with 401 and the challenge.
 *
 * Without a body parser use `auth` in the options of `webhooks` instead: it guards exactly what the webhooks answer.
 *
 * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`, `options.type`) when it is made with something
 * wrong; BxmlError (`platform.mismatch`) when it is called with anything but a context of Koa.
 * @example
 * app.use(basicAuth({ path: '/voice', auth: { username: 'bandwidth', password: process.env.WEBHOOK_PASSWORD ?? '' } }));
 * app.use(bodyParser());
 * app.use(webhooks(handlers, { path: '/voice' }));
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
  // Not `async`: Express and Connect report what is thrown, and lose a rejection.
  return (ctx, next) => {
    if (!isKoaContext(ctx)) throw site.locate(wrongPlatform('bxml-jsx/koa', 'basicAuth', ctx));
    return check(ctx, next);
  };
}
