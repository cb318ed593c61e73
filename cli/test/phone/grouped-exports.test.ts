// Calls that belong together are one exported test, which runs green unchanged.
import type { RequestListener } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TOKEN_HEADER } from '../../src/phone/protocol.js';
import { createProject } from '../call-test/run-test-file.js';
import { documents, type Page, withPhone } from './phone-client.js';

const test = suite('phone: exports of several calls');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

type Phone = Parameters<Parameters<typeof withPhone>[1]>[0];

/** Holds calls, exports the session or a call, and runs what was exported. Returns its source. */
async function heldAndRun(
  app: RequestListener,
  hold: (phone: Phone) => Promise<unknown>,
  query = 'format=test',
): Promise<string> {
  let source = '';
  await withPhone(app, async (phone) => {
    const { server } = phone;
    const project = createProject();
    try {
      await hold(phone);
      const headers = { [TOKEN_HEADER]: server.token };
      source = await (await fetch(`${server.url}/export?${query}`, { headers })).text();
      const { status, output } = await project.run(project.write('session.test.ts', source));
      assert.is(status, 0, `${output}\n${source}`);
    } finally {
      project.remove();
    }
  });
  return source;
}

/** Dials the room, and waits until the caller is in it. */
async function join(page: Page, from: string): Promise<{ readonly call: string; readonly caller: string }> {
  const dialed = await page.dial(from);
  await page.send({ kind: 'skip', seconds: 3 });
  await page.until(() => page.handsets.get(dialed.caller)?.conference === 'standup', `${from} is in the room`);
  return dialed;
}

const room = documents({ '/call': `${say('Hello.')}<Conference>standup</Conference>` });

async function standup({ page }: Phone): Promise<void> {
  const one = await join(page, '+15551230001');
  const two = await join(page, '+15551230003');
  const three = await join(page, '+15551230004');
  await page.send({ kind: 'say', handset: three.caller, words: 'Good morning.' });
  await page.until(
    () => [...page.entries.values()].filter(({ text }) => text.endsWith(': Good morning.')).length === 2,
    'both hear it',
  );
  await page.send({ kind: 'skip', seconds: 5 });
  await page.send({ kind: 'hangUp', handset: two.caller });
  await page.handset('caller', 'over', two.call);
  await page.send({ kind: 'say', handset: one.caller, words: 'Bye.' });
  await page.send({ kind: 'skip', seconds: 5 });
  for (const { caller, call } of [one, three]) {
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
  }
}

for (const query of ['format=test', 'format=test&call=call-2'])
  test(`a conference of three is one test: ${query}`, async () => {
    const source = await heldAndRun(room, standup, query);
    assert.is(source.match(/^test\(/gm)?.length, 1, source);
    assert.match(source, /const call = await platform\.call\((.|\n)*const call2 = (.|\n)*const call3 = /);
    assert.match(source, /call3\.says\('Good morning\.'\)(.|\n)*call2?\.hears\('Good morning\.'\)/);
    assert.match(source, /call2\.hangUp\(\)(.|\n)*call\.says\('Bye\.'\)(.|\n)*call3\.hears\('Bye\.'\)/);
    assert.not.match(source, /depends on/);
    assert.match(source, /and 2 other calls with it/);
  });

test('calls that are up at the same time are one test if they depend on each other', async () => {
  let waiting = 0;
  const app = documents({
    '/call': () =>
      `${say(`You are number ${++waiting}.`)}<Gather maxDigits="1" firstDigitTimeout="60" gatherUrl="/key"/>`,
    '/key': () => {
      waiting--;
      return say('Your turn.');
    },
  });
  const source = await heldAndRun(app, async ({ page }) => {
    const one = await page.dial('+15551230001');
    await page.entry('You are number 1.');
    await page.send({ kind: 'skip', seconds: 3 });
    const two = await page.dial('+15551230003');
    await page.entry('You are number 2.');
    await page.send({ kind: 'skip', seconds: 3 });
    for (const { caller, call } of [one, two]) {
      await page.send({ kind: 'press', handset: caller, keys: '1' });
      await page.send({ kind: 'skip', seconds: 5 });
      await page.handset('caller', 'over', call);
    }
  });
  assert.is(source.match(/^test\(/gm)?.length, 1, source);
  assert.match(source, /call\.hears\('You are number 1\.'\)(.|\n)*call2\.hears\('You are number 2\.'\)/);
});

test('calls that have nothing to do with each other are a test each', async () => {
  const app = documents({ '/call': `<Gather maxDigits="1" firstDigitTimeout="60">${say('Press a key.')}</Gather>` });
  const source = await heldAndRun(app, async ({ page }) => {
    const calls = [await page.dial('+15551230001'), await page.dial('+15551230003')];
    await page.send({ kind: 'skip', seconds: 3 });
    for (const { caller, call } of calls) {
      await page.send({ kind: 'press', handset: caller, keys: '1' });
      await page.handset('caller', 'over', call);
    }
  });
  assert.is(source.match(/^test\(/gm)?.length, 2, source);
});

test('a conference with a phone that one of its members has called', async () => {
  const app = documents({
    '/call': ({ from }) =>
      from === '+15551230001'
        ? '<Conference>standup</Conference>'
        : `<Transfer transferCompleteUrl="/then"><PhoneNumber>+15551230077</PhoneNumber></Transfer>`,
    '/then': '<Conference>standup</Conference>',
  });
  const source = await heldAndRun(app, async ({ page }) => {
    const one = await join(page, '+15551230001');
    const two = await page.dial('+15551230003');
    const agent = await page.handset('+15551230077', 'ringing');
    await page.send({ kind: 'skip', seconds: 4 });
    await page.send({ kind: 'answer', handset: agent.id, as: 'human' });
    await page.handset('+15551230077', 'connected');
    await page.send({ kind: 'say', handset: agent.id, words: 'I let you in.' });
    await page.send({ kind: 'skip', seconds: 4 });
    await page.send({ kind: 'hangUp', handset: agent.id });
    await page.until(() => page.handsets.get(two.caller)?.conference === 'standup', 'both are in the room');
    await page.send({ kind: 'say', handset: two.caller, words: 'Here I am.' });
    await page.send({ kind: 'skip', seconds: 4 });
    for (const { caller, call } of [one, two]) {
      await page.send({ kind: 'hangUp', handset: caller });
      await page.handset('caller', 'over', call);
    }
  });
  assert.match(source, /const party = await call2\.transferredTo\('\+15551230077'/);
  assert.match(source, /party\.says\('I let you in\.'\)/);
  assert.match(source, /call\.hears\('Here I am\.'\)/);
});

test('a call that is still up, in a conference', async () => {
  const source = await heldAndRun(room, async ({ page }) => {
    await join(page, '+15551230001');
    await join(page, '+15551230003');
  });
  assert.match(source, /call\.hangUp\(\)/);
  assert.match(source, /call2\.hangUp\(\)/);
});

test.run();
