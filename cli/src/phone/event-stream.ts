import type { ServerResponse } from 'node:http';
import type { LoggedChanges } from './message-log.js';
import type { ServerMessage } from './protocol.js';
import type { PhoneSession } from './session.js';

/** The most messages that are written at once. */
const BATCH = 200;

/** Milliseconds between two signs of life, so that both sides notice a lost connection. */
const HEARTBEAT = 15_000;

/**
 * The stream of server-sent events to one page. It holds a position in the log of the session instead of messages: a page
 * that reads slowly gets the last state of what changed meanwhile, or the whole session if it missed too much.
 */
export class EventStream {
  readonly #session: PhoneSession;
  readonly #response: ServerResponse;
  /** Distinguishes the ids of this process from those of one before. */
  readonly #run: string;
  #position: number | undefined;
  #isBlocked = false;
  readonly #stopListening: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  /** @param lastEventId the `Last-Event-ID` header of a page that reconnects */
  constructor(session: PhoneSession, response: ServerResponse, run: string, lastEventId: string | undefined) {
    this.#session = session;
    this.#response = response;
    this.#run = run;
    const [of, number = ''] = lastEventId?.split('.') ?? [];
    if (of === run && /^\d{1,15}$/.test(number)) this.#position = Number(number);
    this.#stopListening = session.log.listen(() => this.#write());
    this.#heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT);
    this.#heartbeat.unref();
    response.on('drain', () => {
      this.#isBlocked = false;
      this.#write();
    });
    response.on('close', () => this.#end());
    this.#write();
  }

  #end(): void {
    this.#stopListening();
    clearInterval(this.#heartbeat);
  }

  #write(): void {
    const { log } = this.#session;
    while (!this.#isBlocked && !this.#response.destroyed && this.#position !== log.next) {
      const found = this.#position === undefined ? undefined : log.from(this.#position, BATCH);
      const text = found === undefined ? this.#event(log.next, this.#session.snapshot()) : this.#textOf(found);
      this.#position = found?.next ?? log.next;
      if (text !== '') this.#isBlocked = !this.#response.write(text);
    }
  }

  #textOf({ changes }: LoggedChanges): string {
    return changes.map(({ key, next }) => this.#event(next, this.#session.message(key))).join('');
  }

  /** @param position the position of a page that has read it */
  #event(position: number, message: ServerMessage | undefined): string {
    return message === undefined ? '' : `id: ${this.#run}.${position}\ndata: ${JSON.stringify(message)}\n\n`;
  }
}
