import { connect } from 'node:net';
import { awayFrom, type PhoneSession } from './session.js';

/** Milliseconds between two checks. */
const INTERVAL = 1500;

/** Milliseconds that a connection may take. */
const LIMIT = 3000;

/** Options of {@link monitorApplication}. */
export interface MonitorOptions {
  /** True while it matters: a page is open. */
  readonly isNeeded: () => boolean;
  /** Milliseconds between two checks. @default 1500 */
  readonly interval?: number;
}

/**
 * Checks now and then whether something listens where the application is, so that a page shows that it is away, and that it
 * is back, without a call. It only connects: the application gets no request. Returns a function that ends it.
 */
export function monitorApplication(session: PhoneSession, options: MonitorOptions): () => void {
  const { isNeeded, interval = INTERVAL } = options;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const check = async (): Promise<void> => {
    if (isNeeded()) {
      const isReachable = await canConnect(session.target.origin);
      if (isOver) return;
      session.setReachability(isReachable ? { isReachable, message: '' } : awayFrom(session.target));
    }
    timer = setTimeout(check, interval);
    timer.unref();
  };
  void check();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** True if something listens at an origin. */
export function canConnect(origin: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin);
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: number, timeout: LIMIT });
    const end = (isReachable: boolean): void => {
      socket.destroy();
      resolve(isReachable);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
