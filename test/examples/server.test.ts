// `npm start`: the commands that it prints work, and it shuts down without losing a response.
import { Agent } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paths } from '../../examples/phone-menu/handlers.js';
import { sampleEvents } from '../../examples/phone-menu/test-helpers.js';
import { PendingRequest, refusing, send } from './pending-request.js';
import { type StartedProgram, withProgram } from './started-program.js';

const test = suite('npm start');

const started = (use: (server: StartedProgram) => Promise<void>, env: NodeJS.ProcessEnv = {}): Promise<void> =>
  withProgram('examples/server.tsx', { PORT: '0', WEBHOOK_USERNAME: '', WEBHOOK_PASSWORD: '', ...env }, use);

/** Sends the request of a printed command, without curl. */
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

/** Sends a signal while the server waits for the body of one event and runs the handler of another. */
async function endAtWork(server: StartedProgram, port: number, signal: NodeJS.Signals, auth?: string): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const held = new PendingRequest(agent, port, paths.call, auth);
  await held.accepted;
  assert.is((await new PendingRequest(agent, port, paths.call, auth).complete(sampleEvents.disconnect)).status, 201);
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

test('without credentials it warns, its commands work, and SIGTERM loses no response', () =>
  started(async (server) => {
    await server.lines('It accepts requests from anyone');
    const [call, key] = await server.lines('curl ', 2);
    assert.match(await runCurl(call), 'Welcome to Blue Harbor.');
    assert.match(await runCurl(key), 'We are putting you through to sales.');
    await endAtWork(server, portIn(call), 'SIGTERM');
  }));

test('with credentials it responds 401 without them, prints no password, and SIGINT loses no response', () =>
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
      assert.not.match(written, 'from anyone');
      assert.not.match(written, 'ahoy');
    },
    { WEBHOOK_USERNAME: 'bandwidth', WEBHOOK_PASSWORD: 'ahoy' },
  ));

test('serves a telephone beside it, whose address comes first, and ends both', () =>
  withProgram('scripts/start.mjs', { PORT: '0', WEBHOOK_USERNAME: '', WEBHOOK_PASSWORD: '' }, async (program) => {
    const [line = ''] = await program.lines('Call the phone menu: open ');
    const [call] = await program.lines('curl ');
    assert.is(program.written.indexOf(line), 0);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    assert.match(await (await fetch(url)).text(), '<title>bxml phone</title>');
    assert.match(await runCurl(call), 'Welcome to Blue Harbor.');
    program.process.kill('SIGTERM');
    assert.is(await program.ended, 0);
    await fetch(url).then(
      () => assert.unreachable('the telephone is still there'),
      () => undefined,
    );
  }));

test.run();
