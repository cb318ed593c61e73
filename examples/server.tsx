import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { phoneMenu } from './phone-menu/app.js';
import { paths } from './phone-menu/paths.js';
import { gather, initiate } from './phone-menu/sample-events.js';
import { credentialsFrom } from './serving/credentials.js';
import { gracefulShutdown } from './serving/graceful-shutdown.js';

const log = pino();
const auth = credentialsFrom(process.env);
const { app, webhooks } = phoneMenu(log, auth);

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  // Only a server on a pipe has an address that is text.
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
${curl(paths.call, initiate)}

The caller presses 1:
${curl(paths.menu, gather('1'))}
`);
});

server.on('error', ({ message }) => {
  console.error(`${message}\nChoose another port: PORT=3001 npm start`);
  process.exitCode = 1;
});

// Less than the host leaves before it kills what it has told to end: Docker 10 seconds, Kubernetes 30.
const end = gracefulShutdown(server, webhooks, { timeout: 9_000 });
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Not `once`: npm passes Ctrl-C on to a program that has had it from the terminal already.
  process.on(signal, async () => {
    const ended = end();
    log.info({ signal }, 'ending');
    const isWhole = await ended;
    log.info({ isWhole }, 'ended');
    process.exit(isWhole ? 0 : 1);
  });
}
