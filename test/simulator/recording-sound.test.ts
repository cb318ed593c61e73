// The sound of recordings: what parties said with audio, and silence.
import { type Call, type Platform, simulate, type WatchedLeg } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('sound of recordings');

const RATE = 8000;

/** Returns a WAV file of 16-bit samples with one value. */
function wav(seconds: number, value: number): Uint8Array {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 0, 'latin1');
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let index = 0; index < samples; index++) file.writeInt16LE(value, 44 + 2 * index);
  return file;
}

/** Returns the value of each tenth of a second of a channel, in thousands. */
function levels(data: Uint8Array, channel = 0): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const channels = view.getUint16(22, true);
  const result: number[] = [];
  for (let at = 44 + 2 * channel; at + 2 <= data.length; at += (2 * channels * RATE) / 10)
    result.push(Math.round(view.getInt16(at, true) / 1000));
  return result;
}

/** Returns runs of equal values: how many tenths of a second, and the value. */
function runs(values: readonly number[]): [tenths: number, value: number][] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.[1] === value) last[0]++;
    else found.push([1, value]);
  }
  return found;
}

const answers = {
  '/call': '<Record recordCompleteUrl="/done" silenceTimeout="0"/>',
  '/mp3': '<Record recordCompleteUrl="/done" silenceTimeout="0" fileFormat="mp3"/>',
  '/two':
    '<StartRecording multiChannel="true"/><Transfer transferCompleteUrl="/over"><PhoneNumber>+15551230077</PhoneNumber></Transfer>',
  '/done': '',
  '/over': '',
};

const allow = ['record.no-url', 'recording.no-url'];
const platformFor = (): Platform => simulated(answers, { allow }).platform;
const begin = (platform: Platform, url: string): Promise<Call> => platform.call({ url, statusUrl: '/over' });
const mediaUrl = (call: Call): string => String(call.events('recordComplete')[0]?.mediaUrl);

test('a recording has what was said with audio; words without it are silence', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/call');
  await call.speaksFor(1, { audio: wav(1, 8000) });
  await call.waits(1);
  await call.says('Hello.', { seconds: 1 });
  await call.says('Hello.', { audio: wav(0.5, -4000) });
  await call.press('#');
  await platform.settles();
  const sound = platform.recordedAudio(mediaUrl(call));
  assert.is(sound?.contentType, 'audio/vnd.wave');
  assert.equal(runs(levels(sound?.data ?? new Uint8Array())), [
    [10, 8],
    [20, 0],
    [5, -4],
  ]);
  const [{ recordingId = '' } = {}] = call.events('recordComplete');
  assert.equal((await platform.api.downloadCallRecording(call.callId, recordingId)).data, sound?.data);
});

test('speech without a known end keeps a recording open, and its audio is at its time', async () => {
  const platform = simulated(
    { ...answers, '/call': '<Record recordCompleteUrl="/done" silenceTimeout="2"/>' },
    { allow },
  ).platform;
  const lines: WatchedLeg['line'][] = [];
  platform.watch((change) => change.kind === 'leg' && lines.push(change.leg.line));
  const call = await begin(platform, '/call');
  await call.waits(1);
  const line = lines.at(-1);
  const speech = line?.startsSpeaking();
  await call.waits(5);
  speech?.ends({ audio: wav(3, 8000) });
  speech?.ends({ audio: wav(3, 4000) });
  await call.ends('hangup');
  await platform.settles();
  assert.match(call.transcript(), /speaks for 5 s/);
  assert.equal(runs(levels(platform.recordedAudio(mediaUrl(call))?.data ?? new Uint8Array())), [
    [10, 0],
    [30, 8],
    [40, 0],
  ]);
});

test('speech that is known only after the end of the call is in its recording until then', async () => {
  const platform = platformFor();
  const lines: WatchedLeg['line'][] = [];
  platform.watch((change) => change.kind === 'leg' && lines.push(change.leg.line));
  const call = await begin(platform, '/call');
  const line = lines.at(-1);
  const speech = line?.startsSpeaking();
  await call.waits(2);
  await call.hangUp();
  speech?.ends({ audio: wav(9, 8000) });
  await platform.settles();
  assert.match(call.transcript(), /speaks for 2 s/);
  const [{ callId = '', recordingId = '' } = {}] = await platform.api.listCallRecordings(call.callId);
  const { data } = await platform.api.downloadCallRecording(callId, recordingId);
  assert.equal(runs(levels(data)), [[20, 8]]);
  assert.throws(() => line?.startsSpeaking(), /is over/);
});

test('a Gather waits for the end of speech without a known end', async () => {
  const { platform, sent } = simulated(
    { '/call': '<Gather input="speech" gatherUrl="/heard" speechTimeout="3"/>', '/heard': '<Hangup/>', '/over': '' },
    { allow },
  );
  const lines: WatchedLeg['line'][] = [];
  platform.watch((change) => change.kind === 'leg' && lines.push(change.leg.line));
  const call = await begin(platform, '/call');
  await call.waits(1);
  const speech = lines.at(-1)?.startsSpeaking();
  assert.throws(() => speech?.ends({ audio: new Uint8Array(3) }), /is not a WAV file/);
  await call.waits(10);
  assert.is(sent('gather').length, 0);
  speech?.ends();
  await call.ends('hangup');
  assert.is(sent('gather').length, 1);
});

test('audio that is shorter than the speech is followed by silence, and longer audio is cut', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/call');
  await call.speaksFor(1, { audio: wav(0.3, 8000) });
  await call.speaksFor(1, { audio: wav(5, 4000) });
  await call.waits(0.5);
  await call.press('#');
  await platform.settles();
  assert.equal(runs(levels(platform.recordedAudio(mediaUrl(call))?.data ?? new Uint8Array())), [
    [3, 8],
    [7, 0],
    [10, 4],
    [5, 0],
  ]);
});

test('what was said during a pause is not in the recording, and moves nothing', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/call');
  await call.speaksFor(1, { audio: wav(1, 8000) });
  await platform.api.updateCallRecordingState(call.callId, { state: 'paused' });
  await call.speaksFor(1, { audio: wav(1, 2000) });
  await platform.api.updateCallRecordingState(call.callId, { state: 'recording' });
  await call.speaksFor(1, { audio: wav(1, 4000) });
  await call.press('#');
  await platform.settles();
  assert.equal(runs(levels(platform.recordedAudio(mediaUrl(call))?.data ?? new Uint8Array())), [
    [10, 8],
    [10, 4],
  ]);
});

test('two channels: the party, and what it heard', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/two');
  const agent = await call.transferredTo('+15551230077');
  await call.speaksFor(1, { audio: wav(1, 8000) });
  await agent.speaksFor(1, { audio: wav(1, 4000) });
  await call.hangUp();
  await platform.settles();
  const [{ recordingId = '', mediaUrl: url = '' } = {}] = await platform.api.listCallRecordings(call.callId);
  assert.match(recordingId, /^r-/);
  const data = platform.recordedAudio(url)?.data ?? new Uint8Array();
  assert.equal(runs(levels(data, 0)), [
    [10, 8],
    [10, 0],
  ]);
  assert.equal(runs(levels(data, 1)), [
    [10, 0],
    [10, 4],
  ]);
});

test('an MP3 recording is silent for the application, and has its sound as WAV', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/mp3');
  await call.speaksFor(1, { audio: wav(1, 8000) });
  await call.press('#');
  await platform.settles();
  const [{ recordingId = '' } = {}] = call.events('recordComplete');
  const media = await platform.api.downloadCallRecording(call.callId, recordingId);
  assert.is(media.contentType, 'audio/mpeg');
  assert.equal(runs(levels(platform.recordedAudio(mediaUrl(call))?.data ?? new Uint8Array())), [[10, 8]]);
});

test('there is no audio for other URLs, for a recording that runs, and for one that was deleted', async () => {
  const platform = platformFor();
  const call = await begin(platform, '/call');
  await call.waits(1);
  const [{ recordingId = '' } = {}] = await platform.api.listCallRecordings(call.callId);
  const url = `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}/recordings/${recordingId}/media`;
  assert.is(platform.recordedAudio(url), undefined);
  await call.press('#');
  await platform.settles();
  assert.is.not(platform.recordedAudio(url), undefined);
  for (const other of ['', 'x', '/media', url.replace(recordingId, 'r-1'), url.replace(call.callId, 'c-1')])
    assert.is(platform.recordedAudio(other), undefined, other);
  await platform.api.deleteRecordingMedia(call.callId, recordingId);
  assert.is(platform.recordedAudio(url), undefined);
});

const lengths = [
  ['a recording takes its own duration', {}, 7000],
  ['the option audio comes first', { audio: 2 }, 2000],
] as const;

for (const [name, options, expected] of lengths)
  test(name, async () => {
    let recorded = '';
    const app = async (request: Request): Promise<Response> => {
      const event = (await request.json()) as { readonly eventType: string; readonly mediaUrl?: string };
      if (event.eventType === 'recordComplete') recorded = String(event.mediaUrl);
      const verbs: Readonly<Record<string, string>> = {
        initiate: '<Record recordCompleteUrl="/done" silenceTimeout="0"/>',
        recordComplete: `<PlayAudio>${recorded}</PlayAudio>`,
      };
      const document = verbs[event.eventType];
      if (document === undefined) return new Response(null, { status: 204 });
      return new Response(`<Response>${document}</Response>`, { headers: { 'content-type': 'application/xml' } });
    };
    const platform = simulate(app, { ...options, allow });
    const call = await platform.call({ url: '/call' });
    await call.speaksFor(7);
    await call.press('#');
    const before = platform.seconds;
    await call.hears(recorded);
    await call.ends('hangup');
    assert.is(Math.round((platform.seconds - before) * 1000), expected);
  });

test.run();
