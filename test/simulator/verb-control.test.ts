// How a document continues or ends: Redirect, Hangup, the last verb, an empty document.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { eventsOf, promptsOf } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('Redirect, Hangup and the end of a document');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

test('Redirect replaces the rest of the document', async () => {
  const { platform } = simulated(
    { '/call': `${say('a')}<Redirect redirectUrl="/next"/>${say('never')}`, '/next': say('b') },
    { allow: ['redirect.last', 'verb.unreachable'] },
  );
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['0 a', '65 b']);
  assert.equal(eventsOf(call), ['0 initiate', '65 redirect', '130 disconnect']);
});

test('each URL is relative to that of its own document', async () => {
  const { platform, requests } = simulated({
    '/shop/call': '<Redirect redirectUrl="menu/main?x=1"/>',
    '/shop/menu/main': '<Redirect redirectUrl="other"/>',
    '/shop/menu/other': '<Redirect redirectUrl="../end"/>',
    '/shop/end': '<Redirect redirectUrl="/top"/>',
    '/top': '<Redirect redirectUrl="https://app.example/absolute"/>',
    '/absolute': `<PlayAudio>a.mp3</PlayAudio>`,
  });
  const call = await platform.call({ url: '/shop/call' });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ path }) => path),
    ['/shop/call', '/shop/menu/main', '/shop/menu/other', '/shop/end', '/top', '/absolute', '/shop/call'],
  );
  assert.equal(promptsOf(call), ['0 https://app.example/a.mp3']);
});

test('Redirect sends its event by its method, with the tag', async () => {
  const { platform, requests } = simulated({
    '/call': '<Redirect redirectUrl="/next" redirectMethod="GET" tag="vip"/>',
    '/next': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  const { method, event } = requests[1] ?? {};
  assert.equal([method, event?.eventType, event?.tag, event?.direction], ['GET', 'redirect', 'vip', 'inbound']);
});

test('a chain of documents is not a loop while time passes', async () => {
  let left = 200;
  const { platform } = simulated({
    '/call': () => (left-- > 0 ? '<Pause duration="0.1"/><Redirect redirectUrl="/call"/>' : '<Hangup/>'),
  });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends('hangup');
  assert.is(platform.seconds, 20);
});

test('a loop in which no time passes is detected', async () => {
  const { platform, sent } = simulated({
    '/call': '<Redirect redirectUrl="/next"/>',
    '/next': '<Redirect redirectUrl="/call"/>',
  });
  const { message, code } = await errorOf(platform.call({ url: '/call' }).then((call) => call.ends()));
  assert.is(code, 'call.strict');
  assert.match(message, /loop: .*\/call → .*\/next/);
  await platform.settles();
  assert.is(sent('disconnect')[0]?.cause, 'error');
});

test('Hangup rejects an unanswered call and ends an answered one', async () => {
  const cases: [verbs: string, words: RegExp, answered: boolean][] = [
    ['<Hangup/>', /is rejected by <Hangup>/, false],
    ['<Ring answerCall="false"/><Hangup/>', /is rejected by <Hangup>/, false],
    [`${say('a')}<Hangup/>`, /is hung up by <Hangup>/, true],
  ];
  for (const [verbs, words, answered] of cases) {
    const { platform, sent } = simulated({ '/call': verbs });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.match(call.transcript(), words);
    const [{ cause, answerTime, errorMessage } = {}] = sent('disconnect');
    assert.equal([cause, answerTime !== undefined, errorMessage], ['hangup', answered, undefined]);
  }
});

test('verbs after Hangup do not run', async () => {
  const { platform } = simulated(
    { '/call': `<Hangup/>${say('never')}` },
    { allow: ['hangup.unreachable', 'verb.unreachable'] },
  );
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(promptsOf(call), []);
  assert.equal(eventsOf(call), ['0 initiate', '0 disconnect']);
});

test('a call is hung up after the last verb', async () => {
  for (const [verbs, at] of [
    ['', 0],
    [say('a'), 65],
    ['<Tag>x</Tag>', 0],
  ] as const) {
    const { platform, sent } = simulated({ '/call': verbs });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.equal(eventsOf(call), ['0 initiate', `${at} disconnect`]);
    assert.is(sent('disconnect')[0]?.cause, 'hangup');
  }
});

test('the root may be Bxml too', async () => {
  const { platform } = simulated({
    '/call': () => new Response(`<Bxml>${say('a')}</Bxml>`, { headers: { 'content-type': 'text/xml' } }),
  });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['0 a']);
});

test.run();
