import { type BxmlElement, Gather, Response, render, SpeakSentence, Tag } from 'bxml-jsx';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem } from '../problems.js';
import { read, verbsOf } from '../xml.js';

const test = suite('escaping');
const say = (text: string): BxmlElement => (
  <Response>
    <SpeakSentence>
      {'.'}
      {text}
    </SpeakSentence>
  </Response>
);
const tag = (text: string): BxmlElement => (
  <Response>
    <Gather gatherUrl="/g" tag={text} />
  </Response>
);
/** Any string of characters that XML allows. */
const legal = fc
  .string({ unit: 'grapheme' })
  .map((text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?'));

test('a parser returns the original text', () => {
  fc.assert(
    fc.property(legal, (text) => {
      assert.equal(verbsOf(render(say(text))), [['SpeakSentence', {}, `.${text}`]]);
    }),
  );
});

test('a parser returns the original attribute, including white space', () => {
  fc.assert(
    fc.property(legal, (text) => {
      if ([...text].length > 256) return;
      assert.equal(verbsOf(render(tag(text))), [['Gather', { gatherUrl: '/g', tag: text }]]);
    }),
  );
  assert.equal(verbsOf(render(tag(' a\t\n\r "\' b '))), [['Gather', { gatherUrl: '/g', tag: ' a\t\n\r "\' b ' }]]);
});

test('markup in a string is escaped', () => {
  for (const text of [
    '<Hangup/>',
    '</SpeakSentence><Hangup/>',
    '&lt;',
    ']]>',
    '<![CDATA[x]]>',
    '<!-- x -->',
    '&#60;',
  ]) {
    const xml = render(say(text));
    assert.equal(read(xml), ['Response', {}, ['SpeakSentence', {}, `.${text}`]]);
    assert.not.match(xml.slice(xml.indexOf('<Speak')), /\]\]>/);
  }
});

test('escapes a carriage return', () => {
  assert.match(render(say('a\r\nb')), /a&#13;\nb/);
});

for (const bad of ['\0', '\x01', '\x0b', '\x1f', '\ud800', '\udc00', '\ufffe', '\uffff']) {
  const name = `U+${bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  test(`${name} is reported in text, attributes and plain text, with code point and position`, () => {
    for (const node of [
      say(`ab${bad}c`),
      tag(`abc${bad}`),
      <Response key="t">
        <Tag>ab{`c${bad}`}</Tag>
      </Response>,
    ]) {
      const { code, message } = onlyProblem(node);
      assert.is(code, 'text.illegal');
      assert.match(message, name);
      assert.match(message, /position [34]/);
    }
  });
}

test('no option allows an illegal character in the output', () => {
  assert.is(onlyProblem(say('\0'), { rules: { 'text.illegal': 'off' } }).severity, 'error');
});

test.run();
