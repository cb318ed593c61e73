// Callers who leave a message.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callable } from './calls.js';

const test = suite('calls that leave a message');

/** A caller at the tone of the operator's voicemail. */
async function callerAtVoicemail() {
  const { platform, notes } = callable({ phones: () => ({ noAnswer: true }) });
  const call = await platform.call();
  await call.press('0');
  await call.hears('Please leave a message');
  return { call, notes };
}

const left = (duration: string) => ({ duration, department: 'operator', msg: 'a message was left' });

/** The message in the log. */
const message = (notes: readonly Readonly<Record<string, unknown>>[]) => {
  const [found] = notes.filter(({ msg }) => msg === 'a message was left');
  return found && { duration: found.duration, department: found.department, msg: found.msg };
};

test('pound ends the message', async () => {
  const { call, notes } = await callerAtVoicemail();
  await call.records(12);
  await call.press('#');
  await call.hears('the operator will call you back');
  await call.ends('hangup');
  assert.equal(message(await notes()), left('PT12S'));
});

test('five seconds of silence end it as well', async () => {
  const { call, notes } = await callerAtVoicemail();
  await call.records(12);
  await call.hears('the operator will call you back');
  await call.ends('hangup');
  assert.equal(message(await notes()), left('PT17S'));
});

test('two minutes are enough', async () => {
  const { call, notes } = await callerAtVoicemail();
  await call.records(300);
  await call.ends('hangup');
  assert.equal(message(await notes()), left('PT120S'));
});

test('who hangs up has left a message all the same', async () => {
  const { call, notes } = await callerAtVoicemail();
  await call.records(7);
  await call.hangUp();
  assert.equal(message(await notes()), left('PT7S'));
  assert.not.match(call.transcript(), 'recordComplete');
});

test('a whole call, from its greeting to the message', async () => {
  const { platform } = callable();
  const call = await platform.call({ from: '+15551230009' });
  await call.press('0');
  await call.transferredTo('+15551230100', { busy: true });
  await call.records(3);
  await call.press('#');
  await call.ends('hangup');
  assert.snapshot(
    call.transcript(),
    `0:00.000  caller        calls +15551230002
0:00.000  caller        initiate → POST /call: 200, SpeakSentence, Gather
0:00.000  caller        is answered
0:00.000  caller        hears "Welcome to Blue Harbor." (julie)
0:01.795  caller        hears "For sales, press 1." (julie), stopped after 0 s
0:01.795  caller        presses 0
0:01.795  caller        gather → POST /menu: 200, SpeakSentence, Transfer
0:01.795  caller        hears "We are putting you through to the operator." (julie)
0:04.590  +15551230100  is dialled
0:04.590  +15551230100  is busy
0:04.590  +15551230100  transferDisconnect → POST /transfer: 201
0:04.590  caller        transferComplete → POST /transfer: 200, SpeakSentence, Record
0:04.590  caller        hears "Nobody at the operator is free right now. Please leave a message, and press pound when you are done." (julie)
0:11.390  caller        is recorded
0:11.390  caller        speaks for 3 s
0:14.390  caller        presses #
0:14.390  caller        is no longer recorded, after 3 s: the key #
0:14.390  caller        recordComplete → POST /voicemail: 200, SpeakSentence, SpeakSentence, Hangup
0:14.390  caller        hears "We have your message, and the operator will call you back." (julie)
0:16.390  caller        recordingAvailable → POST /voicemail: 201
0:18.160  caller        hears "Thank you for calling Blue Harbor. Goodbye." (julie)
0:20.955  caller        is hung up by <Hangup>
0:20.955  caller        disconnect → POST /call: 201`,
  );
});

test.run();
