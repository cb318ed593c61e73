// What parties say to each other, and who hears it: bridges, transfers, forwarded calls, conferences and endpoints.
import type { Call, Party, Platform } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { callFrom, inConference } from './conferences.js';
import { simulated } from './simulated.js';

const test = suite('conversations');

/** What a party heard others say: "1000 from 2: Hello", with "to 500" if it was cut short. */
const voices = ({ timeline }: Pick<Party, 'timeline'>): string[] =>
  timeline.flatMap((entry) =>
    entry.kind === 'voice'
      ? [
          `${Math.round(entry.at * 1000)} ${entry.from.slice(-1)}: ${entry.text}${entry.stoppedAfter === undefined ? '' : ` to ${entry.stoppedAfter}`}`,
        ]
      : [],
  );

interface Pair {
  readonly platform: Platform;
  readonly caller: Party;
  readonly other: Pick<Party, 'says' | 'hears'>;
}

const CALLEE = '+15550109';

/** Ways in which two parties come to talk with each other. */
const pairs: readonly [name: string, connect: () => Promise<Pair>][] = [
  [
    'bridge',
    async () => {
      let target = '';
      const { platform } = simulated({
        '/first': '<Pause duration="60"/>',
        '/second': () => `<Bridge>${target}</Bridge>`,
      });
      const caller = await platform.call({ url: '/first' });
      target = caller.callId;
      return { platform, caller, other: await platform.call({ url: '/second', from: CALLEE }) };
    },
  ],
  [
    'transfer',
    async () => {
      const { platform } = simulated({
        '/call': `<Transfer><PhoneNumber>${CALLEE}</PhoneNumber></Transfer>`,
      });
      const caller = await platform.call({ url: '/call' });
      return { platform, caller, other: await caller.transferredTo(CALLEE) };
    },
  ],
  [
    'forwarded call',
    async () => {
      const { platform } = simulated({ '/call': `<Forward to="${CALLEE}"/>`, '/status': '' });
      const caller = await platform.call({ url: '/call', statusUrl: '/status' });
      return { platform, caller, other: await caller.forwardedTo(CALLEE) };
    },
  ],
  [
    'conference',
    async () => {
      const { platform } = simulated({ '/call': '<Conference>q</Conference>' });
      const caller = await platform.call({ url: '/call' });
      return { platform, caller, other: await platform.call({ url: '/call', from: CALLEE }) };
    },
  ],
  [
    'call with an endpoint',
    async () => {
      let id = '';
      const { platform } = simulated({ '/call': () => `<Connect><Endpoint>${id}</Endpoint></Connect>` });
      const { data } = await platform.api.createEndpoint({ type: 'WEBRTC', direction: 'BIDIRECTIONAL' });
      id = data.endpointId;
      const other = platform.endpoint(id);
      await other.connects();
      await other.sendsAudio();
      return { platform, caller: await platform.call({ url: '/call' }), other };
    },
  ],
];

for (const [name, connect] of pairs)
  test(`${name}: each party hears what the other one says, when it has said it`, async () => {
    const { platform, caller, other } = await connect();
    const startedAt = platform.seconds;
    await other.says('0123456789');
    await caller.hears('0123456789');
    assert.is(platform.seconds, startedAt + 0.65);
    await caller.says('Good');
    const heard = await other.hears(/^Good$/);
    assert.is(heard.kind, 'voice');
    assert.is(platform.seconds, startedAt + 0.91);
    assert.match(platform.transcript(), /^ +0:00\.650 +\S+ +says "Good"$/m);
    assert.not.match(platform.transcript(), /say "/);
  });

test('members of a conference hear a member by mute, hold and coaching', async () => {
  const { platform } = inConference(undefined, { options: { speech: 0 } });
  const calls: Call[] = [];
  for (let digit = 1; digit <= 6; digit++) {
    const call = await callFrom(platform, digit);
    await call.joins('q');
    calls.push(call);
  }
  const [one, two, three, four, five] = calls as [Call, Call, Call, Call, Call];
  const { id } = await one.joins('q');
  const room = await platform.conference('q');
  await platform.api.updateConferenceMember(id, three.callId, { mute: true });
  await platform.api.updateConferenceMember(id, four.callId, { hold: true });
  await platform.api.updateConferenceMember(id, five.callId, { callIdsToCoach: [two.callId] });
  for (const [index, call] of calls.entries()) await call.says(`I am ${index + 1}`, { seconds: 1 });
  assert.equal(calls.map(voices), [
    ['1000 2: I am 2', '5000 6: I am 6'],
    ['0 1: I am 1', '4000 5: I am 5', '5000 6: I am 6'],
    ['0 1: I am 1', '1000 2: I am 2', '5000 6: I am 6'],
    [],
    ['0 1: I am 1', '1000 2: I am 2', '5000 6: I am 6'],
    ['0 1: I am 1', '1000 2: I am 2'],
  ]);
  const spoken = platform
    .transcript()
    .split('\n')
    .filter((line) => line.includes('says '));
  assert.equal(spoken, [
    ' 0:00.000  +15551230001  says "I am 1", not heard by +15551230004',
    ' 0:01.000  +15551230002  says "I am 2", not heard by +15551230004',
    ' 0:02.000  +15551230003  says "I am 3", heard by no other party',
    ' 0:03.000  +15551230004  says "I am 4", heard by no other party',
    ' 0:04.000  +15551230005  says "I am 5", heard by +15551230002',
    ' 0:05.000  +15551230006  says "I am 6", not heard by +15551230004',
  ]);
  assert.match(room.transcript(), /\+15551230005 +says "I am 5", heard by \+15551230002$/m);
  assert.match(two.transcript(), /caller +hears \+15551230005 say "I am 5"$/m);
});

test('a party that is muted, unmuted, joins or leaves while another one speaks hears its part', async () => {
  const { platform } = inConference(undefined, { options: { speech: 0 } });
  const [one, two] = [await callFrom(platform, 1), await callFrom(platform, 2)];
  const { id } = await one.joins('q');
  let three: Call | undefined;
  await Promise.all([
    one.says('A long story', { seconds: 10 }),
    (async () => {
      await two.waits(2);
      await platform.api.updateConferenceMember(id, one.callId, { mute: true });
      three = await callFrom(platform, 3);
      await two.waits(3);
      await platform.api.updateConferenceMember(id, one.callId, { mute: false });
      await two.waits(1);
      await two.hangUp();
    })(),
  ]);
  assert.equal(voices(two), ['0 1: A long story to 2', '5000 1: A long story to 1']);
  assert.equal(three && voices(three), ['3000 1: A long story']);
});

test('a party that hangs up while it speaks is heard until then', async () => {
  const { platform } = inConference(undefined, { options: { speech: 0 } });
  const [one, two] = [await callFrom(platform, 1), await callFrom(platform, 2)];
  await Promise.all([one.says('Hello', { seconds: 10 }), two.waits(4).then(() => one.hangUp())]);
  assert.equal(voices(two), ['0 1: Hello to 4']);
});

test('neverHears fails for what another party says', async () => {
  const { platform } = inConference(undefined, { options: { speech: 0 } });
  const [one, two] = [await callFrom(platform, 1), await callFrom(platform, 2)];
  await one.says('The secret');
  const { code, message } = await errorOf(two.neverHears('secret'));
  assert.is(code, 'call.different');
  assert.match(message, /it heard what \+15551230001 says: "The secret"/);
});

test('the error of hears says that the words were said, but not heard', async () => {
  const { platform } = inConference(undefined, { options: { speech: 0 } });
  const [one, two] = [await callFrom(platform, 1), await callFrom(platform, 2)];
  const { id } = await two.joins('q');
  await platform.api.updateConferenceMember(id, two.callId, { hold: true });
  await one.says('Hello');
  const [{ code, message }] = await Promise.all([errorOf(two.hears('Hello')), one.hangUp().then(() => two.hangUp())]);
  assert.is(code, 'call.over');
  assert.not.match(message, /could not hear/);
  const again = inConference(undefined, { options: { speech: 0, limits: { seconds: 60 } } });
  const [three, four] = [await callFrom(again.platform, 3), await callFrom(again.platform, 4)];
  const room = await four.joins('q');
  await again.platform.api.updateConferenceMember(room.id, four.callId, { hold: true });
  await three.says('Hello');
  const error = await errorOf(four.hears('Hello'));
  assert.match(error.message, /\+15551230003 said it, but \+15551230004 could not hear that/);
});

test('a called party is not heard before it is joined', async () => {
  const { platform } = simulated({
    '/call': `<Transfer><PhoneNumber transferAnswerUrl="/whisper">${CALLEE}</PhoneNumber></Transfer>`,
    '/whisper': '<SpeakSentence>0123456789</SpeakSentence>',
  });
  const caller = await platform.call({ url: '/call' });
  const called = await caller.transferredTo(CALLEE);
  await called.says('Hello');
  await caller.hears('Hello');
  assert.equal(voices(caller), ['650 9: Hello']);
});

test('says with now speaks at once, even if nothing listens', async () => {
  const { platform } = simulated({ '/call': '<PlayAudio>/music.wav</PlayAudio>' }, { audio: 60 });
  const call = await platform.call({ url: '/call' });
  await call.waits(1);
  await call.says('Hello?', { now: true, seconds: 1 });
  assert.is(platform.seconds, 2);
  const { code, message } = await errorOf(call.says('Hello?'));
  assert.is(code, 'call.over');
  assert.match(message, /nothing listened to what it says; says\(…, \{ now: true \}\) speaks anyway/);
});

// Recordings.

test('the transcription of a recording has what both parties say, except during a pause', async () => {
  let target = '';
  const { platform } = simulated(
    {
      '/first':
        '<StartRecording transcribe="true" recordingAvailableUrl="/status" transcriptionAvailableUrl="/status"/><Pause duration="600"/>',
      '/second': () => `<Bridge>${target}</Bridge>`,
      '/status': '',
    },
    { speech: 0 },
  );
  const one = await platform.call({ url: '/first' });
  target = one.callId;
  const two = await platform.call({ url: '/second', from: CALLEE });
  await one.says('One', { seconds: 2 });
  await two.says('Two', { seconds: 2 });
  await platform.api.updateCallRecordingState(one.callId, { state: 'paused' });
  await two.says('The number of my card', { seconds: 5 });
  await platform.api.updateCallRecordingState(one.callId, { state: 'recording' });
  await two.says('Three', { seconds: 2 });
  await one.hangUp();
  const { recordingId, duration } = await one.receives('recordingAvailable');
  assert.is(duration, 'PT6S');
  const { transcripts, clips } = await platform.api.getRecordingTranscription(one.callId, recordingId);
  assert.equal(
    transcripts.map(({ speaker, text }) => [speaker, text]),
    [
      [0, 'One'],
      [1, 'Two Three'],
    ],
  );
  assert.equal(
    clips.map(({ text, startTimeSeconds }) => [text, startTimeSeconds]),
    [
      ['One', 0],
      ['Two', 2],
      ['Three', 4],
    ],
  );
});

// Keys.

test('keys in a conversation are pressed at once: StartGather reports them, and nothing else', async () => {
  const keys = (gather: string) =>
    simulated({ '/call': `${gather}<Conference>q</Conference>`, '/keys': '', '/status': '' });
  for (const [gather, reported] of [
    ['<StartGather dtmfUrl="/keys"/>', ['1', '2']],
    ['', []],
  ] as const) {
    const { platform, sent } = keys(gather);
    const call = await platform.call({ url: '/call', statusUrl: '/status' });
    await platform.call({ url: '/call', from: CALLEE, statusUrl: '/status' });
    await call.press('12');
    assert.is(platform.seconds, 0.25);
    await call.hangUp();
    assert.equal(
      sent('dtmf').map(({ digit }) => digit),
      reported,
    );
    assert.not.match(call.transcript(), /lost/);
  }
});

test('a key that no other party hears waits for a verb, and the error says what reports keys', async () => {
  const { platform } = simulated({ '/call': '<Conference hold="true">q</Conference>' });
  const call = await platform.call({ url: '/call' });
  await platform.call({ url: '/call', from: CALLEE });
  const { code, message } = await errorOf(call.press('1'));
  assert.is(code, 'call.over');
  assert.match(message, /only a <StartGather> before it reports keys/);
});

test.run();
