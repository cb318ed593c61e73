import type { AddressInfo } from 'node:net';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocketServer } from 'ws';
import { converse, type SpeechModel, voiceBot } from './voice-bot.js';

const test = suite('voice bot');

/** Mu-law of that many seconds. */
const audio = (seconds: number): Buffer => Buffer.alloc(8000 * seconds, 0x20);

/** A stand-in for the speech model: it answers with twice the length of what it heard, and ends after a short word. */
const standIn: SpeechModel = {
  greet: async () => audio(2),
  answer: async (speech) => (speech.length < 4000 ? undefined : Buffer.concat([speech, speech])),
};

/** Calls the bot, whose WebSocket server listens on a port of this machine. */
async function callBot(
  model: SpeechModel,
  talk: (call: Awaited<ReturnType<typeof begin>>, problems: string[]) => Promise<void>,
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => converse(socket, model));
  await new Promise((resolve) => server.once('listening', resolve));
  const problems: string[] = [];
  try {
    const { port } = server.address() as AddressInfo;
    const call = await begin(`ws://127.0.0.1:${port}`, problems);
    await call.hears('You are talking to an assistant.');
    await talk(call, problems);
  } finally {
    for (const client of server.clients) client.terminate();
    server.close();
  }
}

const begin = (streams: string, problems: string[], allow: string[] = []) =>
  simulate(
    voiceBot('wss://bot.example/talk', (problem) => problems.push(problem)),
    { streams, allow },
  ).call({ url: '/bot' });

/** The length of what the caller heard of the bot, and after how long it was interrupted. */
const lengthOf = (heard: Awaited<ReturnType<Awaited<ReturnType<typeof begin>>['hears']>>) =>
  heard.kind === 'stream' ? [heard.seconds, heard.stoppedAfter] : [];

test('the bot greets, and answers after the caller has finished', () =>
  callBot(standIn, async (call, problems) => {
    assert.equal(lengthOf(await call.hears('bot')), [2, undefined]);
    await call.speaksFor(1.5);
    assert.equal(lengthOf(await call.hears('bot')), [3, undefined]);
    await call.hangUp();
    assert.equal(problems, []);
  }));

test('a caller interrupts the bot', () =>
  callBot(standIn, async (call) => {
    await call.beginsToHear('bot');
    await call.waits(1);
    await call.speaksFor(1);
    const [greeting, answer] = [...call.timeline.filter(({ kind }) => kind === 'stream'), await call.hears('bot')];
    assert.ok(greeting?.kind === 'stream' && greeting.stoppedAfter !== undefined && greeting.stoppedAfter < 1.3);
    assert.is(answer?.kind === 'stream' && answer.seconds, 2);
    await call.hangUp();
  }));

test('the bot ends the conversation, and the call continues with the document', () =>
  callBot(standIn, async (call) => {
    await call.hears('bot');
    await call.says('Bye.', { seconds: 0.3 });
    await call.hears('Thank you for calling Blue Harbor.');
    await call.ends('hangup');
  }));

test('a model that fails ends the conversation, and is reported', () =>
  callBot({ ...standIn, answer: () => Promise.reject(new Error('overloaded')) }, async (call, problems) => {
    await call.hears('bot');
    await call.speaksFor(1);
    await call.hears('Thank you for calling');
    await call.ends('hangup');
    assert.equal(problems, ['connection-error: the server closed the socket with 1011']);
  }));

test('a bot that cannot be reached is reported, and the caller is not left in silence', async () => {
  const problems: string[] = [];
  const call = await begin('ws://127.0.0.1:1', problems, ['unserved']);
  await call.hears('Thank you for calling');
  await call.ends('hangup');
  assert.is(problems.length, 1);
});

test.run();
