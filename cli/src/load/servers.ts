import { Server } from 'node:net';

/** The servers that a module starts while it loads. */
export interface StartedServers {
  /** The `request` listeners of the first HTTP server as one, if there is one. */
  listener(): ((request: never, response: never) => unknown) | undefined;
  /** Lets servers listen as usual again. */
  release(): void;
  /** Closes the servers and their connections. */
  close(): void;
}

/**
 * Lets the servers that a module starts listen on a free port of this machine instead of theirs. The port may be in use,
 * often by the same application.
 */
export function catchServers(): StartedServers {
  const servers = new Set<Server>();
  const { listen } = Server.prototype;
  Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
    servers.add(this);
    // The casts: `listen` has many overloads.
    if (!isPort(args[0])) return Reflect.apply(listen, this, args) as Server;
    const callback = args.findLast((arg): arg is () => void => typeof arg === 'function');
    return Reflect.apply(listen, this, [{ port: 0, host: '127.0.0.1' }, callback]) as Server;
  } as typeof listen;
  return {
    listener() {
      for (const server of servers) {
        // All listeners, as Node does: the first may only count requests for a graceful shutdown.
        if (server.listenerCount('request') > 0)
          return (request, response) => server.emit('request', request, response);
      }
      return undefined;
    },
    release() {
      Server.prototype.listen = listen;
    },
    close() {
      Server.prototype.listen = listen;
      for (const server of servers) {
        server.close();
        if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
          server.closeAllConnections();
      }
    },
  };
}

/** True for the arguments of `listen` that mean a port: a number, nothing, or options without a path and a handle. */
function isPort(first: unknown): boolean {
  if (typeof first === 'object' && first !== null)
    return !('path' in first) && !('_handle' in first) && !('fd' in first);
  return typeof first !== 'string' || /^\d+$/.test(first);
}
