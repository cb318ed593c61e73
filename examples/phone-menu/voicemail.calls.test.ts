// Calls to Blue Harbor that end in a message: how it is ended, and what is written about it.
import type { Call, SentEvent, TimelineEntry } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blueHarbor, phone } from './blue-harbor.js';

const test = suite('calls: voicemail');

/** A caller of the accounts department, where nobody is, has been asked for a message. */
async function voicemail() {
  const harbor = blueHarbor({ phones: { [phone.accounts]: { busy: true } } });
  const call = await harbor.platform.call();
  await call.press('3');
  await call.hears('Please leave a message, and press pound when you are done.');
  return { ...harbor, call };
}

/** The caller is thanked for the message, and let go. */
async function thanked(call: Call): Promise<void> {
  await call.hears('We have your message, and accounts will call you back.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
}

const isRecording = (entry: TimelineEntry): entry is TimelineEntry & SentEvent =>
  entry.kind === 'event' && entry.eventType === 'recordingAvailable';

/** What the log says of a message of that length, as in `PT12S`. */
const message = (call: Call, duration: string) => ({
  callId: call.callId,
  recordingId: call.wholeTimeline.find(isRecording)?.event.recordingId,
  status: 'complete',
  duration,
  department: 'accounts',
  msg: 'a message was left',
});

test('pound ends a message', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(12);
  await call.press('#');
  await thanked(call);
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, transferTo: phone.accounts, cause: 'busy', msg: 'nobody picked up' },
    message(call, 'PT12S'),
    { callId, cause: 'hangup', msg: 'the call is over' },
  ]);
});

test('other keys do not', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(3);
  await call.press('7');
  await call.speaksFor(4);
  await call.press('#');
  await thanked(call);
  assert.equal((await logged()).at(1), message(call, 'PT7S'));
});

test('five seconds of silence end a message', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(30);
  await thanked(call);
  assert.equal((await logged()).at(1), message(call, 'PT35S'));
});

test('a message goes on after a pause for thought', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(10);
  await call.waits(4);
  await call.speaksFor(6);
  await thanked(call);
  assert.equal((await logged()).at(1), message(call, 'PT25S'));
});

test('whoever has nothing to say leaves five seconds of silence', async () => {
  const { call, logged } = await voicemail();
  await thanked(call);
  assert.equal((await logged()).at(1), message(call, 'PT5S'));
});

test('two minutes is the longest message', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(150);
  await thanked(call);
  assert.equal((await logged()).at(1), message(call, 'PT120S'));
});

test('who hangs up has left a message all the same', async () => {
  const { call, logged } = await voicemail();
  await call.speaksFor(8);
  await call.hangUp();
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, transferTo: phone.accounts, cause: 'busy', msg: 'nobody picked up' },
    { callId, cause: 'hangup', msg: 'the call is over' },
    message(call, 'PT8S'),
  ]);
  assert.not.match(call.transcript(), 'recordComplete');
});

test('who hangs up while asked for a message has left none', async () => {
  const harbor = blueHarbor({ phones: { [phone.accounts]: { rejects: true } } });
  const call = await harbor.platform.call();
  await call.press('3');
  await call.beginsToHear('Please leave a message');
  await call.hangUp();
  assert.not.match(call.transcript(), 'recordingAvailable');
});

test('a message is logged even when it can be fetched only hours later', async () => {
  const { platform, logged } = blueHarbor({
    phones: { [phone.accounts]: { busy: true } },
    processing: { recording: 3 * 3600 },
  });
  const call = await platform.call();
  await call.press('3');
  await call.hears('leave a message');
  await call.speaksFor(20);
  await call.press('#');
  await thanked(call);
  assert.equal((await logged()).at(-1), message(call, 'PT20S'));
});

test.run();
