// Test helpers: the app with a simulated Bandwidth, a log in memory, and sample events.
import type { Credentials } from 'bxml-jsx/koa';
import { events, type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { type Logger, pino } from 'pino';
import { phoneMenu } from './app.js';
import { paths } from './handlers.js';

/** A parsed line of the log. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** A logger whose lines are kept in memory. */
export interface MemoryLogger {
  readonly logger: Logger;
  readonly entries: readonly LogEntry[];
  /** Returns the entries without their levels, and without those of answered events. */
  notes(): LogEntry[];
}

/** Returns a logger that keeps its lines in memory. */
export function memoryLogger(): MemoryLogger {
  const entries: LogEntry[] = [];
  return {
    logger: pino({ base: null, timestamp: false }, { write: (line) => entries.push(JSON.parse(line)) }),
    entries,
    notes: () => entries.filter(({ msg }) => msg !== 'answered').map(({ level, ...note }) => note),
  };
}

/** The phone numbers of the departments. */
export const phone = {
  sales: '+15551230101',
  salesOnTheQuay: '+15551230102',
  repairs: '+15551230103',
  accounts: '+15551230104',
  operator: '+15551230100',
} as const;

/** An application, and its webhooks to drain. */
export interface Program {
  readonly app: SimulatedApplication;
  readonly webhooks: readonly { drain(): Promise<unknown> }[];
}

interface PhoneMenuOptions extends SimulatorOptions {
  /** The credentials that the app requires. */
  readonly auth?: Credentials;
  /** Replaces the phone menu. */
  readonly program?: (log: Logger) => Program;
}

/** Starts the phone menu and a simulated Bandwidth whose calls it answers. */
export function startPhoneMenu({ auth, program = (log) => phoneMenu(log, auth), ...options }: PhoneMenuOptions = {}) {
  const { logger, entries, notes } = memoryLogger();
  let { app, webhooks } = program(logger);
  const platform = simulate(app, { application: { url: paths.call }, ...options });
  return {
    platform,
    /** Replaces the app with a new one, as a deployment does. */
    restart(): void {
      ({ app, webhooks } = program(logger));
      platform.restart(app);
    },
    /** Waits for the running handlers. Returns the log without the entries of answered events. */
    async logged(): Promise<LogEntry[]> {
      await Promise.all(webhooks.map((each) => each.drain()));
      return notes();
    },
    /** Every entry of the log so far. */
    log: entries,
  };
}

/** Starts the phone menu and calls it. */
export const callPhoneMenu = (options?: SimulatorOptions) => startPhoneMenu(options).platform.call();

/** The first phone of sales. */
const sales = { transferTo: phone.sales, tag: 'sales' };

/** The events of one call. Only the fields that matter to the menu are set: keys, phones, causes and tags. */
export const sampleEvents = {
  initiate: events.initiate(),
  gather: (digits: string, attempt = 1) => events.gather({ digits, tag: String(attempt) }),
  transferAnswer: events.transferAnswer(sales),
  transferComplete: (cause: string) => events.transferComplete({ ...sales, cause }),
  transferDisconnect: events.transferDisconnect({ ...sales, cause: 'timeout' }),
  recordComplete: events.recordComplete({ tag: 'sales' }),
  recordingAvailable: events.recordingAvailable({ tag: 'sales' }),
  disconnect: events.disconnect({ tag: 'sales' }),
};

/** The events that need a document: the path of each, the event, and a part of the document. */
export const sampleAnswers = [
  [paths.call, sampleEvents.initiate, 'Welcome to Blue Harbor.'],
  [paths.menu, sampleEvents.gather('1'), '<Transfer '],
  [paths.transfer, sampleEvents.transferAnswer, 'A call for sales.'],
  [paths.transfer, sampleEvents.transferComplete('busy'), '<Record '],
  [paths.voicemail, sampleEvents.recordComplete, 'sales will call you back'],
] as const;
