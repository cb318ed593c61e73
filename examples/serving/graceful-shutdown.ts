// Ends a server without losing a response or the work of a handler. `../server.tsx` calls it on SIGTERM.
import type { Server, ServerResponse } from 'node:http';
import type { WorkInFlight } from 'bxml-jsx/koa';

/**
 * Milliseconds for which the server reads requests after the shutdown has begun. The kernel may hold requests that the
 * server has not read yet, and closing immediately would reset their connections.
 */
const READ_PERIOD = 200;

/**
 * Returns a function that shuts a server down. It reads the requests that were already sent, accepts no more connections,
 * sends the responses in progress, and waits for handlers that run after their response. After `timeout` milliseconds it
 * closes the remaining connections and stops waiting. Resolves to true if nothing was cut off.
 *
 * @param webhooks every middleware of the server that `webhooks` of bxml-jsx/koa has returned
 */
export function gracefulShutdown(
  server: Server,
  webhooks: readonly WorkInFlight[],
  { timeout }: { timeout: number },
): () => Promise<boolean> {
  const responses = new Set<ServerResponse>();
  let ending: Promise<boolean> | undefined;

  server.prependListener('request', (_request, response) => {
    responses.add(response);
    response.once('close', () => responses.delete(response));
    if (ending !== undefined) closeConnectionAfter(response);
  });

  async function end(): Promise<boolean> {
    const startedAt = performance.now();
    let isWhole = true;
    const timer = setTimeout(() => {
      isWhole = false;
      server.closeAllConnections();
    }, timeout);
    responses.forEach(closeConnectionAfter);
    await new Promise((resolve) => setTimeout(resolve, Math.min(READ_PERIOD, timeout / 2)));
    // Immediately after Node has read its sockets: an idle connection with an unread request would be reset.
    const closed = new Promise((resolve) => setImmediate(() => server.close(resolve)));
    await closed;
    clearTimeout(timer);

    // Handlers are counted before the response to their event is sent, so no further handler can start.
    const left = Math.max(0, timeout - (performance.now() - startedAt));
    const running = await Promise.all(webhooks.map((each) => each.drain({ timeout: left })));
    return isWhole && running.every((count) => count === 0);
  }

  return () => {
    ending ??= end();
    return ending;
  };
}

/** Makes the client close its connection after a response: a server closes only after its last connection. */
function closeConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
