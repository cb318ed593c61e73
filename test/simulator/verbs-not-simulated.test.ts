// Verbs that the simulator does not support: the call fails, and the message names the verb.
import { defineVerb } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { promptsOf } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('verbs that are not simulated');

const verbs: [name: string, markup: string][] = [['Applaud', '<Applaud times="3"/>']];

const Applaud = defineVerb<{ times?: number }>('Applaud', {
  attributes: { times: { type: 'integer', min: 1 } },
});
const prompt = '<SpeakSentence>Hi</SpeakSentence>';

for (const [name, markup] of verbs) {
  for (const strict of [true, false]) {
    test(`${name}, first in its document${strict ? '' : ', without strict mode'}`, async () => {
      const { platform, sent } = simulated({ '/call': markup }, { verbs: [Applaud], strict });
      const { code, message } = await errorOf(platform.call({ url: '/call' }).then((call) => call.ends()));
      assert.is(code, 'call.not-simulated');
      assert.match(message, new RegExp(`<${name}> cannot be simulated`));
      await platform.settles();
      const [{ cause, errorMessage } = {}] = sent('disconnect');
      assert.is(cause, 'application-error');
      assert.match(String(errorMessage), new RegExp(`<${name}> cannot be simulated`));
    });
  }

  test(`${name}, after other verbs`, async () => {
    const { platform } = simulated({ '/call': `${prompt}<Pause/>${markup}${prompt}` }, { verbs: [Applaud] });
    const call = await platform.call({ url: '/call' });
    await call.hears('Hi');
    const { message } = await errorOf(call.hears('Hi'));
    assert.match(message, new RegExp(`<${name}> cannot be simulated`));
    assert.equal(promptsOf(call), ['0 Hi']);
    assert.is(await call.ends(), 'application-error');
  });
}

test('an unsupported verb that is not reached does not fail the call', async () => {
  const { platform } = simulated({
    '/call': `<Gather gatherUrl="/next" maxDigits="1"/>`,
    '/next': ({ event }) => (event.digits === '' ? '<Applaud/>' : prompt),
  });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.press('1');
  await call.hears('Hi');
  await call.ends('hangup');
});

test.run();
