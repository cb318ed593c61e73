// How documents are recognized that repeat what a caller said, and those whose questions only have the same words.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CallMap } from '../../src/map/call-map.js';
import { walk } from '../../src/map/walk.js';
import { type Answers, application, gather, say } from './documents.js';

const test = suite('spoken words');

const mapOf = async (answers: Answers): Promise<CallMap> =>
  (await walk(() => application(answers), { name: 'app' })).map;

const heardIn = ({ states }: CallMap): string[] => states.map(({ heard }) => heard.map(({ text }) => text).join(' | '));

const speech = (url: string, prompt: string, attributes = ''): string =>
  gather(url, prompt, `input="speech" ${attributes}`);

test('a question that is repeated has the words that were said, which are not those of the caller', async () => {
  const map = await mapOf({
    '/': speech('/rate', 'Say a number from one to three.', 'hints="one, two, three"'),
    '/rate': `${say('Sorry.')}${speech('/again', 'Say a number from one to three.', 'hints="one, two, three"')}`,
    '/again': '<Hangup/>',
  });
  assert.equal(heardIn(map), ['Say a number from one to three.', 'Sorry. | Say a number from one to three.', '', '']);
});

test('words that only the prompt names are those of the question, too', async () => {
  const map = await mapOf({
    '/': speech('/colour', 'Say green, or dark red.'),
    '/colour': speech('/again', 'We heard something. Say green, or dark red.'),
    '/again': '<Hangup/>',
  });
  assert.is(map.states.length, 4);
});

test('a confirmation of words that no prompt names is one state', async () => {
  const map = await mapOf({
    '/': speech('/name', 'What is your name?'),
    '/name': ({ text }) => gather('/right', `You said ${text || 'nothing at all'}. If this is right, press 1.`),
    '/right': '<Hangup/>',
  });
  assert.equal(heardIn(map).slice(0, 2), ['What is your name?', 'You said {text}. If this is right, press 1.']);
});

test('a question that names no words takes any speech', async () => {
  const { edges } = await mapOf({ '/': speech('/name', 'What is your name?'), '/name': '<Hangup/>' });
  assert.equal(edges[0]?.labels, ['speech', 'no input']);
});

test('answers that differ by what was said are one state, with a placeholder', async () => {
  const map = await mapOf({
    '/': speech('/dish', 'Say pasta or pizza.'),
    '/dish': ({ text }) => `${say(`One ${text || 'surprise'} for you.`)}<Hangup/>`,
  });
  assert.equal(heardIn(map).slice(1), ['One {text} for you.', 'One surprise for you.', '']);
});

test('answers that differ by the key that was pressed are one state, with a placeholder', async () => {
  const map = await mapOf({
    '/': gather('/size', 'For size 1 or 2, press 1 or 2.'),
    '/size': ({ digits }) => `${say(`Size ${digits || 'unknown'}.`)}<Hangup/>`,
  });
  assert.equal(heardIn(map).slice(1), ['Size {digits}.', 'Size unknown.', '']);
});

test('an answer to one key has its number', async () => {
  const map = await mapOf({
    '/': gather('/size', 'For size 1, press 1.'),
    '/size': ({ digits }) => `${say(digits === '1' ? 'Size 1 it is.' : 'Goodbye.')}<Hangup/>`,
  });
  assert.equal(heardIn(map).slice(1), ['Size 1 it is.', 'Goodbye.', '']);
});

test.run();
