// A server in a process of its own is told to end while it is at work, and loses nothing.
import { Agent } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { disconnect, initiate } from '../../examples/phone-menu/sample-events.js';
import { connecting, send } from './held-request.js';
import { type StartedProgram, withProgram } from './started-program.js';

const test = suite('graceful shutdown');

interface AtWork {
  readonly server: StartedProgram;
  readonly port: number;
  readonly agent: Agent;
  /** Of the call that comes in. */
  readonly answer: ReturnType<typeof send>;
}

/** A server that has been told to end while it answers a call and handles the end of another. */
async function endingAtWork(timeout: number, use: (atWork: AtWork) => Promise<void>): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  await withProgram('test/examples/held-up-server.tsx', { TIMEOUT: String(timeout) }, async (server) => {
    const port = Number((await server.lines('port '))[0]?.slice('port '.length));
    const answer = send(agent, port, '/', initiate);
    await server.lines('initiate begun');
    assert.is((await send(agent, port, '/', disconnect)).status, 201);
    await server.lines('disconnect begun');
    server.process.kill('SIGTERM');
    await server.lines('ending');
    await use({ server, port, agent, answer });
  });
  agent.destroy();
}

/** Longer than the test can take. */
const AMPLE = 600_000;

test('new connections are refused, the answer arrives, the handler finishes, and the code is 0', () =>
  endingAtWork(AMPLE, async ({ server, port, answer }) => {
    assert.is(await connecting(port), 'ECONNREFUSED');
    server.process.send('initiate');
    const { status, headers, body } = await answer;
    assert.is(status, 200);
    assert.match(body, '<SpeakSentence>Hello</SpeakSentence>');
    assert.is(headers.connection, 'close', 'the client would keep the connection, and the server alive with it');
    server.process.send('disconnect');
    await server.lines('disconnect done');
    assert.is(await server.ended, 0);
  }));

test('nor is an answer lost that takes longer than the handler, nor by being told to end once more', () =>
  endingAtWork(AMPLE, async ({ server, answer }) => {
    server.process.kill('SIGTERM');
    await server.lines('ending');
    server.process.send('disconnect');
    await server.lines('disconnect done');
    server.process.send('initiate');
    assert.is((await answer).status, 200);
    assert.is(await server.ended, 0);
  }));

test('work that is not done in time is given up, and the code says so', () =>
  endingAtWork(1, async ({ server, answer }) => {
    assert.is(
      await answer.then(
        () => 'answered',
        (error: NodeJS.ErrnoException) => error.code,
      ),
      'ECONNRESET',
    );
    assert.is(await server.ended, 1);
  }));

test.run();
