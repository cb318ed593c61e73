// Messages of the library in the words of the command.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commandWords } from '../../src/terminal/command-words.js';
import { runBxml } from '../run-bxml.js';

const test = suite('words of the command');

const words: readonly (readonly [given: string, expected: string])[] = [
  ['No server is listening: Error: connect ECONNREFUSED 127.0.0.1:3000', 'no server listens at 127.0.0.1:3000'],
  ['initiate → POST http://x/: TypeError: fetch failed', 'initiate → POST http://x/: TypeError: fetch failed'],
  [
    'gather → POST https://app.example/: no response within 15 s (Nothing came within 5 s of real time (option patience).)',
    'gather → POST https://app.example/: no response within 15 s (Nothing came within 5 s of real time)',
  ],
  ['it did not happen within 60 s of real time (limits.realSeconds)', 'it did not happen within 60 s of real time'],
  [
    'the webhooks at / have no handler for initiate: add one, or correct url in the option application or in platform.call, or place an outbound call with platform.createCall',
    'the webhooks at / have no handler for initiate: add one, or correct url of the command (--url), or place an outbound call with --outbound',
  ],
  [
    "the simulated application does not serve https://b.example; if it does, pass origin: 'https://b.example', or alsoServes: ['https://b.example'] for a second origin",
    'the event goes to https://b.example, which is not the application, and was not sent',
  ],
  ['“(option A)” was chosen', '“(option A)” was chosen'],
];

for (const [given, expected] of words) {
  test(given, () => assert.is(commandWords(given), expected));
}

/** Returns the URL of a port at which nothing listens. */
async function freeUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

for (const command of ['map', 'call']) {
  test(`bxml ${command} of a URL at which nothing listens`, async () => {
    const { stdout, stderr } = await runBxml([command, `${await freeUrl()}/call`]);
    const output = stdout + stderr;
    assert.match(output, /no server listens at 127\.0\.0\.1:\d+/);
    assert.not.match(output, /ECONNREFUSED|Error:/);
  });
}

test.run();
