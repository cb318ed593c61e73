// The phone menu on Hono: callers hear the same as on Koa (see ../phone-menu/README.md).
import { type Credentials, type FetchPlatform, type WebhooksFetch, webhooks } from 'bxml-jsx/fetch';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { paths, phoneMenuHandlers, phoneMenuOptions } from '../phone-menu/handlers.js';

/** The phone menu on Hono. */
export interface PhoneMenu {
  readonly app: Hono;
  /** Drain it before the process ends: its handlers may still be running. */
  readonly answer: WebhooksFetch;
}

/**
 * Returns the phone menu as a Hono app, for Workers, Deno, Bun and Node. One function handles all events of all paths.
 * Export `app` as default if the platform requires it.
 */
export function phoneMenu(log: Logger, auth?: Credentials): PhoneMenu {
  const answer = webhooks(phoneMenuHandlers(log, auth), phoneMenuOptions(log, auth));
  const app = new Hono();
  for (const path of Object.values(paths)) app.post(path, (c) => answer(c.req.raw, platformOf(c)));
  return { app, answer };
}

/** Returns the `waitUntil` of the host, if it has one. */
function platformOf(c: Context): FetchPlatform {
  try {
    const { executionCtx } = c;
    return { waitUntil: (work) => executionCtx.waitUntil(work) };
  } catch {
    // Hono throws on Node, Deno and Bun, which have no execution context and keep running after a response.
    return {};
  }
}
