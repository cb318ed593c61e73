// StartStream and StopStream, with a real WebSocket server on loopback: handshake, messages, events, several streams.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';
import { withServer } from './socket-server.js';
import { framesOf, silent, streaming, TWO_WAY } from './stream-documents.js';

const test = suite('StartStream and StopStream');

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

test.run();
