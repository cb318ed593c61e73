// The sound of other parties on the tracks of streams and transcriptions, of keys and of ringing.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, simulated } from './simulated.js';
import { type Message, type TestServer, withServer } from './socket-server.js';

const test = suite('tracks of conversations');

const silent = (): void => undefined;
const CALLEE = '+15550109';

const streaming = ({ origin }: TestServer, tracks = 'both'): string =>
  `<StartStream name="s" tracks="${tracks}" destination="${origin}/media"/>`;

const bytesOf = ({ payload }: Message): Buffer => Buffer.from(payload ?? '', 'base64');

/** The sounds of a track as "600-1000": milliseconds from the beginning of the stream, in steps of 20. */
function sounds({ messages }: TestServer, track: string, stream = 0): string[] {
  const streams = messages.filter(({ eventType }) => eventType === 'start');
  const id = (streams[stream]?.metadata as { streamId?: string } | undefined)?.streamId;
  assert.ok(id);
  const frames = messages.filter((each) => each.eventType === 'media' && each.track === track);
  const isHeard = frames.map((frame) => bytesOf(frame).some((byte) => byte !== 255));
  const found: string[] = [];
  let start = -1;
  for (const [index, heard] of [...isHeard, false].entries()) {
    if (heard && start < 0) start = index;
    if (heard || start < 0) continue;
    found.push(`${start * 20}-${index * 20}`);
    start = -1;
  }
  return found;
}

/** The power of a frequency in mu-law, in comparison with others of the same sound. */
function power(audio: Buffer, frequency: number): number {
  let [real, imaginary] = [0, 0];
  for (const [index, byte] of audio.entries()) {
    const inverted = ~byte & 0xff;
    const size = (((inverted & 15) << 3) + 132) << ((inverted >> 4) & 7);
    const sample = (inverted & 128) === 0 ? size - 132 : 132 - size;
    real += sample * Math.cos((2 * Math.PI * frequency * index) / 8000);
    imaginary += sample * Math.sin((2 * Math.PI * frequency * index) / 8000);
  }
  return Math.hypot(real, imaginary) / audio.length;
}

/** Two calls in a bridge; the first one is streamed. */
async function bridged(server: TestServer, answers: Readonly<Record<string, Answer>> = {}) {
  let target = '';
  const app = simulated({
    '/first': `${streaming(server)}<Pause duration="60"/>`,
    '/second': () => `<Bridge>${target}</Bridge>`,
    ...answers,
  });
  const one = await app.platform.call({ url: '/first' });
  target = one.callId;
  const two = await app.platform.call({ url: '/second', from: CALLEE });
  return { ...app, one, two };
}

test('bridge: each says something, and the stream of one carries the other on the outbound track', () =>
  withServer(silent, async (server) => {
    const { one, two } = await bridged(server);
    await two.waits(1);
    await two.speaksFor(0.5);
    await one.says('Hello', { seconds: 0.3 });
    await Promise.all([one.speaksFor(0.2), two.says('Hi', { seconds: 0.4 })]);
    await two.hangUp();
    await one.ends();
    assert.equal(sounds(server, 'outbound'), ['1000-1500', '1800-2200']);
    assert.equal(sounds(server, 'inbound'), ['1500-2000']);
  }));

test('a WAV file that one party says arrives unchanged at the other', () =>
  withServer(silent, async (server) => {
    const { one, two } = await bridged(server);
    const samples = Int16Array.from({ length: 800 }, (_, index) => ((index * 997) % 20_000) - 10_000);
    const file = Buffer.alloc(44 + 1600);
    file.write('RIFF', 0);
    file.writeUInt32LE(36 + 1600, 4);
    file.write('WAVEfmt ', 8);
    file.writeUInt32LE(16, 16);
    for (const [at, value] of [
      [20, 1],
      [22, 1],
      [32, 2],
      [34, 16],
    ] as const)
      file.writeUInt16LE(value, at);
    file.writeUInt32LE(8000, 24);
    file.writeUInt32LE(16_000, 28);
    file.write('data', 36);
    file.writeUInt32LE(1600, 40);
    Buffer.from(samples.buffer).copy(file, 44);
    await two.says('Beep', { audio: file });
    const during = one.says('Beep', { audio: file });
    await during;
    await one.hangUp();
    const carried = (track: string): string =>
      Buffer.concat(server.messages.filter((each) => each.track === track).map(bytesOf)).toString('hex');
    const sound = carried('outbound').slice(0, 1600);
    assert.not.match(sound, /^(ff)+$/);
    assert.is(carried('inbound').slice(1600, 3200), sound);
  }));

test('conference: the outbound track carries the members that this one can hear', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({
      '/streamed': `${streaming(server, 'outbound')}<Conference>q</Conference>`,
      '/call': '<Conference>q</Conference>',
    });
    const one = await platform.call({ url: '/streamed' });
    const { id } = await one.joins('q');
    const others: Call[] = [];
    for (const from of ['+15550001', '+15550002', '+15550003']) {
      const call = await platform.call({ url: '/call', from });
      await call.joins('q');
      others.push(call);
    }
    const [heard, muted, coach] = others as [Call, Call, Call];
    await platform.api.updateConferenceMember(id, muted.callId, { mute: true });
    await platform.api.updateConferenceMember(id, coach.callId, { callIdsToCoach: [heard.callId] });
    for (const call of others) await call.speaksFor(1);
    // It is heard from the moment at which it is unmuted.
    await Promise.all([
      muted.speaksFor(2),
      (async () => {
        await one.waits(1);
        await platform.api.updateConferenceMember(id, muted.callId, { mute: false });
      })(),
    ]);
    await platform.api.updateConferenceMember(id, one.callId, { hold: true });
    await heard.speaksFor(1);
    await one.hangUp();
    assert.equal(sounds(server, 'outbound'), ['0-1000', '4000-5000']);
  }));

test('transfer: ringing is a tone of 440 and 480 Hz, two seconds of six, until the party answers; then its words', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({
      '/call': `${streaming(server)}<Transfer><PhoneNumber>${CALLEE}</PhoneNumber></Transfer>`,
    });
    const call = await platform.call({ url: '/call' });
    const called = await call.transferredTo(CALLEE, { after: 7 });
    await called.waits(1);
    await called.says('Hello', { seconds: 0.5 });
    await called.hangUp();
    await call.ends();
    assert.equal(sounds(server, 'outbound'), ['0-2000', '6000-7000', '8000-8500']);
    const audio = Buffer.concat(server.messages.filter(({ track }) => track === 'outbound').map(bytesOf));
    const ringing = audio.subarray(0, 8000);
    for (const frequency of [440, 480]) assert.ok(power(ringing, frequency) > 1000);
    assert.ok(power(ringing, 400) < 300);
  }));

test('Ring and SendDtmf are heard on the outbound track', () =>
  withServer(silent, async (server) => {
    const { platform } = simulated({
      '/call': `${streaming(server)}<Ring duration="3"/><SendDtmf toneDuration="100" toneInterval="200">1W2</SendDtmf><Pause duration="1"/>`,
    });
    await (await platform.call({ url: '/call' })).ends();
    assert.equal(sounds(server, 'outbound'), ['0-2000', '3000-3100', '4100-4200']);
  }));

const keys: readonly [key: string, low: number, high: number][] = [
  ['1', 697, 1209],
  ['6', 770, 1477],
  ['*', 941, 1209],
  ['0', 941, 1336],
  ['D', 941, 1633],
];

for (const [key, low, high] of keys)
  test(`the key ${key} is its DTMF tone: on the inbound track, and on the outbound track of the other party`, () =>
    withServer(silent, async (server) => {
      const { one, two } = await bridged(server);
      await one.press(key);
      await one.waits(1);
      await two.press(key);
      await one.waits(0.5);
      await one.hangUp();
      assert.equal(sounds(server, 'inbound'), ['0-100']);
      assert.equal(sounds(server, 'outbound'), ['1000-1100']);
      const audio = Buffer.concat(server.messages.filter(({ track }) => track === 'inbound').map(bytesOf));
      const tone = audio.subarray(0, 800);
      for (const frequency of [low, high]) assert.ok(power(tone, frequency) > 1000, `${frequency} Hz`);
      for (const other of [697, 770, 852, 941, 1209, 1336, 1477, 1633])
        if (other !== low && other !== high) assert.ok(power(tone, other) < 500, `not ${other} Hz`);
    }));

test('transcription: the words of the other parties are segments of the outbound track', () =>
  withServer(silent, async (server) => {
    const start = `<StartTranscription name="t" tracks="both" stabilized="false" destination="${server.origin}/text"/>`;
    const { platform } = simulated({
      '/transcribed': `${start}<Conference>q</Conference>`,
      '/call': '<Conference>q</Conference>',
    });
    const one = await platform.call({ url: '/transcribed' });
    const { id } = await one.joins('q');
    const two = await platform.call({ url: '/call', from: CALLEE });
    await two.joins('q');
    await two.says('Good morning', { seconds: 1, partial: ['Good'] });
    await one.says('Hello', { seconds: 1 });
    await platform.api.updateConferenceMember(id, two.callId, { mute: true });
    await two.says('Nothing', { seconds: 1, partial: ['Noth'] });
    await one.hangUp();
    const segments = server.messages
      .filter(({ eventType }) => eventType === 'transcription')
      .map(({ track, transcript, isPartial }) => [track, transcript, isPartial]);
    assert.equal(segments, [
      ['outbound', 'Good', true],
      ['outbound', 'Good morning', false],
      ['inbound', 'Hello', false],
    ]);
  }));

test.run();
