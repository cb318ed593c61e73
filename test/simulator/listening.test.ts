// Steps that wait for prompts: the next prompt, words that are never heard, and the hint about letter case.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('steps that listen');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;
const answers = {
  '/call': `<Gather gatherUrl="/menu" maxDigits="1">${say('Welcome.')}${say('Press one.')}</Gather>`,
  '/menu': `${say('Thank you.')}<PlayAudio>/sounds/Bye.wav</PlayAudio>`,
  '/pause': `${say('Welcome.')}<Pause duration="1"/>${say('Thank you.')}`,
};

const calling = (url = '/call'): Promise<Call> => simulated(answers).platform.call({ url, statusUrl: null });

test('hearsNext returns the next prompt', async () => {
  const call = await calling('/pause');
  const heard = await call.hearsNext('Welcome');
  assert.is(heard.kind === 'speech' && heard.text, 'Welcome.');
  await call.hearsNext(/thank/i);
  await call.ends('hangup');
});

test('hearsNext continues after the prompts that were heard or interrupted by a key', async () => {
  const call = await calling();
  await call.hears('Press one');
  await call.press('1');
  await call.hearsNext('Thank you');
  await call.hearsNext('Bye.wav');
  const { code } = await failureOf(call.hearsNext('More'));
  assert.is(code, 'call.over');
});

test('hearsNext fails for another prompt, at once', async () => {
  const { platform } = simulated(answers);
  const call = await platform.call({ url: '/call', statusUrl: null });
  const { code, message } = await failureOf(call.hearsNext('Press one'));
  assert.is(code, 'call.different');
  assert.match(message, /^caller next hears "Press one": the next prompt is "Welcome\."\n/);
  assert.is(platform.seconds, 0);
  // The next step can still hear the prompt.
  await call.hearsNext('Welcome');
});

test('neverHears waits for the end of the call', async () => {
  const call = await calling();
  await call.press('1');
  await call.neverHears('Sorry');
  assert.is(call.cause, 'hangup');
  // The call may be over already.
  await call.neverHears(/sorry/i);
});

test('neverHears fails for words in a later prompt, an earlier prompt and a file name', async () => {
  for (const [words, shown] of [
    ['Thank you', '"Thank you."'],
    ['Welcome', '"Welcome."'],
    [/bye/i, 'https://app.example/sounds/Bye.wav'],
  ] as const) {
    const call = await calling();
    await call.hears('Welcome');
    const { code, message } = await failureOf(call.neverHears(words));
    assert.is(code, 'call.different');
    assert.match(message, `: it heard ${shown}\n`);
    await call.ends();
    assert.is((await failureOf(call.neverHears(words))).code, 'call.different');
  }
});

test('neverHears runs concurrently with other steps', async () => {
  const steps = async (call: Call) => {
    await call.hears('Press one');
    await call.press('1');
    await call.hears('Thank you');
    await call.ends('hangup');
  };
  const good = await calling();
  await Promise.all([good.neverHears('Goodbye'), steps(good)]);
  const bad = await calling();
  const { message } = await failureOf(Promise.all([bad.neverHears('Thank'), steps(bad)]));
  assert.match(message, /^caller never hears "Thank": it heard "Thank you\."/);
});

test('the error has a hint about words in another letter case', async () => {
  const string =
    /\n {4}"Welcome\." was heard, which differs only in letter case: use the same letter case, or pass a regular expression with the i flag\n/;
  const expression = /\n {4}"Welcome\." was heard, .*: add the i flag to the regular expression\n/;
  assert.match((await failureOf((await calling()).hears('welcome'))).message, string);
  assert.match((await failureOf((await calling()).hears('WELCOME.'))).message, string);
  assert.match((await failureOf((await calling()).hearsNext('welcome'))).message, string);
  assert.match((await failureOf((await calling()).beginsToHear('welcome'))).message, string);
  assert.match((await failureOf((await calling()).hears(/^welcome/))).message, expression);
  const file = await failureOf((await calling()).hears('bye.wav'));
  assert.match(file.message, /https:\/\/app\.example\/sounds\/Bye\.wav was heard, which differs only in letter case/);
});

test('the error has no hint if the words differ', async () => {
  for (const words of ['Sales', 'Wellcome', /sales/, /welcom[^e]/i]) {
    const { message } = await failureOf((await calling()).hears(words));
    assert.not.match(message, 'letter case');
  }
  // Prompts that an earlier step has heard do not count.
  const call = await calling();
  await call.hears('Welcome');
  assert.not.match((await failureOf(call.hears('welcome'))).message, 'letter case');
});

test('the lastIndex of a regular expression is neither read nor changed', async () => {
  const words = /welcome/giy;
  const call = await calling();
  await call.hears(words);
  assert.is(words.lastIndex, 0);
});

test.run();
