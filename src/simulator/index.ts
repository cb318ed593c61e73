import { fromCaller } from '../problems/caller.js';
import type { SimulatedApplication } from './application/application.js';
import { Platform } from './platform/platform.js';
import type { SimulatorOptions } from './settings/simulator-options.js';

/**
 * A Bandwidth that runs in process: it calls the application, executes the documents that come back, and lets virtual
 * time pass, so that a test can hold a whole call without a phone.
 *
 * @param application a Koa app, a fetch handler, an object with a `fetch` method, or the base URL of a running server
 * @throws BxmlError (`simulator.application`) when it is none of these; (`simulator.options`, and the codes of `rules` and
 *   `verbs`) for a wrong option, or one that there is not
 * @example
 * const platform = simulate(app);
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears(/press one/i);
 * await call.press('1');
 */
export function simulate(application: SimulatedApplication, options: SimulatorOptions = {}): Platform {
  return fromCaller(simulate, () => new Platform(application, options));
}
