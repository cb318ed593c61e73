// The staff line: shifts of agents, and supervisors who coach.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ana, ben, callFrom, roomOf, SUPERVISOR_CODE, staffCall, startQueue, takes } from './test-helpers.js';

const test = suite('call queue: staff');

// Shifts

test('an agent begins a shift, and is called after hanging up', async () => {
  const { platform, queue, ...phones } = startQueue({ onDuty: [ben] });
  phones.ben.always({ busy: true });
  const caller = await callFrom(platform, 1);
  const staff = await staffCall(platform, ana.code);
  await staff.hears('Ana, you are on duty. We will call you.');
  assert.is(phones.ana.waitingCalls, 0);
  await staff.ends('hangup');
  assert.is(phones.ana.waitingCalls, 1);
  await takes(await phones.ana.rings(), caller);
  await caller.hangUp();
});

test('the last agent ends the shift: callers who wait leave a message, and the company is closed', async () => {
  const { platform, queue, messages, ...phones } = startQueue();
  phones.ana.always({ noAnswer: true });
  const caller = await callFrom(platform, 1);
  const staff = await staffCall(platform, ana.code);
  await staff.hears('Ana, you are off duty.');
  await staff.ends('hangup');
  await caller.hears('We are closing now. Please leave your message');
  await caller.speaksFor(8);
  await caller.hears('We have your message');
  await caller.ends('hangup');
  assert.is(messages.length, 1);
  const late = await callFrom(platform, 2);
  await late.hears('is closed now');
  await late.ends('hangup');
  assert.not.ok(queue.isOpen);
});

test('an agent who ends the shift during a conversation finishes it, and is not called again', async () => {
  const { platform, ...phones } = startQueue({ onDuty: [ana, ben] });
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await takes(line, caller);
  const staff = await staffCall(platform, ana.code);
  await staff.hears('off duty');
  await staff.ends('hangup');
  assert.is(line.cause, undefined);
  await line.hangUp();
  await caller.ends('hangup');
  const next = await callFrom(platform, 2);
  await takes(await phones.ben.rings(), next);
  await next.hangUp();
  assert.is(phones.ana.waitingCalls, 0);
});

test('a wrong code is asked for again, three times in all', async () => {
  const { platform, queue } = startQueue({ onDuty: [] });
  const staff = await staffCall(platform, '0000');
  await staff.hears('That code is not valid. Please enter your code.');
  await staff.press('1234');
  await staff.hears('That code is not valid. Please enter your code.');
  await staff.hears('That code is not valid.');
  await staff.hears('Goodbye.');
  await staff.ends('hangup');
  assert.not.ok(queue.isOpen);
});

test('a right code after a wrong one is accepted', async () => {
  const { platform, queue } = startQueue({ onDuty: [] });
  const staff = await staffCall(platform, '0000');
  await staff.hears('That code is not valid.');
  await staff.press(ben.code);
  await staff.hears('Ben, you are on duty.');
  await staff.ends('hangup');
  assert.ok(queue.isOpen);
});

// Supervisors

/** A conversation of Ana with a caller. */
async function conversation() {
  const started = startQueue({ onDuty: [ana, ben] });
  const caller = await callFrom(started.platform, 1);
  const line = await started.ana.rings();
  const room = await takes(line, caller);
  return { ...started, caller, line, room };
}

test('a supervisor coaches: only the agent hears the supervisor', async () => {
  const { platform, caller, line, room } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.hears('To coach Ana, press 1.');
  await boss.press('1');
  await boss.hears('You are coaching Ana. The caller does not hear you.');
  await boss.joins(roomOf(caller));
  assert.ok(room.canHear(line, boss));
  assert.not.ok(room.canHear(caller, boss));
  assert.ok(room.canHear(boss, line));
  assert.ok(room.canHear(caller, line));
  await boss.hangUp();
  await room.receives('conferenceMemberExit', { callId: boss.callId });
  await room.has(caller, line);
  await line.hangUp();
  await caller.hears('Thank you for calling');
  await caller.ends('hangup');
});

test('the supervisor hears that the conversation is over', async () => {
  const { platform, caller, line, room } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.press('1');
  await boss.joins(roomOf(caller));
  await caller.hangUp();
  await line.hears('The caller has hung up.');
  await boss.hears('The conversation is over.');
  await boss.ends('hangup');
  await line.ends('hangup');
  await room.ends();
});

test('a conversation has one coach at a time', async () => {
  const { platform, caller } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.press('1');
  await boss.joins(roomOf(caller));
  const other = await staffCall(platform, SUPERVISOR_CODE);
  await other.press('1');
  await other.hears('Another supervisor is coaching this agent.');
  await other.ends('hangup');
  await boss.hangUp();
  const next = await staffCall(platform, SUPERVISOR_CODE);
  await next.press('1');
  await next.joins(roomOf(caller));
  await caller.hangUp();
  await next.ends('hangup');
});

test('a supervisor who joins at the end of the conversation hears that it is over', async () => {
  const { platform, caller, line } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.press('1');
  await boss.beginsToHear('You are coaching Ana.');
  await caller.hangUp();
  await boss.hears('The conversation is over.');
  assert.ok(platform.seconds < 60);
  await boss.ends('hangup');
  await line.ends('hangup');
});

test('a conversation that ends before the choice is not offered again', async () => {
  const { platform, caller } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.beginsToHear('To coach Ana');
  await caller.hangUp();
  await boss.press('1');
  await boss.hears('That agent has no conversation. There is no conversation to coach.');
  await boss.ends('hangup');
});

test('a key of another agent offers the conversations again', async () => {
  const { platform, caller } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.press('2');
  await boss.hears('That agent has no conversation.');
  await boss.hears('To coach Ana, press 1.');
  await boss.hears('We did not get a key.');
  await boss.ends('hangup');
  await caller.hangUp();
});

test('without a conversation, there is nothing to coach', async () => {
  const { platform } = startQueue();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.hears('There is no conversation to coach.');
  await boss.ends('hangup');
});

test('the transcript of a conversation with a coach', async () => {
  const { platform, caller, line, room } = await conversation();
  const boss = await staffCall(platform, SUPERVISOR_CODE);
  await boss.press('1');
  await room.has(boss);
  await caller.waits(60);
  await line.hangUp();
  await caller.ends('hangup');
  await boss.ends('hangup');
  assert.snapshot(
    platform.transcript(),
    ` 0:00.000  +15551230001  calls +15551230300
 0:00.000  +15551230001  initiate → POST /queue/call: 200, SpeakSentence, Gather
 0:00.000  +15551230077  is dialed
 0:00.000  +15551230001  is answered
 0:00.000  +15551230001  hears "Thank you for calling Tidewater Power." (julie)
 0:00.000  +15551230077  is answered
 0:00.000  +15551230077  answer → POST /queue/agent: 200, Gather
 0:00.000  +15551230077  hears "A caller has waited for less than a minute. To take the call, press 1." (julie)
 0:02.470  +15551230001  hears "You are number 1 in line. To leave a message instead, press 1." (julie), stopped after 2.08 s
 0:04.550  +15551230077  presses 1
 0:04.550  +15551230077  gather → POST /queue/agent: 200, Conference, SpeakSentence, SpeakSentence, Hangup
 0:04.550  +15551230001  is redirected by updateCall to /queue/connect
 0:04.550  +15551230001  redirect → POST /queue/connect: 200, Conference, SpeakSentence, SpeakSentence, Hangup
 0:04.550  queue-c-1     is created
 0:04.550  queue-c-1     conferenceCreated → POST /queue/conference: 204
 0:04.550  +15551230001  joins the conference queue-c-1
 0:04.550  queue-c-1     conferenceMemberJoin → POST /queue/conference: 204
 0:04.550  +15551230077  joins the conference queue-c-1
 0:04.550  queue-c-1     conferenceMemberJoin → POST /queue/conference: 204
 0:04.550  +15551230009  calls +15551230309
 0:04.550  +15551230009  initiate → POST /queue/call: 200, Gather
 0:04.550  +15551230009  is answered
 0:04.550  +15551230009  hears "Please enter your code." (julie)
 0:06.045  +15551230009  presses 9
 0:06.295  +15551230009  presses 0
 0:06.545  +15551230009  presses 0
 0:06.795  +15551230009  presses 1
 0:06.795  +15551230009  gather → POST /queue/staff: 200, Gather
 0:06.795  +15551230009  hears "To coach Ana, press 1." (julie), stopped after 0 s
 0:06.795  +15551230009  presses 1
 0:06.795  +15551230009  gather → POST /queue/coach: 200, SpeakSentence, Conference, SpeakSentence, SpeakSentence, Hangup
 0:06.795  +15551230009  hears "You are coaching Ana. The caller does not hear you." (julie)
 0:10.110  +15551230009  joins the conference queue-c-1, to coach c-2
 0:10.110  queue-c-1     conferenceMemberJoin → POST /queue/conference: 204
 1:10.110  +15551230077  hangs up
 1:10.110  +15551230077  leaves the conference queue-c-1
 1:10.110  queue-c-1     conferenceMemberExit → POST /queue/conference: 204
 1:10.110  +15551230077  disconnect → POST /queue/agent: 201
 1:10.110  queue-c-1     is ended by updateConference
 1:10.110  +15551230001  leaves the conference queue-c-1
 1:10.110  queue-c-1     conferenceMemberExit → POST /queue/conference: 204
 1:10.110  +15551230009  leaves the conference queue-c-1
 1:10.110  queue-c-1     is over: the last member has left
 1:10.110  queue-c-1     conferenceMemberExit → POST /queue/conference: 204
 1:10.110  queue-c-1     conferenceCompleted → POST /queue/conference: 201
 1:10.110  +15551230001  hears "Thank you for calling Tidewater Power." (julie)
 1:10.110  +15551230009  hears "The conversation is over." (julie)
 1:11.735  +15551230009  hears "Goodbye." (julie)
 1:12.255  +15551230009  is hung up by <Hangup>
 1:12.255  +15551230009  disconnect → POST /queue/call: 201
 1:12.580  +15551230001  hears "Goodbye." (julie)
 1:13.100  +15551230001  is hung up by <Hangup>
 1:13.100  +15551230001  disconnect → POST /queue/call: 201`,
  );
});

test.run();
