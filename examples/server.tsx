import type { AddressInfo } from 'node:net';
import { phoneMenu } from './phone-menu/app.js';
import { paths } from './phone-menu/paths.js';
import { gather, initiate } from './phone-menu/sample-events.js';

const wanted = Number(process.env.PORT ?? 3000);

const server = phoneMenu(console.log).listen(wanted, () => {
  // Only a server on a pipe has an address that is text.
  const { port } = server.address() as AddressInfo;
  const curl = (path: string, event: object): string =>
    `curl -s http://localhost:${port}${path} -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`;

  console.log(`The phone menu takes webhooks at http://localhost:${port} (PORT chooses another port).

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
