import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response as Injected } from 'light-my-request';
import { InjectedResponse } from './injected-response.js';
import { withObserver } from './observed.js';
import { type Application, errorLine, type PlatformRequest } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { isResponse } from './web-response.js';

/**
 * A `node:http` request listener. Its parameters are `never`, so that any listener is assignable and tests do not need
 * Node's types.
 */
export type NodeListener = (request: never, response: never) => unknown;

type ListenerOfNode = (request: IncomingMessage, response: ServerResponse) => unknown;

type Inject = typeof import('light-my-request')['inject'];

/**
 * Returns the application of a `node:http` listener, called in this process.
 *
 * @param listenerOf returns the listener; called once, for the first request
 */
export function nodeApplication(listenerOf: () => NodeListener, patience: number): Application {
  let listener: NodeListener | undefined;
  let inject: Inject | undefined;
  const loaded = import('light-my-request').then((library) => {
    inject = library.default;
    return inject;
  });
  // Each request reports the error; this avoids an unhandled rejection without requests.
  loaded.catch(() => undefined);
  const send = (request: PlatformRequest, injection: Inject) => {
    listener ??= listenerOf();
    return injected(request, listener, injection, patience);
  };
  return (request) => {
    if (inject !== undefined) return send(request, inject);
    // The timeout of the request begins after the library has loaded.
    return loaded
      .then((injection) => send(request, injection))
      .catch((error) => ({ failure: 'refused', detail: `The application cannot be run: ${errorLine(error)}` }));
  };
}

function injected(request: PlatformRequest, listener: NodeListener, inject: Inject, patience: number) {
  return withTimeout(patience, (settle) => {
    let answer: InjectedResponse | undefined;
    const run = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
      const response = new InjectedResponse(outgoing);
      answer = response;
      prepare(withObserver(incoming, request), outgoing, request);
      const fail = (error: unknown): void => {
        if (outgoing.writableEnded) {
          // The response is complete, so the error is an unhandled rejection, as it would be in a server.
          if (!response.isDisconnected) void Promise.reject(error);
          return;
        }
        settle({ failure: 'reset', detail: `The listener threw ${errorLine(error)}`, thrown: { error } });
        response.disconnect();
      };
      const returned = (value: unknown): void => {
        if (isResponse(value) && !outgoing.headersSent) settle({ failure: 'reset', detail: NO_LISTENER });
      };
      try {
        // The cast: the parameters of `NodeListener` are `never`.
        const result = (listener as ListenerOfNode)(incoming, outgoing);
        if (isThenable(result)) result.then(returned, fail);
        else returned(result);
      } catch (error) {
        fail(error);
      }
    };
    const done = (error: Error | undefined, response: Injected | undefined): void => {
      // Only one of the two is set, despite the types of the library.
      if (response && answer) settle(answer.replyOf(response));
      else settle({ failure: 'reset', detail: broken(answer, error) });
    };
    // The cast: `run` has the parameters that the library passes.
    inject(run as Parameters<Inject>[0], { method: request.method, url: request.url, validate: false }, done);
    return () => {
      answer?.disconnect();
      return answer?.progress ?? 'Nothing came';
    };
  });
}

const NO_LISTENER =
  'The function returned a Response, but was called as a node:http listener because it has two or more parameters: pass { fetch: handler } instead.';

function broken(answer: InjectedResponse | undefined, error: unknown): string {
  const isOwn = (Object(error) as { code?: unknown }).code === 'LIGHT_ECONNRESET';
  const reason = isOwn ? '' : `: ${errorLine(error)}`;
  return `The connection was closed before the response was complete${reason}. ${answer?.progress ?? 'Nothing came'}.`;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Sets the properties that the request would have on a server. */
function prepare(incoming: IncomingMessage, outgoing: ServerResponse, { url, headers, body }: PlatformRequest): void {
  const received: Record<string, string> = { host: hostOf(url), ...headers };
  // The whole body is available at once, as for a small request over a network. No timer is needed for that.
  if (body !== undefined && body !== '') {
    const bytes = Buffer.from(body);
    received['content-length'] ??= String(bytes.length);
    incoming.push(bytes);
  }
  incoming.push(null);
  // Body parsers read `complete` to detect an aborted request.
  incoming.complete = true;
  incoming.headers = received;
  const raw: string[] = [];
  for (const name in received) raw.push(name, received[name] ?? '');
  incoming.rawHeaders = raw;
  const { socket } = outgoing;
  if (socket === null) return;
  // Request and response share one socket, so that either can destroy it.
  Object.assign(socket, SOCKET, { encrypted: url.startsWith('https:') });
  incoming.socket = socket;
}

/** The properties of a socket that applications read. */
const SOCKET = {
  remoteAddress: '127.0.0.1',
  remoteFamily: 'IPv4',
  remotePort: 50_000,
  localAddress: '127.0.0.1',
  localPort: 443,
  // The body parsers of Express 5 skip a request whose socket cannot be read.
  readable: true,
  setTimeout: returnThis,
  setNoDelay: returnThis,
  setKeepAlive: returnThis,
};

function returnThis<T>(this: T): T {
  return this;
}

/** Returns the host and port of an absolute URL. Performance: without parsing the whole URL. */
function hostOf(url: string): string {
  const start = url.indexOf('//') + 2;
  const end = url.slice(start).search(/[/?#]/);
  const authority = end < 0 ? url.slice(start) : url.slice(start, start + end);
  return authority.slice(authority.lastIndexOf('@') + 1);
}
