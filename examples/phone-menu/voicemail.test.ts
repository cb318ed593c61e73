// Calls that end in the voicemail: what ends a message, what is kept of it, and what is logged.
import type { Call, SentEvent, TimelineEntry } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phone, startPhoneMenu } from './test-helpers.js';

const test = suite('phone menu: voicemail');

/** Calls accounts, which is busy, and listens until the voicemail asks for a message. */
async function callVoicemail() {
  const menu = startPhoneMenu({ phones: { [phone.accounts]: { busy: true } } });
  const call = await menu.platform.call();
  await call.press('3');
  await call.hears('Please leave a message, and press pound when you are done.');
  return { ...menu, call };
}

/** Expects the thanks for the message, and the end of the call. */
async function hearsThanks(call: Call): Promise<void> {
  await call.hears('We have your message, and accounts will call you back.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
}

const isRecording = (entry: TimelineEntry): entry is TimelineEntry & SentEvent =>
  entry.kind === 'event' && entry.eventType === 'recordingAvailable';

/** Returns the log entry of a message with this duration, such as `PT12S`. */
const messageEntry = (call: Call, duration: string) => ({
  callId: call.callId,
  recordingId: call.wholeTimeline.find(isRecording)?.event.recordingId,
  status: 'complete',
  duration,
  department: 'accounts',
  msg: 'a message was left',
});

test('the pound key ends a message', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(12);
  await call.press('#');
  await hearsThanks(call);
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, transferTo: phone.accounts, cause: 'busy', msg: 'not answered' },
    messageEntry(call, 'PT12S'),
    { callId, cause: 'hangup', msg: 'the call is over' },
  ]);
});

test('other keys do not end a message', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(3);
  await call.press('7');
  await call.speaksFor(4);
  await call.press('#');
  await hearsThanks(call);
  assert.equal((await logged()).at(1), messageEntry(call, 'PT7S'));
});

test('five seconds of silence end a message', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(30);
  await hearsThanks(call);
  assert.equal((await logged()).at(1), messageEntry(call, 'PT35S'));
});

test('a pause of four seconds does not end a message', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(10);
  await call.waits(4);
  await call.speaksFor(6);
  await hearsThanks(call);
  assert.equal((await logged()).at(1), messageEntry(call, 'PT25S'));
});

test('a silent caller leaves a message of five seconds', async () => {
  const { call, logged } = await callVoicemail();
  await hearsThanks(call);
  assert.equal((await logged()).at(1), messageEntry(call, 'PT5S'));
});

test('a message ends after two minutes', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(150);
  await hearsThanks(call);
  assert.equal((await logged()).at(1), messageEntry(call, 'PT120S'));
});

test('a hangup ends a message and keeps it', async () => {
  const { call, logged } = await callVoicemail();
  await call.speaksFor(8);
  await call.hangUp();
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, transferTo: phone.accounts, cause: 'busy', msg: 'not answered' },
    { callId, cause: 'hangup', msg: 'the call is over' },
    messageEntry(call, 'PT8S'),
  ]);
  assert.not.match(call.transcript(), 'recordComplete');
});

test('a hangup before the recording leaves no message', async () => {
  const menu = startPhoneMenu({ phones: { [phone.accounts]: { rejects: true } } });
  const call = await menu.platform.call();
  await call.press('3');
  await call.beginsToHear('Please leave a message');
  await call.hangUp();
  assert.not.match(call.transcript(), 'recordingAvailable');
});

test('a message is logged if its recording is available hours later', async () => {
  const { platform, logged } = startPhoneMenu({
    phones: { [phone.accounts]: { busy: true } },
    processing: { recording: 3 * 3600 },
  });
  const call = await platform.call();
  await call.press('3');
  await call.hears('leave a message');
  await call.speaksFor(20);
  await call.press('#');
  await hearsThanks(call);
  assert.equal((await logged()).at(-1), messageEntry(call, 'PT20S'));
});

test.run();
