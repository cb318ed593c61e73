import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('a first call');

test('a caller hears a menu, presses a key and hangs up', async () => {
  const { platform, sent } = simulated({
    '/call': '<Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence>Press one.</SpeakSentence></Gather>',
    '/menu': '<SpeakSentence>Thank you.</SpeakSentence>',
  });
  const call = await platform.call({ url: '/call' });
  await call.hears(/press one/i);
  await call.press('1');
  await call.hears('Thank you');
  await call.ends('hangup');
  assert.equal(
    sent('gather').map(({ digits }) => digits),
    ['1'],
  );
  assert.snapshot(
    call.transcript(),
    ` 0:00.000  caller  calls +15551230002
 0:00.000  caller  initiate → POST /call: 200, Gather
 0:00.000  caller  is answered
 0:00.000  caller  hears "Press one."
 0:00.650  caller  presses 1
 0:00.650  caller  gather → POST /menu: 200, SpeakSentence
 0:00.650  caller  hears "Thank you."
 0:01.300  caller  is hung up: end of the document
 0:01.300  caller  disconnect → POST /call: 204`,
  );
});

test.run();
