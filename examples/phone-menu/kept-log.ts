import { type Logger, pino } from 'pino';

/** A line of the log, read back. */
export type Entry = Readonly<Record<string, unknown>>;

/** A log that tests can read back. */
export interface KeptLog {
  readonly logger: Logger;
  readonly entries: readonly Entry[];
  /** What was written beyond that events were answered, without the levels. */
  notes(): Entry[];
}

/** Starts one. */
export function keptLog(): KeptLog {
  const entries: Entry[] = [];
  return {
    logger: pino({ base: null, timestamp: false }, { write: (line) => entries.push(JSON.parse(line)) }),
    entries,
    notes: () => entries.filter(({ msg }) => msg !== 'answered').map(({ level, ...note }) => note),
  };
}
