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
/** Any text without a character that XML lacks. */
const legal = fc
  .string({ unit: 'grapheme' })
  .map((text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '?'));

test('text comes back from a parser as it was', () => {
  fc.assert(
    fc.property(legal, (text) => {
      assert.equal(verbsOf(render(say(text))), [['SpeakSentence', {}, `.${text}`]]);
    }),
  );
});

test('an attribute comes back from a parser as it was, white space included', () => {
  fc.assert(
    fc.property(legal, (text) => {
      if ([...text].length > 256) return;
      assert.equal(verbsOf(render(tag(text))), [['Gather', { gatherUrl: '/g', tag: text }]]);
    }),
  );
  assert.equal(verbsOf(render(tag(' a\t\n\r "\' b '))), [['Gather', { gatherUrl: '/g', tag: ' a\t\n\r "\' b ' }]]);
});

test('what looks like markup is text', () => {
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

test('a carriage return is kept by reference', () => {
  assert.match(render(say('a\r\nb')), /a&#13;\nb/);
});

for (const bad of ['\0', '\x01', '\x0b', '\x1f', '\ud800', '\udc00', '\ufffe', '\uffff']) {
  const name = `U+${bad.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  test(`${name} is refused in text, attributes and plain text, by code point and position`, () => {
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

test('no option lets an illegal character out', () => {
  assert.is(onlyProblem(say('\0'), { rules: { 'text.illegal': 'off' } }).severity, 'error');
});

test.run();
