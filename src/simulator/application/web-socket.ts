// The WebSockets that the platform opens to the application, with the package `ws`: the `WebSocket` of runtimes has no
// ping, without which nothing shows that the server has taken what was sent. It is loaded for the first socket.
import { BxmlError } from '../../problems/bxml-error.js';
import { errorLine } from './reply.js';

/** How a socket ended. */
export interface SocketEnd {
  /** The close code; 1005 for a close frame without one, 1006 for a connection that broke. */
  readonly code: number;
  /** The reason in the close frame, or the error. An empty string if there is none. */
  readonly reason: string;
}

/** Why a socket could not be opened. */
export interface SocketFailure {
  readonly failure: 'refused' | 'reset' | 'timeout' | 'status';
  /** The status of the response, for `status`. */
  readonly status?: number;
  readonly detail: string;
}

/** What happens on a socket. Events that come before it is set are delivered then. */
export interface SocketListener {
  message(text: string | undefined): void;
  end(end: SocketEnd): void;
}

/** An open WebSocket to the application. */
export interface AppSocket {
  listen(listener: SocketListener): void;
  /** Sends messages, in order. */
  send(messages: readonly string[]): void;
  /** Calls back when the server has read all that was sent before. Never calls back if the server answers no pings. */
  ping(onPong: () => void): void;
  /** Sends a close frame. */
  close(): void;
  /** Cuts the connection. */
  terminate(): void;
}

// Captured when the module is loaded, because a test runner may replace the timers during a test.
const { setTimeout, clearTimeout } = globalThis;

/** The largest message that is read, in bytes. */
const MAX_MESSAGE = 64 * 1024 * 1024;

/** How a socket is opened. */
interface SocketOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Real milliseconds. */
  readonly patience: number;
  /** True if the server is on this machine. */
  readonly isLocal: boolean;
}

/**
 * Opens a WebSocket. Waits at most `patience` milliseconds of real time for the handshake.
 *
 * @throws BxmlError (`simulator.ws`) if the package `ws` cannot be loaded
 */
export async function openSocket(
  url: string,
  { headers, patience, isLocal }: SocketOptions,
): Promise<AppSocket | SocketFailure> {
  const WebSocket = await loadWebSocket();
  return new Promise((resolve) => {
    let socket: InstanceType<typeof WebSocket>;
    try {
      // A server on this machine has a certificate of its own making, if any.
      const rejectUnauthorized = !isLocal;
      socket = new WebSocket(url, { headers, maxPayload: MAX_MESSAGE, perMessageDeflate: false, rejectUnauthorized });
    } catch (error) {
      resolve({ failure: 'reset', detail: errorLine(error) });
      return;
    }
    const settle = (result: AppSocket | SocketFailure): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      const detail = `the handshake was not answered within ${patience / 1000} s of real time (option patience)`;
      settle({ failure: 'timeout', detail });
      socket.terminate();
    }, patience);
    const opened = new OpenSocket(socket);
    socket.on('upgrade', (response) => opened.connectedBy(response.socket));
    socket.on('open', () => settle(opened));
    socket.on('unexpected-response', (_, response) => {
      const status = response.statusCode ?? 0;
      settle({ failure: 'status', status, detail: `the handshake was answered with status ${status}` });
      socket.terminate();
    });
    socket.on('error', (error) => settle(failureOf(error)));
  });
}

function failureOf(error: Error): SocketFailure {
  const { code } = error as { readonly code?: unknown };
  // An error of several addresses, such as 127.0.0.1 and ::1, has no message.
  const detail = error.message === '' && typeof code === 'string' ? code : errorLine(error);
  if (code === 'ECONNREFUSED') return { failure: 'refused', detail: `nothing listens there: ${detail}` };
  return { failure: 'reset', detail };
}

async function loadWebSocket() {
  try {
    return (await import('ws')).WebSocket;
  } catch (error) {
    throw BxmlError.of('simulator.ws', `The simulator opens WebSockets with the package ws, which cannot be loaded.`, {
      hint: 'Install it (npm install --save-dev ws), or pass the option streams: false to simulate, which opens no sockets.',
      cause: error,
    });
  }
}

/** What {@link OpenSocket} uses of a WebSocket of `ws`. */
interface WsSocket {
  on(event: 'message', listener: (data: unknown, isBinary: boolean) => void): unknown;
  on(event: 'close', listener: (code: number, reason: { toString(): string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'pong', listener: () => void): unknown;
  readonly readyState: number;
  readonly OPEN: number;
  send(text: string, done: (error?: Error | null) => void): void;
  ping(data: string, mask: boolean, done: (error?: Error) => void): void;
  close(code: number): void;
  terminate(): void;
}

/** What {@link OpenSocket} uses of the connection under it. */
interface Connection {
  cork(): void;
  uncork(): void;
  unref(): unknown;
}

/** Ignores an error of a write: the socket ends with it, and `close` reports that. */
const ignoreError = (): void => undefined;

class OpenSocket implements AppSocket {
  readonly #socket: WsSocket;
  #connection: Connection | undefined;
  readonly #pings: (() => void)[] = [];
  #listener: SocketListener | undefined;
  #waiting: ((listener: SocketListener) => void)[] = [];
  #error = '';

  constructor(socket: WsSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      const text = isBinary ? undefined : String(data);
      this.#deliver((listener) => listener.message(text));
    });
    socket.on('error', (error) => {
      this.#error ||= errorLine(error);
    });
    socket.on('pong', () => this.#pings.shift()?.());
    socket.on('close', (code, reason) => {
      const end = { code, reason: reason.toString() || this.#error };
      this.#deliver((listener) => listener.end(end));
    });
  }

  #deliver(event: (listener: SocketListener) => void): void {
    if (this.#listener === undefined) this.#waiting.push(event);
    else event(this.#listener);
  }

  listen(listener: SocketListener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) event(listener);
  }

  /** Takes the connection, which must not keep a test run alive that has ended without hanging up. */
  connectedBy(connection: Connection): void {
    this.#connection = connection;
    connection.unref();
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(messages: readonly string[]): void {
    if (!this.#isOpen) return;
    // Performance: one write for all messages.
    this.#connection?.cork();
    for (const message of messages) this.#socket.send(message, ignoreError);
    this.#connection?.uncork();
  }

  ping(onPong: () => void): void {
    if (!this.#isOpen) return;
    this.#pings.push(onPong);
    this.#socket.ping('', true, ignoreError);
  }

  close(): void {
    this.#socket.close(1000);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
