// `npm start` as a newcomer meets it: what it prints works, and it ends without losing anything.
import { Agent } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paths } from '../../examples/phone-menu/handlers.js';
import { sampleEvents } from '../../examples/phone-menu/test-helpers.js';
import { HeldRequest, refusing, send } from './held-request.js';
import { type StartedProgram, withProgram } from './started-program.js';

const test = suite('npm start');

const started = (use: (server: StartedProgram) => Promise<void>, env: NodeJS.ProcessEnv = {}): Promise<void> =>
  withProgram('examples/server.tsx', { PORT: '0', WEBHOOK_USERNAME: '', WEBHOOK_PASSWORD: '', ...env }, use);

/** Does what a printed command says; curl itself need not be there. */
async function runCurl(command = '', user = ''): Promise<string> {
  const said = /^curl -s( -u "\$WEBHOOK_USERNAME:\$WEBHOOK_PASSWORD")? (\S+) -H '(\S+): (\S+)' -d '([^']+)'$/.exec(
    command,
  );
  assert.ok(said, `a command of another form: ${command}`);
  const [, withUser, url = '', header = '', value = '', body = ''] = said;
  const authorization = `Basic ${Buffer.from(user).toString('base64')}`;
  const headers = { [header]: value, ...(withUser === undefined ? {} : { authorization }) };
  const response = await fetch(url, { method: 'POST', headers, body });
  assert.is(response.status, 200);
  return response.text();
}

const portIn = (line = ''): number => Number(/localhost:(\d+)/.exec(line)?.[1]);

/** Tells the server to end while it waits for the body of one event and has just acknowledged another. */
async function endAtWork(server: StartedProgram, port: number, signal: NodeJS.Signals, auth?: string): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const held = new HeldRequest(agent, port, paths.call, auth);
  await held.accepted;
  assert.is((await new HeldRequest(agent, port, paths.call, auth).complete(sampleEvents.disconnect)).status, 201);
  server.process.kill(signal);
  await server.lines('"ending"');
  await refusing(port);
  const { status, headers, body } = await held.complete(sampleEvents.initiate);
  assert.is(status, 200);
  assert.is(headers.connection, 'close');
  assert.match(body, 'Welcome to Blue Harbor.');
  assert.is(await server.ended, 0);
  const written = (await server.everything()).join('\n');
  assert.match(written, '"msg":"the call is over"');
  assert.match(written, '"isWhole":true');
  agent.destroy();
}

test('it says that anybody may send webhooks, its commands work, and SIGTERM loses nothing', () =>
  started(async (server) => {
    await server.lines('Anybody may send them');
    const [call, key] = await server.lines('curl ', 2);
    assert.match(await runCurl(call), 'Welcome to Blue Harbor.');
    assert.match(await runCurl(key), 'We are putting you through to sales.');
    await endAtWork(server, portIn(call), 'SIGTERM');
  }));

test('with credentials it lets nobody else in, prints no password, and SIGINT loses nothing', () =>
  started(
    async (server) => {
      const [call, key] = await server.lines('curl ', 2);
      assert.match(await runCurl(call, 'bandwidth:ahoy'), 'Welcome to Blue Harbor.');
      assert.match(await runCurl(key, 'bandwidth:ahoy'), 'We are putting you through to sales.');
      const agent = new Agent();
      assert.is((await send(agent, portIn(call), paths.call, sampleEvents.initiate)).status, 401);
      agent.destroy();
      await endAtWork(server, portIn(call), 'SIGINT', 'bandwidth:ahoy');
      const written = server.written.join('\n');
      assert.not.match(written, 'Anybody');
      assert.not.match(written, 'ahoy');
    },
    { WEBHOOK_USERNAME: 'bandwidth', WEBHOOK_PASSWORD: 'ahoy' },
  ));

test.run();
