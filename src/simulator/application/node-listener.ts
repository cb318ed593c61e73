import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response as Injected } from 'light-my-request';
import { InjectedResponse } from './injected-response.js';
import { withObserver } from './observed.js';
import { type Application, errorLine, type PlatformRequest } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { isResponse } from './web-response.js';

/**
 * Answers a request of `node:http`. It is of the type that every function of two parameters has, so that tests need no
 * types of Node.
 */
export type NodeListener = (request: never, response: never) => unknown;

type ListenerOfNode = (request: IncomingMessage, response: ServerResponse) => unknown;

type Inject = typeof import('light-my-request')['inject'];

/**
 * An application that is a listener of `node:http`, called in this process.
 *
 * @param listenerOf asked once, when the first request comes.
 */
export function nodeApplication(listenerOf: () => NodeListener, patience: number): Application {
  let listener: NodeListener | undefined;
  let inject: Inject | undefined;
  const loaded = import('light-my-request').then((library) => {
    inject = library.default;
    return inject;
  });
  // Told with each request; there may be none.
  loaded.catch(() => undefined);
  const ask = (request: PlatformRequest, injection: Inject) => {
    listener ??= listenerOf();
    return injected(request, listener, injection, patience);
  };
  return (request) => {
    if (inject !== undefined) return ask(request, inject);
    // The time that the library takes to load is none of the application's.
    return loaded
      .then((injection) => ask(request, injection))
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
          // The answer stands, so that nobody would hear of this; a server would come down now.
          if (!response.isLeft) void Promise.reject(error);
          return;
        }
        settle({ failure: 'reset', detail: `The listener threw ${errorLine(error)}`, thrown: { error } });
        response.leave();
      };
      const returned = (value: unknown): void => {
        if (isResponse(value) && !outgoing.headersSent) settle({ failure: 'reset', detail: NO_LISTENER });
      };
      try {
        // What they are is beyond the type of the listener.
        const result = (listener as ListenerOfNode)(incoming, outgoing);
        if (isThenable(result)) result.then(returned, fail);
        else returned(result);
      } catch (error) {
        fail(error);
      }
    };
    const done = (error: Error | undefined, response: Injected | undefined): void => {
      // Typed as if both were there; one of them is.
      if (response && answer) settle(answer.replyOf(response));
      else settle({ failure: 'reset', detail: broken(answer, error) });
    };
    // The methods are right, and the rest is set below.
    inject(run as Parameters<Inject>[0], { method: request.method, url: request.url, validate: false }, done);
    return () => {
      answer?.leave();
      return answer?.progress ?? 'Nothing came';
    };
  });
}

const NO_LISTENER =
  'The function returned a Response, but was taken for a listener of Node, since it has two parameters or more: give { fetch: handler } instead.';

function broken(answer: InjectedResponse | undefined, error: unknown): string {
  const isOwn = (Object(error) as { code?: unknown }).code === 'LIGHT_ECONNRESET';
  const reason = isOwn ? '' : `: ${errorLine(error)}`;
  return `The connection was closed when the answer was not whole${reason}. ${answer?.progress ?? 'Nothing came'}.`;
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Makes it the request that a server would have received. */
function prepare(incoming: IncomingMessage, outgoing: ServerResponse, { url, headers, body }: PlatformRequest): void {
  const received: Record<string, string> = { host: hostOf(url), ...headers };
  // All of the body is there with the head, as it is when somebody sends so little; and no timer is needed for that.
  if (body !== undefined && body !== '') {
    const bytes = Buffer.from(body);
    received['content-length'] ??= String(bytes.length);
    incoming.push(bytes);
  }
  incoming.push(null);
  // Body parsers pass over a request that is complete and has been read to its end.
  incoming.complete = true;
  incoming.headers = received;
  const raw: string[] = [];
  for (const name in received) raw.push(name, received[name] ?? '');
  incoming.rawHeaders = raw;
  const { socket } = outgoing;
  if (socket === null) return;
  // One socket for both, which can be destroyed from either.
  Object.assign(socket, SOCKET, { encrypted: url.startsWith('https:') });
  incoming.socket = socket;
}

/** What applications ask a socket for. */
const SOCKET = {
  remoteAddress: '127.0.0.1',
  remoteFamily: 'IPv4',
  remotePort: 50_000,
  localAddress: '127.0.0.1',
  localPort: 443,
  setTimeout: itself,
  setNoDelay: itself,
  setKeepAlive: itself,
};

function itself<T>(this: T): T {
  return this;
}

/** The host and port of an absolute address, which need not be taken apart for it. */
function hostOf(url: string): string {
  const start = url.indexOf('//') + 2;
  const end = url.slice(start).search(/[/?#]/);
  const authority = end < 0 ? url.slice(start) : url.slice(start, start + end);
  return authority.slice(authority.lastIndexOf('@') + 1);
}
