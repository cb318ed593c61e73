// A WebSocket to the application in virtual time: time stops until the server has read what was sent and has answered.
import { type AppSocket, openSocket, type SocketEnd, type SocketFailure } from '../application/web-socket.js';
import { behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import { isUnserved } from '../calls/known-routes.js';
import { isLoopback } from '../settings/socket-urls.js';

// Captured when the module is loaded, because a test runner may replace the timers during a test.
const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** What a socket is opened for. */
interface Opening {
  /** The verb, such as `StartStream`. */
  readonly verb: string;
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came of opening a socket: the socket, why there is none, or that the test wants none. */
export type Opened = SocketLink | { readonly rejected: string } | 'no socket';

/**
 * Opens the socket of a verb. An application that does not accept it is a fault in strict mode, unless the test has caused
 * that itself.
 */
export async function openLink(call: SimulatedCall, { verb, destination, headers }: Opening): Promise<Opened> {
  const { simulation, record } = call;
  const { settings, scheduler, disruptions } = simulation;
  const target = settings.streams(destination);
  if (target === 'no socket') return target;
  const request = `${verb} → ${destination}`;
  if ('refused' in target) {
    record.fault(call, 'unserved', `${request}: ${target.refused}`);
    return { rejected: target.refused };
  }
  const { url } = target;
  const scripted = disruptions.takeSocket(destination);
  const work = { subject: record, description: `the handshake of ${request}` };
  const options = { headers, patience: settings.patience, isLocal: isLoopback(new URL(url).hostname) };
  const opened: AppSocket | SocketFailure =
    scripted === undefined
      ? await scheduler.work.track(work, openSocket(url, options))
      : { failure: scripted, detail: 'so the test has it' };
  if (!('failure' in opened)) return new SocketLink(call, opened, request);
  if (opened.failure === 'timeout') {
    simulation.recordCoverage('stream.handshake-timeout');
    await record.pause(behaviors['stream.handshake-timeout'].value * 1000);
  }
  if (scripted === undefined) {
    const isMissing = opened.failure === 'refused' || isUnserved(opened.status ?? 0);
    record.fault(call, isMissing ? 'unserved' : 'lost-stream', `${request}: ${opened.detail}`);
  }
  return { rejected: opened.detail };
}

/** Close codes of a socket that the server has closed in a normal way. */
const NORMAL = new Set([1000, 1001, 1005]);

/** Returns the cause for a socket that the server has closed, or that broke, which is a fault in strict mode. */
export function endOf(
  call: SimulatedCall,
  request: string,
  { code, reason }: SocketEnd,
): { readonly cause: 'closed' | 'connection-error'; readonly errorMessage: string | undefined } {
  if (NORMAL.has(code)) return { cause: 'closed', errorMessage: undefined };
  const said = reason === '' ? '' : ` (${reason})`;
  const errorMessage = code === 1006 ? `the socket broke${said}` : `the server closed the socket with ${code}${said}`;
  if (code === 1006) call.record.fault(call, 'lost-stream', `${request}: ${errorMessage}`);
  return { cause: 'connection-error', errorMessage };
}

/** What happens on the socket of a stream. */
interface LinkListener {
  /** @param text `undefined` for a binary message */
  message(text: string | undefined): void;
  end(end: SocketEnd): void;
}

/** A socket that is open. */
export class SocketLink {
  readonly #call: SimulatedCall;
  readonly #socket: AppSocket;
  readonly #request: string;
  #isOpen = true;
  /** The messages and the end that came so far. */
  #received = 0;
  #answersPings = true;
  #settled: (() => void) | undefined;
  /** Called at the next message, and at the end. */
  readonly #onActivity = new Set<() => void>();
  readonly #onEnd = new Set<() => void>();

  constructor(call: SimulatedCall, socket: AppSocket, request: string) {
    this.#call = call;
    this.#socket = socket;
    this.#request = request;
  }

  /** Passes on what comes from the server. */
  listen(listener: LinkListener): void {
    this.#socket.listen({
      message: (text) => {
        this.#received++;
        listener.message(text);
        for (const action of this.#onActivity) action();
      },
      end: (end) => {
        this.#received++;
        this.#isOpen = false;
        listener.end(end);
        this.#settled?.();
        for (const action of [...this.#onActivity, ...this.#onEnd]) action();
      },
    });
  }

  /** Sends messages, in order. */
  send(...messages: readonly string[]): void {
    this.#socket.send(messages);
  }

  /**
   * Stops virtual time until the server has read what was sent, and sends nothing more at once. A ping is answered when
   * everything before it was read. It goes out two turns later, so that handlers that await something quick have answered.
   */
  settle(): void {
    const { scheduler, clock, settings } = this.#call.simulation;
    if (this.#settled !== undefined || !this.#isOpen || !this.#answersPings || clock.isReal) return;
    const end = scheduler.work.begin({ subject: this.#call.record, description: `the server of ${this.#request}` });
    const timer = setTimeout(() => {
      // A server that answers no pings is not waited for again.
      this.#answersPings = false;
      this.#settled?.();
    }, settings.patience);
    this.#settled = () => {
      this.#settled = undefined;
      clearTimeout(timer);
      end();
    };
    this.#round();
  }

  #round(): void {
    const before = this.#received;
    setImmediate(() =>
      setImmediate(() => {
        this.#socket.ping(() => {
          if (this.#received !== before && this.#settled !== undefined) this.#round();
          else this.#settled?.();
        });
      }),
    );
  }

  /** Stops virtual time until the server sends something, for at most that many real milliseconds. */
  waitForServer(milliseconds: number): void {
    const { scheduler, clock } = this.#call.simulation;
    if (!this.#isOpen || clock.isReal) return;
    const end = scheduler.work.begin({ subject: this.#call.record, description: `the server of ${this.#request}` });
    const done = (): void => {
      clearTimeout(timer);
      this.#onActivity.delete(done);
      end();
    };
    const timer = setTimeout(done, milliseconds);
    this.#onActivity.add(done);
  }

  /** Closes the socket. The call is not settled before the server has closed it too, or patience is over. */
  close(): void {
    if (!this.#isOpen) return;
    const { record, simulation } = this.#call;
    const { scheduler, settings } = simulation;
    const closed = new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#socket.terminate();
        resolve();
      }, settings.patience);
      this.#onEnd.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.#socket.close();
    scheduler.work.hold({ subject: record, description: `the close of ${this.#request}` }, closed, settings.patience);
    record.background(() => closed);
  }
}
