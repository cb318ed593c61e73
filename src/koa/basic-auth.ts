import type { Context, Next } from 'koa';
import { fromCaller } from '../problems/caller.js';
import { type AuthOption, authTimeout, BasicAuth, CHALLENGE, UNCHECKED } from '../webhooks/basic-auth.js';
import { DEFAULT_TIMEOUT, refuseOthers } from '../webhooks/checked-options.js';
import { Deadline, LATE } from '../webhooks/deadline.js';
import { ownedPaths, type PathOption } from '../webhooks/owned-paths.js';
import { problemReply, type Refusal } from '../webhooks/problem-reply.js';
import { send, tellApp } from './request.js';

/** Options of {@link basicAuth}. */
export interface BasicAuthOptions {
  /** Who is let in, as in the options of `webhooks`. */
  readonly auth: AuthOption;
  /**
   * The paths that are guarded, as in the options of `webhooks`. On these every request needs credentials, whatever its
   * method.
   * @default every path
   */
  readonly path?: PathOption | undefined;
}

/**
 * The check of credentials alone, for apps with a body parser in front of the webhooks: before it, so that nobody makes
 * the server read a body, and so that Bandwidth's first request, which may come bare, gets its 401 with the challenge.
 * Without a body parser `auth` in the options of `webhooks` does the same.
 *
 * @throws BxmlError (`options.auth`, `options.path`, `options.unknown`) when it is made with something wrong.
 * @example
 * app.use(basicAuth({ path: '/webhooks', auth: { username: 'bandwidth', password: process.env.WEBHOOK_PASSWORD ?? '' } }));
 * app.use(bodyParser());
 * app.use(webhooks(handlers, { path: '/webhooks' }));
 */
export function basicAuth(options: BasicAuthOptions): (ctx: Context, next: Next) => Promise<void> {
  // The cast: whatever a caller without types gives, it lacks `auth` then, and that is what is told.
  const { auth, path } = (options ?? {}) as BasicAuthOptions;
  const { guard, owns } = fromCaller(basicAuth, () => {
    const guard = new BasicAuth(auth);
    refuseOthers({ ...options }, ['auth', 'path']);
    return { guard, owns: ownedPaths(path) };
  });
  return async (ctx, next) => {
    const refusal = owns === undefined || owns(ctx.path) ? await refusalOf(guard, ctx) : undefined;
    if (refusal === undefined) await next();
    else await send(ctx, problemReply(refusal));
  };
}

async function refusalOf(guard: BasicAuth, ctx: Context): Promise<Refusal | undefined> {
  const time = new Deadline(DEFAULT_TIMEOUT);
  try {
    const knows = guard.knows(ctx.req.headers.authorization);
    const isKnown = knows instanceof Promise ? await time.meet(knows) : knows;
    if (isKnown === LATE) throw authTimeout(DEFAULT_TIMEOUT);
    return isKnown ? undefined : CHALLENGE;
  } catch (thrown) {
    // Koa itself would wait for ever where nothing was thrown, as by `Promise.reject()`.
    tellApp(ctx, thrown);
    return UNCHECKED;
  } finally {
    time.clear();
  }
}
