import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type VoiceMessage, voicemail } from './voicemail.js';

const test = suite('voicemail');

const auth = { username: 'bandwidth', password: 'ahoy' };

/** Calls the voicemail box. */
async function callVoicemail(credentials = auth) {
  const messages: VoiceMessage[] = [];
  const app = voicemail({ auth, deliver: async (message) => void messages.push(message) });
  const platform = simulate(app, { application: { credentials }, allow: credentials === auth ? [] : ['lost-event'] });
  const call = await platform.call({ from: '+15551230001', url: '/voicemail' });
  return { call, messages };
}

test('a message is delivered after the pound key', async () => {
  const { call, messages } = await callVoicemail();
  await call.hears('You have reached Blue Harbor. Please leave a message');
  await call.speaksFor(12);
  await call.press('#');
  await call.hears('Thank you. We will call you back.');
  await call.ends('hangup');
  const { recordingId, mediaUrl } = await call.receives('recordingAvailable');
  assert.equal(messages, [{ recordingId, from: '+15551230001', duration: 'PT12S', mediaUrl }]);
});

test('a message ends after five seconds of silence, or after two minutes', async () => {
  for (const [seconds, duration] of [
    [20, 'PT25S'],
    [150, 'PT120S'],
  ] as const) {
    const { call, messages } = await callVoicemail();
    await call.speaksFor(seconds);
    await call.hears('Thank you.');
    await call.ends('hangup');
    assert.equal(
      messages.map((message) => message.duration),
      [duration],
    );
  }
});

test('a message is delivered if the caller hangs up', async () => {
  const { call, messages } = await callVoicemail();
  await call.speaksFor(8);
  await call.hangUp();
  assert.is(messages.length, 1);
});

test('no message is delivered if the caller hangs up during the greeting', async () => {
  const { call, messages } = await callVoicemail();
  await call.beginsToHear('You have reached');
  await call.hangUp();
  assert.equal(messages, []);
});

test('a call with other credentials is refused', async () => {
  const { call } = await callVoicemail({ ...auth, password: 'avast' });
  await call.ends('callback-error');
});

test.run();
