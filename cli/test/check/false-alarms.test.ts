// Healthy applications that look faulty: `bxml map --check` has no finding, and the same with a fault has one.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf } from '../../src/check/findings.js';
import { walk } from '../../src/map/walk.js';
import { type Answers, application, gather, say } from '../map/documents.js';

const test = suite('false alarms');

/** Returns the findings as `code: path of the last key`. */
async function findingsIn(answers: Answers): Promise<string[]> {
  const { map } = await walk(() => application(answers), { name: 'app' });
  return findingsOf(map, { silence: 10 }).map(({ code, path }) => {
    const last = path.at(-1);
    return last?.kind === 'press' ? `${code}: ${last.keys}` : code;
  });
}

const back = '<Redirect redirectUrl="/menu"/>';

const hours = (answer: (digits: unknown) => string): Answers => ({
  '/': back,
  '/menu': gather('/key', 'For hours, press 1. To hang up, press 2.'),
  '/key': ({ digits }) => (digits === '2' ? '<Hangup/>' : `${say(answer(digits))}${back}`),
});

test('a key whose answer ends with a redirect to the menu is handled', async () => {
  const found = await findingsIn(hours((digits) => (digits === '1' ? 'From nine to five.' : 'Sorry, wrong key.')));
  assert.equal(found, []);
});

test('a key whose answer is that of a wrong key, before a redirect to the menu, is not handled', async () => {
  assert.equal(await findingsIn(hours(() => 'Sorry, wrong key.')), ['unhandled-key: 1']);
});

test('an answer that repeats the key, whichever it is, is not a refusal', async () => {
  const found = await findingsIn({
    '/': gather('/key', 'For size 1, press 1. For size 2, press 2. For help, press 3.'),
    '/key': ({ digits }) => (digits === '3' ? '<Hangup/>' : say(`You have chosen ${digits || 'none'}.`)),
  });
  assert.equal(found, []);
});

test('an answer that refuses the key is a refusal', async () => {
  const found = await findingsIn({
    '/': gather('/key', 'For size 1, press 1. For size 2, press 2. For help, press 3.'),
    '/key': ({ digits }) => (digits === '3' ? '<Hangup/>' : say(`There is no choice ${digits || 'none'}.`)),
  });
  assert.equal(found, ['unhandled-key: 1', 'unhandled-key: 2']);
});

test('a caller who waits for others in a conference hears no silence', async () => {
  const conference = `${say('Welcome.')}<Conference>weekly</Conference>`;
  assert.equal(await findingsIn({ '/': conference }), []);
});

test('a pause after the other party has hung up is silence', async () => {
  const found = await findingsIn({
    '/': '<Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer>',
    '/after': '<Pause duration="20"/><Hangup/>',
  });
  assert.ok(found.length > 0 && found.every((code) => code === 'silence'), found.join());
});

test.run();
