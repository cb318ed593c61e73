import { once } from 'node:events';
import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Handlers, type KoaHandlerContext, type WebhookOptions, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';

/** A response. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A request. The default content type is JSON. */
export interface Sent {
  readonly method?: string;
  /** The path with the query. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends requests to the server or function under test. */
export interface Client {
  send(request: Sent): Promise<Reply>;
  /** Posts an event as JSON. */
  post(event: object, request?: Sent): Promise<Reply>;
}

/** A client of a server on loopback. */
export interface HttpClient extends Client {
  /** Starts a request that the test ends itself. */
  begin(request: Sent): ClientRequest;
  /** The errors emitted on the app. */
  readonly errors: unknown[];
}

/** Returns a promise and its resolve function. */
export function latch<T = void>(): { readonly opened: Promise<T>; open(value: T): void } {
  let open: (value: T) => void = () => undefined;
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Returns a client with `post` implemented by `send`. */
export function posting(send: Client['send']): Client {
  return { send, post: (event, request = {}) => send({ method: 'POST', body: JSON.stringify(event), ...request }) };
}

/** Serves an app on loopback while `use` runs. */
export async function serving(app: Koa, use: (client: HttpClient) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  app.on('error', (error: unknown) => errors.push(error));
  await listening(createServer(app.callback()), (client) => use({ ...client, errors }));
}

/**
 * Serves a listener of `node:http` on loopback while `use` runs. `errors` are those printed to the console meanwhile.
 */
export async function servingListener(
  listener: RequestListener,
  use: (client: HttpClient) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  const print = console.error;
  console.error = (error: unknown) => void errors.push(error);
  try {
    await listening(createServer(listener), (client) => use({ ...client, errors }));
  } finally {
    console.error = print;
  }
}

async function listening(server: Server, use: (client: Omit<HttpClient, 'errors'>) => Promise<void>): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  const begin = ({ method = 'GET', path = '/', headers = {} }: Sent): ClientRequest =>
    httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const send: Client['send'] = async (sent) => replyTo(begin(sent), sent.body);
  try {
    await use({ ...posting(send), begin });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Ends a request and reads the response. */
export async function replyTo(request: ClientRequest, body?: Sent['body']): Promise<Reply> {
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    // The cast: no header in these tests is an array.
    headers: response.headers as Reply['headers'],
    body: Buffer.concat(chunks).toString(),
  };
}

/** Serves webhooks with these handlers. */
export function withHandlers(
  handlers: Handlers<KoaHandlerContext>,
  use: (client: HttpClient) => Promise<void>,
  options?: WebhookOptions<KoaHandlerContext>,
): Promise<void> {
  return serving(appOf(webhooks(handlers, options)), use);
}

/** Returns an app with the middleware. */
export function appOf(...middleware: Koa.Middleware[]): Koa {
  const app = new Koa();
  for (const one of middleware) app.use(one);
  return app;
}
