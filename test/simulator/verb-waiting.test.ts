// Verbs that wait. Times are virtual milliseconds, calculated by hand.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('Pause, Ring and SendDtmf');

/** Returns when a call that only runs these verbs ends. */
async function lengthOf(verbs: string): Promise<number> {
  const { platform } = simulated({ '/call': verbs });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  return sentAt(call, 'disconnect')[0] ?? Number.NaN;
}

const lengths: [verbs: string, milliseconds: number][] = [
  ['<Pause/>', 1000],
  ['<Pause duration="0.1"/>', 100],
  ['<Pause duration="12.345"/>', 12_345],
  ['<Pause duration="86400"/>', 86_400_000],
  ['<Pause duration="86400"/><Pause duration="86400"/><Pause duration="0.1"/>', 172_800_100],
  ['<Ring/>', 5000],
  ['<Ring duration="0.1"/>', 100],
  ['<Ring duration="2.5" answerCall="false"/>', 2500],
  ['<Ring duration="86400"/>', 86_400_000],
];

for (const [verbs, milliseconds] of lengths) {
  test(`${verbs} takes ${milliseconds} ms`, async () => {
    assert.is(await lengthOf(verbs), milliseconds);
  });
}

/** An interval follows each tone, unless a pause character replaces it. */
const tones: [content: string, attributes: string, milliseconds: number][] = [
  ['1', '', 600],
  ['12', '', 1200],
  ['0123456789*#', '', 7200],
  ['ABCDabcd', '', 4800],
  ['1,2', '', 200 + 500 + 600],
  ['1w2', '', 200 + 500 + 600],
  ['1W2', '', 200 + 1000 + 600],
  ['1w2', 'toneInterval="300"', 200 + 500 + 500],
  ['1,wW2', '', 200 + 2000 + 600],
  ['w1', '', 500 + 600],
  ['1W', '', 200 + 1000],
  ['W', '', 1000],
  ['ww,,WW', '', 4000],
  ['12', 'toneDuration="50" toneInterval="50"', 200],
  ['12', 'toneDuration="5000" toneInterval="5000"', 20_000],
  ['12', 'toneDuration="100.5" toneInterval="99.5"', 400],
  ['  1\n  ', '', 600],
];

for (const [content, attributes, milliseconds] of tones) {
  test(`the tones ${JSON.stringify(content)} ${attributes} take ${milliseconds} ms`, async () => {
    assert.is(await lengthOf(`<SendDtmf ${attributes}>${content}</SendDtmf>`), milliseconds);
  });
}

test('the timeline shows the tones and the ringing tone', async () => {
  const { platform } = simulated({ '/call': '<SendDtmf> 1w2 </SendDtmf><Ring duration="1"/><Pause/>' });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.snapshot(
    call.transcript(),
    ` 0:00.000  caller  calls +15551230002
 0:00.000  caller  initiate → POST /call: 200, SendDtmf, Ring, Pause
 0:00.000  caller  is answered
 0:00.000  caller  receives the tones 1w2
 0:01.300  caller  hears the ringing tone
 0:03.300  caller  is hung up: end of the document
 0:03.300  caller  disconnect → POST /call: 204`,
  );
});

test('the caller may hang up during each of these verbs', async () => {
  for (const verb of ['<Pause duration="60"/>', '<Ring duration="60"/>', '<SendDtmf>WWWW</SendDtmf>']) {
    const { platform } = simulated({ '/call': `${verb}<SpeakSentence>Never</SpeakSentence>` });
    const call = await platform.call({ url: '/call' });
    await call.waits(2.5);
    await call.hangUp();
    assert.equal(sentAt(call, 'disconnect'), [2500]);
    assert.not.match(call.transcript(), /Never/);
  }
});

test.run();
