// Serves the phone menu on Koa; `npm start` also opens a telephone for it. It prints curl commands that play a call.
import type { AddressInfo } from 'node:net';
import { events } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { phoneMenu } from './phone-menu/app.js';
import { credentialsFrom } from './phone-menu/credentials.js';
import { paths } from './phone-menu/handlers.js';
import { gracefulShutdown } from './serving/graceful-shutdown.js';

const log = pino();
const auth = credentialsFrom(process.env);
const { app, webhooks } = phoneMenu(log, auth);

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  // Not a string: the server listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo;
  const user = auth === undefined ? '' : ' -u "$WEBHOOK_USERNAME:$WEBHOOK_PASSWORD"';
  const curl = (path: string, event: object): string =>
    `curl -s${user} http://localhost:${port}${path} -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`;

  console.log(`The phone menu serves webhooks at http://localhost:${port} (set PORT for another port).
${
  auth === undefined
    ? 'It accepts requests from anyone. Before real calls, set WEBHOOK_USERNAME and WEBHOOK_PASSWORD here and at Bandwidth.'
    : 'Requests need WEBHOOK_USERNAME and WEBHOOK_PASSWORD.'
}

A call comes in:
${curl(paths.call, events.initiate())}

The caller presses 1:
${curl(paths.menu, events.gather({ digits: '1', tag: '1' }))}
`);
});

server.on('error', ({ message }) => {
  console.error(`${message}\nTo use another port: PORT=3001 npm start`);
  process.exitCode = 1;
});

// Shorter than the time between SIGTERM and SIGKILL: 10 seconds with Docker, 30 with Kubernetes.
const shutDown = gracefulShutdown(server, webhooks, { timeout: 9_000 });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Not `once`: on Ctrl-C the process gets the signal from the terminal and from npm.
  process.on(signal, async () => {
    const ended = shutDown();
    log.info({ signal }, 'ending');
    const isWhole = await ended;
    log.info({ isWhole }, 'ended');
    process.exit(isWhole ? 0 : 1);
  });
}
