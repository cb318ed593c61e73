import { SpeakSentence, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type SsmlAttributeRule, ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { listedVoices, localesOf, standingOfVoice } from '../../src/verbs/shared/voices.js';
import { comparisons } from './reference.js';
import { doc } from './rule-cases.js';

const test = suite('speech and the table of elements');
const voices = listedVoices();
const compare = comparisons(test);
const codes = (props: object, children: unknown = 'hi'): string[] =>
  validate(doc(jsx(SpeakSentence, { ...props, children }))).map(({ code }) => code);

compare('the same voices in the same order, each of which passes', ({ voices: { table } }) => {
  assert.equal(
    [...voices].map(([voice, { locale, gender, kind }]) => ({ voice, locale, gender, type: kind })),
    table.map(({ voice, locale, gender, type }) => ({ voice, locale, gender, type })),
  );
  for (const { voice } of table) assert.equal(codes({ voice }), []);
});

compare('the same locales, each of which passes', ({ voices: { locales: table } }) => {
  assert.equal([...localesOf(voices)].sort(), table.map(({ locale }) => locale).sort());
  for (const { locale } of table) assert.equal(codes({ locale }), []);
});

compare('the same old voices, which are warned about', ({ voices: { legacyNames } }) => {
  for (const voice of legacyNames) {
    assert.is(standingOfVoice(voice, voices), 'legacy');
    assert.equal(codes({ voice }), ['speak.voice-legacy']);
  }
});

compare('the same elements of SSML with the same attributes', ({ ssml: { elements } }) => {
  assert.equal([...ssmlVocabulary().keys()].sort(), Object.keys(elements).sort());
  for (const [name, { content, attributes }] of Object.entries(elements)) {
    const own = ssmlVocabulary().get(name);
    assert.is(own?.content === 'none', content === null, name);
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
