// An implementation of a queue under test, and what the tests of the contract share.
import type { DeadEvent, EventQueue, QueuedEvent, QueueOptions, QueueWorker, WorkContext } from 'bxml-jsx/queue';
import { QueueJournal } from './queue-journal.js';

/** An implementation to test. */
export interface QueueUnderTest {
  readonly name: string;
  /** Returns a new, empty queue. The test closes it. */
  make(options: QueueOptions): EventQueue | Promise<EventQueue>;
  /** Runs after all tests. */
  stop?(): Promise<void>;
}

const FAST: QueueOptions = { attempts: 3, backoff: { delay: 1 }, onError: () => {} };

/** Returns a function that runs a test on a new queue, with the journal of its hooks, and closes the queue. */
export const onNewQueue =
  ({ make }: QueueUnderTest) =>
  (options: QueueOptions, use: (queue: EventQueue, journal: QueueJournal) => Promise<void>) =>
  async (): Promise<void> => {
    const journal = new QueueJournal();
    const queue = await make({ ...FAST, hooks: journal.hooks, ...options });
    try {
      await use(queue, journal);
    } finally {
      await queue.close({ timeout: 2000 });
    }
  };

/** Starts a worker with a handler of `disconnect`. */
export const working = (
  queue: EventQueue,
  disconnect: (event: { readonly callId: string }, context: WorkContext) => unknown,
  options: object = {},
): QueueWorker => queue.work({ disconnect } as never, options);

/** Returns the call id and the time of an event: `c-1@5`. */
export function label({ key }: { readonly key: string }): string {
  const [, time = '', call = ''] = key.split('/');
  return `${call.replace('callId=', '')}@${(Date.parse(time) - Date.UTC(2026, 10, 24)) / 1000}`;
}

/** Stores events one after the other. */
export async function putAll(queue: EventQueue, events: readonly QueuedEvent[]): Promise<void> {
  for (const event of events) await queue.put(event);
}

/** Returns the code of an error. */
export const codeOf = (error: unknown): string | undefined => (error as { readonly code?: string } | undefined)?.code;

/** Resolves to the dead events once there are this many: an engine may move them after its hook. */
export async function waitForDead(queue: EventQueue, count: number): Promise<readonly DeadEvent[]> {
  const deadline = Date.now() + 60_000;
  let dead = await queue.dead();
  while (dead.length < count && Date.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve));
    dead = await queue.dead();
  }
  return dead;
}
