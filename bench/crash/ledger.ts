import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** An effect of a handler. */
interface Effect {
  readonly key: string;
  readonly callId: string;
  readonly eventTime: string;
  readonly attempt: number;
}

/** Stores each effect with its key, once, as a table with a unique constraint does. */
export class Ledger {
  /** The effects by key, in the order in which they happened. */
  readonly effects = new Map<string, Effect>();
  /** The number of handlers that ran again after their effect. */
  repeats = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#store(request).then(
        () => response.writeHead(204).end(),
        () => response.writeHead(400).end(),
      );
    });
  }

  static async start(): Promise<Ledger> {
    const ledger = new Ledger();
    ledger.#server.listen(0, '127.0.0.1');
    await once(ledger.#server, 'listening');
    return ledger;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Returns the events of a call in the order of their effects. */
  timesOf(callId: string): string[] {
    return [...this.effects.values()].filter((effect) => effect.callId === callId).map(({ eventTime }) => eventTime);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #store(request: IncomingMessage): Promise<void> {
    const effect = (await json(request)) as Effect;
    if (this.effects.has(effect.key)) this.repeats++;
    else this.effects.set(effect.key, effect);
  }
}
