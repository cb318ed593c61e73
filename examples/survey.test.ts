import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, survey } from './survey.js';

const test = suite('survey');

/** Calls the survey. */
async function callSurvey() {
  const answers: Answer[] = [];
  const platform = simulate(survey(async (answer) => void answers.push(answer)));
  const call = await platform.call({ url: '/survey' });
  return { call, answers, callId: call.callId };
}

test('the languages are offered in their own voices', async () => {
  const { call } = await callSurvey();
  await call.hears('For English, press 1.');
  await call.hears('Para español, oprima el 2.');
  await call.hears('Pour le français, appuyez sur le 3.');
  await call.hangUp();
  const voices = call.timeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.voice] : []));
  assert.equal(voices, ['julie', 'lupe', 'gabrielle']);
});

for (const [key, language, rate, rating, improvement, goodbye] of [
  ['1', 'en', 'How was our service?', 'A four, I think', 'Shorter waits', 'Thank you. Goodbye.'],
  ['2', 'es', '¿Cómo fue nuestro servicio?', 'Cuatro.', 'Menos espera', 'Gracias. Adiós.'],
  ['3', 'fr', 'Comment était notre service ?', 'le quatre', 'Moins d’attente', 'Merci. Au revoir.'],
] as const) {
  test(`${language}: spoken answers are saved`, async () => {
    const { call, answers, callId } = await callSurvey();
    await call.press(key);
    await call.hears(rate);
    await call.says(rating);
    await call.says(improvement);
    await call.hears(goodbye);
    await call.ends('hangup');
    assert.equal(answers, [
      { callId, language, rating: 4 },
      { callId, language, improvement },
    ]);
  });
}

test('the rating is accepted by key', async () => {
  const { call, answers, callId } = await callSurvey();
  await call.press('25');
  await call.hears('¿Qué podemos mejorar?');
  await call.hangUp();
  assert.equal(answers, [{ callId, language: 'es', rating: 5 }]);
});

test('the rating is asked again once after a wrong key or other words', async () => {
  const { call, answers } = await callSurvey();
  await call.press('37');
  await call.hears('Désolé, nous n’avons pas reçu de chiffre de 1 à 5.');
  await call.says('je ne sais pas');
  await call.hears('Que pouvons-nous améliorer ?');
  await call.hears('Merci. Au revoir.');
  await call.ends('hangup');
  assert.equal(answers, []);
});

test('a caller who chooses no language gets English', async () => {
  const { call } = await callSurvey();
  await call.hears('How was our service?');
  await call.hangUp();
});

test.run();
