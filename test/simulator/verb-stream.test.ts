// StartStream and StopStream, with a real WebSocket server on loopback.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { processorTimeUntil } from '../processor-time.js';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';
import { isSound, type Message, muLaw, plays, type TestServer, withRawServer, withServer } from './socket-server.js';

const test = suite('StartStream and StopStream');

/** A document that streams to a server, and waits for the end of the stream. */
const streaming = (origin: string, attributes = '', children = '', after = ''): string =>
  `<StartStream name="bot" destination="${origin}/media?call=7" streamEventUrl="/status" ${attributes}>${children}</StartStream>` +
  `<StopStream name="bot" wait="true"/>${after}`;

const TWO_WAY = 'mode="bidirectional"';

const silent = (): void => undefined;
const framesOf = ({ messages }: TestServer, track = 'inbound'): Message[] =>
  messages.filter((message) => message.eventType === 'media' && message.track === track);

/** The entries of the prompts that the caller heard, with their moments in milliseconds. */
const heardBy = (call: Call): string[] =>
  call.timeline.flatMap((entry) =>
    entry.kind === 'stream'
      ? [
          `${Math.round(entry.at * 1000)} ${entry.stream} ${entry.seconds}${entry.stoppedAfter === undefined ? '' : ` to ${entry.stoppedAfter}`}`,
        ]
      : [],
  );

test('the handshake has the path, the query and the credentials of the destination, and no sub-protocol', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({
      '/call': streaming(server.origin, 'destinationUsername="ada" destinationPassword="s3cret:x"'),
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.hangUp();
    const [{ url, headers } = { url: '', headers: {} }] = server.handshakes;
    assert.is(url, '/media?call=7');
    assert.is(headers.authorization, `Basic ${Buffer.from('ada:s3cret:x').toString('base64')}`);
    assert.is(headers['sec-websocket-protocol'], undefined);
    assert.not.match(call.transcript(), /s3cret/);
  }));

test('without credentials the handshake has no Authorization header', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({ '/call': streaming(server.origin), '/status': '' });
    await (await platform.call({ url: '/call' })).hangUp();
    assert.is(server.handshakes[0]?.headers.authorization, undefined);
  }));

test('start comes first, stop last, and the socket is closed', () =>
  withServer(silent, async (server) => {
    const params = '<StreamParam name="language" value="en"/><StreamParam name="desk" value="7"/>';
    const { platform, sent } = simulated({ '/call': streaming(server.origin, 'tracks="both"', params), '/status': '' });
    const call = await platform.call({ url: '/call' });
    await call.waits(1);
    await call.hangUp();
    const { messages, closed } = server;
    const [started] = sent('mediaStreamStarted');
    const { id } = (started?.mediaStream ?? {}) as { id: string };
    assert.match(id, /^s-/);
    const mediaFormat = { encoding: 'PCMU', sampleRate: 8000 };
    const metadata = {
      accountId: '5500000',
      callId: call.callId,
      streamId: id,
      streamName: 'bot',
      tracks: [
        { name: 'inbound', mediaFormat },
        { name: 'outbound', mediaFormat },
      ],
    };
    assert.equal(messages[0], { eventType: 'start', metadata, streamParams: { language: 'en', desk: '7' } });
    assert.equal(messages.at(-1), { eventType: 'stop', metadata });
    assert.equal(closed, [1000]);
    const media = messages.slice(1, -1);
    assert.is(media.length, 100);
    assert.equal(
      media.map(({ sequenceNumber }) => sequenceNumber),
      media.map((_, index) => String(index + 1)),
    );
    assert.ok(media.every(({ payload }) => Buffer.from(payload ?? '', 'base64').length === 160));
  }));

test('streamParams is left out if there are none, and the name of a stream is its id if it has none', () =>
  withServer(silent, async ({ origin, messages }) => {
    const { platform } = simulated({ '/call': `<StartStream destination="${origin}"/><Pause/>`, '/status': '' });
    await (await platform.call({ url: '/call' })).ends('hangup');
    assert.not('streamParams' in (messages[0] ?? {}));
    const { streamId, streamName } = (messages[0]?.metadata ?? {}) as { streamId: string; streamName: string };
    assert.is(streamName, streamId);
  }));

test('events name the stream, its tracks, its start and how long it ran', () =>
  withServer(silent, async ({ origin }) => {
    const { platform, sent } = simulated({
      '/call': `<Pause duration="2"/>${streaming(origin)}`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.waits(5.5);
    await call.hangUp();
    const [{ mediaStream: started } = {}] = sent('mediaStreamStarted');
    const [{ mediaStream: stopped, ...event } = {}] = sent('mediaStreamStopped');
    const expected = {
      name: 'bot',
      destination: `${origin}/media?call=7`,
      startTime: '2026-01-05T09:00:02.000Z',
      tracks: ['inbound'],
      type: 'WebSocket',
    };
    const { id, ...more } = started as { id: string };
    assert.equal(more, expected);
    assert.equal(stopped, { id, ...expected, duration: 'PT3.5S' });
    assert.is(event.cause, 'closed');
    assert.not('errorMessage' in event);
  }));

// What the server hears.

test('what the party says is a tone of that length on the inbound track, and silence before and after it', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({ '/call': streaming(server.origin), '/status': '' });
    const call = await platform.call({ url: '/call' });
    await call.waits(1);
    await call.speaksFor(2);
    await call.waits(1);
    await call.hangUp();
    const heard = framesOf(server).map(isSound);
    assert.equal([heard.indexOf(true), heard.lastIndexOf(true), heard.length], [50, 149, 200]);
    assert.is(heard.filter(Boolean).length, 100);
  }));

/** A WAV file of 16-bit samples. */
function wav(samples: readonly number[], rate: number, channels = 1): Uint8Array {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * channels * 2, 28);
  file.writeUInt16LE(channels * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, 44 + 2 * index);
  return file;
}

const files: [name: string, file: Uint8Array][] = [
  ['8 kHz', wav(Array(4000).fill(8031), 8000)],
  ['16 kHz in stereo', wav(Array(16_000).fill(8031), 16_000, 2)],
  ['44.1 kHz', wav(Array(22_050).fill(8031), 44_100)],
];

for (const [name, audio] of files)
  test(`a WAV file is what the party says: ${name}`, () =>
    withServer(silent, async (server) => {
      const { platform } = simulated({ '/call': streaming(server.origin), '/status': '' });
      const call = await platform.call({ url: '/call' });
      await call.says('hello', { audio });
      await call.waits(1);
      await call.hangUp();
      const bytes = Buffer.concat(framesOf(server).map(({ payload = '' }) => Buffer.from(payload, 'base64')));
      const sound = bytes.filter((byte) => byte !== 255);
      // 8031 is 0xa0 in mu-law.
      assert.equal([sound.length, ...new Set(sound)], [4000, 0xa0]);
    }));

test('audio that is not a WAV file is refused', async () => {
  const { platform } = simulated({ '/call': '<Gather input="speech" gatherUrl="/call"/>' });
  const call = await platform.call({ url: '/call' });
  for (const [audio, message] of [
    [new Uint8Array(10), /options\.audio is not a WAV file/],
    ['hello.wav', /options\.audio is not a Uint8Array/],
  ] as const) {
    // What a program without a type checker passes.
    assert.match((await errorOf(call.says('x', { audio: audio as Uint8Array }))).message, message);
  }
  await call.hangUp();
});

test('a party lets the prompts of a document end before it speaks to a stream, and a Gather takes precedence', () =>
  withServer(silent, async (server) => {
    const { platform, sent } = simulated({
      '/call': `<StartStream destination="${server.origin}"/><SpeakSentence>0123456789</SpeakSentence><Gather input="speech" gatherUrl="/next"/>`,
      '/next': '<Hangup/>',
    });
    const call = await platform.call({ url: '/call' });
    await call.says('boats');
    await call.ends('hangup');
    assert.is(sent('gather')[0]?.text, 'boats');
    assert.is(framesOf(server).findIndex(isSound), Math.floor(650 / 20));
  }));

test('prompts and what the server plays are heard on the outbound track', () =>
  withServer(
    (socket, { eventType }) => {
      if (eventType === 'start') plays(socket, muLaw(200, 77));
    },
    async (server) => {
      const { platform } = simulated({
        '/call': `<StartStream name="bot" mode="bidirectional" tracks="outbound" destination="${server.origin}"/><Pause/><SpeakSentence>0123456789</SpeakSentence>`,
      });
      await (await platform.call({ url: '/call' })).ends('hangup');
      const heard = framesOf(server, 'outbound');
      const audio = Buffer.concat(heard.map(({ payload = '' }) => Buffer.from(payload, 'base64')));
      assert.is(audio.subarray(0, 1600).filter((byte) => byte === 77).length, 1600);
      assert.equal(
        [
          heard.findLastIndex((frame, at) => at < 50 && isSound(frame)),
          heard.findIndex((frame, at) => at > 20 && isSound(frame)),
        ],
        [9, 50],
      );
    },
  ));

// What the party hears.

const contentTypes: [contentType: string, bytes: number, seconds: number][] = [
  ['audio/pcmu', 4000, 0.5],
  ['audio/pcm;rate=8000;channels=1;bit-depth=16;endian=little;encoding=signed', 8000, 0.5],
  ['audio/pcm;rate=16000;channels=1;bit-depth=16;endian=little;encoding=signed', 16_000, 0.5],
  ['audio/pcm;rate=24000;channels=1;bit-depth=16;endian=little;encoding=signed', 24_000, 0.5],
  ['audio/PCM; rate=8000; channels=1; bit-depth=16; endian=little; encoding=signed', 8000, 0.5],
];

for (const [contentType, bytes, seconds] of contentTypes)
  test(`${bytes} bytes of ${contentType} are heard for ${seconds} s`, () =>
    withServer(
      (socket, { eventType }) => {
        if (eventType === 'start') plays(socket, new Uint8Array(bytes), contentType);
      },
      async ({ origin }) => {
        const { platform } = simulated({ '/call': streaming(origin, TWO_WAY), '/status': '' });
        const call = await platform.call({ url: '/call' });
        const heard = await call.hears('bot');
        assert.is(heard.kind === 'stream' && heard.seconds, seconds);
        assert.is(heard.kind === 'stream' && heard.audio?.length, seconds * 8000);
        assert.is(platform.seconds, seconds);
        await call.hangUp();
      },
    ));

/** Answers of a server to `start`, and to the first sound; and what the caller hears, in virtual milliseconds. */
const tables: [
  name: string,
  onStart: (socket: Parameters<typeof plays>[0]) => void,
  onSound: typeof silent | ((socket: Parameters<typeof plays>[0]) => void),
  heard: string[],
][] = [
  ['one message', (socket) => plays(socket, muLaw(700)), silent, ['0 bot 0.7']],
  [
    'messages that follow are one prompt, however fast they come',
    (socket) => {
      for (let count = 0; count < 5; count++) plays(socket, muLaw(400));
    },
    silent,
    ['0 bot 2'],
  ],
  [
    'an answer to what the party says, at the burst of frames in which it began',
    silent,
    (socket) => plays(socket, muLaw(1500)),
    ['3100 bot 1.5'],
  ],
  [
    'clear stops what plays and drops the rest',
    (socket) => {
      plays(socket, muLaw(5000));
      plays(socket, muLaw(5000));
    },
    (socket) => {
      socket.send('{"eventType":"clear"}');
      plays(socket, muLaw(300));
    },
    ['0 bot 10 to 3.1', '3100 bot 0.3'],
  ],
  ['clear with nothing playing', (socket) => socket.send('{"eventType":"clear"}'), silent, []],
  [
    'a server that closes the socket cuts off what it queued',
    (socket) => plays(socket, muLaw(9000)),
    (socket) => socket.close(1000),
    ['0 bot 9 to 3.1'],
  ],
];

for (const [name, onStart, onSound, heard] of tables)
  test(name, () => {
    let hasHeard = false;
    return withServer(
      (socket, message) => {
        if (message.eventType === 'start') onStart(socket);
        if (message.eventType !== 'media' || hasHeard || !isSound(message)) return;
        hasHeard = true;
        onSound(socket);
      },
      async ({ origin }) => {
        const { platform } = simulated({
          '/call': streaming(origin, TWO_WAY, '', '<Pause duration="9"/>'),
          '/status': '',
        });
        const call = await platform.call({ url: '/call' });
        await call.waits(3);
        await call.speaksFor(1);
        await call.waits(4);
        await call.hangUp();
        assert.equal(heardBy(call), heard);
      },
    );
  });

test('a server that answers after real time is waited for, at the same moment in each run', () =>
  withServer(
    (socket, { eventType }) => {
      if (eventType === 'start') setTimeout(() => plays(socket, muLaw(100)), 250);
    },
    async ({ origin }) => {
      const { platform } = simulated({ '/call': streaming(origin, TWO_WAY), '/status': '' });
      const call = await platform.call({ url: '/call' });
      await call.hears('bot');
      assert.equal(heardBy(call), ['2000 bot 0.1']);
      await call.hangUp();
    },
  ));

test('a step that waits for a server that says nothing fails in real time, and says so', () =>
  withServer(silent, async ({ origin }) => {
    const { platform } = simulated({ '/call': streaming(origin, TWO_WAY), '/status': '' }, { patience: 0.1 });
    const call = await platform.call({ url: '/call' });
    const { message } = await errorOf(call.hears('bot'));
    assert.match(message, /nothing more is scheduled to happen; caller waits for the end of the stream bot/);
    assert.is(platform.seconds, 10);
    await call.says('hello');
    await call.hangUp();
  }));

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

test('StopStream without wait ends a stream at once; another name is ignored', () =>
  withServer(silent, async ({ origin, messages, closed }) => {
    const { platform, sent } = simulated({
      '/call': `<StartStream name="bot" destination="${origin}" streamEventUrl="/status"/><Pause duration="1"/><StopStream name="other"/><Pause duration="1"/><StopStream name="bot"/><Pause duration="5"/>`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    const [{ mediaStream, eventTime } = {}] = sent('mediaStreamStopped');
    assert.equal([(mediaStream as { duration: string }).duration, eventTime], ['PT2S', '2026-01-05T09:00:02.000Z']);
    assert.equal([messages.length, messages.at(-1)?.eventType, ...closed], [102, 'stop', 1000]);
  }));

test('as the last verb it does not hold the call', () =>
  withServer(silent, async ({ origin, messages }) => {
    const { platform } = simulated(
      { '/call': `<StartStream destination="${origin}"/>` },
      { allow: ['startStream.last'] },
    );
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.equal([platform.seconds, ...messages.map(({ eventType }) => eventType)], [0, 'start', 'stop']);
  }));

// Several streams.

test('streams of several names run at the same time, and end each by its own name', () =>
  withServer(silent, async (server) => {
    const start = (name: string) => `<StartStream name="${name}" destination="${server.origin}/${name}"/>`;
    const { platform } = simulated({
      '/call': `${start('a')}<Pause duration="1"/>${start('b')}<Pause duration="1"/><StopStream name="a"/><Pause duration="1"/><StopStream name="b"/><Pause/>`,
    });
    await (await platform.call({ url: '/call' })).ends('hangup');
    assert.equal(
      server.handshakes.map(({ url }) => url),
      ['/a', '/b'],
    );
    assert.equal([framesOf(server).length, ...server.closed], [200, 1000, 1000]);
  }));

test('a name that is in use is rejected, and the other stream continues', () =>
  withServer(silent, async ({ origin, handshakes }) => {
    const { platform, sent } = simulated({
      '/call': `<StartStream name="bot" destination="${origin}/1"/><Redirect redirectUrl="/again"/>`,
      '/again': streaming(`${origin}/2`),
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.waits(1);
    await call.hangUp();
    const [{ cause, errorMessage, mediaStream, originalMediaStream } = {}] = sent('mediaStreamRejected');
    assert.equal([cause, errorMessage], ['duplicate', 'a stream with the name bot is running on this call']);
    assert.match(String((mediaStream as { destination: string }).destination), /\/2\/media/);
    assert.match(String((originalMediaStream as { destination: string }).destination), /\/1$/);
    assert.is(handshakes.length, 1);
    assert.is(sent('mediaStreamStopped').length, 0);
  }));

test('more than four tracks are rejected', () =>
  withServer(silent, async ({ origin, handshakes }) => {
    const start = (name: string, tracks: string) =>
      `<StartStream name="${name}" tracks="${tracks}" destination="${origin}" streamEventUrl="/status"/>`;
    const { platform, sent } = simulated({
      '/call': `${start('a', 'both')}<Redirect redirectUrl="/two"/>`,
      '/two': `${start('b', 'inbound')}<Redirect redirectUrl="/three"/>`,
      '/three': `${start('c', 'both')}<Redirect redirectUrl="/four"/>`,
      '/four': `${start('d', 'outbound')}<Pause/>`,
      '/status': '',
    });
    await (await platform.call({ url: '/call' })).ends('hangup');
    assert.equal(
      sent('mediaStreamRejected').map(({ cause, mediaStream }) => [cause, (mediaStream as { name: string }).name]),
      [['track-limit', 'c']],
    );
    assert.is(handshakes.length, 3);
  }));

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
      const { platform, sent } = simulated(answers, { patience: 0.2, allow: [code] });
      const call = await platform.call({ url: '/call' });
      await call.beginsToHear('Bye.');
      assert.is(platform.seconds, seconds);
      await call.ends('hangup');
      const [{ cause, errorMessage } = {}] = sent('mediaStreamRejected');
      assert.is(cause, 'connection-error');
      assert.match(String(errorMessage), message);
      assert.is(sent('mediaStreamStarted').length + sent('mediaStreamStopped').length, 0);
      const strict = await simulated(answers, { patience: 0.2 })
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
      const { platform } = simulated({ '/call': streaming(origin), '/status': '' }, { patience: 0.2 });
      const call = await platform.call({ url: '/call' });
      await call.waits(30);
      await call.hangUp();
    },
    { autoPong: false },
  ));

// The option.

test('with streams: false no socket is opened, and events are sent', async () => {
  const { platform, sent } = simulated(
    { '/call': streaming('wss://bot.example', TWO_WAY, '', '<SpeakSentence>Bye.</SpeakSentence>'), '/status': '' },
    { streams: false },
  );
  const call = await platform.call({ url: '/call' });
  await call.hears('Bye.');
  await call.ends('hangup');
  assert.equal([sent('mediaStreamStarted').length, sent('mediaStreamStopped')[0]?.cause], [1, 'closed']);
});

test('streams is the origin of a server, or a function', () =>
  withServer(silent, async ({ origin, handshakes }) => {
    const asked: string[] = [];
    const answers = { '/call': streaming('wss://bot.example'), '/status': '' };
    const inOther = (destination: string): string => {
      asked.push(destination);
      return `${origin}/other`;
    };
    for (const streams of [origin, `${origin}/`, inOther]) {
      const { platform, sent } = simulated(answers, { streams });
      await (await platform.call({ url: '/call' })).hangUp();
      const [{ mediaStream } = {}] = sent('mediaStreamStarted');
      assert.is((mediaStream as { destination: string }).destination, 'wss://bot.example/media?call=7');
    }
    assert.equal(
      handshakes.map(({ url }) => url),
      ['/media?call=7', '/media?call=7', '/other'],
    );
    assert.equal(asked, ['wss://bot.example/media?call=7']);
  }));

test('a wrong value of streams is refused', async () => {
  for (const streams of [true, 'http://127.0.0.1:1', '127.0.0.1:1', 'ws://127.0.0.1:1/path', 7] as never[])
    assert.throws(() => simulated({}, { streams }), /options\.streams is .*; expected false, the origin of a server/);
  const { platform } = simulated(
    { '/call': streaming('wss://bot.example'), '/status': '' },
    { streams: () => 'http://x' },
  );
  const failed = platform.call({ url: '/call' }).then((call) => call.ends());
  assert.match(
    (await errorOf(failed)).message,
    /result of options\.streams is "http:\/\/x"; expected a URL of ws: or wss:/,
  );
});

// Speed, and many at once.

test('sixty seconds of audio in both directions take less than a second', () =>
  withServer(
    (socket, message) => {
      if (message.eventType === 'media') plays(socket, Buffer.from(message.payload ?? '', 'base64'));
    },
    async ({ origin, messages }) => {
      const { platform } = simulated(
        { '/call': streaming(origin, TWO_WAY), '/status': '' },
        { limits: { realSeconds: 60 } },
      );
      const call = await platform.call({ url: '/call' });
      const took = await processorTimeUntil(() => call.speaksFor(60));
      assert.ok(took < 1000, `${took} ms`);
      await call.hangUp();
      assert.ok(messages.filter(isSound).length >= 2995);
    },
  ));

test('streams of many calls do not mix', () =>
  withServer(
    (socket, { eventType, streamParams }) => {
      if (eventType === 'start') plays(socket, muLaw(100 * Number((streamParams as { seconds: string }).seconds)));
    },
    async ({ origin, closed }) => {
      const { platform } = simulated(
        {
          '/call': ({ event }) =>
            streaming(origin, TWO_WAY, `<StreamParam name="seconds" value="${String(event.from).slice(-2)}"/>`),
          '/status': '',
        },
        { limits: { realSeconds: 60 } },
      );
      const lengths = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const call = await platform.call({ url: '/call', from: `+155512300${10 + index}`, statusUrl: '/status' });
          const heard = await call.hears('bot');
          await call.hangUp();
          return heard.kind === 'stream' ? Math.round(heard.seconds * 10) - 10 : 0;
        }),
      );
      assert.equal(lengths, [...Array(40).keys()]);
      assert.is(closed.length, 40);
    },
  ));

test('a stream of a call that ends during the handshake has neither started nor stopped', async () => {
  let platform: ReturnType<typeof simulated>['platform'];
  await withRawServer(
    async () => {
      const [{ callId = '' } = {}] = await platform.api.listCalls();
      await platform.api.updateCall(callId, { state: 'completed' });
    },
    async (origin) => {
      const app = simulated({ '/call': streaming(origin), '/status': '' }, { patience: 0.2, allow: ['lost-stream'] });
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
