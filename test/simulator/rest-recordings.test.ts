// The operations of the REST API on recordings, in process and over HTTP.
import { type Call, type Platform, RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('REST operations on recordings');

const NONE = 'r-00000000-00000000-0000-0000-0000-000000000000';
const URLS = 'recordingAvailableUrl="/available"';
const answers = {
  '/call': `<Record ${URLS} maxDuration="30" silenceTimeout="0"/>`,
  '/background': `<StartRecording ${URLS} multiChannel="true" fileFormat="mp3" recordingName="support"/><SpeakSentence>Welcome.</SpeakSentence><Gather input="speech" gatherUrl="/next"/>`,
  '/next': '<Pause duration="10"/>',
  '/available': '',
  '/transcribed': '',
  '/over': '',
};

const recording = (options = {}) => simulated(answers, { allow: ['gather.no-url', 'record.no-url'], ...options });

const begin = (platform: Platform, url = '/call'): Promise<Call> => platform.call({ url, statusUrl: '/over' });

const statusOf = (operation: Promise<unknown>): Promise<number | string> =>
  operation.then(
    () => 'done',
    (error: unknown) => (error instanceof RestError ? error.status : String(error)),
  );

/** Starts a call that leaves a message of that many seconds. Returns the call and the id of its recording. */
async function message(platform: Platform, seconds = 5): Promise<[call: Call, id: string]> {
  const call = await begin(platform);
  await call.says('Please call me back.', { seconds });
  const [{ recordingId = '' } = {}] = await platform.api.listCallRecordings(call.callId);
  return [call, recordingId];
}

test('the status of a recording follows it: partial, processing, complete', async () => {
  const { platform } = recording();
  const { api } = platform;
  const [call, id] = await message(platform);
  const state = async () => {
    const { status, duration, endTime, mediaUrl } = await api.getCallRecording(call.callId, id);
    return [status, duration, endTime?.slice(17), mediaUrl !== undefined];
  };
  assert.equal(await state(), ['partial', 'PT5S', undefined, false]);
  assert.is(await statusOf(api.downloadCallRecording(call.callId, id)), 404);
  assert.is(await statusOf(api.deleteRecording(call.callId, id)), 400);
  const other = await begin(platform, '/next');
  await api.updateCall(call.callId, { state: 'completed' });
  await other.waits(1);
  assert.equal(await state(), ['processing', 'PT5S', '05.000Z', false]);
  await other.waits(1);
  assert.equal(await state(), ['complete', 'PT5S', '05.000Z', true]);
  await platform.settles();
});

test('every field of the metadata, and of a recording with a name, two channels and MP3', async () => {
  const { platform } = recording();
  const call = await begin(platform, '/background');
  await call.says('boat repairs');
  await call.ends('hangup');
  const [metadata] = await platform.api.listCallRecordings(call.callId);
  const { recordingId = '', ...rest } = metadata ?? {};
  assert.match(recordingId, /^r-/);
  const url = `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}/recordings/${recordingId}`;
  assert.equal(rest, {
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    accountId: '5500000',
    callId: call.callId,
    to: '+15551230002',
    from: '+15551230001',
    duration: 'PT11.3S',
    direction: 'inbound',
    channels: 2,
    startTime: '2026-01-05T09:00:00.000Z',
    endTime: '2026-01-05T09:00:11.300Z',
    fileFormat: 'mp3',
    status: 'complete',
    mediaUrl: `${url}/media`,
    transcription: { status: 'none' },
    recordingName: 'support',
  });
});

test('a pause from outside shortens a recording, of a Record and in the background', async () => {
  for (const [url, expected] of [
    ['/call', 'PT3S'],
    ['/background', 'PT3S'],
  ] as const) {
    const { platform } = recording();
    const { api } = platform;
    const call = await begin(platform, url);
    await call.waits(1);
    await api.updateCallRecordingState(call.callId, { state: 'paused' });
    await api.updateCallRecordingState(call.callId, { state: 'paused' });
    await call.waits(0.5);
    await api.updateCallRecordingState(call.callId, { state: 'recording' });
    await call.waits(2);
    await call.hangUp();
    const [{ duration } = {}] = await api.listCallRecordings(call.callId);
    assert.is(duration, expected, url);
  }
});

test('updateCallRecordingState: 400 for a bad state, 404 for an unknown call or one that is over, and no effect without a recording', async () => {
  const { platform } = recording();
  const { api } = platform;
  const call = await begin(platform, '/next');
  for (const body of [{}, { state: 'stopped' }, { state: null }, []])
    assert.is(await statusOf(api.updateCallRecordingState(call.callId, body as never)), 400, JSON.stringify(body));
  assert.is(await statusOf(api.updateCallRecordingState(call.callId, { state: 'paused' })), 'done');
  await call.hangUp();
  assert.is(await statusOf(api.updateCallRecordingState(call.callId, { state: 'paused' })), 404);
  assert.is(await statusOf(api.updateCallRecordingState('c-1', { state: 'paused' })), 404);
});

test('a recording is downloaded as WAV or MP3 of its length', async () => {
  const { platform } = recording();
  const { api } = platform;
  const [call, id] = await message(platform, 5);
  await call.hangUp();
  const { contentType, data } = await api.downloadCallRecording(call.callId, id);
  const view = new DataView(data.buffer);
  assert.equal(
    [contentType, String.fromCharCode(...data.slice(0, 4)), view.getUint16(22, true), view.getUint32(40, true)],
    ['audio/vnd.wave', 'RIFF', 1, 5 * 8000 * 2],
  );
  assert.is(data.length, 44 + 5 * 8000 * 2);
  const other = await begin(platform, '/background');
  await other.says('boat repairs');
  await other.hangUp();
  const [{ recordingId = '' } = {}] = await api.listCallRecordings(other.callId);
  const mp3 = await api.downloadCallRecording(other.callId, recordingId);
  assert.equal([mp3.contentType, mp3.data[0], mp3.data[1], mp3.data.length % 104], ['audio/mpeg', 0xff, 0xfb, 0]);
});

test('what is deleted can no longer be requested', async () => {
  const { platform } = recording();
  const { api } = platform;
  const [call, id] = await message(platform);
  await call.hangUp();
  await api.deleteRecordingMedia(call.callId, id);
  assert.is(await statusOf(api.downloadCallRecording(call.callId, id)), 404);
  const { status, mediaUrl } = await api.getCallRecording(call.callId, id);
  assert.equal([status, mediaUrl], ['deleted', undefined]);
  assert.is(await statusOf(api.transcribeCallRecording(call.callId, id)), 400);
  await api.deleteRecording(call.callId, id);
  assert.is(await statusOf(api.getCallRecording(call.callId, id)), 404);
  assert.is(await statusOf(api.deleteRecording(call.callId, id)), 404);
  assert.equal(await api.listCallRecordings(call.callId), []);
});

test('a transcription is requested: its event has the tag of the request, and its text is what was said', async () => {
  const { platform, sent } = recording();
  const { api } = platform;
  const [call, id] = await message(platform);
  await call.hangUp();
  assert.is(await statusOf(api.getRecordingTranscription(call.callId, id)), 404);
  await api.transcribeCallRecording(call.callId, id, { callbackUrl: '/transcribed', tag: 'asked' });
  const { transcription } = await call.receives('transcriptionAvailable');
  assert.equal([transcription.status, sent('transcriptionAvailable')[0]?.tag], ['available', 'asked']);
  assert.equal(await api.getRecordingTranscription(call.callId, id), {
    transcripts: [{ speaker: 0, text: 'Please call me back.', confidence: 1 }],
    clips: [{ speaker: 0, text: 'Please call me back.', confidence: 1, startTimeSeconds: 0, endTimeSeconds: 1.3 }],
  });
  const metadata = await api.getCallRecording(call.callId, id);
  assert.is(metadata.transcription.id, transcription.id);
  await api.deleteRecordingTranscription(call.callId, id);
  assert.is(await statusOf(api.getRecordingTranscription(call.callId, id)), 404);
  assert.is(await statusOf(api.deleteRecordingTranscription(call.callId, id)), 404);
});

test('two channels: the transcription has what was spoken to the party too', async () => {
  const { platform } = recording();
  const { api } = platform;
  const call = await begin(platform, '/background');
  await call.says('boat repairs');
  await call.hangUp();
  const [{ recordingId = '' } = {}] = await api.listCallRecordings(call.callId);
  await api.transcribeCallRecording(call.callId, recordingId);
  await platform.settles();
  const { transcripts, clips } = await api.getRecordingTranscription(call.callId, recordingId);
  assert.equal(
    transcripts.map(({ speaker, text }) => [speaker, text]),
    [
      [0, 'boat repairs'],
      [1, 'Welcome.'],
    ],
  );
  assert.equal(
    clips.map(({ text }) => text),
    ['Welcome.', 'boat repairs'],
  );
});

test('the recordings of the account: by number and time', async () => {
  const { platform } = recording();
  const { api } = platform;
  const ids: string[] = [];
  for (const from of ['+15551230001', '+15551230003']) {
    const call = await platform.call({ url: '/call', statusUrl: '/over', from });
    ids.push(call.callId);
    await call.waits(10);
    await call.hangUp();
  }
  const listed = async (query: object) =>
    (await api.listAccountCallRecordings(query)).map(({ callId }) => ids.indexOf(callId));
  assert.equal(await listed({}), [0, 1]);
  assert.equal(await listed({ from: '+15551230003' }), [1]);
  assert.equal(await listed({ minStartTime: '2026-01-05T09:00:00.001Z' }), [1]);
  assert.equal(await listed({ maxStartTime: '2026-01-05T09:00:00.000Z' }), []);
  assert.is(await statusOf(api.listAccountCallRecordings({ minStartTime: 'soon' })), 400);
  assert.equal(await api.listCallRecordings('c-1'), []);
});

test('404 for an unknown recording, and one of another call', async () => {
  const { platform } = recording();
  const { api } = platform;
  const [call, id] = await message(platform);
  await call.hangUp();
  for (const [callId, recordingId] of [
    [call.callId, NONE],
    ['c-1', id],
  ] as const)
    for (const operation of [
      api.getCallRecording(callId, recordingId),
      api.downloadCallRecording(callId, recordingId),
      api.deleteRecording(callId, recordingId),
      api.deleteRecordingMedia(callId, recordingId),
      api.getRecordingTranscription(callId, recordingId),
      api.transcribeCallRecording(callId, recordingId),
      api.deleteRecordingTranscription(callId, recordingId),
    ])
      assert.is(await statusOf(operation), 404);
});

test('over HTTP: statuses, and the bytes of the audio', async () => {
  const { platform } = recording();
  const server = await platform.serveApi();
  const [call, id] = await message(platform);
  const send = (method: string, path: string, body?: object) =>
    fetch(`${server.url}/accounts/${server.accountId}/calls/${call.callId}/${path}`, {
      method,
      headers: { authorization: `Bearer ${server.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  assert.is((await send('PUT', 'recording', { state: 'paused' })).status, 200);
  await call.hangUp();
  const media = await send('GET', `recordings/${id}/media`);
  assert.equal(
    [media.status, media.headers.get('content-type'), (await media.arrayBuffer()).byteLength],
    [200, 'audio/vnd.wave', 44 + 5 * 16_000],
  );
  assert.is(((await (await send('GET', 'recordings')).json()) as unknown[]).length, 1);
  const callbackUrl = 'https://app.example/transcribed';
  assert.is((await send('POST', `recordings/${id}/transcription`, { callbackUrl })).status, 204);
  await call.receives('transcriptionAvailable');
  assert.is((await send('GET', `recordings/${id}/transcription`)).status, 200);
  assert.is((await send('DELETE', `recordings/${id}/transcription`)).status, 204);
  assert.is((await send('DELETE', `recordings/${id}/media`)).status, 204);
  assert.is((await send('DELETE', `recordings/${id}`)).status, 204);
  assert.is((await send('GET', `recordings/${id}`)).status, 404);
  await server.close();
});

test.run();
