// A WebSocket server on loopback, in the place of the application's.
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A message of the platform. */
export type Message = Readonly<Record<string, unknown>> & {
  readonly eventType: string;
  readonly payload?: string;
  readonly track?: string;
};

/** What a server does on a socket. */
type OnMessage = (socket: WebSocket, message: Message, request: IncomingMessage) => void;

export interface TestServer {
  /** `ws://127.0.0.1:…`, without a path. */
  readonly origin: string;
  readonly handshakes: IncomingMessage[];
  /** The messages of all sockets, in order. */
  readonly messages: Message[];
  /** The close codes of all sockets. */
  readonly closed: number[];
}

/** Runs something with a server, which is gone afterwards. */
export async function withServer<T>(
  onMessage: OnMessage,
  run: (server: TestServer) => Promise<T>,
  options: { readonly verifyClient?: (info: { req: IncomingMessage }) => boolean; readonly autoPong?: boolean } = {},
): Promise<T> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
  await new Promise((resolve) => server.once('listening', resolve));
  // It listens on a port of TCP.
  const { port } = server.address() as AddressInfo;
  const seen: TestServer = { origin: `ws://127.0.0.1:${port}`, handshakes: [], messages: [], closed: [] };
  server.on('connection', (socket, request) => {
    seen.handshakes.push(request);
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      seen.messages.push(message);
      onMessage(socket, message, request);
    });
    socket.on('close', (code) => seen.closed.push(code));
    socket.on('error', () => undefined);
  });
  try {
    return await run(seen);
  } finally {
    for (const client of server.clients) client.terminate();
    server.close();
  }
}

/** Runs something with a server of TCP that does what it likes with each connection. */
export async function withRawServer<T>(
  onConnection: (socket: Socket) => void,
  run: (origin: string) => Promise<T>,
): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await run(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

/** Plays audio to the party. */
export function plays(socket: WebSocket, payload: Uint8Array, contentType = 'audio/pcmu'): void {
  const media = { contentType, payload: Buffer.from(payload).toString('base64') };
  socket.send(JSON.stringify({ eventType: 'playAudio', media }));
}

/** Mu-law of that many milliseconds, each byte the same. */
export const muLaw = (milliseconds: number, byte = 1): Uint8Array => new Uint8Array(8 * milliseconds).fill(byte);

/** True for a message with a frame that is not all silence. */
export const isSound = ({ payload }: Message): boolean =>
  Buffer.from(payload ?? '', 'base64').some((byte) => byte !== 255);
