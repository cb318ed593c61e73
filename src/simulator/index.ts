import { fromCaller } from '../problems/caller.js';
import type { SimulatedApplication } from './application/application.js';
import { Platform } from './platform/platform.js';
import type { SimulatorOptions } from './settings/simulator-options.js';

/**
 * Creates a simulated Bandwidth in this process. It sends webhooks to the application, executes the documents that come
 * back, and advances virtual time, so that a test can run a whole call without a phone.
 *
 * @param application a Koa app, a fetch handler, an object with a `fetch` method, a `node:http` listener such as an Express
 *   app, or the base URL of a running server
 * @throws BxmlError `simulator.application` if the application is none of these; `simulator.options`, or the codes of
 *   `rules` and `verbs`, for an invalid or unknown option
 * @example
 * const platform = simulate(app);
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears(/press one/i);
 * await call.press('1');
 */
export function simulate(application: SimulatedApplication, options: SimulatorOptions = {}): Platform {
  return fromCaller(simulate, () => new Platform(application, options));
}
