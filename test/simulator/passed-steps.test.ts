// A step that has happened passes, even if the call fails right after it. The next step reports the failure.
import { defineVerb } from 'bxml-jsx';
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('steps that pass before the call fails');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;
const APPLAUD = '<Applaud/>';
/** The option that allows a verb that is not simulated. */
const applauds = { verbs: [defineVerb('Applaud', { attributes: {} })] };

/** Failures right after a step, which fail the next one. */
const failures: [name: string, verbs: string, code: string][] = [
  ['a verb that is not simulated', APPLAUD, 'call.not-simulated'],
  ['a URL without a route', '<Redirect redirectUrl="/nowhere"/>', 'call.strict'],
  ['a document with a warning', '<Redirect redirectUrl="/warned"/>', 'call.strict'],
  ['an invalid document', '<Redirect redirectUrl="/invalid"/>', 'call.over'],
  ['a loop', '<Redirect redirectUrl="/loop"/>', 'call.strict'],
  ['the end', '', 'call.over'],
];

const GATHER = '<Gather gatherUrl="/next" maxDigits="1"/>';
const SPEECH = '<Gather gatherUrl="/next" input="speech"/>';
const TRANSFER = '<Transfer transferCompleteUrl="/next"><PhoneNumber>+15550100</PhoneNumber></Transfer>';
const WHISPER = '<Transfer><PhoneNumber transferAnswerUrl="/next">+15550100</PhoneNumber></Transfer>';
const FORWARD = '<Forward to="+15550100"/>';

/** Steps with their documents. The failure replaces FAILS. */
const steps: [name: string, verbs: string, step: (call: Call) => Promise<unknown>][] = [
  ['hears', `${say('hi')}FAILS`, (call) => call.hears('hi')],
  ['hears, of a file', '<PlayAudio>/a.wav</PlayAudio>FAILS', (call) => call.hears('a.wav')],
  ['hearsNext', `${say('hi')}FAILS`, (call) => call.hearsNext(/hi/)],
  ['beginsToHear', `${say('hi')}FAILS`, (call) => call.beginsToHear('hi')],
  ['press', GATHER, (call) => call.press('1')],
  ['says', SPEECH, (call) => call.says('boats', { seconds: 2 })],
  ['speaksFor', SPEECH, (call) => call.speaksFor(2)],
  ['speaksFor, into a Record', '<Record recordCompleteUrl="/next" maxDuration="2"/>', (call) => call.speaksFor(2)],
  ['transferredTo', TRANSFER, (call) => call.transferredTo('+15550100', { busy: true })],
  ['transferredTo, with a document for the called party', WHISPER, (call) => call.transferredTo('+15550100')],
  [
    'referredTo',
    '<Refer referCompleteUrl="/next"><SipUri>sip:a@pbx.example</SipUri></Refer>',
    (call) => call.referredTo('sip:a@pbx.example', { fails: true }),
  ],
  ['receives', `<Pause/>FAILS`, (call) => call.receives('initiate')],
];

const answers = (verbs: string, fails: string): Record<string, Answer> => ({
  '/call': verbs.replace('FAILS', fails),
  '/next': fails === '' ? say('bye') : fails,
  '/warned': '<Gather/>',
  '/invalid': '<Nonsense/>',
  '/loop': '<Redirect redirectUrl="/loop"/>',
});

for (const [name, verbs, step] of steps) {
  for (const [failure, fails, code] of failures) {
    // Other failures of a called party's document end only its leg.
    if (verbs === WHISPER && !fails.includes('nowhere')) continue;
    test(`${name} passes before ${failure}`, async () => {
      // Prompts take no time, so that the failure follows at the same moment.
      for (const length of [{}, { speech: 0, audio: 0 }]) {
        const { platform } = simulated(answers(verbs, fails), { ...length, ...applauds });
        const call = await platform.call({ url: '/call', to: 'sip:me@app.example', statusUrl: null });
        await step(call);
        const { code: next } = await failureOf(call.hears('unspoken words'));
        assert.is(next, code);
      }
    });
  }
}

test('forwardedTo passes when the party has answered', async () => {
  const { platform } = simulated({ '/call': FORWARD });
  const call = await platform.call({ url: '/call' });
  const called = await call.forwardedTo('+15550100');
  await called.hangUp();
  await call.ends('hangup');
});

test('an earlier fault fails the step', async () => {
  const { platform } = simulated({
    '/call': `${say('one')}<StartGather dtmfUrl="/nowhere"/>${say('two')}<Pause duration="5"/>`,
  });
  const call = await platform.call({ url: '/call' });
  await call.hears('one');
  await call.press('1');
  const { code, message } = await failureOf(call.hears('two'));
  assert.is(code, 'call.strict');
  assert.match(message, /unserved: dtmf → POST https:\/\/app\.example\/nowhere/);
});

test('a fault is reported once, and by settles if no step did', async () => {
  const { platform } = simulated({ '/call': `${say('hi')}${APPLAUD}` }, applauds);
  const call = await platform.call({ url: '/call' });
  await call.hears('hi');
  assert.is((await failureOf(platform.settles())).code, 'call.not-simulated');
  await platform.settles();
  assert.is(call.cause, 'application-error');
});

test('each of several faults is reported by its own step', async () => {
  const { platform } = simulated({ '/call': `<Redirect redirectUrl="/nowhere"/>` });
  const call = await platform.call({ url: '/call', statusUrl: '/nowhere' });
  assert.match((await failureOf(call.waits(1))).message, /redirect → POST/);
  assert.match((await failureOf(call.ends())).message, /disconnect → POST/);
  await call.ends('callback-error');
});

test.run();
