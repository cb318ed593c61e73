// Streams that end or cannot begin, and messages that have no effect.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';
import { muLaw, plays, withRawServer, withServer } from './socket-server.js';
import { heardBy, silent, streaming, TWO_WAY } from './stream-documents.js';

const test = suite('streams that fail');

// How a stream ends.

const ends: [
  name: string,
  close: (socket: Parameters<typeof plays>[0]) => void,
  cause: string,
  errorMessage: RegExp | undefined,
][] = [
  ['1000', (socket) => socket.close(1000), 'closed', undefined],
  ['1001', (socket) => socket.close(1001), 'closed', undefined],
  ['no code', (socket) => socket.close(), 'closed', undefined],
  [
    '1008',
    (socket) => socket.close(1008, 'who?'),
    'connection-error',
    /^the server closed the socket with 1008 \(who\?\)$/,
  ],
  ['1011', (socket) => socket.close(1011), 'connection-error', /1011/],
  ['4400', (socket) => socket.close(4400), 'connection-error', /4400/],
  ['a connection that breaks', (socket) => socket.terminate(), 'connection-error', /^the socket broke/],
];

for (const [name, close, cause, errorMessage] of ends)
  test(`the server closes the socket with ${name}: the cause is ${cause}`, () =>
    withServer(
      (socket, { sequenceNumber }) => {
        if (sequenceNumber === '25') close(socket);
      },
      async ({ origin, messages }) => {
        const { platform, sent } = simulated(
          { '/call': streaming(origin, '', '', '<SpeakSentence>Bye.</SpeakSentence>'), '/status': '' },
          { allow: ['lost-stream'] },
        );
        const call = await platform.call({ url: '/call' });
        await call.hears('Bye.');
        await call.ends('hangup');
        const [{ cause: told, errorMessage: message, mediaStream } = {}] = sent('mediaStreamStopped');
        assert.is(told, cause);
        if (errorMessage === undefined) assert.is(message, undefined);
        else assert.match(String(message), errorMessage);
        assert.is((mediaStream as { duration: string }).duration, 'PT0.5S');
        assert.not(messages.some(({ eventType }) => eventType === 'stop'));
        assert.is(sent('mediaStreamStopped').length, 1);
      },
    ));

test('a connection that breaks fails the test in strict mode', () =>
  withServer(
    (socket, { eventType }) => {
      if (eventType === 'start') socket.terminate();
    },
    async ({ origin }) => {
      const { platform } = simulated({ '/call': streaming(origin), '/status': '' });
      const call = await platform.call({ url: '/call' });
      assert.match((await errorOf(call.ends())).message, /lost-stream: StartStream → ws:.*: the socket broke/);
    },
  ));

// Sockets that cannot be opened.

const failures: [
  name: string,
  onConnection: Parameters<typeof withRawServer>[0],
  message: RegExp,
  seconds: number,
  code: string,
][] = [
  ['never answers', silent, /the handshake was not answered within 0\.2 s of real time/, 10, 'lost-stream'],
  ['closes early', (socket) => socket.destroy(), /socket hang up|ECONNRESET/, 0, 'lost-stream'],
  ['answers garbage', (socket) => socket.end('what?\r\n\r\n'), /Parse Error|Expected HTTP/, 0, 'lost-stream'],
  [
    'answers 404',
    (socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'),
    /the handshake was answered with status 404/,
    0,
    'unserved',
  ],
  [
    'answers 403',
    (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
    /the handshake was answered with status 403/,
    0,
    'lost-stream',
  ],
];

for (const [name, onConnection, message, seconds, code] of failures)
  test(`a server that ${name}: the stream is rejected, and the next verb runs`, () =>
    withRawServer(onConnection, async (origin) => {
      const answers = { '/call': `${streaming(origin)}<SpeakSentence>Bye.</SpeakSentence>`, '/status': '' };
      const patience = onConnection === silent ? 0.2 : 30;
      const { platform, sent } = simulated(answers, { patience, allow: [code] });
      const call = await platform.call({ url: '/call' });
      await call.beginsToHear('Bye.');
      assert.is(platform.seconds, seconds);
      await call.ends('hangup');
      const [{ cause, errorMessage } = {}] = sent('mediaStreamRejected');
      assert.is(cause, 'connection-error');
      assert.match(String(errorMessage), message);
      assert.is(sent('mediaStreamStarted').length + sent('mediaStreamStopped').length, 0);
      const strict = await simulated(answers, { patience })
        .platform.call({ url: '/call' })
        .then(
          (each) => each.ends().then(() => each),
          (error: Error) => error,
        )
        .catch((error: Error) => error);
      assert.match(String(strict), new RegExp(`${code}: StartStream`));
    }));

test('a port at which nothing listens, and a host elsewhere, are unserved', async () => {
  for (const [destination, message] of [
    ['ws://127.0.0.1:1/bot', /nothing listens there/],
    ['wss://bot.example/call', /"wss:\/\/bot\.example" is not on this machine; pass the option streams/],
  ] as const) {
    const answers = {
      '/call': `<StartStream destination="${destination}" streamEventUrl="/status"/><Pause/>`,
      '/status': '',
    };
    const { platform, sent } = simulated(answers, { allow: ['unserved'] });
    await (await platform.call({ url: '/call' })).ends('hangup');
    const [{ cause, errorMessage } = {}] = sent('mediaStreamRejected');
    assert.is(cause, 'connection-error');
    assert.match(String(errorMessage), message);
    assert.match(
      (
        await errorOf(
          simulated(answers)
            .platform.call({ url: '/call' })
            .then((call) => call.ends()),
        )
      ).message,
      /unserved: StartStream → /,
    );
  }
});

for (const disruption of ['refused', 'reset', 'timeout'] as const)
  test(`a test can have a handshake disrupted: ${disruption}`, () =>
    withServer(silent, async ({ origin, handshakes }) => {
      const { platform, sent } = simulated({ '/call': `${streaming(origin)}<Pause/>`, '/status': '' });
      platform.disrupt({ url: '/media?call=7' }, disruption);
      const call = await platform.call({ url: '/call' });
      await call.ends('hangup');
      assert.equal([handshakes.length, sent('mediaStreamRejected').length], [0, 1]);
      assert.is(platform.seconds, disruption === 'timeout' ? 11 : 1);
    }));

// Messages that are not understood.

const garbage: [text: string | Buffer, message: RegExp][] = [
  ['hello', /a message that is not JSON: "hello"/],
  ['7', /a message without eventType/],
  ['null', /a message without eventType/],
  ['[]', /a message without eventType/],
  ['{"eventType":"mark"}', /eventType "mark"; the server may send "playAudio" and "clear"/],
  ['{"eventType":"playAudio"}', /playAudio without media\.contentType/],
  ['{"eventType":"playAudio","media":{"contentType":"audio/pcmu"}}', /playAudio without media\.payload/],
  [
    '{"eventType":"playAudio","media":{"contentType":"audio/ogg","payload":"AAAA"}}',
    /the media\.contentType "audio\/ogg"; allowed: audio\/pcmu, /,
  ],
  [
    '{"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":"%%%%"}}',
    /media\.payload that is not Base64/,
  ],
  [Buffer.from([1, 2, 3]), /a binary message/],
];

for (const [text, message] of garbage)
  test(`a message that has no effect fails the test in strict mode alone: ${String(text).slice(0, 80)}`, () =>
    withServer(
      (socket, { eventType }) => {
        if (eventType !== 'start') return;
        socket.send(text);
        plays(socket, muLaw(100));
      },
      async ({ origin }) => {
        const answers = { '/call': streaming(origin, TWO_WAY), '/status': '' };
        const allowed = await simulated(answers, { allow: ['stream-message'] }).platform.call({ url: '/call' });
        await allowed.hears('bot');
        await allowed.hangUp();
        const begun = await simulated(answers).platform.call({ url: '/call' });
        const error = await errorOf(begun.hears('bot'));
        assert.match(error.message, /stream-message: the server of ws:/);
        assert.match(error.message, message);
        await begun.hangUp();
      },
    ));

test('playAudio and clear on a one-way stream are ignored, which strict mode reports', () =>
  withServer(
    (socket, { eventType }) => {
      if (eventType === 'start') plays(socket, muLaw(100));
    },
    async ({ origin }) => {
      const { platform } = simulated({ '/call': streaming(origin), '/status': '' });
      const call = await platform.call({ url: '/call' });
      assert.match((await errorOf(call.hangUp())).message, /playAudio on a stream with mode="unidirectional"/);
      assert.equal(heardBy(call), []);
    },
  ));

test('a server that answers no pings is not waited for again', () =>
  withServer(
    silent,
    async ({ origin }) => {
      const { platform } = simulated({ '/call': streaming(origin), '/status': '' }, { patience: 1 });
      const call = await platform.call({ url: '/call' });
      await call.waits(30);
      await call.hangUp();
    },
    { autoPong: false },
  ));

test('a stream of a call that ends during the handshake has neither started nor stopped', async () => {
  let platform: ReturnType<typeof simulated>['platform'];
  await withRawServer(
    async () => {
      const [{ callId = '' } = {}] = await platform.api.listCalls();
      await platform.api.updateCall(callId, { state: 'completed' });
    },
    async (origin) => {
      const app = simulated({ '/call': streaming(origin), '/status': '' }, { patience: 2, allow: ['lost-stream'] });
      platform = app.platform;
      const call = await platform.call({ url: '/call', statusUrl: '/status' });
      assert.is(await call.ends(), 'rejected');
      assert.equal(
        app.requests.map(({ event }) => event.eventType),
        ['initiate', 'disconnect'],
      );
      assert.match(call.transcript(), /is not streamed to .*: it is stopped during the handshake$/m);
    },
  );
});

test.run();
