// A server on loopback and a client that sends arbitrary bytes, for tests with a hostile peer.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import Koa from 'koa';
import * as assert from 'uvu/assert';

/** A string in requests and errors that must not appear in a response. */
export const SECRET = 'swordfish7281';

export interface RawReply {
  readonly status: number;
  /** The status line and headers. */
  readonly head: string;
  readonly body: string;
}

/** A connection to the server. */
export interface Line {
  readonly socket: Socket;
  /** Waits for a number of replies. Rejects if the server closes the connection first. */
  replies(count: number): Promise<readonly RawReply[]>;
  /** Waits until the server closes the connection. Resolves to everything it sent. */
  ended(): Promise<readonly RawReply[]>;
}

/** Serves the middleware while `use` runs. Fails if an error escapes meanwhile. */
export function serving(middleware: Koa.Middleware, use: (port: number, app: Koa) => Promise<void>): Promise<void> {
  const app = new Koa();
  app.silent = true;
  app.use(middleware);
  return servingListener(app.callback(), (port) => use(port, app));
}

/** Serves a listener of `node:http`, like the above. */
export function servingListener(listener: RequestListener, use: (port: number) => Promise<void>): Promise<void> {
  return watched(async () => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    try {
      await use(typeof address === 'object' && address !== null ? address.port : 0);
    } finally {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  });
}

/** Fails if a rejection or an exception escapes, or a built-in prototype is modified. */
export async function watched(use: () => Promise<void>): Promise<void> {
  let escaped = 0;
  const note = (): void => {
    escaped++;
  };
  const prototypes = ownKeysOfPrototypes();
  process.on('unhandledRejection', note).on('uncaughtException', note);
  try {
    await use();
    // Node reports an unhandled rejection after the microtasks have run.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
  }
  assert.is(escaped, 0, `${escaped} errors escaped`);
  assert.equal(ownKeysOfPrototypes(), prototypes);
}

function ownKeysOfPrototypes(): string[] {
  return [Object, Array, String, Function].flatMap(({ prototype }) => Reflect.ownKeys(prototype).map(String));
}

export function dial(port: number): Line {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  const heard = (): readonly RawReply[] => repliesIn(Buffer.concat(chunks).toString('latin1'));
  // A server may close the connection during an upload that it refuses; only its response matters.
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
  const isClosed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    socket,
    async replies(count) {
      while (heard().length < count) {
        assert.not.ok(socket.closed, `the server hung up after ${heard().length} of ${count} replies`);
        await Promise.race([once(socket, 'data'), isClosed]);
      }
      return heard();
    },
    async ended() {
      await isClosed;
      return heard();
    },
  };
}

/** Sends the bytes on a new connection. Resolves to everything that the server sends until it closes it. */
export function exchange(port: number, ...pieces: readonly (string | Uint8Array)[]): Promise<readonly RawReply[]> {
  const line = dial(port);
  for (const piece of pieces) line.socket.write(piece);
  return line.ended();
}

/** Returns a request as bytes, with `connection: close` by default. */
export function rawRequest(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
  target = '/',
): Buffer {
  const bytes = Buffer.from(body as string);
  const all = {
    host: 'localhost',
    connection: 'close',
    'content-type': 'application/json',
    ...('transfer-encoding' in headers ? {} : { 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}

/** A promise and its resolve function. */
export function pending<T>(): { readonly promise: Promise<T>; readonly keep: (value: T) => void } {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

/** Returns the complete replies. */
function repliesIn(text: string): RawReply[] {
  const replies: RawReply[] = [];
  let rest = text;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return replies;
    const head = rest.slice(0, end);
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
    assert.ok(status >= 100, `no reply: ${rest.slice(0, 200)}`);
    const body = wholeBody(head, rest.slice(end + 4));
    if (body === undefined) return replies;
    replies.push({ status, head, body });
    rest = rest.slice(end + 4 + body.length);
  }
}

/** Returns the body with its framing; undefined until it is complete. */
function wholeBody(head: string, rest: string): string | undefined {
  if (/^transfer-encoding: chunked$/im.test(head)) return /^.*?\b0\r\n\r\n/s.exec(rest)?.[0];
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  return rest.length < length ? undefined : rest.slice(0, length);
}
