// The operations of the REST API on conferences: statuses, bodies and effects.
import { type Call, type ConferenceRoom, type Platform, RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { callFrom, inConference, roomEvents, roomPrompts } from './conferences.js';
import { momentText } from './moments.js';
import { promptsOf } from './observed.js';

const test = suite('REST operations on conferences');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

/** Calls that are in `q` together. */
async function together(platform: Platform, ...digits: number[]): Promise<{ calls: Call[]; room: ConferenceRoom }> {
  const calls = await Promise.all(digits.map((digit) => callFrom(platform, digit)));
  const room = await platform.conference('q');
  await room.has(...calls);
  return { calls, room };
}

/** Returns the status of an operation that is refused. */
async function statusOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
  } catch (error) {
    assert.instance(error, RestError, String(error));
    const { status, body } = error as RestError;
    return `${status} ${body.type}`;
  }
  return 'not refused';
}

test('mute, hold and coaching are changed at once, without an event', async () => {
  const { platform, requests } = inConference();
  const { calls, room } = await together(platform, 1, 2, 3);
  const [customer, agent, boss] = calls;
  assert.ok(customer && agent && boss);
  const before = requests.length;
  const { api } = platform;
  assert.is(await api.updateConferenceMember(room.id, agent.callId, { mute: true }), undefined);
  assert.is(room.canHear(customer, agent), false);
  await api.updateConferenceMember(room.id, agent.callId, { mute: false });
  assert.is(room.canHear(customer, agent), true);
  await api.updateConferenceMember(room.id, customer.callId, { hold: true });
  assert.is(room.canHear(customer, agent), false);
  assert.is(room.canHear(agent, customer), false);
  assert.is(room.canHear(agent, boss), true);
  await api.updateConferenceMember(room.id, customer.callId, { hold: false });
  await api.updateConferenceMember(room.id, boss.callId, { callIdsToCoach: [agent.callId] });
  assert.equal(
    [room.canHear(customer, boss), room.canHear(agent, boss), room.canHear(boss, customer)],
    [false, true, true],
  );
  // A field that is omitted, or null, stays as it is.
  await api.updateConferenceMember(room.id, boss.callId, { mute: true, callIdsToCoach: null });
  assert.equal(room.member(boss), {
    callId: boss.callId,
    party: '+15551230003',
    mute: true,
    hold: false,
    callIdsToCoach: [agent.callId],
  });
  await api.updateConferenceMember(room.id, boss.callId, { mute: false, callIdsToCoach: [] });
  assert.is(room.canHear(customer, boss), true);
  await customer.waits(1);
  assert.is(requests.length, before);
});

test('a second coach is refused with 400, and the coach may change whom it coaches', async () => {
  const { platform } = inConference();
  const { calls, room } = await together(platform, 1, 2, 3);
  const [customer, agent, boss] = calls.map(({ callId }) => callId);
  assert.ok(customer && agent && boss);
  const { api } = platform;
  await api.updateConferenceMember(room.id, boss, { callIdsToCoach: [agent] });
  assert.is(
    await statusOf(api.updateConferenceMember(room.id, agent, { callIdsToCoach: [customer], mute: true })),
    '400 validation',
  );
  assert.equal(
    room.members.map(({ mute, callIdsToCoach }) => [mute, callIdsToCoach.length]),
    [
      [false, 0],
      [false, 0],
      [false, 1],
    ],
  );
  await api.updateConferenceMember(room.id, boss, { callIdsToCoach: [customer] });
  await calls[2]?.hangUp();
  await api.updateConferenceMember(room.id, agent, { callIdsToCoach: [customer] });
});

test('a held member stops hearing a prompt, and hears the rest of it afterwards', async () => {
  const { platform } = inConference(({ eventType }) => (eventType === 'conferenceCreated' ? say('Long') : undefined), {
    options: { speech: ({ text }) => (text === 'Long' ? 10 : 1) },
  });
  const { calls, room } = await together(platform, 1);
  const [caller] = calls;
  assert.ok(caller);
  await caller.waits(2);
  await platform.api.updateConferenceMember(room.id, caller.callId, { hold: true });
  await caller.waits(3);
  await platform.api.updateConferenceMember(room.id, caller.callId, { hold: false });
  await caller.waits(20);
  assert.equal(promptsOf(caller), ['0 Welcome.', '1000 Long stopped 2000', '6000 Long']);
  assert.equal(roomPrompts(room), ['0 Long']);
});

test('getConference, listConferences and getConferenceMember return the documented fields', async () => {
  const { platform } = inConference(undefined, { attributes: 'tag="vip"' });
  const { calls, room } = await together(platform, 1, 2);
  const [first, second] = calls;
  assert.ok(first && second);
  const { api } = platform;
  const memberUrl = (id: string) =>
    `https://voice.bandwidth.com/api/v2/accounts/5500000/conferences/${room.id}/members/${id}`;
  const member = (callId: string) => ({
    callId,
    conferenceId: room.id,
    memberUrl: memberUrl(callId),
    mute: false,
    hold: false,
    callIdsToCoach: [],
  });
  const conference = {
    id: room.id,
    name: 'q',
    createdTime: momentText(1000),
    completedTime: null,
    conferenceEventUrl: 'https://app.example/room',
    conferenceEventMethod: 'POST',
    tag: 'vip',
  };
  assert.equal(await api.getConferenceMember(room.id, second.callId), member(second.callId));
  assert.equal(await api.getConference(room.id), {
    ...conference,
    activeMembers: [member(first.callId), member(second.callId)],
  });
  assert.equal(await api.listConferences(), [conference]);
  await Promise.all(calls.map((call) => call.hangUp()));
  assert.equal(await api.getConference(room.id), { ...conference, completedTime: momentText(1000), activeMembers: [] });
});

test('listConferences filters by name and time, and pages', async () => {
  const { platform } = inConference(undefined, { answers: { '/other': '<Conference>other</Conference>' } });
  const { api } = platform;
  await together(platform, 1);
  const later = await callFrom(platform, 2);
  await later.waits(10);
  await (await callFrom(platform, 3, '/other')).joins('other');
  const names = async (query: Parameters<typeof api.listConferences>[0]) =>
    (await api.listConferences(query)).map(({ name }) => name);
  assert.equal(await names({}), ['q', 'other']);
  assert.equal(await names({ name: 'other' }), ['other']);
  assert.equal(await names({ name: 'Other' }), []);
  assert.equal(await names({ minCreatedTime: momentText(1001) }), ['other']);
  assert.equal(await names({ maxCreatedTime: momentText(1000) }), ['q']);
  assert.equal(await names({ pageSize: 1 }), ['q']);
  assert.equal(await names({ pageSize: 1, pageToken: 'after-1' }), ['other']);
  for (const query of [{ pageSize: 0 }, { pageSize: 1001 }, { pageToken: 'x' }, { minCreatedTime: 'soon' }]) {
    assert.is(await statusOf(api.listConferences(query)), '400 validation');
  }
});

test('updateConferenceBxml puts a document into the queue, without an event', async () => {
  const { platform } = inConference(({ eventType }) => (eventType === 'conferenceCreated' ? say('First') : undefined));
  const { calls, room } = await together(platform, 1);
  await platform.api.updateConferenceBxml(room.id, `<Bxml>${say('Second')}</Bxml>`);
  await platform.api.updateConferenceBxml(room.id, `<Response>${say('Third')}</Response>`);
  await calls[0]?.hears('Third');
  assert.equal(roomPrompts(room), ['0 First', '1000 Second', '2000 Third']);
  assert.equal(roomEvents(room).length, 2);
  assert.equal(
    room.documents.map(({ eventType }) => eventType),
    ['conferenceCreated', 'updateConferenceBxml', 'updateConferenceBxml'],
  );
});

test('a document of updateConferenceBxml with another verb is rejected whole, and reported', async () => {
  const { platform } = inConference();
  const { calls, room } = await together(platform, 1);
  await platform.api.updateConferenceBxml(room.id, `<Bxml>${say('One')}<Hangup/></Bxml>`);
  const { code, message } = await failureOf(room.hears('One'));
  assert.is(code, 'call.strict');
  assert.match(message, /invalid-bxml: updateConferenceBxml/);
  await calls[0]?.hangUp();
});

test('a redirect that fails leaves the conference as it is', async () => {
  const { platform } = inConference();
  const { calls, room } = await together(platform, 1);
  await platform.api.updateConference(room.id, { redirectUrl: '/nowhere', redirectFallbackUrl: '/nowhere-else' });
  assert.match((await failureOf(room.hears('x'))).message, /unserved: conferenceRedirect → POST .*\/nowhere: /);
  assert.match((await failureOf(room.hears('x'))).message, /unserved: conferenceRedirect → POST .*\/nowhere-else: /);
  await room.has(...calls);
});

test('status completed with other fields ends it, as on Bandwidth', async () => {
  const { platform } = inConference();
  const { calls, room } = await together(platform, 1);
  await platform.api.updateConference(room.id, { status: 'completed', redirectUrl: '/room' });
  await calls[0]?.hears('Goodbye');
  await room.ends();
  assert.match(room.transcript(), /ignores redirectUrl/);
});

test('a member whose last verb is Conference is hung up when the conference is ended', async () => {
  const { platform } = inConference(undefined, { answers: { '/last': '<Conference>q</Conference>' } });
  const call = await callFrom(platform, 1, '/last');
  const room = await call.joins('q');
  await platform.api.updateConference(room.id, { status: 'completed' });
  assert.is(await call.ends(), 'hangup');
});

test('a member who is redirected to the same conference leaves it and joins again', async () => {
  const { platform } = inConference(undefined, {
    answers: { '/again': '<Conference conferenceEventUrl="/room" mute="true">q</Conference>' },
  });
  const { calls, room } = await together(platform, 1, 2);
  const [first] = calls;
  assert.ok(first);
  await platform.api.updateCall(first.callId, { redirectUrl: '/again' });
  await first.joins('q');
  await first.waits(1);
  assert.equal(
    room.members.map(({ party, mute }) => [party, mute]),
    [
      ['+15551230002', false],
      ['+15551230001', true],
    ],
  );
  assert.equal(roomEvents(room).slice(-2), ['0 conferenceMemberExit 1', '0 conferenceMemberJoin 1']);
});

test('a single member who is redirected to the same name gets a new conference', async () => {
  const { platform, sent } = inConference();
  const { calls, room } = await together(platform, 1);
  const [first] = calls;
  assert.ok(first);
  await platform.api.updateCallBxml(first.callId, '<Bxml><Conference>q</Conference></Bxml>');
  const next = await first.joins('q');
  assert.is.not(next.id, room.id);
  await room.ends();
  assert.is(sent('conferenceCompleted').length, 1);
});

test('the called party of a transfer can be redirected into a conference', async () => {
  const { platform } = inConference(undefined, {
    answers: {
      '/transfer': '<Transfer transferCompleteUrl="/call"><PhoneNumber>+15551230077</PhoneNumber></Transfer>',
      '/agent': '<Conference conferenceEventUrl="/room">q</Conference>',
    },
  });
  const caller = await callFrom(platform, 1, '/transfer');
  const agent = await caller.transferredTo('+15551230077');
  await caller.waits(5);
  await platform.api.updateCall(agent.callId, { redirectUrl: '/agent' });
  const room = await agent.joins('q');
  // The transfer is over: the caller continues with what transferCompleteUrl responds.
  await room.has(caller, agent);
  assert.ok(room.canHear(caller, agent));
  await caller.hangUp();
  await agent.hangUp();
  await room.ends();
});

test('recordings are listed while they are processed and when they are available', async () => {
  const { platform } = inConference(({ eventType }) =>
    eventType === 'conferenceCreated'
      ? `<StartRecording recordingName="talk"/>${say('One')}<StopRecording/>`
      : undefined,
  );
  const { calls, room } = await together(platform, 1);
  const { api } = platform;
  assert.equal(await api.listConferenceRecordings(room.id), []);
  await calls[0]?.waits(1.5);
  const [recording] = await api.listConferenceRecordings(room.id);
  assert.ok(recording);
  const { recordingId } = recording;
  assert.equal(recording, {
    accountId: '5500000',
    conferenceId: room.id,
    name: 'q',
    recordingId,
    duration: 'PT1S',
    channels: 1,
    startTime: momentText(1000),
    endTime: momentText(2000),
    fileFormat: 'wav',
    status: 'processing',
    recordingName: 'talk',
  });
  await calls[0]?.waits(2);
  const available = await api.getConferenceRecording(room.id, recordingId);
  assert.equal(
    [available.status, available.mediaUrl?.endsWith(`/conferences/${room.id}/recordings/${recordingId}/media`)],
    ['complete', true],
  );
  const { contentType, data } = await api.downloadConferenceRecording(room.id, recordingId);
  assert.equal([contentType, data.length], ['audio/vnd.wave', 44 + 16_000]);
});

test('bad requests are refused with the documented statuses', async () => {
  const { platform } = inConference();
  const { calls, room } = await together(platform, 1);
  const outside = await platform.call({ url: '/call' });
  const [member = ''] = calls.map(({ callId }) => callId);
  const { api } = platform;
  const wrong = (value: unknown) => value as never;
  const refused: [status: string, operation: Promise<unknown>][] = [
    ['404 validation', api.getConference('conf-1')],
    ['404 validation', api.updateConference('conf-1', { status: 'completed' })],
    ['404 validation', api.updateConferenceBxml('conf-1', '<Bxml/>')],
    ['404 validation', api.updateConferenceMember('conf-1', member, { mute: true })],
    ['404 validation', api.updateConferenceMember(room.id, 'c-1', { mute: true })],
    ['404 validation', api.updateConferenceMember(room.id, outside.callId, { mute: true })],
    ['404 validation', api.getConferenceMember(room.id, outside.callId)],
    ['404 validation', api.listConferenceRecordings('conf-1')],
    ['404 validation', api.getConferenceRecording(room.id, 'r-1')],
    ['404 validation', api.downloadConferenceRecording(room.id, 'r-1')],
    ['400 validation', api.updateConference(room.id, {})],
    ['400 validation', api.updateConference(room.id, { status: wrong('over') })],
    ['400 validation', api.updateConference(room.id, { redirectUrl: wrong(5) })],
    ['400 validation', api.updateConference(room.id, wrong(undefined))],
    ['400 validation', api.updateConference(room.id, { redirectUrl: '/room', redirectMethod: wrong('PUT') })],
    ['400 validation', api.updateConferenceBxml(room.id, '')],
    ['400 validation', api.updateConferenceBxml(room.id, 'no XML')],
    ['400 validation', api.updateConferenceBxml(room.id, wrong(5))],
    ['400 validation', api.updateConferenceMember(room.id, member, { mute: wrong('true') })],
    ['400 validation', api.updateConferenceMember(room.id, member, { callIdsToCoach: wrong('c-1') })],
    ['400 validation', api.updateConferenceMember(room.id, member, wrong('mute'))],
  ];
  for (const [index, [status, operation]] of refused.entries())
    assert.is(await statusOf(operation), status, `${index}`);
  await room.has(...calls);
  await calls[0]?.hangUp();
  await room.ends();
  assert.is(await statusOf(api.updateConference(room.id, { status: 'completed' })), '404 validation');
  assert.is(await statusOf(api.updateConferenceBxml(room.id, '<Bxml/>')), '404 validation');
  assert.is(await statusOf(api.updateConferenceMember(room.id, member, { mute: true })), '404 validation');
});

test('a handler that changes the conference during its own event gets its answer at once', async () => {
  let platform: Platform | undefined;
  const statuses: unknown[] = [];
  const simulation = inConference(undefined, {
    answers: {
      '/room': async ({ event }) => {
        const { conferenceId, callId, eventType, from } = event as Readonly<Record<string, string>>;
        if (eventType === 'conferenceMemberJoin' && from === '+15551230002') {
          statuses.push(await platform?.api.updateConferenceMember(conferenceId ?? '', callId ?? '', { hold: true }));
          statuses.push((await platform?.api.getConference(conferenceId ?? ''))?.activeMembers?.length);
          statuses.push(await platform?.api.updateConference(conferenceId ?? '', { status: 'completed' }));
          return say('Too late');
        }
        return new Response(null, { status: 204 });
      },
    },
  });
  platform = simulation.platform;
  const first = await callFrom(platform, 1);
  const room = await first.joins('q');
  const second = await callFrom(platform, 2);
  await Promise.all([first.hears('Goodbye'), second.hears('Goodbye')]);
  await room.ends();
  assert.equal(statuses, [undefined, 2, undefined]);
  assert.equal(roomPrompts(room), []);
});

test('two updates at once: each takes effect, and the conference ends once', async () => {
  const { platform, sent } = inConference();
  const { calls, room } = await together(platform, 1, 2);
  const results = await Promise.allSettled([
    platform.api.updateConference(room.id, { status: 'completed' }),
    platform.api.updateConference(room.id, { status: 'completed' }),
    platform.api.updateCall(calls[0]?.callId ?? '', { state: 'completed' }),
  ]);
  assert.equal(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  await room.ends();
  await calls[1]?.hears('Goodbye');
  assert.is(sent('conferenceCompleted').length, 1);
  assert.is(sent('conferenceMemberExit').length, 2);
});

test.run();
