// Hints for languages in other notations suggest listed values; hints for voices of other vendors suggest a voice.
import { Response, SpeakSentence, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem } from '../problems.js';
import { processorTimeOf } from '../processor-time.js';

const test = suite('hints for languages and voices');

const speak = (props: object) => <Response>{jsx(SpeakSentence, { children: 'hello', ...props })}</Response>;
const locale = (locale: string): string => onlyProblem(speak({ locale })).hint ?? '';
const voice = (voice: string): string => onlyProblem(speak({ voice })).hint ?? '';
const lang = (value: string): string =>
  onlyProblem(speak({ children: jsx('lang', { 'xml:lang': value as 'en-US', children: 'hello' }) })).hint ?? '';

const english = 'Did you mean "en_US", "en_UK", "en_AU", "en_GB", "en_IN" or "en_GB_WLS"?';

const locales: readonly (readonly [hint: string, ...given: string[]])[] = [
  [
    'Did you mean "en_US"?',
    'en-US',
    'en-us',
    'EN_us',
    'enUS',
    'eng-USA'.slice(0, 6),
    'en-Latn-US',
    'US English',
    'American English',
    'en_US.UTF-8',
  ],
  ['Did you mean "en_UK"?', 'en-UK', 'EN_uk'],
  ['Did you mean "en_GB"?', 'en-GB', 'en_gb'],
  ['Did you mean "en_UK" or "en_GB"?', 'British English', 'English (UK)', 'eng-GB'],
  ['Did you mean "en_IN"?', 'en-IN', 'Indian English', 'English (India)'],
  ['Did you mean "en_GB_WLS"?', 'en-GB-WLS'],
  [english, 'en', 'EN', 'eng', 'english', 'English'],
  ['Did you mean "de"?', 'DE', 'de-DE', 'de_DE', 'deu', 'ger', 'German', 'Deutsch'],
  ['Did you mean "es"?', 'es-ES', 'spa-ES', 'European Spanish'],
  ['Did you mean "es_MX"?', 'es-MX', 'Mexican Spanish'],
  ['Did you mean "es", "es_MX" or "es_US"?', 'spa', 'spanish', 'español', 'Espanol'],
  ['Did you mean "fr" or "fr_CA"?', 'fra', 'fre', 'français'],
  ['Did you mean "fr"?', 'fr-FR', 'fr_FR', 'FR'],
  ['Did you mean "fr_CA"?', 'fr-CA', 'Canadian French'],
  [
    'Did you mean "cmn-CN"?',
    'zh',
    'zh-CN',
    'zh-Hans',
    'zh-Hans-CN',
    'cmn',
    'cmn_CN',
    'chi',
    'zho',
    'Chinese',
    'Mandarin',
  ],
  ['Did you mean "ja"?', 'ja-JP', 'jpn', 'jp', 'Japanese', '日本語'],
  ['Did you mean "arb"?', 'ar', 'ara', 'Arabic'],
  ['Did you mean "da_DK"?', 'da', 'da-DK', 'Danish', 'dansk'],
];

for (const [hint, ...given] of locales) {
  test(`locale ${given.join(', ')}: ${hint}`, () => {
    for (const one of given) assert.is(locale(one), hint, one);
  });
}

test('the hint for an unlisted country lists the values of its language', () => {
  const spanish = 'available for this language: "es", "es_MX", "es_US".';
  for (const given of ['es-419', 'es-AR', 'es_CO', 'spa-CL'])
    assert.is(locale(given), `"${given}" is not supported; ${spanish}`);
  assert.is(locale('de-AT'), '"de-AT" is not supported; available for this language: "de".');
  assert.is(locale('zh-TW'), '"zh-TW" is not supported; available for this language: "cmn-CN".');
  assert.is(locale('zh-Hant'), '"zh-Hant" is not supported; available for this language: "cmn-CN".');
  assert.is(locale('ar-EG'), '"ar-EG" is not supported; available for this language: "arb".');
  assert.match(locale('en-NZ'), '"en-NZ" is not supported; available for this language: "en_US", "en_UK"');
});

test('languages without a voice, and values that are not languages, get no suggestion', () => {
  for (const given of [
    'pt',
    'pt-BR',
    'bn_IN',
    'cy_GB',
    'hindi',
    'yue',
    'uk',
    'ca',
    'sv-SE',
    'xx',
    '',
    '-',
    'constructor',
    'toString',
    '英',
    'x'.repeat(5000),
  ])
    assert.is(locale(given), '', given);
});

const tags: readonly (readonly [given: string, hint: string])[] = [
  ['pt', 'Did you mean "pt-BR" or "pt-PT"?'],
  ['Portuguese', 'Did you mean "pt-BR" or "pt-PT"?'],
  ['Brazilian Portuguese', 'Did you mean "pt-BR"?'],
  ['pt_PT', 'Did you mean "pt-PT"?'],
  ['pt-AO', '"pt-AO" is not supported; available for this language: "pt-BR", "pt-PT".'],
  ['en_US', 'Did you mean "en-US"?'],
  ['en-UK', 'Did you mean "en-GB"?'],
  ['es', 'Did you mean "es-ES", "es-MX" or "es-US"?'],
  ['de', 'Did you mean "de-DE"?'],
  ['no', 'Did you mean "nb-NO"?'],
  ['Norwegian', 'Did you mean "nb-NO"?'],
  ['zh-CN', 'Did you mean "cmn-CN"?'],
  ['welsh', 'Did you mean "cy-GB"?'],
  ['cy', 'Did you mean "cy-GB"?'],
];

for (const [given, hint] of tags) test(`xml:lang ${given}: ${hint}`, () => assert.is(lang(given), hint));

const voices: readonly (readonly [given: string, hint: string])[] = [
  ['man', 'Write gender="male" instead of voice.'],
  ['WOMAN', 'Write gender="female" instead of voice.'],
  ['Polly.Joanna', 'Did you mean "julie"?'],
  ['Polly.Joanna-Neural', 'Did you mean "julie"?'],
  ['Joanna', 'Did you mean "julie"?'],
  ['Polly.Matthew', 'Did you mean "paul" or "dave"?'],
  ['Polly.Emma', 'Did you mean "emma"?'],
  ['Polly.Emma-Neural', 'Did you mean "emma_enh"?'],
  ['Polly.Ruth-Generative', 'Did you mean "ruth"?'],
  ['Google.es-MX-Wavenet-A', 'Voices of es_MX: rosa.'],
  ['en-AU', 'Voices of en_AU: russell, nicole.'],
  ['julei', 'Did you mean "julie"?'],
  ['Polly.Nobody', ''],
  ['Google.pt-BR-Standard-A', ''],
  ['zzzzzz', ''],
];

for (const [given, hint] of voices) test(`voice ${given}: ${hint || 'no hint'}`, () => assert.is(voice(given), hint));

test('the hint for alice and other generic voices says to remove the attribute', () => {
  for (const name of ['alice', 'default']) assert.match(voice(name), 'Remove voice');
});

test('checks many invalid locales quickly', () => {
  const took = processorTimeOf(() => {
    for (let index = 0; index < 200; index++) validate(speak({ locale: `tongue of ${index}` }));
    for (const part of ['a-', '-', ' ', 'en-', '.', '@', 'é'])
      for (const name of ['locale', 'voice']) validate(speak({ [name]: part.repeat(20_000) }));
  });
  assert.ok(took < 2000, `${took} ms`);
});

test.run();
