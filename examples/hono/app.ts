import { type Credentials, type FetchPlatform, type WebhooksFetch, webhooks } from 'bxml-jsx/fetch';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { phoneMenuHandlers } from '../phone-menu/handlers.js';
import { phoneMenuOptions } from '../phone-menu/options.js';
import { paths } from '../phone-menu/paths.js';

/** The phone menu on Hono. */
export interface PhoneMenu {
  readonly app: Hono;
  /** Where the program ends by itself, as on Node, its handlers may be running then. */
  readonly answer: WebhooksFetch;
}

/**
 * The same phone menu for Hono, and so for Workers, Deno, Bun and Node: one function answers all events of all paths.
 * Export `app` as default where the platform asks for that.
 */
export function phoneMenu(log: Logger, auth?: Credentials): PhoneMenu {
  const answer = webhooks(phoneMenuHandlers(log, auth), phoneMenuOptions(log, auth));
  const app = new Hono();
  for (const path of Object.values(paths)) app.post(path, (c) => answer(c.req.raw, platformOf(c)));
  return { app, answer };
}

/** What the host offers for work that goes on after the answer. */
function platformOf(c: Context): FetchPlatform {
  try {
    const { executionCtx } = c;
    return { waitUntil: (work) => executionCtx.waitUntil(work) };
  } catch {
    // Hono throws where there is none: on Node, Deno and Bun, which go on working by themselves.
    return {};
  }
}
