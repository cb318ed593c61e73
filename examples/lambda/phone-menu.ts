import { type Credentials, webhooks } from 'bxml-jsx/fetch';
import type { Logger } from 'pino';
import { phoneMenuHandlers } from '../phone-menu/handlers.js';
import { phoneMenuOptions } from '../phone-menu/options.js';
import { paths } from '../phone-menu/paths.js';
import { functionUrlHandler } from './function-url.js';

/** The same phone menu for AWS Lambda, behind a function URL or an HTTP API. */
export const phoneMenu = (log: Logger, auth?: Credentials) =>
  functionUrlHandler(
    webhooks(phoneMenuHandlers(log, auth), {
      ...phoneMenuOptions(log, auth),
      path: Object.values(paths),
      // Once it has the answer, AWS freezes the program, and whatever is still running with it.
      ack: 'after',
    }),
  );
