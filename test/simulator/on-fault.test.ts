// The option `onFault`: faults of strict mode are passed to it, and steps do not fail for them.
import type { SimulatedFault } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('onFault');

const faultsOf = async (answers: Readonly<Record<string, Answer>>, options = {}, keys = '') => {
  const faults: SimulatedFault[] = [];
  const { platform } = simulated(answers, { onFault: (fault: SimulatedFault) => void faults.push(fault), ...options });
  const call = await platform.call({ url: '/call' });
  if (keys !== '') await call.press(keys);
  const cause = await call.ends();
  return { faults, cause, call };
};

test('a URL that is not served is passed, and the call begins', async () => {
  const { faults, cause } = await faultsOf({});
  assert.is(cause, 'callback-error');
  assert.equal(
    faults.map(({ code, leg }) => [code, leg]),
    [
      ['unserved', 'caller'],
      ['unserved', 'caller'],
    ],
  );
  assert.match(faults[0]?.message ?? '', 'initiate → POST https://app.example/call: status 404');
});

test('a warning is passed with its position, and is in the timeline', async () => {
  const { faults, call } = await faultsOf({ '/call': '<Gather/>' });
  assert.equal(
    faults.map(({ code }) => code),
    ['gather.no-url'],
  );
  assert.match(faults[0]?.message ?? '', /line \d+, column \d+/);
  assert.ok(call.timeline.some((entry) => entry.kind === 'trouble' && entry.text.startsWith('gather.no-url: ')));
});

test('a failure that ends the call is passed once, with its reason', async () => {
  const { faults, cause } = await faultsOf(
    { '/call': '<Gather gatherUrl="/key" maxDigits="1"/>', '/key': () => new Response('no customer', { status: 500 }) },
    {},
    '1',
  );
  assert.is(cause, 'callback-error');
  assert.equal(
    faults.map(({ code }) => code),
    ['callback-error'],
  );
  assert.match(faults[0]?.message ?? '', 'gather → POST https://app.example/key: status 500');
  assert.match(faults[0]?.reason ?? '', 'no customer');
});

test('an invalid document is passed', async () => {
  const { faults, cause } = await faultsOf({ '/call': '<Gather gatherUrl="/key" maxDigits="99"/>' });
  assert.is(cause, 'invalid-bxml');
  assert.equal(
    faults.map(({ code }) => code),
    ['invalid-bxml'],
  );
});

test('codes in allow, and faults without strict mode, are not passed', async () => {
  assert.equal((await faultsOf({ '/call': '<Gather/>' }, { allow: ['gather.no-url'] })).faults, []);
  assert.equal((await faultsOf({}, { strict: false })).faults, []);
});

test('without the option, the step fails as before', async () => {
  const { platform } = simulated({});
  const { message } = await failureOf(platform.call({ url: '/call' }));
  assert.match(message, 'unserved: initiate → POST');
});

test.run();
