// Tags: set by a verb or an attribute, included in every later event, and cleared.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('tags');

/** Returns the tags of redirect, gather and disconnect if these verbs run before. */
const tables: [name: string, first: string, second: string, tags: (string | undefined)[]][] = [
  ['none', '', '', [undefined, undefined, undefined]],
  ['a verb', '<Tag>a</Tag>', '', ['a', 'a', 'a']],
  ['a later verb', '', '<Tag>b</Tag>', [undefined, 'b', 'b']],
  ['another verb', '<Tag>a</Tag>', '<Tag>b</Tag>', ['a', 'b', 'b']],
  ['a verb with white space around it', '<Tag>\n  a b\n</Tag>', '', ['a b', 'a b', 'a b']],
  ['a verb with nothing in it', '<Tag>a</Tag>', '<Tag/>', ['a', undefined, undefined]],
  ['a verb with white space alone', '<Tag>a</Tag>', '<Tag>  </Tag>', ['a', undefined, undefined]],
  ['escaped text', '<Tag>a &lt;&amp;&gt;</Tag>', '', ['a <&>', 'a <&>', 'a <&>']],
  ['an attribute', '<StartGather dtmfUrl="/keys" tag="k"/>', '', ['k', 'k', 'k']],
  ['an attribute after a verb', '<Tag>a</Tag>', '<StartGather dtmfUrl="/keys" tag="k"/>', ['a', 'k', 'k']],
  ['a verb after an attribute', '<StartGather dtmfUrl="/keys" tag="k"/>', '<Tag>a</Tag>', ['k', 'a', 'a']],
  ['an empty attribute', '<Tag>a</Tag>', '<StartGather dtmfUrl="/keys" tag=""/>', ['a', undefined, undefined]],
  ['no attribute', '<Tag>a</Tag>', '<StartGather dtmfUrl="/keys"/>', ['a', 'a', 'a']],
];

for (const [name, first, second, tags] of tables) {
  test(name, async () => {
    const { platform, sent } = simulated({
      '/call': `${first}<Redirect redirectUrl="/second"/>`,
      '/second': `${second}<Gather gatherUrl="/third"/>`,
      '/third': '<Hangup/>',
      '/keys': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.equal(
      ['redirect', 'gather', 'disconnect'].map((type) => sent(type)[0]?.tag),
      tags,
    );
    assert.not('tag' in (sent('initiate')[0] ?? {}));
  });
}

/** Every verb of a single leg that has a tag attribute. Its own event already has the tag. */
const attributes: [verb: string, eventType: string][] = [
  ['<Gather gatherUrl="/next" tag="t"/>', 'gather'],
  ['<Redirect redirectUrl="/next" tag="t"/>', 'redirect'],
  ['<Record recordCompleteUrl="/next" maxDuration="1" tag="t"/>', 'recordComplete'],
  ['<StartRecording tag="t"/><Redirect redirectUrl="/next"/>', 'redirect'],
  ['<Refer referCompleteUrl="/next" tag="t"><SipUri>sip:desk@pbx.example</SipUri></Refer>', 'referComplete'],
];

for (const [verb, eventType] of attributes) {
  test(`the attribute of ${verb}`, async () => {
    const { platform, sent } = simulated({ '/call': verb, '/next': '' });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.is(sent(eventType)[0]?.tag, 't');
    assert.is(sent('disconnect')[0]?.tag, 't');
  });
}

test('a dtmf event has the tag of its moment', async () => {
  const { platform, sent } = simulated({
    '/call': '<StartGather dtmfUrl="/keys" tag="a"/><Pause/><Tag>b</Tag><Pause/><Tag/><Pause/>',
    '/keys': '',
  });
  const call = await platform.call({ url: '/call' });
  for (const key of '123') {
    await call.press(key);
    await call.waits(1);
  }
  await call.ends('hangup');
  assert.equal(
    sent('dtmf').map(({ digit, tag }) => [digit, tag]),
    [
      ['1', 'a'],
      ['2', 'b'],
      ['3', undefined],
    ],
  );
});

test('the disconnect of a failed call has the tag', async () => {
  const { platform, sent } = simulated(
    { '/call': '<Tag>a</Tag><Redirect redirectUrl="/nowhere"/>' },
    { allow: ['unserved'] },
  );
  const call = await platform.call({ url: '/call' });
  await call.ends('callback-error');
  assert.is(sent('disconnect')[0]?.tag, 'a');
});

test.run();
