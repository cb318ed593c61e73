// What the microphone recorded is in the recordings of calls, and is played when the application plays them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { documents, type Page, type phoneFor, withPhone } from './phone-client.js';

const test = suite('phone: microphone');

const RATE = 8000;

/** Returns a WAV file of 16-bit samples with one value. */
function wav(seconds: number, value: number): Buffer {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let index = 0; index < samples; index++) file.writeInt16LE(value, 44 + 2 * index);
  return file;
}

/** Returns how many seconds of a WAV file are about a value. */
function secondsAt(file: Buffer, value: number): number {
  let count = 0;
  for (let at = 44; at + 2 <= file.length; at += 2) if (Math.abs(file.readInt16LE(at) - value) < 300) count++;
  return count / RATE;
}

const app = documents({
  '/call': ({ to }) => `<Record recordCompleteUrl="/recorded" fileFormat="${to === '+15550000003' ? 'mp3' : 'wav'}"/>`,
  '/recorded': ({ mediaUrl }) => `<PlayAudio>${mediaUrl}</PlayAudio><SpeakSentence>Thank you.</SpeakSentence>`,
});

/** Speaks into a recording, and returns what the page gets when the application plays it, and when it was played. */
async function playedBack(
  { page, server }: Pick<Awaited<ReturnType<typeof phoneFor>>, 'page' | 'server'>,
  speeches: readonly string[],
  to = '+15551230002',
): Promise<{ readonly file: Buffer; readonly type: string | null; readonly seconds: number }> {
  const { caller, call } = await page.dial('+15551230001', to);
  await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
  for (const audio of speeches) {
    assert.equal(await page.send({ kind: 'speak', handset: caller, seconds: 2, audio }), { ok: true });
    await page.send({ kind: 'skip', seconds: 3 });
  }
  await page.send({ kind: 'press', handset: caller, keys: '#' });
  const heard = await page.entry(/media$/, (entry) => entry.kind === 'heard' && entry.call === call);
  const response = await fetch(`${server.url}/${heard.sound?.url}`);
  assert.is(response.status, 200);
  await page.send({ kind: 'skip', seconds: 30 });
  const thanks = await page.entry('Thank you.', (entry) => entry.call === call);
  return {
    file: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type'),
    seconds: thanks.at - heard.at,
  };
}

const said = (value: number): string => wav(2, value).toString('base64');

for (const to of ['+15551230002', '+15550000003'])
  test(`a recording has what was said, and takes its own time: ${to === '+15550000003' ? 'MP3' : 'WAV'}`, () =>
    withPhone(app, async (phone) => {
      const { file, type, seconds } = await playedBack(phone, [said(8000), '', said(-8000)], to);
      assert.is(type, 'audio/wav');
      const length = (file.length - 44) / 2 / RATE;
      assert.ok(length >= 9 && length < 12, `${length} s`);
      assert.ok(Math.abs(secondsAt(file, 8000) - 2) < 0.1, 'the first speech');
      assert.ok(Math.abs(secondsAt(file, -8000) - 2) < 0.1, 'the last speech');
      assert.ok(secondsAt(file, 0) > 4, 'silence between them');
      assert.ok(Math.abs(seconds - length) < 0.5, `${seconds} s of ${length} s`);
    }));

test('a recording without the microphone is silence', () =>
  withPhone(app, async (phone) => {
    const { file } = await playedBack(phone, ['']);
    assert.ok(Math.abs(secondsAt(file, 0) - (file.length - 44) / 2 / RATE) < 0.01);
  }));

test('recordings of other sessions are not asked for at Bandwidth', () =>
  withPhone(
    documents({
      '/call':
        '<PlayAudio>https://voice.bandwidth.com/api/v2/accounts/1/calls/c-1/recordings/r-1/media</PlayAudio><Pause/>',
    }),
    async ({ page, server }) => {
      await page.dial();
      const { id, sound } = await page.entry(/media$/, ({ kind }) => kind === 'heard');
      assert.is((await fetch(`${server.url}/${sound?.url}`)).status, 502);
      const failed = await page.until(() => page.entries.get(id)?.sound?.failure || undefined, 'the failure');
      assert.match(failed, /not one of this session/);
    },
  ));

test('what is said into the microphone is in the recording at its time, and no silence ends it meanwhile', () =>
  withPhone(
    documents({
      '/call': '<Record recordCompleteUrl="/recorded" silenceTimeout="3"/>',
      '/recorded': ({ mediaUrl }) => `<PlayAudio>${mediaUrl}</PlayAudio>`,
    }),
    async ({ page, server }) => {
      const { caller, call } = await page.dial();
      await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
      assert.equal(await page.send({ kind: 'startSpeaking', handset: caller }), { ok: true });
      await page.send({ kind: 'skip', seconds: 8 });
      assert.is(page.handsets.get(caller)?.listens.includes('recording'), true);
      assert.equal(await page.send({ kind: 'stopSpeaking', handset: caller, audio: wav(6, 8000).toString('base64') }), {
        ok: true,
      });
      await page.entry(/speaks for 8/);
      await page.send({ kind: 'skip', seconds: 5 });
      const heard = await page.entry(/media$/, (entry) => entry.kind === 'heard' && entry.call === call);
      const file = Buffer.from(await (await fetch(`${server.url}/${heard.sound?.url}`)).arrayBuffer());
      const first = file.readInt16LE(44 + 2 * RATE);
      assert.ok(Math.abs(first - 8000) < 300, `the first second is speech: ${first}`);
      assert.ok(Math.abs(secondsAt(file, 8000) - 6) < 0.1);
      assert.match(
        JSON.stringify(await page.send({ kind: 'stopSpeaking', handset: caller, audio: '' })),
        'has not begun to speak',
      );
    },
  ));

test('what is said until the person hangs up is in the recording', () =>
  withPhone(app, async ({ page, session }) => {
    const { caller } = await page.dial();
    await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
    await page.send({ kind: 'startSpeaking', handset: caller });
    await page.send({ kind: 'skip', seconds: 4 });
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over');
    assert.equal(await page.send({ kind: 'stopSpeaking', handset: caller, audio: wav(3, 8000).toString('base64') }), {
      ok: true,
    });
    const [{ callId = '' } = {}] = [...page.calls.values()];
    const [{ recordingId = '' } = {}] = await session.platform.api.listCallRecordings(callId);
    await page.send({ kind: 'skip', seconds: 60 }).catch(() => undefined);
    const { data } = await session.platform.api.downloadCallRecording(callId, recordingId);
    assert.ok(Math.abs(secondsAt(Buffer.from(data), 8000) - 3) < 0.1);
  }));

const bad: readonly (readonly [string, unknown, RegExp])[] = [
  ['another type', 5, /not base64/],
  ['no WAV file', Buffer.from('hello').toString('base64'), /is not a WAV file/],
  ['a file without samples', wav(0, 0).subarray(0, 36).toString('base64'), /is a WAV file without samples/],
];

const recording = async (page: Page): Promise<string> => {
  const { caller } = await page.dial();
  await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
  return caller;
};

for (const [name, audio, error] of bad)
  test(`refuses audio that is ${name}`, () =>
    withPhone(app, async ({ page }) => {
      const handset = await recording(page);
      // The cast: what a page of another version might send.
      const result = await page.send({ kind: 'speak', handset, seconds: 2, audio: audio as string });
      assert.is(result.ok, false);
      assert.match(result.ok ? '' : result.error, error);
    }));

test('a session keeps an hour of the microphone', () =>
  withPhone(app, async ({ page, session }) => {
    const handset = await recording(page);
    assert.ok(session.takeAudio(57_600_000));
    const result = await page.send({ kind: 'speak', handset, seconds: 2, audio: said(1) });
    assert.match(JSON.stringify(result), /an hour of the microphone.*Type the seconds instead/);
    assert.equal(await page.send({ kind: 'speak', handset, seconds: 2, audio: '' }), { ok: true });
  }));

test.run();
