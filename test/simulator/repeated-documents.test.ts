// Documents with the same text are each checked as if they were the first.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('documents with the same text');

test('a warning is reported for each call that fetches the document', async () => {
  const { platform } = simulated({ '/call': '<Gather firstDigitTimeout="1"/>' });
  for (const _ of [1, 2, 3]) {
    const { code, message } = await failureOf(platform.call({ url: '/call' }));
    assert.is(code, 'call.strict');
    assert.is(message.match(/^.*gather\.no-url: .*$/gm)?.length, 3, message);
  }
});

test('an error names only the warnings of its own document', async () => {
  const { platform } = simulated({ '/call': '<Gather firstDigitTimeout="1"/><Redirect redirectUrl="/call"/>' });
  const { message } = await failureOf(platform.call({ url: '/call' }));
  const [head = ''] = message.split('the end of the timeline:');
  assert.is(head.match(/gather\.no-url/g)?.length, 1, head);
});

test('an invalid document is refused each time', async () => {
  const { platform } = simulated({
    '/call': '<Gather gatherUrl="/x" maxDigits="99"/>',
    '/again': '<Gather gatherUrl="/x" maxDigits="99"/>',
  });
  for (const url of ['/call', '/again', '/call']) {
    const call = await platform.call({ url });
    assert.is(await call.ends('invalid-bxml'), 'invalid-bxml');
    assert.is(call.timeline.filter(({ kind }) => kind === 'problem').length, 1);
  }
});

test('the same text is checked again in another context', async () => {
  const text = '<Forward to="+15551230103"/>';
  const { platform } = simulated(
    {
      '/call': text,
      '/whisper': text,
      '/transfer': '<Transfer><PhoneNumber transferAnswerUrl="/whisper">+15551230101</PhoneNumber></Transfer>',
    },
    { phones: { '+15551230103': { busy: true }, '+15551230101': {} } },
  );
  const first = await platform.call({ url: '/call' });
  assert.is(await first.ends('busy'), 'busy');
  const second = await platform.call({ url: '/transfer' });
  const party = await second.transferredTo('+15551230101');
  assert.is(await party.ends('invalid-bxml'), 'invalid-bxml');
});

test('documents that differ only at their end are distinguished', async () => {
  const { platform } = simulated({
    '/call': ({ event }) => `<SpeakSentence>${'x'.repeat(900)} ${Number(event.from) % 150}.</SpeakSentence>`,
  });
  for (let number = 1; number <= 160; number++) {
    const call = await platform.call({ url: '/call', from: String(number) });
    await call.hearsNext(` ${number % 150}.`);
    await call.ends('hangup');
  }
});

test.run();
