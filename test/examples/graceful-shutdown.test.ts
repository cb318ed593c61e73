// A server in a separate process receives SIGTERM while it handles requests, and loses none.
import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sampleEvents } from '../../examples/phone-menu/test-helpers.js';
import { gracefulShutdown } from '../../examples/serving/graceful-shutdown.js';
import { refusing, send } from './pending-request.js';
import { type StartedProgram, withProgram } from './started-program.js';

const test = suite('graceful shutdown');

interface AtWork {
  readonly server: StartedProgram;
  readonly port: number;
  readonly agent: Agent;
  /** The response for the inbound call. */
  readonly answer: ReturnType<typeof send>;
}

/** Starts a server, and sends SIGTERM while it handles an inbound call and the end of another call. */
async function endingAtWork(timeout: number, use: (atWork: AtWork) => Promise<void>): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  await withProgram('test/examples/blocking-server.tsx', { TIMEOUT: String(timeout) }, async (server) => {
    const port = Number((await server.lines('port '))[0]?.slice('port '.length));
    const answer = send(agent, port, '/', sampleEvents.initiate);
    await server.lines('initiate begun');
    assert.is((await send(agent, port, '/', sampleEvents.disconnect)).status, 201);
    await server.lines('disconnect begun');
    server.process.kill('SIGTERM');
    await server.lines('ending');
    await use({ server, port, agent, answer });
  });
  agent.destroy();
}

/** A timeout that the test does not reach. */
const AMPLE = 600_000;

test('refuses new connections, sends the response, finishes the handler and exits with code 0', () =>
  endingAtWork(AMPLE, async ({ server, port, answer }) => {
    await refusing(port);
    server.process.send('initiate');
    const { status, headers, body } = await answer;
    assert.is(status, 200);
    assert.match(body, '<SpeakSentence>Hello</SpeakSentence>');
    assert.is(headers.connection, 'close', 'the client would keep the connection, and the server alive with it');
    server.process.send('disconnect');
    await server.lines('disconnect done');
    assert.is(await server.ended, 0);
  }));

test('sends a response that takes longer than the other handler, even after a second SIGTERM', () =>
  endingAtWork(AMPLE, async ({ server, answer }) => {
    server.process.kill('SIGTERM');
    await server.lines('ending');
    server.process.send('disconnect');
    await server.lines('disconnect done');
    server.process.send('initiate');
    assert.is((await answer).status, 200);
    assert.is(await server.ended, 0);
  }));

test('after the timeout, drops unfinished requests and exits with code 1', () =>
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

/** Sends requests while the thread of the server is blocked, and returns their outcomes. */
const CLIENT = `
const { connect } = require('node:net');
const { workerData: { port, sent }, parentPort } = require('node:worker_threads');
const flag = new Int32Array(sent);
const request = 'POST / HTTP/1.1\\r\\nhost: x\\r\\ncontent-length: 0\\r\\n\\r\\n';
const used = connect(port, '127.0.0.1');
used.write(request);
used.once('data', () => {
  parentPort.postMessage('used');
  Atomics.wait(flag, 0, 0);
  const results = ['used', 'new'].map((name) => new Promise((resolve) => {
    const socket = name === 'used' ? used : connect(port, '127.0.0.1');
    socket.on('error', ({ code }) => resolve(code)).on('data', (data) => resolve(String(data).slice(0, 12)));
    socket.on('close', () => resolve('closed'));
    socket.write(request, () => {
      if (Atomics.add(flag, 1, 1) === 1) Atomics.notify(flag, 1);
    });
  }));
  Promise.all(results).then((all) => parentPort.postMessage(all));
});
`;

test('responds to requests that are still in the buffer of the kernel', async () => {
  const server = createServer((_request, response) => response.end('read'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sent = new SharedArrayBuffer(8);
  const flag = new Int32Array(sent);
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  const client = new Worker(CLIENT, { eval: true, workerData: { port, sent } });
  const end = gracefulShutdown(server, [], { timeout: AMPLE });
  try {
    assert.is((await once(client, 'message'))[0], 'used');
    const results = once(client, 'message');
    // Block the thread, so that Node.js reads nothing until both requests are in the kernel.
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    while (Atomics.load(flag, 1) < 2) Atomics.wait(flag, 1, Atomics.load(flag, 1), 2000);
    const ended = end();
    assert.equal((await results)[0], ['HTTP/1.1 200', 'HTTP/1.1 200']);
    assert.is(await ended, true);
  } finally {
    await client.terminate();
    server.closeAllConnections();
    server.close();
  }
});

test.run();
