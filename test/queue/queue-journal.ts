// Queued events for tests, and a journal of what a queue does with them.
import type { AttemptFailed, EventQueued, QueueHooks } from 'bxml-jsx/queue';
import { queuedEvent } from '../../src/webhooks/event-store.js';

/** Milliseconds after which a test fails instead of waiting on. */
const PATIENCE = 60_000;

/** Returns a `disconnect` event of a call to store. `second` is the time of the event. */
export const ended = (callId: string, second = 0, more: object = {}) =>
  queuedEvent({
    eventType: 'disconnect',
    eventTime: new Date(Date.UTC(2026, 10, 24) + second * 1000).toISOString(),
    callId,
    from: '+15551230001',
    to: '+15551230002',
    direction: 'inbound',
    callUrl: `https://voice.example/${callId}`,
    endTime: '2026-11-24T00:00:00Z',
    cause: 'hangup',
    ...more,
  } as never);

/** Records the hooks of a queue, and waits for them. */
export class QueueJournal {
  /** What happened, in order: `done disconnect/…#2` for the second attempt. */
  readonly entries: string[] = [];
  readonly failures: AttemptFailed[] = [];
  readonly #waiting = new Set<() => void>();

  readonly hooks: { readonly [Name in keyof QueueHooks]-?: NonNullable<QueueHooks[Name]> } = {
    queued: (event) => this.#note('queued', event),
    started: (event) => this.#note('started', event, event.attempt),
    done: (event) => this.#note('done', event, event.attempt),
    failed: (event) => {
      this.failures.push(event);
      this.#note('failed', event, event.attempt);
    },
    dead: (event) => this.#note('dead', event, event.attempt),
  };

  /** Returns the number of entries of a kind. */
  count(kind: string): number {
    return this.entries.filter((entry) => entry.startsWith(`${kind} `)).length;
  }

  /** Resolves once a condition holds, which is checked after each entry. */
  async until(condition: () => boolean, what = condition.toString()): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not in time: ${what}\n${this.entries.join('\n')}`)), PATIENCE);
    });
    const met = new Promise<void>((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
    await Promise.race([met, late]).finally(() => clearTimeout(timer));
  }

  /** Resolves once there are this many entries of a kind. */
  has(kind: keyof QueueHooks, count = 1): Promise<void> {
    return this.until(() => this.count(kind) >= count, `${count} × ${kind}`);
  }

  /** Adds an entry of the test's own. */
  add(entry: string): void {
    this.entries.push(entry);
    for (const check of [...this.#waiting]) check();
  }

  #note(kind: string, { key }: EventQueued, attempt?: number): void {
    this.add(`${kind} ${key}${attempt === undefined ? '' : `#${attempt}`}`);
  }
}

/** A promise with its functions. */
export interface Gate {
  readonly promise: Promise<void>;
  open(): void;
}

/** Returns a promise that the test resolves. */
export function gate(): Gate {
  let open = (): void => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}
