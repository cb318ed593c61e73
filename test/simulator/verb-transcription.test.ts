// StartTranscription and StopTranscription: messages on a real WebSocket, events, and the REST operations.
import { type Call, RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { eventsOf } from './observed.js';
import { simulated } from './simulated.js';
import { type Message, withRawServer, withServer } from './socket-server.js';

const test = suite('StartTranscription and StopTranscription');

const silent = (): void => undefined;
const start = (origin: string, attributes = '', children = ''): string =>
  `<StartTranscription name="live" destination="${origin}/text?call=7" transcriptionEventUrl="/status" ${attributes}>${children}</StartTranscription>`;
const spoken = (messages: readonly Message[]): unknown[] =>
  messages
    .filter(({ eventType }) => eventType === 'transcription')
    .map(({ track, transcript, isPartial, startTime, endTime }) => [track, transcript, isPartial, startTime, endTime]);

/** A moment of the call, by its seconds. */
const at = (seconds: string): string => `2026-01-05T09:00:${seconds}Z`;

test('start comes first, stop last, and the socket is closed', () =>
  withServer(silent, async ({ origin, handshakes, messages, closed }) => {
    const { platform, sent } = simulated({
      '/call': `${start(origin, 'tracks="both"', '<CustomParam name="ticket" value="4711"/>')}<Pause/>`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    const { id } = (sent('realTimeTranscriptionStarted')[0]?.realTimeTranscription ?? {}) as { id: string };
    assert.match(id, /^t-/);
    const metadata = {
      accountId: '5500000',
      callId: call.callId,
      realTimeTranscriptionId: id,
      transcriptionName: 'live',
      tracks: [{ name: 'inbound' }, { name: 'outbound' }],
      stabilized: true,
    };
    assert.equal(messages, [
      { eventType: 'start', metadata, customParams: { ticket: '4711' } },
      { eventType: 'stop', metadata },
    ]);
    assert.is(handshakes[0]?.url, '/text?call=7');
    assert.equal(closed, [1000]);
  }));

test('what the party says is a segment of the inbound track, with its words, marks and times', () =>
  withServer(silent, async ({ origin, messages }) => {
    const { platform } = simulated({
      '/call': `${start(origin, 'preferredLanguages="es-US,fr-FR"')}<Pause duration="10"/>`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.waits(1);
    await call.says('Hola, uno.', { seconds: 2 });
    await call.hangUp();
    const [, message] = messages;
    const time = { confidence: 1, stable: true };
    assert.equal(message, {
      eventType: 'transcription',
      track: 'inbound',
      startTime: at('01.000'),
      endTime: at('03.000'),
      isPartial: false,
      language: 'es-US',
      transcript: 'Hola, uno.',
      items: [
        { content: 'Hola', startTime: at('01.000'), endTime: at('01.800'), ...time, type: 'PRONUNCIATION' },
        { content: ',', startTime: at('01.800'), endTime: at('02.000'), ...time, type: 'PUNCTUATION' },
        { content: 'uno', startTime: at('02.200'), endTime: at('02.800'), ...time, type: 'PRONUNCIATION' },
        { content: '.', startTime: at('02.800'), endTime: at('03.000'), ...time, type: 'PUNCTUATION' },
      ],
    });
  }));

const tables: [name: string, attributes: string, heard: unknown[]][] = [
  ['stabilized', '', [['inbound', 'I need a boat', false, at('00.650'), at('02.650')]]],
  [
    'not stabilized',
    'stabilized="false"',
    [
      ['inbound', 'I', true, at('00.650'), at('01.317')],
      ['inbound', 'I need', true, at('00.650'), at('01.983')],
      ['inbound', 'I need a boat', false, at('00.650'), at('02.650')],
    ],
  ],
  ['outbound', 'tracks="outbound"', [['outbound', '0123456789', false, at('00.000'), at('00.650')]]],
  [
    'both',
    'tracks="both"',
    [
      ['outbound', '0123456789', false, at('00.000'), at('00.650')],
      ['inbound', 'I need a boat', false, at('00.650'), at('02.650')],
    ],
  ],
];

for (const [name, attributes, heard] of tables)
  test(`segments: ${name}`, () =>
    withServer(silent, async ({ origin, messages }) => {
      const { platform } = simulated(
        {
          '/call': `${start(origin, attributes)}<SpeakSentence>0123456789</SpeakSentence><PlayAudio>/a.wav</PlayAudio><Pause duration="10"/>`,
          '/status': '',
        },
        { audio: 0 },
      );
      const call = await platform.call({ url: '/call' });
      if (attributes.includes('outbound')) await call.waits(4);
      else await call.says('I need a boat', { seconds: 2, partial: ['I', 'I need'] });
      await call.ends('hangup');
      assert.equal(spoken(messages), heard);
    }));

test('events: with destination and URL all of them, in virtual milliseconds', () =>
  withServer(silent, async ({ origin }) => {
    const { platform, sent } = simulated({
      '/call': `<Pause/>${start(origin)}<Pause duration="3"/><StopTranscription name="live"/><Pause/>`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call', statusUrl: '/status' });
    await call.ends('hangup');
    assert.equal(eventsOf(call), [
      '0 initiate',
      '1000 realTimeTranscriptionStarted',
      '4000 realTimeTranscriptionStopped',
      '5000 disconnect',
      '9000 realTimeTranscriptionAvailable',
    ]);
    const [{ cause, realTimeTranscription: stopped } = {}] = sent('realTimeTranscriptionStopped');
    const { id, ...more } = stopped as { id: string };
    const fields = {
      name: 'live',
      startTime: at('01.000'),
      tracks: ['inbound'],
      destination: `${origin}/text?call=7`,
      stabilized: 'true',
    };
    assert.equal([cause, more], ['closed', { ...fields, duration: 'PT3S' }]);
    const [{ realTimeTranscription: available } = {}] = sent('realTimeTranscriptionAvailable');
    assert.equal(available, {
      id,
      ...fields,
      status: 'available',
      url: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}/transcriptions/${id}`,
      completedTime: at('09.000'),
    });
  }));

test('events: without a destination only that the text is available; without a URL none', async () => {
  const { platform } = simulated(
    {
      '/url': '<StartTranscription transcriptionEventUrl="/status"/><Pause/>',
      '/neither': '<StartTranscription/><Pause/>',
      '/status': '',
    },
    { allow: ['startTranscription.useless'] },
  );
  const events = async (url: string): Promise<string[]> => {
    const call = await platform.call({ url, statusUrl: '/status' });
    await call.ends('hangup');
    return eventsOf(call);
  };
  assert.equal(await events('/url'), ['0 initiate', '1000 disconnect', '6000 realTimeTranscriptionAvailable']);
  assert.equal(await events('/neither'), ['0 initiate', '1000 disconnect']);
});

test('a name in use and a fifth track are rejected', () =>
  withServer(silent, async ({ origin, handshakes }) => {
    const { platform, sent } = simulated({
      '/call': `${start(origin, 'tracks="both"')}<Redirect redirectUrl="/again"/>`,
      '/again': `${start(origin)}<Redirect redirectUrl="/more"/>`,
      '/more': `<StartTranscription name="a" tracks="both" destination="${origin}"/><Redirect redirectUrl="/five"/>`,
      '/five': `<StartTranscription name="b" destination="${origin}" transcriptionEventUrl="/status"/><Pause/>`,
      '/status': '',
    });
    await (await platform.call({ url: '/call' })).ends('hangup');
    assert.equal(
      sent('realTimeTranscriptionRejected').map(({ cause, originalTranscription }) => [
        cause,
        (originalTranscription as { name: string } | undefined)?.name,
      ]),
      [
        ['duplicate', 'live'],
        ['track-limit', undefined],
      ],
    );
    assert.is(handshakes.length, 2);
  }));

test('a socket that cannot be opened rejects the transcription, and the next verb runs', () =>
  withRawServer(
    (socket) => socket.destroy(),
    async (origin) => {
      const answers = { '/call': `${start(origin)}<SpeakSentence>Bye.</SpeakSentence>`, '/status': '' };
      const { platform, sent } = simulated(answers, { allow: ['lost-stream'] });
      const call = await platform.call({ url: '/call' });
      await call.hears('Bye.');
      await call.ends('hangup');
      assert.is(sent('realTimeTranscriptionRejected')[0]?.cause, 'connection-error');
      assert.is(sent('realTimeTranscriptionAvailable').length, 0);
    },
  ));

for (const [name, close, cause] of [
  ['closed', 1000, 'closed'],
  ['closed with 1011', 1011, 'connection-error'],
] as const)
  test(`a socket that the server has ${name} ends the transcription: ${cause}`, () =>
    withServer(
      (socket, { eventType }) => {
        if (eventType === 'transcription') socket.close(close);
      },
      async ({ origin, messages }) => {
        const { platform, sent } = simulated({ '/call': `${start(origin)}<Pause duration="9"/>`, '/status': '' });
        const call = await platform.call({ url: '/call' });
        await call.says('one');
        await call.waits(1);
        await call.hangUp();
        assert.equal([sent('realTimeTranscriptionStopped')[0]?.cause, messages.length], [cause, 2]);
      },
    ));

test('a message of the server fails the test in strict mode alone', () =>
  withServer(
    (socket, { eventType }) => {
      if (eventType === 'start') socket.send('{"eventType":"clear"}');
    },
    async ({ origin }) => {
      const answers = { '/call': `${start(origin)}<Pause/>`, '/status': '' };
      await (await simulated(answers, { allow: ['stream-message'] }).platform.call({ url: '/call' })).ends('hangup');
      const failed = simulated(answers).platform.call({ url: '/call' });
      assert.match((await errorOf(failed.then((call) => call.ends()))).message, /stream-message: the server of ws:/);
    },
  ));

test('StopTranscription without a name ends all, and with an unknown one none', () =>
  withServer(silent, async ({ origin, closed }) => {
    const { platform } = simulated({
      '/call': `${start(origin)}<StartTranscription name="b" destination="${origin}"/><StopTranscription name="c"/><Pause/><StopTranscription/><Pause duration="9"/>`,
      '/status': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.waits(0.9);
    assert.equal(closed, []);
    await call.waits(1);
    assert.equal(closed, [1000, 1000]);
    await call.hangUp();
  }));

// The REST operations.

async function transcribed() {
  const { platform } = simulated({
    '/call':
      '<StartTranscription name="live" tracks="both" transcriptionEventUrl="/status"/><SpeakSentence>Who are you?</SpeakSentence><Pause duration="9"/>',
    '/status': '',
  });
  const call: Call = await platform.call({ url: '/call' });
  await call.says('Ada.');
  await call.says('Lovelace.');
  return { platform, call };
}

test('the whole text can be listed, fetched and deleted', async () => {
  const { platform, call } = await transcribed();
  const { api } = platform;
  assert.equal(await api.listRealTimeTranscriptions(call.callId), []);
  await call.hangUp();
  const [metadata, ...others] = await api.listRealTimeTranscriptions(call.callId);
  assert.equal(others, []);
  const { transcriptionId = '', transcriptionName, transcriptionUrl } = metadata ?? {};
  assert.is(transcriptionName, 'live');
  assert.ok(transcriptionUrl?.endsWith(`/calls/${call.callId}/transcriptions/${transcriptionId}`));
  assert.equal(await api.getRealTimeTranscription(call.callId, transcriptionId), {
    accountId: '5500000',
    callId: call.callId,
    transcriptionId,
    tracks: [
      { detectedLanguage: 'en-US', track: 'inbound', transcript: 'Ada. Lovelace.', confidence: 1 },
      { detectedLanguage: 'en-US', track: 'outbound', transcript: 'Who are you?', confidence: 1 },
    ],
  });
  assert.is(await api.deleteRealTimeTranscription(call.callId, transcriptionId), undefined);
  assert.equal(await api.listRealTimeTranscriptions(call.callId), []);
});

test('unknown calls and transcriptions are 404, as those of other calls are', async () => {
  const { platform, call } = await transcribed();
  await call.hangUp();
  const { api } = platform;
  const [{ transcriptionId = '' } = {}] = await api.listRealTimeTranscriptions(call.callId);
  const other = await platform.call({ url: '/call' });
  await other.hangUp();
  for (const refused of [
    api.listRealTimeTranscriptions('c-0'),
    api.getRealTimeTranscription('c-0', transcriptionId),
    api.getRealTimeTranscription(call.callId, 't-0'),
    api.getRealTimeTranscription(other.callId, transcriptionId),
    api.deleteRealTimeTranscription(call.callId, 't-0'),
    api.deleteRealTimeTranscription(other.callId, transcriptionId),
  ]) {
    const error = await errorOf(refused);
    assert.instance(error, RestError);
    assert.is((error as RestError).status, 404);
  }
});

test('a transcription of a call that ends during the handshake has neither started nor stopped', async () => {
  let platform: ReturnType<typeof simulated>['platform'];
  await withRawServer(
    async () => {
      const [{ callId = '' } = {}] = await platform.api.listCalls();
      await platform.api.updateCall(callId, { state: 'completed' });
    },
    async (origin) => {
      const app = simulated(
        { '/call': `${start(origin)}<Pause/>`, '/status': '' },
        { patience: 2, allow: ['lost-stream'] },
      );
      platform = app.platform;
      const call = await platform.call({ url: '/call', statusUrl: '/status' });
      assert.is(await call.ends(), 'rejected');
      assert.equal(
        app.requests.map(({ event }) => event.eventType),
        ['initiate', 'disconnect'],
      );
      assert.match(call.transcript(), /is not transcribed: it is stopped during the handshake$/m);
    },
  );
});

test.run();
