// Who is in a conference, and who hears whom: mute, hold, coaches, limits.
import type { Call, ConferenceRoom } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { callFrom, inConference, roomEvents } from './conferences.js';

const test = suite('members of a conference');

/** The attributes of a member; a function gets the calls that have joined before. */
type Attributes = string | ((calls: readonly Call[]) => string);

/** Calls join `q`, each with its attributes, one after the other. */
async function joined(...attributes: readonly Attributes[]) {
  const calls: Call[] = [];
  const { platform, sent } = inConference(undefined, {
    attributes: ({ from }) => {
      const wanted = attributes[Number(String(from).slice(-1))] ?? '';
      return typeof wanted === 'function' ? wanted(calls) : wanted;
    },
  });
  for (const digit of attributes.keys()) {
    const call = await callFrom(platform, digit);
    await call.joins('q');
    calls.push(call);
  }
  return { platform, sent, calls, room: await platform.conference('q') };
}

/** Who hears whom: for each member, the digits of the members that it hears. */
const hearing = (room: ConferenceRoom): string[] =>
  room.members.map((listener) => {
    const heard = room.members.filter((speaker) => room.canHear(listener, speaker));
    return `${listener.party.slice(-1)} hears ${heard.map(({ party }) => party.slice(-1)).join('') || 'nothing'}`;
  });

const coaching =
  (...digits: number[]) =>
  (calls: readonly Call[]) =>
    `callIdsToCoach="${digits.map((digit) => calls[digit]?.callId).join(',')}"`;

const rooms: [name: string, attributes: readonly Attributes[], expected: string[]][] = [
  ['one member', [''], ['0 hears nothing']],
  ['three members', ['', '', ''], ['0 hears 12', '1 hears 02', '2 hears 01']],
  ['a muted member', ['', 'mute="true"', ''], ['0 hears 2', '1 hears 02', '2 hears 0']],
  ['a member on hold', ['', 'hold="true"', ''], ['0 hears 2', '1 hears nothing', '2 hears 0']],
  ['muted and on hold', ['', 'hold="true" mute="true"'], ['0 hears nothing', '1 hears nothing']],
  ['mute and hold set to false', ['hold="false"', 'mute="false"'], ['0 hears 1', '1 hears 0']],
  ['a coach of one', ['', '', coaching(1)], ['0 hears 1', '1 hears 02', '2 hears 01']],
  ['a coach of two', ['', '', '', coaching(1, 2)], ['0 hears 12', '1 hears 023', '2 hears 013', '3 hears 012']],
  [
    'white space and blanks in the list',
    ['', (calls) => `callIdsToCoach=" ${calls[0]?.callId} , ,"`, ''],
    ['0 hears 12', '1 hears 02', '2 hears 0'],
  ],
  ['an empty list', ['', 'callIdsToCoach=""'], ['0 hears 1', '1 hears 0']],
  ['a coach of a call that is not in', ['callIdsToCoach="c-1"', ''], ['0 hears 1', '1 hears nothing']],
  ['a muted coach', ['', (calls) => `${coaching(0)(calls)} mute="true"`], ['0 hears nothing', '1 hears 0']],
];

for (const [name, attributes, expected] of rooms) {
  test(name, async () => {
    const { room } = await joined(...attributes);
    assert.equal(hearing(room), expected);
  });
}

test('canHear is false before a party joins, after it has left, and for itself', async () => {
  const { platform } = inConference();
  const first = await callFrom(platform, 1);
  const second = await callFrom(platform, 2);
  const room = await first.joins('q');
  const third = await callFrom(platform, 3);
  await room.has(first, second);
  assert.is(room.canHear(first, third), false);
  assert.is(room.canHear(first, first), false);
  assert.is(room.canHear(first, second), true);
  await second.hangUp();
  assert.is(room.canHear(first, second), false);
  assert.is(room.member(second), undefined);
});

test('a coach may coach a call that joins later, leave, and come back', async () => {
  const ids: string[] = [];
  const { platform } = inConference(undefined, {
    attributes: ({ from }) => (from === '+15551230009' ? `callIdsToCoach="${ids.join()}"` : ''),
    answers: { '/later': '<Pause duration="10"/><Conference>q</Conference>' },
  });
  const customer = await callFrom(platform, 1);
  const room = await customer.joins('q');
  const agent = await callFrom(platform, 2, '/later');
  ids.push(agent.callId);
  const coach = await callFrom(platform, 9);
  await coach.joins('q');
  assert.is(room.canHear(customer, coach), false);
  await agent.joins('q');
  assert.is(room.canHear(agent, coach), true);
  await coach.hangUp();
  const again = await callFrom(platform, 9);
  await again.joins('q');
  assert.is(room.canHear(agent, again), true);
  assert.is(room.canHear(customer, again), false);
});

test('the call of a second coach ends with application-error, and the first coach stays', async () => {
  const { platform } = inConference(undefined, {
    attributes: ({ from }) => (from === '+15551230001' ? '' : 'callIdsToCoach="c-1"'),
  });
  const [first, coach, second] = await Promise.all([1, 2, 3].map((digit) => callFrom(platform, digit)));
  assert.ok(first && coach && second);
  assert.is(await second.ends(), 'application-error');
  assert.match(second.events('disconnect')[0]?.errorMessage ?? '', /has a coach/);
  const room = await coach.joins('q');
  await room.has(first, coach);
  assert.is(room.members.length, 2);
});

test('the twenty-first call ends with application-error, and may join once another has left', async () => {
  const { platform } = inConference();
  const calls = await Promise.all(Array.from({ length: 20 }, (_, index) => callFrom(platform, index)));
  const room = await platform.conference('q');
  await room.has(...calls);
  const late = await callFrom(platform, 21);
  assert.is(await late.ends('application-error'), 'application-error');
  assert.match(late.events('disconnect')[0]?.errorMessage ?? '', /is full: it has 20 members/);
  assert.is(room.members.length, 20);
  await calls[7]?.hangUp();
  await (await callFrom(platform, 22)).joins('q');
  assert.is(room.members.length, 20);
});

test('a call that joins twice by two verbs is a member twice in turn', async () => {
  const { platform } = inConference(undefined, {
    answers: {
      '/twice': '<Conference conferenceEventUrl="/room" mute="true">q</Conference><Conference>other</Conference>',
    },
  });
  const call = await callFrom(platform, 1, '/twice');
  const first = await call.joins('q');
  assert.is(first.member(call)?.mute, true);
  const second = await call.joins('other');
  assert.ok(first.isOver);
  assert.is(second.member(call)?.mute, false);
  await call.hangUp();
  assert.equal(roomEvents(first).slice(-2), ['86400000 conferenceMemberExit 1', '86400000 conferenceCompleted']);
});

test('members are listed with their numbers, and with a count if two have the same', async () => {
  const { platform } = inConference();
  const one = await callFrom(platform, 1);
  const other = await callFrom(platform, 1);
  const room = await platform.conference('q');
  await room.has(one, other);
  assert.equal(room.members, [
    { callId: one.callId, party: '+15551230001', mute: false, hold: false, callIdsToCoach: [] },
    { callId: other.callId, party: '+15551230001 (2)', mute: false, hold: false, callIdsToCoach: [] },
  ]);
});

test('a caller of a transfer and a party that was called can be in a conference after it', async () => {
  const { platform } = inConference(undefined, {
    answers: {
      '/transfer': '<Transfer transferCompleteUrl="/call"><PhoneNumber>+15551230077</PhoneNumber></Transfer>',
    },
  });
  const caller = await callFrom(platform, 1, '/transfer');
  const agent = await caller.transferredTo('+15551230077');
  await agent.waits(5);
  await agent.hangUp();
  const room = await caller.joins('q');
  assert.equal(
    room.members.map(({ party }) => party),
    ['+15551230001'],
  );
  await caller.hangUp();
  await room.ends();
});

test('hanging up while a conference event is answered takes the member out once', async () => {
  const { platform } = inConference(() => '<SpeakSentence>Hello</SpeakSentence>');
  const call = await callFrom(platform, 1);
  const found = platform.conference('q');
  await call.hangUp({ during: 'conferenceMemberJoin' });
  const room = await found;
  await room.ends();
  assert.equal(roomEvents(room), [
    '0 conferenceCreated',
    '0 conferenceMemberJoin 1',
    '0 conferenceMemberExit 1',
    '0 conferenceCompleted',
  ]);
});

test('a caller who hangs up before the Conference is not in it', async () => {
  const { platform, sent } = inConference();
  const call = await callFrom(platform, 1);
  await call.hangUp();
  await platform.settles();
  assert.equal(sent('conferenceCreated'), []);
  assert.match((await failureOf(call.joins('q'))).message, /the call is over \(hangup\)/);
});

test.run();
