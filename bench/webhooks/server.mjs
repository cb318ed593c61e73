// What the servers that are compared have in common.
import { once } from 'node:events';
import { inputsOf } from '../inputs.mjs';

/** What the menu is made of: the caller's name and number, and what the number called offers. */
export function menuInput({ callerDisplayName, from, to }) {
  return { name: callerDisplayName, from, lines: offers[Number(to.slice(-4)) % offers.length] };
}

const offers = inputsOf(42).map(({ lines }) => lines.slice(0, 2));

/** Serves on a port of its own, which the parent is told; tells it the processor's time when asked. */
export async function listen(app) {
  const server = app.listen(0, '127.0.0.1');
  // No connection is to end while it is another server's turn.
  server.keepAliveTimeout = 600_000;
  await once(server, 'listening');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  process.on('disconnect', () => process.exit());
  process.send(server.address().port);
}
