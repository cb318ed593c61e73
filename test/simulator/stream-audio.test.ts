// The audio of a stream: what its server receives, and what the party hears.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';
import { isSound, muLaw, plays, withServer } from './socket-server.js';
import { framesOf, heardBy, silent, streaming, TWO_WAY } from './stream-documents.js';

const test = suite('the audio of streams');

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
      const limits = { realSeconds: 60 };
      const { platform } = simulated({ '/call': streaming(origin, TWO_WAY), '/status': '' }, { patience: 30, limits });
      const call = await platform.call({ url: '/call' });
      await call.hears('bot');
      assert.equal(heardBy(call), ['2000 bot 0.1']);
      await call.hangUp();
    },
  ));

test('a step that waits for a server that says nothing fails in real time, and says so', () =>
  withServer(silent, async ({ origin }) => {
    const { platform } = simulated({ '/call': streaming(origin, TWO_WAY), '/status': '' }, { patience: 1 });
    const call = await platform.call({ url: '/call' });
    const { message } = await errorOf(call.hears('bot'));
    assert.match(message, /nothing more is scheduled to happen; caller waits for the end of the stream bot/);
    assert.is(platform.seconds, 10);
    await call.says('hello');
    await call.hangUp();
  }));

// Speed, and many at once.

test('sixty seconds of audio in both directions', () =>
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
      await call.speaksFor(60);
      await call.hangUp();
      assert.ok(messages.filter(isSound).length >= 2995);
      assert.ok(messages.length < 3100, `${messages.length} messages`);
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

test.run();
