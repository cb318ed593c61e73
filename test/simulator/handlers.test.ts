// `platform.handlers`: the handlers of the application, with the number of requests for each.
import { webhooks } from 'bxml-jsx/fetch';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('handlers');

const ASK = '<Response><Gather gatherUrl="/key" maxDigits="1"/></Response>';
const END = '<Response><Hangup/></Response>';

const app = webhooks({
  initiate: () => ASK,
  gather: ({ digits }) => (digits === '1' ? ASK : END),
  transferComplete: () => END,
  disconnect: undefined,
});

test('counts the requests for each handler, over all calls', async () => {
  const platform = simulate(app);
  assert.equal([...platform.handlers], []);
  for (const keys of ['1', '2']) {
    const call = await platform.call({ url: '/call' });
    await call.press(keys);
    if (keys === '1') await call.press('3');
    await call.ends();
  }
  assert.equal(Object.fromEntries(platform.handlers), { initiate: 2, gather: 3, transferComplete: 0 });
});

test('webhooks of other paths are not counted', async () => {
  const other = webhooks({ initiate: () => END, redirect: () => END }, { path: (path) => path === '/other' });
  const failing = webhooks(
    { referComplete: () => END },
    {
      path: () => {
        throw new Error('unexpected path');
      },
      onError: () => undefined,
    },
  );
  const platform = simulate(async (request: Request) => {
    await other(request.clone());
    await failing(request.clone());
    return app(request);
  });
  const call = await platform.call({ url: '/call' });
  await call.press('2');
  await call.ends();
  assert.equal(Object.fromEntries(platform.handlers), { initiate: 1, gather: 1, transferComplete: 0 });
});

test('an application without these webhooks shows none', async () => {
  const platform = simulate(async () => new Response(END, { headers: { 'content-type': 'application/xml' } }));
  await (await platform.call({ url: '/call' })).ends();
  assert.is(platform.handlers.size, 0);
});

test.run();
