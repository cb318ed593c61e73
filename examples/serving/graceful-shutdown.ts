import type { Server, ServerResponse } from 'node:http';
import type { WorkInFlight } from 'bxml-jsx/koa';

/**
 * Milliseconds for which a server that ends still reads requests. When it is told to end, the kernel may hold requests
 * that it has not read yet; to close at once would reset them.
 */
const MOMENT = 200;

/**
 * Makes the function that ends a server without losing anything. It reads what has been sent to it already, takes no
 * more connections, sends the answers that are being made, and waits for the handlers that go on after theirs. What is
 * not done in `timeout` milliseconds is given up; the function tells whether everything was done.
 *
 * @param webhooks every middleware that `webhooks` of bxml-jsx/koa has made for the server
 */
export function gracefulShutdown(
  server: Server,
  webhooks: readonly WorkInFlight[],
  { timeout }: { timeout: number },
): () => Promise<boolean> {
  const answers = new Set<ServerResponse>();
  let ending: Promise<boolean> | undefined;

  server.prependListener('request', (_request, answer) => {
    answers.add(answer);
    answer.once('close', () => answers.delete(answer));
    if (ending !== undefined) endConnectionAfter(answer);
  });

  async function end(): Promise<boolean> {
    const begun = performance.now();
    let isWhole = true;
    const timer = setTimeout(() => {
      isWhole = false;
      server.closeAllConnections();
    }, timeout);
    answers.forEach(endConnectionAfter);
    await new Promise((resolve) => setTimeout(resolve, Math.min(MOMENT, timeout / 2)));
    // Right after Node has read what has come: an idle connection with a request in the kernel would be reset.
    const closed = new Promise((resolve) => setImmediate(() => server.close(resolve)));
    await closed;
    clearTimeout(timer);

    // Handlers are counted before the answer to their event is sent, so none can begin from here on.
    const left = Math.max(0, timeout - (performance.now() - begun));
    const running = await Promise.all(webhooks.map((each) => each.drain({ timeout: left })));
    return isWhole && running.every((count) => count === 0);
  }

  return () => {
    ending ??= end();
    return ending;
  };
}

/** Else the client would keep its connection for the next request, and a server ends only with its last connection. */
function endConnectionAfter(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('Connection', 'close');
}
