// Blue Harbor on the telephone, for tests: its number can be called, its phones ring, and its log can be read.
import type { Credentials } from 'bxml-jsx/koa';
import { type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import type { Logger } from 'pino';
import { phoneMenu } from './app.js';
import { type Entry, keptLog } from './kept-log.js';
import { paths } from './paths.js';

/** The phones that ring in each department. */
export const phone = {
  sales: '+15551230101',
  salesOnTheQuay: '+15551230102',
  repairs: '+15551230103',
  accounts: '+15551230104',
  operator: '+15551230100',
} as const;

/** What answers the calls, and what tells when its handlers are done. */
export interface Program {
  readonly app: SimulatedApplication;
  readonly webhooks: readonly { drain(): Promise<unknown> }[];
}

interface Given extends SimulatorOptions {
  /** The credentials that the program asks for. */
  readonly auth?: Credentials;
  /** Runs in the place of the phone menu. */
  readonly program?: (log: Logger) => Program;
}

/** Starts the phone menu, and a platform that calls it. */
export function blueHarbor({ auth, program = (log) => phoneMenu(log, auth), ...options }: Given = {}) {
  const { logger, entries, notes } = keptLog();
  let { app, webhooks } = program(logger);
  const platform = simulate(app, { application: { url: paths.call }, ...options });
  return {
    platform,
    /** Ends the program and starts it anew, as a deployment does. */
    restart(): void {
      ({ app, webhooks } = program(logger));
      platform.restart(app);
    },
    /** What is in the log once all handlers are done, but for the lines that say that an event was answered. */
    async logged(): Promise<Entry[]> {
      await Promise.all(webhooks.map((each) => each.drain()));
      return notes();
    },
    /** Every line of the log so far. */
    log: entries,
  };
}

/** A call comes in at Blue Harbor. */
export const callBlueHarbor = (options?: SimulatorOptions) => blueHarbor(options).platform.call();
