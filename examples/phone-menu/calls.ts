// What the tests of calls to the phone menu share: the menu with its log, called in virtual time.
import type { Credentials } from 'bxml-jsx/koa';
import { type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { phoneMenu } from './app.js';
import { paths } from './paths.js';

/** A line of the log, read back. */
export type Entry = Readonly<Record<string, unknown>>;

/** A phone menu that can be called, and what it writes to its log beyond that events were answered. */
export function callable(options: SimulatorOptions = {}, auth?: Credentials) {
  const log: Entry[] = [];
  const logger = pino({ base: null, timestamp: false }, { write: (line) => log.push(JSON.parse(line)) });
  const { app, webhooks } = phoneMenu(logger, auth);
  const platform = simulate(app, { application: { url: paths.call }, ...options });
  // Handlers of events that are only acknowledged run on after that.
  const notes = async () => {
    await Promise.all(webhooks.map((each) => each.drain()));
    return log.filter(({ msg }) => msg !== 'answered');
  };
  return { app, platform, log, notes };
}
