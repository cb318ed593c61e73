// What is heard on the way to a document belongs to its state: of documents that end with a `Redirect`, and of repeated prompts.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CallMap } from '../../src/map/call-map.js';
import { walk } from '../../src/map/walk.js';
import { type Answers, application, gather, say } from './documents.js';

const test = suite('prompts on the way');

const mapOf = async (answers: Answers): Promise<CallMap> =>
  (await walk(() => application(answers), { name: 'app' })).map;

const heardIn = ({ states }: CallMap): string[] =>
  states.map(({ title, heard }) => [title, ...heard.map(({ text }) => text)].join(' | '));

const labelsFrom = ({ edges }: CallMap, state: string): string[] =>
  edges.filter(({ from }) => from === state).map(({ to, labels }) => `${to} ${labels.join(' · ')}`);

const back = '<Redirect redirectUrl="/menu"/>';
const menu: Answers = {
  '/': back,
  '/menu': gather('/key', 'For hours, press 1. For prices, press 2.'),
  '/key': ({ digits }) =>
    `${say(digits === '1' ? 'From nine to five.' : digits === '2' ? 'Ten dollars.' : 'Not a choice.')}${back}`,
};

test('a menu after other prompts is another state, with the same choices', async () => {
  const map = await mapOf(menu);
  const prompt = 'For hours, press 1. For prices, press 2.';
  assert.equal(heardIn(map), [
    `Gather /key | ${prompt}`,
    `Gather /key | From nine to five. | ${prompt}`,
    `Gather /key | Ten dollars. | ${prompt}`,
    `Gather /key | Not a choice. | ${prompt}`,
    'caller hangs up',
  ]);
  const choices = ['s2 1', 's3 2', 's4 wrong key · no input', 's5 caller hangs up'];
  for (const id of ['s1', 's2', 's3', 's4']) assert.equal(labelsFrom(map, id), choices, id);
});

test('a menu after other prompts takes no calls, and many of them are not left out', async () => {
  const answers = Array.from('123456789', (key) => `For answer ${key}, press ${key}.`);
  const names = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const { map, calls } = await walk(
    () =>
      application({
        '/': back,
        '/menu': gather('/key', answers.join(' ')),
        '/key': ({ digits }) => `${say(`The answer ${names[Number(digits)] ?? 'is silence'}.`)}${back}`,
      }),
    { name: 'app' },
  );
  assert.equal(map.leftOut, []);
  assert.is(map.states.length, 12);
  // The start, eleven choices, and one call for each group of choices that lead back.
  assert.is(calls, 14);
});

test('prompts that differ in numbers only are the same', async () => {
  let count = 0;
  const map = await mapOf({
    '/': back,
    '/menu': gather('/key', 'Press 1 to wait.'),
    '/key': () => `${say(`You are number ${++count} in the line.`)}${back}`,
  });
  assert.is(map.states.length, 3);
});

test('prompts that an input repeats are not those of what follows', async () => {
  const map = await mapOf({
    '/': gather('/key', 'Press 1.', 'maxDigits="1" repeatCount="3"'),
    '/key': say('Goodbye.'),
  });
  assert.equal(heardIn(map), ['Gather /key | Press 1.', 'application hangs up | Goodbye.', 'caller hangs up']);
});

test('recordings that an input repeats are not those of what follows', async () => {
  const map = await mapOf({
    '/': '<Gather gatherUrl="/key" maxDigits="1" repeatCount="2"><PlayAudio>menu.wav</PlayAudio></Gather>',
    '/key': '<PlayAudio>bye.wav</PlayAudio>',
  });
  assert.is(map.states.filter(({ kind }) => kind === 'end').length, 2);
});

test('the same words after an input without a URL are heard', async () => {
  const map = await mapOf({
    '/': `<Gather maxDigits="1">${say('Press 1.')}</Gather>${say('Thank you.')}${gather('/key', 'Press 2.')}`,
    '/key': '<Hangup/>',
  });
  assert.equal(heardIn(map).slice(0, 2), ['Gather / | Press 1.', 'Gather /key | Thank you. | Press 2.']);
});

test.run();
