import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Returns a free port. It is below those that the system gives to connections and to servers that listen on port 0,
 * since such a port could be taken before the server of a test listens on it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
