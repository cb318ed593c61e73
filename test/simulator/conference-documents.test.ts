// Documents of a conference: the queue, what members hear, verbs that fail, documents that are rejected, recordings.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { callFrom, inConference, type Reply, roomEvents, roomPrompts } from './conferences.js';
import { momentText } from './moments.js';
import { promptsOf } from './observed.js';

const test = suite('documents of a conference');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
/** Welcomes each member with two sentences, of a second each. */
const welcome: Reply = ({ eventType, from }) =>
  eventType === 'conferenceMemberJoin' ? `${say(`A ${String(from).slice(-1)}`)}${say('B')}` : undefined;

test('documents run one after the other, in the order in which they arrive', async () => {
  const { platform } = inConference(welcome);
  const first = await callFrom(platform, 1);
  const second = await callFrom(platform, 2);
  const room = await platform.conference('q');
  await room.hears('A 2');
  await second.waits(5);
  assert.equal(roomPrompts(room), ['0 A 1', '1000 B', '2000 A 2', '3000 B']);
  assert.equal(promptsOf(first), ['0 Welcome.', '1000 A 1', '2000 B', '3000 A 2', '4000 B']);
  assert.equal(promptsOf(second), promptsOf(first));
});

test('a document that arrives later runs later, whatever the order of the events', async () => {
  const { platform } = inConference(({ eventType }) => say(String(eventType)), {
    attributes: ({ from }) => `tag="${from}"`,
    options: { latency: (url) => (url.endsWith('/room') ? 3 : 0) },
  });
  const first = await callFrom(platform, 1);
  const room = await platform.conference('q');
  await first.waits(10);
  assert.equal(roomPrompts(room), ['3000 conferenceCreated', '4000 conferenceMemberJoin']);
});

test('members who join or leave during a prompt hear a part of it', async () => {
  const { platform } = inConference(({ eventType }) => (eventType === 'conferenceCreated' ? say('Long') : undefined), {
    options: { speech: ({ text }) => (text === 'Long' ? 10 : 1) },
  });
  const first = await callFrom(platform, 1);
  await first.waits(3);
  const second = await callFrom(platform, 2);
  const room = await second.joins('q');
  await first.waits(2);
  await second.hangUp();
  await first.hears('Long');
  // The second caller joined after three seconds of it, and left after two more.
  assert.equal(promptsOf(second), ['0 Welcome.', '1000 Long stopped 2000']);
  assert.equal(promptsOf(first), ['0 Welcome.', '1000 Long']);
  assert.equal(roomPrompts(room), ['0 Long']);
});

test('a member on hold does not hear it', async () => {
  const { platform } = inConference(welcome, {
    attributes: ({ from }) => (from === '+15551230002' ? 'hold="true"' : ''),
  });
  const first = await callFrom(platform, 1);
  const second = await callFrom(platform, 2);
  await first.waits(10);
  assert.equal(promptsOf(second), ['0 Welcome.']);
  assert.is(promptsOf(first).length, 5);
});

test('the prompt and the queue stop when the conference ends', async () => {
  const { platform } = inConference(welcome);
  const first = await callFrom(platform, 1);
  await first.beginsToHear('B');
  const room = await first.joins('q');
  await first.waits(0.25);
  await first.hangUp();
  await room.ends();
  assert.equal(roomPrompts(room), ['0 A 1', '1000 B stopped 250']);
});

test('a document for the last exit does not run', async () => {
  const { platform } = inConference(({ eventType }) => (eventType === 'conferenceMemberExit' ? say('Bye') : undefined));
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  await first.hangUp();
  await room.ends();
  assert.equal(roomPrompts(room), []);
  assert.match(room.transcript(), /is over: the document does not run/);
});

test('an empty document and an empty answer change nothing', async () => {
  const { platform } = inConference(({ eventType }) => (eventType === 'conferenceCreated' ? '' : undefined));
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  await first.waits(5);
  await room.has(first);
});

test('a verb that fails is skipped, and the next one runs', async () => {
  for (const allow of [[], ['skipped-verb']]) {
    const { platform } = inConference(
      ({ eventType }) =>
        eventType === 'conferenceCreated' ? `${say('One')}<PlayAudio>/a.ogg</PlayAudio>${say('Two')}` : undefined,
      { options: { allow } },
    );
    const first = await callFrom(platform, 1);
    const room = await platform.conference('q');
    await room.hears('One');
    if (allow.length === 0) {
      const { code, message } = await failureOf(room.hears('Two'));
      assert.is(code, 'call.strict');
      assert.match(message, /skipped-verb: <PlayAudio> cannot play .*\.ogg is not supported/);
    }
    await first.hears('Two');
    assert.equal(roomPrompts(room), ['0 One', '1000 Two']);
    await first.hangUp();
    await room.ends();
  }
});

const rejected: [name: string, verbs: string, code: RegExp][] = [
  ['a verb that conferences do not have', `${say('One')}<Pause/>`, /pause\.not-in-conference|not-in-conference/],
  ['a Hangup', '<Hangup/>', /not-in-conference/],
  ['a Ring', '<Ring/>', /not-in-conference/],
  ['a Conference in it', '<Conference>q</Conference>', /not-in-conference/],
  ['a Tag', `<Tag>x</Tag>${say('One')}`, /not-in-conference/],
  ['an unknown verb', `${say('One')}<Applaud/>`, /invalid-bxml/],
];

for (const [name, verbs, code] of rejected) {
  test(`a document with ${name} is rejected whole, and the conference continues`, async () => {
    const { platform } = inConference(({ eventType }) => (eventType === 'conferenceCreated' ? verbs : undefined));
    const first = await callFrom(platform, 1);
    const error = await failureOf(first.waits(5));
    assert.is(error.code, 'call.strict');
    assert.match(error.message, /invalid-bxml/);
    assert.match(error.message, code);
    const room = await first.joins('q');
    assert.equal(roomPrompts(room), []);
    await first.hangUp();
    await room.ends();
  });
}

test('allow permits rejected documents', async () => {
  const { platform } = inConference(() => '<Pause/>', { options: { allow: ['invalid-bxml'] } });
  const first = await callFrom(platform, 1);
  await first.waits(5);
  await first.hangUp();
  await platform.settles();
});

test('a conference event that nothing serves fails a step of a member, once', async () => {
  const { platform } = inConference(undefined, { answers: { '/room': new Response('no', { status: 404 }) } });
  const first = await callFrom(platform, 1);
  const { code, message } = await failureOf(first.waits(5));
  assert.is(code, 'call.strict');
  assert.match(message, /unserved: conferenceCreated → POST/);
  assert.match((await failureOf(first.waits(1))).message, /unserved: conferenceMemberJoin → POST/);
  await first.waits(1);
});

test('a conference event that fails does not end the conference', async () => {
  const { platform } = inConference(undefined, {
    answers: { '/room': new Response('broken', { status: 500 }) },
    options: { allow: ['callback-error'] },
  });
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  await first.waits(100);
  await room.has(first);
  await first.hangUp();
});

test('a failure of the handler fails a step of a member', async () => {
  const { platform } = inConference(undefined, { answers: { '/room': new Response('broken', { status: 500 }) } });
  const first = await callFrom(platform, 1);
  const { code, message } = await failureOf(first.waits(5));
  assert.is(code, 'call.strict');
  assert.match(message, /callback-error: conferenceCreated → POST .*: status 500/);
});

test('a recording ends with the conference, and has an event of its own', async () => {
  const { platform, sent } = inConference(
    ({ eventType }) =>
      eventType === 'conferenceCreated'
        ? '<StartRecording recordingAvailableUrl="/status" fileFormat="mp3" tag="ignored" multiChannel="true" transcribe="true" transcriptionAvailableUrl="/status"/>'
        : undefined,
    { attributes: 'tag="vip"', options: { allow: ['startRecording.conference-ignored'] } },
  );
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  await first.waits(30);
  await first.hangUp();
  const { recordingId, ...event } = await room.receives('conferenceRecordingAvailable');
  assert.match(recordingId, /^r-/);
  assert.equal(event, {
    eventType: 'conferenceRecordingAvailable',
    eventTime: momentText(33_000),
    conferenceId: room.id,
    name: 'q',
    tag: 'vip',
    accountId: '5500000',
    channels: 1,
    startTime: momentText(1000),
    endTime: momentText(31_000),
    duration: 'PT30S',
    fileFormat: 'mp3',
    mediaUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/conferences/${room.id}/recordings/${recordingId}/media`,
    status: 'complete',
  });
  await room.ends();
  assert.equal(sent('transcriptionAvailable'), []);
  assert.equal(sent('recordingAvailable'), []);
});

test('a recording can be paused, resumed and stopped', async () => {
  const documents: Record<string, string> = {
    '1': '<StartRecording recordingAvailableUrl="/status"/><StartRecording recordingAvailableUrl="/status"/>',
    '2': '<PauseRecording/>',
    '3': '<ResumeRecording/>',
    '4': `${say('One')}<StopRecording/>`,
  };
  const { platform } = inConference(
    ({ eventType, from }) => (eventType === 'conferenceMemberJoin' ? documents[String(from).slice(-1)] : undefined),
    { options: { allow: ['startRecording.single'] } },
  );
  const first = await callFrom(platform, 1);
  for (const digit of [2, 3, 4]) {
    await first.waits(9);
    await (await callFrom(platform, digit)).joins('q');
  }
  const room = await platform.conference('q');
  const { duration } = await room.receives('conferenceRecordingAvailable');
  // From 1 to 10 and from 20 to 31 seconds.
  assert.is(duration, 'PT20S');
  assert.is(room.events('conferenceRecordingAvailable').length, 1);
  assert.is(roomEvents(room).length, 6);
});

test('documents are validated for a conference, and listed', async () => {
  const { platform } = inConference(welcome);
  const first = await callFrom(platform, 1);
  await first.hears('B');
  const room = await first.joins('q');
  assert.equal(
    room.documents.map(({ eventType, leg, verbs }) => [eventType, leg, verbs.map(({ text }) => text)]),
    [['conferenceMemberJoin', 'q', ['A 1', 'B']]],
  );
});

test.run();
