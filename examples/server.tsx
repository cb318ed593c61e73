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
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  const user = auth === undefined ? '' : ' -u "$WEBHOOK_USERNAME:$WEBHOOK_PASSWORD"';
  const curl = (path: string, event: object): string =>
    `curl -s${user} http://localhost:${port}${path} -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`;

  console.log(`The phone menu takes webhooks at http://localhost:${port} (PORT chooses another port).
${
  auth === undefined
    ? 'Anybody may send them: set WEBHOOK_USERNAME and WEBHOOK_PASSWORD, here and at Bandwidth, before it serves real calls.'
    : 'Who sends them needs WEBHOOK_USERNAME and WEBHOOK_PASSWORD.'
}

A call comes in:
${curl(paths.call, events.initiate())}

The caller presses 1:
${curl(paths.menu, events.gather({ digits: '1', tag: '1' }))}
`);
});

server.on('error', ({ message }) => {
  console.error(`${message}\nChoose another port: PORT=3001 npm start`);
  process.exitCode = 1;
});

// Shorter than the time between SIGTERM and SIGKILL: 10 seconds with Docker, 30 with Kubernetes.
const end = gracefulShutdown(server, webhooks, { timeout: 9_000 });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Not `once`: on Ctrl-C the process gets the signal from the terminal and from npm.
  process.on(signal, async () => {
    const ended = end();
    log.info({ signal }, 'ending');
    const isWhole = await ended;
    log.info({ isWhole }, 'ended');
    process.exit(isWhole ? 0 : 1);
  });
}
