// A server whose handlers wait for a message of the test. It shuts down like the example.
import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import { gracefulShutdown } from '../../examples/serving/graceful-shutdown.js';

/** Synchronous, so that no output is lost when the process ends. */
const say = (line: string): number => writeSync(1, `${line}\n`);

const letGo = new Map<unknown, () => void>();
process.on('message', (name) => letGo.get(name)?.());

async function untilReleased(name: string): Promise<void> {
  const wait = new Promise<void>((resolve) => letGo.set(name, resolve));
  say(`${name} begun`);
  await wait;
  say(`${name} done`);
}

const calls = webhooks({
  async initiate() {
    await untilReleased('initiate');
    return (
      <Response>
        <SpeakSentence>Hello</SpeakSentence>
      </Response>
    );
  },
  disconnect: () => untilReleased('disconnect'),
});
const app = new Koa();
app.use(calls);
const server = app.listen(0, '127.0.0.1', () => say(`port ${(server.address() as AddressInfo).port}`));
const end = gracefulShutdown(server, [calls], { timeout: Number(process.env.TIMEOUT) });
process.on('SIGTERM', async () => {
  const ended = end();
  say('ending');
  process.exit((await ended) ? 0 : 1);
});
