// The steps of a test about a conference: waiting, errors, and transcripts that stay readable.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf, failureOf } from '../rejections.js';
import { callFrom, inConference } from './conferences.js';

const test = suite('steps about conferences');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

test('conference waits until it exists, and has until all are in', async () => {
  const { platform } = inConference();
  const found = platform.conference('q');
  const first = await callFrom(platform, 1);
  const second = await callFrom(platform, 2);
  const room = await found;
  assert.equal([room.name, room.isOver, room.members.length], ['q', false, 1]);
  await room.has(first, second);
  assert.equal(room.members.length, 2);
  await first.hangUp();
  await second.hangUp();
  await room.ends();
  assert.ok(room.isOver);
  assert.is(first.cause, 'hangup');
});

test('conference fails if no conference with that name begins', async () => {
  const { platform } = inConference();
  await callFrom(platform, 1);
  const { code, message } = await failureOf(platform.conference('lobby'));
  assert.is(code, 'call.timeout');
  assert.match(message, /the conference lobby begins: nothing more is scheduled to happen/);
  assert.match(message, /joins the conference q/);
});

test('conference reports a fault that kept it from beginning', async () => {
  const { platform } = inConference(undefined, {
    answers: { '/broken': '<StartGather dtmfUrl="/x"/><Redirect redirectUrl="/nowhere"/>' },
  });
  const call = await callFrom(platform, 1, '/broken');
  const { code, message } = await failureOf(platform.conference('q'));
  assert.is(code, 'call.strict');
  assert.match(message, /unserved: redirect → POST/);
  await call.ends('callback-error');
});

test('conference says that the last one with that name is over', async () => {
  const { platform } = inConference();
  const call = await callFrom(platform, 1);
  await call.joins('q');
  await call.hangUp();
  assert.match((await failureOf(platform.conference('q'))).message, /the conference q \(conf-1\) is over/);
});

test('has names the parties that are missing, and fails when the conference ends', async () => {
  const { platform } = inConference();
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  await first.hangUp();
  const { code, message } = await failureOf(room.has(first));
  assert.is(code, 'call.over');
  assert.match(
    message,
    /q has \+15551230001: the conference is over \(completed\)\n {4}not in the conference: \+15551230001/,
  );
});

test('joins and leaves follow a party', async () => {
  const { platform } = inConference();
  const call = await callFrom(platform, 1);
  assert.is((await failureOf(call.leaves('q'))).code, 'call.different');
  const room = await call.joins('q');
  await platform.api.updateConference(room.id, { status: 'completed' });
  await call.leaves('q');
  await call.hears('Goodbye');
});

test('joins says which conference the party is in', async () => {
  const { platform } = inConference();
  const call = await callFrom(platform, 1);
  await call.joins('q');
  const { code, message } = await failureOf(call.joins('lobby'));
  assert.is(code, 'call.over');
  assert.match(message, /caller joins the conference lobby: the call is over \(hangup\)/);
});

test('receives returns each event once, and says how the last one differs', async () => {
  const { platform } = inConference();
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  const second = await callFrom(platform, 2);
  await second.joins('q');
  assert.is((await room.receives('conferenceMemberJoin')).callId, first.callId);
  assert.is((await room.receives('conferenceMemberJoin')).callId, second.callId);
  await Promise.all([first.hangUp(), second.hangUp()]);
  const { code, message } = await failureOf(room.receives('conferenceMemberExit', { from: '+15551230009' }));
  assert.is(code, 'call.over');
  assert.match(message, /2 conferenceMemberExit events were received; in the last one, from is "\+15551230002"/);
});

test('arguments of a wrong kind are refused', async () => {
  const { platform } = inConference();
  const call = await callFrom(platform, 1);
  const room = await call.joins('q');
  const wrong = (value: unknown) => value as never;
  assert.throws(() => room.canHear(call, wrong('caller')), /speaker is "caller"; expected a party/);
  assert.throws(() => room.member(wrong(undefined)), /party is undefined; expected a party/);
  assert.throws(() => room.events(wrong('gather')), /eventType is "gather"; expected "conferenceCreated"/);
  assert.throws(() => call.events(wrong('conferenceCreated')), /await platform\.conference\(name\)/);
  for (const [step, expected] of [
    [platform.conference(wrong(5)), /the name is 5; expected the name of a conference/],
    [platform.conference(''), /the name is ""/],
    [room.has(), /expected one or more parties/],
    [room.ends(...(wrong([3]) as [])), /the extra argument 3 is not allowed/],
    [call.joins(wrong(undefined)), /the name is undefined/],
  ] as const) {
    const { code, message } = await failureOf(step);
    assert.is(code, 'call.misuse');
    assert.match(message, expected);
  }
  await call.hangUp();
});

test('what the conference plays is heard by the room and by each member', async () => {
  const { platform } = inConference(({ eventType, from }) =>
    eventType === 'conferenceMemberJoin' ? say(`Member ${String(from).slice(-1)}`) : undefined,
  );
  const first = await callFrom(platform, 1);
  const second = await callFrom(platform, 2);
  const room = await first.joins('q');
  const played = await room.hears('Member 1');
  assert.is('conference' in played && played.conference, 'q');
  await room.hearsNext('Member 2');
  const heard = await second.hears('Member 2');
  assert.equal(['conference' in heard && heard.conference, heard.stoppedAfter], ['q', undefined]);
  const ends = room.neverHears('Member 3');
  await Promise.all([first.hangUp(), second.hangUp()]);
  await ends;
});

test('the end of the last member waits for the recordings and the handlers of its conference', async () => {
  const { platform, sent } = inConference(({ eventType }) =>
    eventType === 'conferenceCreated' ? '<StartRecording recordingAvailableUrl="/status"/>' : undefined,
  );
  const call = await callFrom(platform, 1);
  await call.joins('q');
  await call.hangUp();
  assert.is(sent('conferenceRecordingAvailable').length, 1);
});

test('a fault of the conference fails the step that ends its last member', async () => {
  const { platform } = inConference(undefined, {
    answers: {
      '/room': ({ event }) => new Response(null, { status: event.eventType === 'conferenceCompleted' ? 500 : 204 }),
    },
  });
  const call = await callFrom(platform, 1);
  await call.joins('q');
  const { code, message } = await failureOf(call.hangUp());
  assert.is(code, 'call.strict');
  assert.match(message, /lost-event: conferenceCompleted was lost/);
});

test('the transcript of the platform has all calls and conferences in order, each line once', async () => {
  const { platform } = inConference(
    ({ eventType, from }) =>
      eventType === 'conferenceMemberJoin' && from === '+15551230002' ? say('An agent joins.') : undefined,
    {
      attributes: ({ from }) =>
        from === '+15551230004' ? 'mute="true"' : from === '+15551230005' ? 'hold="true"' : '',
    },
  );
  const calls = [];
  for (const digit of [1, 2, 3, 4, 5, 6]) calls.push(await callFrom(platform, digit));
  const room = await platform.conference('q');
  await room.has(...calls);
  await room.hears('An agent joins');
  await platform.api.updateConferenceMember(room.id, calls[2]?.callId ?? '', {
    callIdsToCoach: [calls[1]?.callId ?? ''],
  });
  await platform.api.updateConference(room.id, { status: 'completed' });
  for (const call of calls) await call.ends('hangup');
  const lines = platform.transcript().split('\n');
  const about = (words: RegExp) =>
    lines.filter((line) => words.test(line)).map((line) => line.replace(/ {2,}/g, ' ').trim());
  assert.equal(about(/joins|leaves|plays|coaches|is created|is over|An agent|updateConference/), [
    '0:01.000 q is created',
    '0:01.000 +15551230001 joins the conference q',
    '0:01.000 +15551230002 joins the conference q',
    '0:01.000 q plays "An agent joins."',
    '0:01.000 +15551230003 joins the conference q',
    '0:01.000 +15551230004 joins the conference q, muted',
    '0:01.000 +15551230005 joins the conference q, on hold',
    '0:01.000 +15551230006 joins the conference q',
    '0:02.000 +15551230003 coaches c-2 in q',
    '0:02.000 q is ended by updateConference',
    '0:02.000 +15551230001 leaves the conference q',
    '0:02.000 +15551230002 leaves the conference q',
    '0:02.000 +15551230003 leaves the conference q',
    '0:02.000 +15551230004 leaves the conference q',
    '0:02.000 +15551230005 leaves the conference q',
    '0:02.000 +15551230006 leaves the conference q',
    '0:02.000 q is over: the last member has left',
  ]);
  assert.match(calls[0]?.transcript() ?? '', /caller {2}hears "An agent joins\.", played by q/);
  assert.match(room.transcript(), /\+15551230004 {2}joins, muted\n/);
});

test('the columns of the transcript fit a conference that is named after a call', async () => {
  const { platform } = inConference(undefined, {
    answers: {
      '/call': ({ event }) => `<Conference conferenceEventUrl="/room">of-${event.callId}</Conference>`,
    },
  });
  const call = await callFrom(platform, 1);
  const room = await call.joins(`of-${call.callId}`);
  await call.hangUp();
  await room.ends();
  for (const line of platform.transcript().split('\n'))
    assert.match(line, /^ 0:00\.000 {2}(?:\+15551230001|of-c-1 {6}) {2}\S/);
});

test('the transcript of the platform keeps the text of calls that are over', async () => {
  const { platform } = inConference();
  for (const digit of [1, 1, 2]) {
    const call = await callFrom(platform, digit);
    await call.hangUp();
  }
  const hangUps = platform.transcript().match(/\S+(?: \(2\))? +hangs up/g);
  assert.equal(
    hangUps?.map((line) => line.replace(/ +/g, ' ')),
    ['+15551230001 hangs up', '+15551230001 (2) hangs up', '+15551230002 hangs up'],
  );
});

test('a conference that is over: what it was can be asked, and steps that wait for more of it fail at once', async () => {
  const { platform } = inConference(({ eventType }) =>
    eventType === 'conferenceCreated' ? say('You are alone.') : undefined,
  );
  const call = await callFrom(platform, 1);
  const room = await call.joins('q');
  await room.hears('You are alone.');
  await call.hangUp();
  const { seconds } = platform;
  await room.ends();
  await room.ends();
  assert.equal([room.isOver, room.members, room.member(call), room.canHear(call, call)], [true, [], undefined, false]);
  assert.is((await room.receives('conferenceCompleted')).conferenceId, room.id);
  assert.is(room.events('conferenceMemberExit').length, 1);
  assert.match(room.transcript(), /is over: the last member has left/);
  await room.neverHears('Goodbye');
  const steps: readonly [step: () => Promise<unknown>, code: string, message: RegExp][] = [
    [() => room.hears('Goodbye'), 'call.over', /q hears "Goodbye": the conference is over \(completed\)/],
    [() => room.hearsNext('Goodbye'), 'call.over', /the conference is over/],
    [() => room.beginsToHear('Goodbye'), 'call.over', /the conference is over/],
    [() => room.neverHears('alone'), 'call.different', /it heard "You are alone."/],
    [() => room.has(call), 'call.over', /the conference is over \(completed\)\n {4}not in the conference/],
    [() => room.receives('conferenceRedirect'), 'call.over', /the conference is over and no more events come/],
    [() => call.joins('q'), 'call.over', /caller joins the conference q: the call is over/],
    [() => platform.conference('q'), 'call.timeout', /the conference q \(conf-1\) is over/],
  ];
  for (const [step, code, message] of steps) {
    const error = await failureOf(step());
    assert.is(error.code, code, error.message);
    assert.match(error.message, message);
  }
  await call.leaves('q');
  for (const change of [
    platform.api.updateConference(room.id, { redirectUrl: '/room' }),
    platform.api.updateConference(room.id, { status: 'completed' }),
    platform.api.updateConferenceBxml(room.id, '<Bxml/>'),
    platform.api.updateConferenceMember(room.id, call.callId, { mute: true }),
    platform.api.getConferenceMember(room.id, call.callId),
  ])
    assert.match((await errorOf(change)).message, /^404/);
  assert.is(platform.seconds, seconds);
  // The name is free again.
  const next = await callFrom(platform, 2);
  assert.is.not((await next.joins('q')).id, room.id);
});

test.run();
