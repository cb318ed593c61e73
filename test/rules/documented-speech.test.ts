import { SpeakSentence, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type SsmlAttributeRule, ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { classifyVoice, listedVoices, localesOf } from '../../src/verbs/shared/voices.js';
import { voices as documentedVoices, legacyVoices, locales, ssml } from '../facts/elements.js';
import { doc } from './rule-cases.js';

const test = suite('speech, as documented');
const voices = listedVoices();
const codes = (props: object, children: unknown = 'hi'): string[] =>
  validate(doc(jsx(SpeakSentence, { ...props, children }))).map(({ code }) => code);

test('voices are as documented, in the same order, and valid', () => {
  assert.equal(
    [...voices].map(([voice, { locale, gender, kind }]) => ({ voice, locale, gender, type: kind })),
    documentedVoices,
  );
  for (const { voice } of documentedVoices) assert.equal(codes({ voice }), []);
});

test('locales are as documented and valid', () => {
  assert.equal([...localesOf(voices)].sort(), locales.toSorted());
  for (const locale of locales) assert.equal(codes({ locale }), []);
});

test('documented old voices are warnings', () => {
  for (const voice of legacyVoices) {
    assert.is(classifyVoice(voice, voices), 'legacy');
    assert.equal(codes({ voice }), ['speak.voice-legacy']);
  }
});

test('SSML elements and attributes are as documented', () => {
  assert.equal([...ssmlVocabulary().keys()].sort(), Object.keys(ssml).sort());
  for (const [name, { isEmpty, attributes }] of Object.entries(ssml)) {
    const own = ssmlVocabulary().get(name);
    assert.is(own?.content === 'none', isEmpty, name);
    assert.equal(Object.keys(own?.attributes ?? {}).sort(), Object.keys(attributes).sort(), name);
    for (const [attribute, { required, values, pattern, max, requiredIf }] of Object.entries(attributes)) {
      const label = `${attribute} of ${name}`;
      const rule: SsmlAttributeRule = own?.attributes[attribute] ?? {};
      assert.is(rule.required ?? false, required, label);
      assert.equal(rule.values, values, label);
      assert.is(rule.maxSeconds === undefined ? undefined : `${rule.maxSeconds}s`, max, label);
      assert.is(rule.pattern === undefined, pattern === undefined, label);
      if (pattern !== undefined)
        for (const probe of probes) assert.is(rule.pattern?.test(probe), new RegExp(pattern).test(probe), probe);
      const condition =
        own?.requiredIf?.attribute === attribute ? { [own.requiredIf.when]: own.requiredIf.is } : undefined;
      assert.equal(condition, requiredIf, label);
    }
  }
});

const signs = ['', '+', '-', '+-'];
const numbers = ['', '0', '5', '1.5', '.5', '5.', '1e1', '10,5', ' 1'];
const units = ['', 's', 'ms', 'S', ' s', '%', 'dB', 'db', 'dBs', '\n'];
const probes = signs.flatMap((sign) => numbers.flatMap((number) => units.map((unit) => `${sign}${number}${unit}`)));

test.run();
