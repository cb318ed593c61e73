// Shared by the compared servers.
import { once } from 'node:events';
import { inputsOf } from '../inputs.mjs';

/** The values in the menu: the caller's name and number, and the departments of the called number. */
export function menuInput({ callerDisplayName, from, to }) {
  return { name: callerDisplayName, from, lines: offers[Number(to.slice(-4)) % offers.length] };
}

const offers = inputsOf(42).map(({ lines }) => lines.slice(0, 2));

/** Serves on a free port and sends the port to the parent. Sends the processor time on request. */
export async function listen(app) {
  const server = app.listen(0, '127.0.0.1');
  // No connection may time out during the turn of another server.
  server.keepAliveTimeout = 600_000;
  await once(server, 'listening');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  process.on('disconnect', () => process.exit());
  process.send(server.address().port);
}
