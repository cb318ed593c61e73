// The events of a conference and of its members, in virtual milliseconds, for each sequence that the facts list.
import type { Call, ConferenceRoom, Platform } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callFrom, inConference, roomEvents } from './conferences.js';
import { momentText } from './moments.js';
import { eventsOf } from './observed.js';

const test = suite('events of a conference');

interface Sequence {
  readonly act: (platform: Platform) => Promise<readonly Call[]>;
  /** The events of the conference: milliseconds since its first member joined, at 1000. */
  readonly room: readonly string[];
  /** The last events of each call, in milliseconds since it began. */
  readonly calls: readonly (readonly string[])[];
}

const sequences: Readonly<Record<string, Sequence>> = {
  'the first member creates it, and the last one ends it': {
    act: async (platform) => {
      const call = await callFrom(platform, 1);
      await call.waits(3);
      await call.hangUp();
      return [call];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '2000 conferenceMemberExit 1',
      '2000 conferenceCompleted',
    ],
    calls: [['0 initiate', '3000 disconnect']],
  },
  'a member hangs up while others stay': {
    act: async (platform) => {
      const first = await callFrom(platform, 1);
      await first.waits(2);
      const second = await callFrom(platform, 2);
      await second.waits(3);
      await first.hangUp();
      await second.waits(1);
      await second.hangUp();
      return [first, second];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '2000 conferenceMemberJoin 2',
      '4000 conferenceMemberExit 1',
      '5000 conferenceMemberExit 2',
      '5000 conferenceCompleted',
    ],
    calls: [
      ['0 initiate', '5000 disconnect'],
      ['0 initiate', '4000 disconnect'],
    ],
  },
  'calls that join and leave at the same moment do so in order': {
    act: async (platform) => {
      const calls = await Promise.all([1, 2, 3].map((digit) => callFrom(platform, digit)));
      await calls[0]?.waits(2);
      await Promise.all(calls.map((call) => call.hangUp()));
      return calls;
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '0 conferenceMemberJoin 2',
      '0 conferenceMemberJoin 3',
      '1000 conferenceMemberExit 1',
      '1000 conferenceMemberExit 2',
      '1000 conferenceMemberExit 3',
      '1000 conferenceCompleted',
    ],
    calls: [
      ['0 initiate', '2000 disconnect'],
      ['0 initiate', '2000 disconnect'],
      ['0 initiate', '2000 disconnect'],
    ],
  },
  'a member is redirected while others stay': {
    act: async (platform) => {
      const calls = await Promise.all([1, 2].map((digit) => callFrom(platform, digit)));
      await calls[0]?.waits(4);
      await platform.api.updateCall(calls[0]?.callId ?? '', { redirectUrl: '/away' });
      await calls[0]?.ends('hangup');
      await calls[1]?.hangUp();
      return calls;
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '0 conferenceMemberJoin 2',
      '3000 conferenceMemberExit 1',
      '4000 conferenceMemberExit 2',
      '4000 conferenceCompleted',
    ],
    calls: [
      ['0 initiate', '4000 redirect', '5000 disconnect'],
      ['0 initiate', '5000 disconnect'],
    ],
  },
  'a member is given another document, and ends with it': {
    act: async (platform) => {
      const call = await callFrom(platform, 1);
      await call.waits(4);
      await platform.api.updateCallBxml(call.callId, '<Bxml><SpeakSentence>Away</SpeakSentence></Bxml>');
      await call.ends('hangup');
      return [call];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '3000 conferenceMemberExit 1',
      '3000 conferenceCompleted',
    ],
    calls: [['0 initiate', '5000 disconnect']],
  },
  'a member is hung up by updateCall': {
    act: async (platform) => {
      const call = await callFrom(platform, 1);
      await call.waits(4);
      await platform.api.updateCall(call.callId, { state: 'completed' });
      await call.ends('hangup');
      return [call];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '3000 conferenceMemberExit 1',
      '3000 conferenceCompleted',
    ],
    calls: [['0 initiate', '4000 disconnect']],
  },
  'updateConference ends it, and the members continue with the next verb': {
    act: async (platform) => {
      const calls = await Promise.all([1, 2].map((digit) => callFrom(platform, digit)));
      await calls[0]?.waits(4);
      const room = await platform.conference('q');
      await platform.api.updateConference(room.id, { status: 'completed' });
      await Promise.all(calls.map((call) => call.hears('Goodbye')));
      await Promise.all(calls.map((call) => call.ends('hangup')));
      return calls;
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '0 conferenceMemberJoin 2',
      '3000 conferenceMemberExit 1',
      '3000 conferenceMemberExit 2',
      '3000 conferenceCompleted',
    ],
    calls: [
      ['0 initiate', '5000 disconnect'],
      ['0 initiate', '5000 disconnect'],
    ],
  },
  'updateConference redirects it': {
    act: async (platform) => {
      const call = await callFrom(platform, 1);
      await call.waits(4);
      const room = await platform.conference('q');
      await platform.api.updateConference(room.id, { redirectUrl: '/away' });
      await call.hears('Away');
      await call.hangUp();
      return [call];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '3000 conferenceRedirect',
      '4000 conferenceMemberExit 1',
      '4000 conferenceCompleted',
    ],
    calls: [['0 initiate', '5000 disconnect']],
  },
  'after 24 hours it ends, and the members continue with the next verb': {
    act: async (platform) => {
      const first = await callFrom(platform, 1);
      await first.waits(11);
      const second = await callFrom(platform, 2);
      await second.ends('hangup');
      await first.ends('hangup');
      return [first, second];
    },
    room: [
      '0 conferenceCreated',
      '0 conferenceMemberJoin 1',
      '11000 conferenceMemberJoin 2',
      '86400000 conferenceMemberExit 1',
      '86400000 conferenceMemberExit 2',
      '86400000 conferenceCompleted',
    ],
    calls: [
      ['0 initiate', '86402000 disconnect'],
      ['0 initiate', '86391000 disconnect'],
    ],
  },
};

for (const [name, { act, room, calls }] of Object.entries(sequences)) {
  test(name, async () => {
    const { platform } = inConference(undefined, { answers: { '/away': '<SpeakSentence>Away</SpeakSentence>' } });
    const found = platform.conference('q');
    const ended = await act(platform);
    assert.equal(roomEvents(await found), room);
    assert.equal(ended.map(eventsOf), calls);
  });
}

test('conferenceMemberExit is sent before the disconnect of the member', async () => {
  const { platform, requests } = inConference();
  const call = await callFrom(platform, 1);
  await call.joins('q');
  await call.hangUp();
  assert.equal(
    requests.map(({ event }) => event.eventType),
    [
      'initiate',
      'conferenceCreated',
      'conferenceMemberJoin',
      'conferenceMemberExit',
      'conferenceCompleted',
      'disconnect',
    ],
  );
});

test('a redirect is sent before the conferenceMemberExit that follows from it', async () => {
  const { platform, requests } = inConference(undefined, {
    answers: { '/away': '<SpeakSentence>Away</SpeakSentence>' },
  });
  const call = await callFrom(platform, 1);
  await call.joins('q');
  await platform.api.updateCall(call.callId, { redirectUrl: '/away' });
  await call.ends('hangup');
  assert.equal(
    requests.slice(3).map(({ event }) => event.eventType),
    ['redirect', 'conferenceMemberExit', 'conferenceCompleted', 'disconnect'],
  );
});

test('the events have the fields that the facts list', async () => {
  const { platform, sent } = inConference(undefined, { attributes: 'tag="vip"' });
  const call = await callFrom(platform, 1);
  const room = await call.joins('q');
  await call.waits(2);
  await call.hangUp();
  const conference = { conferenceId: room.id, name: 'q', tag: 'vip' };
  const member = { callId: call.callId, from: '+15551230001', to: '+15551230002' };
  const joined = { eventTime: momentText(1000), ...conference };
  const left = { eventTime: momentText(3000), ...conference };
  assert.match(room.id, /^conf-/);
  assert.equal(sent('conferenceCreated'), [{ eventType: 'conferenceCreated', ...joined }]);
  assert.equal(sent('conferenceMemberJoin'), [{ eventType: 'conferenceMemberJoin', ...joined, ...member }]);
  assert.equal(sent('conferenceMemberExit'), [{ eventType: 'conferenceMemberExit', ...left, ...member }]);
  assert.equal(sent('conferenceCompleted'), [{ eventType: 'conferenceCompleted', ...left }]);
});

test('the call that creates it sets the tag, the URL and the time limit of all its events', async () => {
  const { platform, requests } = inConference(undefined, {
    attributes: ({ from }) =>
      from === '+15551230001'
        ? 'tag="first" callbackTimeout="2"'
        : 'tag="second" conferenceEventMethod="GET" conferenceEventFallbackUrl="/nowhere" callbackTimeout="9"',
  });
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  const second = await callFrom(platform, 2);
  await second.joins('q');
  platform.disrupt({ event: 'conferenceMemberExit' }, 'timeout');
  await second.hangUp();
  await first.waits(3);
  assert.match(room.transcript(), /conferenceMemberExit → POST \/room: no response within 2 s/);
  await first.hangUp();
  const events = requests.filter(({ path }) => path === '/room');
  assert.equal(new Set(events.map(({ method, event }) => `${method} ${event.tag}`)), new Set(['POST first']));
  assert.equal(first.events('disconnect')[0]?.tag, 'first');
  assert.equal(second.events('disconnect')[0]?.tag, 'second');
});

test('without callbackTimeout, that of the call applies', async () => {
  const { platform } = inConference();
  platform.disrupt({ event: 'conferenceCreated' }, 'timeout');
  const call = await platform.call({ url: '/call', statusUrl: '/status', callbackTimeout: 3 });
  const room = await call.joins('q');
  await call.waits(10);
  assert.match(room.transcript(), /conferenceCreated → POST \/room: no response within 3 s/);
  await call.hangUp();
});

test('a tag that the creating call gets later does not change that of the conference', async () => {
  const { platform, sent } = inConference(undefined, {
    answers: { '/tag': '<Tag>early</Tag><Conference conferenceEventUrl="/room">q</Conference>' },
  });
  const call = await callFrom(platform, 1, '/tag');
  await call.joins('q');
  await call.hangUp();
  assert.equal(new Set(sent('conferenceCompleted').map(({ tag }) => tag)), new Set(['early']));
});

test('a name that is used again creates another conference', async () => {
  const { platform } = inConference();
  const ids: string[] = [];
  for (const digit of [1, 2]) {
    const call = await callFrom(platform, digit);
    const room: ConferenceRoom = await call.joins('q');
    ids.push(room.id);
    await call.hangUp();
    await room.ends();
    assert.is(room.events('conferenceMemberJoin').length, 1);
  }
  assert.is.not(ids[0], ids[1]);
});

test('names differ by letter case', async () => {
  const { platform } = inConference(undefined, {
    answers: { '/upper': '<Conference>Q</Conference>' },
  });
  const first = await callFrom(platform, 1);
  const lower = await first.joins('q');
  const second = await callFrom(platform, 2, '/upper');
  const upper = await second.joins('Q');
  assert.is.not(lower.id, upper.id);
  assert.is(lower.members.length, 1);
});

test('a conference without a conferenceEventUrl sends no events', async () => {
  const { platform, requests } = inConference(undefined, { answers: { '/silent': '<Conference>q</Conference>' } });
  const first = await callFrom(platform, 1, '/silent');
  const room = await first.joins('q');
  const second = await callFrom(platform, 2);
  await second.joins('q');
  await Promise.all([first.hangUp(), second.hangUp()]);
  assert.equal(
    requests.map(({ event }) => event.eventType),
    ['initiate', 'initiate', 'disconnect', 'disconnect'],
  );
  assert.equal(roomEvents(room), []);
});

test('events go to the fallback URL with its own credentials', async () => {
  const basic = (pair: string) => `Basic ${btoa(pair)}`;
  const { platform, requests } = inConference(undefined, {
    attributes:
      'username="u" password="p" conferenceEventFallbackUrl="/backup" conferenceEventFallbackMethod="GET" fallbackUsername="v" fallbackPassword="w"',
    answers: { '/room': new Response('broken', { status: 500 }), '/backup': '<SpeakSentence>Backup</SpeakSentence>' },
    options: { credentials: 'at-once' },
  });
  const call = await callFrom(platform, 1);
  await call.hears('Backup');
  await call.hangUp();
  const created = requests.filter(({ event }) => event.eventType === 'conferenceCreated');
  assert.equal(
    created.map(({ path, method, headers }) => [path, method, headers.get('authorization')]),
    [
      ['/room', 'POST', basic('u:p')],
      ['/backup', 'GET', basic('v:w')],
    ],
  );
  // The last conferenceMemberExit too, although the conference is over by then.
  const exit = requests.filter(({ event }) => event.eventType === 'conferenceMemberExit');
  assert.equal(
    exit.map(({ path }) => path),
    ['/room', '/backup'],
  );
});

test.run();
