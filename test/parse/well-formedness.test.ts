// Documents that are not well-formed or not supported: the position, the message and the hint.
import { parse } from 'bxml-jsx/parse';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';

const test = suite('well-formedness');
const inTag = (inner: string): string => `<Response>\n<Tag>${inner}</Tag>\n</Response>`;

const faults: readonly (readonly [xml: string, line: number, column: number, message: string, hint?: string])[] = [
  // Mismatched tags.
  [
    '<Response>\n<Gather/>\n</Gather></Response>',
    3,
    1,
    '</Gather> does not close an element: <Gather> was closed on line 2.',
  ],
  [
    '<Response/>\n</Response>',
    2,
    1,
    '</Response> does not close an element: <Response> was closed on line 1.',
    'Remove it.',
  ],
  ['</Response>', 1, 1, '</Response> does not close an element: no <Response> is open.'],
  [
    '<Response>\n<Gather>\n</Response>',
    3,
    1,
    'Found </Response>; expected </Gather>, because <Gather> was opened on line 2.',
    'Add </Gather> before it, or write <Gather/>.',
  ],
  [
    '<Response>\n</Respons>',
    2,
    1,
    'Found </Respons>; expected </Response>, because <Response> was opened on line 1.',
    'Did you mean </Response>?',
  ],
  ['<Response>\n</response >', 2, 1, 'Found </response>; expected </Response>', 'Did you mean </Response>?'],
  ['<Response>\n  <Gather>', 2, 3, '<Gather> is never closed.', 'Add </Gather>, or write <Gather/>.'],
  ['<Response>\n  <Gather>\n text <!-- a -->', 2, 3, '<Gather> is never closed.'],
  ['<Response></Response x="1">', 1, 11, 'The closing tag </Response does not end with >.', 'only a name'],
  ['<Response></>', 1, 11, '</ does not begin a closing tag.', '</Name>'],
  ['<Response></', 1, 11, '</ does not begin a closing tag.'],
  // Roots.
  ['', 1, 1, 'The document contains no element.', '<Response>'],
  [' \n<!-- a -->\n', 1, 1, 'The document contains no element.'],
  ['\ufeff', 1, 1, 'The document contains no element.'],
  ['<Response/><Response/>', 1, 12, 'There is a second root element.', 'one <Response>'],
  ['<Response/>\n<Response', 2, 1, 'There is a second root element.'],
  ['<Response/>\n x', 2, 2, 'There is text outside the root element.'],
  ['\n  x<Response/>', 2, 3, 'There is text outside the root element.'],
  ['<Response/>&amp;', 1, 12, 'There is text outside the root element.'],
  ['<Response/><![CDATA[ ]]>', 1, 12, 'There is text outside the root element.'],
  ['\ufeff\ufeff<Response/>', 1, 1, 'There is text outside the root element.'],
  // Attributes.
  ['<Response>\n<Gather tag="a" tag="b"/></Response>', 2, 17, '<Gather> has the attribute tag twice.', 'Remove one'],
  ['<Response>\n<Gather tag=x/></Response>', 2, 13, 'The value of tag on <Gather> is not in quotes.', 'tag="…"'],
  ['<Response>\n<Gather tag/></Response>', 2, 9, 'The attribute tag of <Gather> has no value.', 'tag="…"'],
  ['<Response a b="c"/>', 1, 11, 'The attribute a of <Response> has no value.'],
  ['<Response a', 1, 11, 'The attribute a of <Response> has no value.'],
  ['<Response a="b"c="d"/>', 1, 16, 'White space is missing before an attribute of <Response>.', '&quot;'],
  ['<Gather tag="b"username="d"/>', 1, 16, 'White space is missing before the attribute username of <Gather>.'],
  ['<Gather tag="b" username/>', 1, 17, 'The attribute username of <Gather> has no value.'],
  ['<Gather tag="b" c/>', 1, 17, 'An attribute of <Gather> has no value.', 'name="…"'],
  ['<Gather tag="b" c=d/>', 1, 19, 'The value of an attribute on <Gather> is not in quotes.'],
  ['<Gather tag="b" c="d/>', 1, 19, 'The value of an attribute on <Gather> is never closed.'],
  ['<Gather tag="b" c="" c=""/>', 1, 22, '<Gather> has an attribute twice.'],
  ['<Gather c="" c=""/>', 1, 14, '<Gather> has the attribute c twice.'],
  ['<break time="1s" strength/>', 1, 18, 'The attribute strength of <break> has no value.'],
  ['<Response a="b""/>', 1, 16, 'Found "\\"" in the tag <Response>; expected an attribute, > or />.', 'name="value"'],
  ['<Response 1="b"/>', 1, 11, 'Found "1" in the tag <Response>'],
  ['<Response a="b" \u00d7/>', 1, 17, 'Found other text in the tag <Response>; expected an attribute'],
  ['<Response a="b', 1, 13, 'The value of a on <Response> is never closed.', 'It ends with ".'],
  ["<Response a='b", 1, 13, 'The value of a on <Response> is never closed.', "It ends with '."],
  ['<Response a="b>\n<Hangup c=""/>', 2, 1, '< is not allowed in the value of a on <Response>.', 'closing " missing'],
  ['<Response a="b &amp; c & d"/>', 1, 24, '& does not begin an entity or a character reference.', '&amp;'],
  ['<Response a="&lt;&copy;"/>', 1, 18, 'An entity is unknown; XML defines amp, lt', '&#160;'],
  ['<Response a="&#0;"/>', 1, 14, 'A reference is not a character that XML allows.'],
  // Incomplete tags.
  ['<Response>\n <Gather\n  tag="a"\n <Hangup/>', 2, 2, 'The tag <Gather does not end.', '> or />'],
  ['<Response', 1, 1, 'The tag <Response does not end.'],
  ['<Response/ >', 1, 10, 'Found "/" in the tag <Response>'],
  ['<Response>\n a < b</Response>', 2, 4, '< does not begin a tag.', '&lt;'],
  ['<Response>\n<1/></Response>', 2, 1, '< does not begin a tag.'],
  // References.
  [
    inTag('&nbsp;'),
    2,
    6,
    'The entity &nbsp; is unknown; XML defines amp, lt, gt, quot and apos.',
    "&#160; for HTML's &nbsp;",
  ],
  [inTag('&constructor;'), 2, 6, 'The entity &constructor; is unknown'],
  [inTag('&AMP;'), 2, 6, 'The entity &AMP; is unknown', 'Did you mean &amp;?'],
  [inTag('&qout;'), 2, 6, 'The entity &qout; is unknown', 'Did you mean &quot;?'],
  [
    inTag('salt & pepper; &amp;'),
    2,
    11,
    '& does not begin an entity or a character reference.',
    'Write &amp; for the character &.',
  ],
  [inTag('&'), 2, 6, '& does not begin an entity'],
  [inTag('&;'), 2, 6, '& does not begin an entity'],
  [inTag('&#;'), 2, 6, '& does not begin an entity'],
  [inTag('&#xg;'), 2, 6, '& does not begin an entity'],
  [inTag('&#X41;'), 2, 6, '& does not begin an entity'],
  [inTag('ok &#65; &#0;'), 2, 15, 'The reference "&#0;" is not a character that XML allows.', 'Remove it'],
  [inTag('&#xD800;'), 2, 6, 'The reference "&#xD800;" is not a character that XML allows.'],
  [inTag('&#xFFFF;'), 2, 6, 'The reference "&#xFFFF;" is not a character that XML allows.'],
  [inTag('&#1114112;'), 2, 6, 'The reference "&#1114112;" is not a character that XML allows.'],
  [inTag(`&#${'9'.repeat(400)};`), 2, 6, 'is not a character that XML allows.'],
  // Comments, CDATA, declarations.
  [inTag('a]]>'), 2, 7, ']]> is not allowed in text.', ']]&gt;'],
  ['<Response>\n<!-- a -- b --></Response>', 2, 8, '-- is not allowed inside a comment.', '-->'],
  ['<Response>\n<!-- a ---></Response>', 2, 8, '-- is not allowed inside a comment.'],
  ['<Response>\n<!-- a </Response>', 2, 1, 'A comment is never closed.', '-->'],
  [inTag('<![CDATA[a]] >'), 2, 6, 'A CDATA section is never closed.', ']]>'],
  ['<Response>\n<!ELEMENT a b></Response>', 2, 1, '<! does not begin a comment or a CDATA section.'],
  [inTag('<![cdata[a]]>'), 2, 6, '<! does not begin a comment or a CDATA section.'],
  ['<!DOCTYPE Response>\n<Response/>', 1, 1, 'Document type declarations are not supported.', 'Remove it'],
  [
    '\n<!DOCTYPE Response [<!ENTITY a "b">]><Response>&a;</Response>',
    2,
    1,
    'Document type declarations are not supported.',
  ],
  ['<!doctype html><Response/>', 1, 1, 'Document type declarations are not supported.'],
  ['<!DOCTYPE Response [', 1, 1, 'Document type declarations are not supported.'],
  ['<Response><!DOCTYPE a></Response>', 1, 11, 'Document type declarations are not supported.'],
  ['<Response>\n<?php x ?></Response>', 2, 1, 'Processing instructions are not supported.', 'Remove it'],
  ['<?xml-stylesheet href="a"?><Response/>', 1, 1, 'Processing instructions are not supported.'],
  ['<Response/><?', 1, 12, 'Processing instructions are not supported.'],
  [
    '\n<?xml version="1.0"?><Response/>',
    2,
    1,
    'The XML declaration must be the first thing in the document.',
    'including white space',
  ],
  ['<Response><?xml version="1.0"?></Response>', 1, 11, 'The XML declaration must be the first thing in the document.'],
  ['<?xml version="1.0"?><?xml version="1.0"?><Response/>', 1, 22, 'The XML declaration must be the first thing'],
  ['<?xml version="1.1"?><Response/>', 1, 1, 'XML version "1.1" is not supported; expected 1.0.', 'version="1.0"'],
  ['<?xml version="2"?><Response/>', 1, 1, 'XML version "2" is not supported; expected 1.0.'],
  ['<?xml encoding="UTF-8"?><Response/>', 1, 1, 'The XML declaration is malformed.', '<?xml version="1.0"'],
  ['<?xml version="1.0" encoding="UTF-8" standalone="maybe"?><Response/>', 1, 1, 'The XML declaration is malformed.'],
  ['<?xml version=1.0?><Response/>', 1, 1, 'The XML declaration is malformed.'],
  [
    '<?xml version="1.0" encoding="ISO-8859-1"?><Response/>',
    1,
    1,
    'The encoding "ISO-8859-1" is not supported; expected UTF-8.',
    'UTF-8',
  ],
  ['<?xml version="1.0" encoding="utf-16"?><Response/>', 1, 1, 'The encoding "utf-16" is not supported'],
  ['<?xml version="1.0" encoding=""?><Response/>', 1, 1, 'The encoding "" is not supported'],
  // Characters.
  ['<Response>\n\u0001</Response>', 2, 1, 'The character U+0001 is not allowed in XML.', 'Remove it'],
  ['<\0R\0e\0s\0', 1, 2, 'The character U+0000 is not allowed in XML.', 'UTF-16'],
  [inTag('a\ud800b'), 2, 7, 'The character U+D800 is not allowed in XML.'],
  [inTag('\ud800\n<Hangup/>'), 2, 6, 'The character U+D800 is not allowed in XML.'],
  ['<Response a="\udc00"/>', 1, 14, 'The character U+DC00 is not allowed in XML.'],
  ['<Response/>\ud83d', 1, 12, 'The character U+D83D is not allowed in XML.'],
  ['<Response><!-- \uffff --></Response>', 1, 16, 'The character U+FFFF is not allowed in XML.'],
  // Lines end as XML defines; columns count UTF-16 units.
  ['<Response>\r\n\r\r\n<Tag>\u{1f600}&</Tag>', 4, 8, '& does not begin an entity'],
  ['\ufeff<Response>&</Response>', 1, 11, '& does not begin an entity'],
];

for (const [xml, line, column, message, hint] of faults) {
  test(`${JSON.stringify(xml).slice(0, 80)} is rejected at ${line}:${column}`, () => {
    const [problem, ...others] = thrownBy(() => parse(xml)).problems;
    assert.equal(others, []);
    assert.is(problem?.code, 'root.well-formed');
    assert.match(problem?.message ?? '', message);
    assert.equal(problem?.source, { line, column });
    if (hint !== undefined) assert.match(problem?.hint ?? '', hint);
  });
}

test('accepts unusual documents that are well-formed', () => {
  for (const xml of [
    '\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\n<!-- --><Response/>\n<!-- -->\n',
    "<?xml version='1.0' encoding='UTF8'?><Response/>",
    '<Response\n></Response\n>',
    '<Response><!----><!-- - -->\u0020&#32;<![CDATA[ ]]></Response >',
  ])
    assert.not.throws(() => parse(xml), xml);
});

test('no message quotes part of a password with unescaped quotes', () => {
  const pieces = fc.constantFrom(
    ...['hunter', 'hunter=', 'hunter="', '&hunter;', '&#9990001;', '"', "'", ' ', '=', '/', '&', '<', '\u00d7', 'tag'],
  );
  const passwords = fc.array(pieces, { maxLength: 6 }).map((list) => list.join(''));
  const rest = '>+15551230000</PhoneNumber></Transfer></Response>';
  fc.assert(
    fc.property(passwords, fc.constantFrom('"', "'", ''), (password, quote) => {
      const open = `<Response><Transfer><PhoneNumber username="u" password=${quote}`;
      for (const xml of [open + password + quote + rest, open + password + rest]) {
        try {
          parse(xml);
        } catch (error) {
          assert.not.match((error as Error).message, /hunter|999|\u00d7/, xml);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('messages truncate long names', () => {
  const long = 'a'.repeat(1000);
  for (const xml of [
    `<${long}>`,
    `<${long}`,
    `<${long}></b>`,
    `<${long}></${long} b>`,
    `<Response></${long}>`,
    `</${long}>`,
    `<Response/></${long}>`,
    `<Response><${long}/></${long}></Response>`,
    `<Response ${long}/>`,
    `<Response ${long}=b/>`,
    `<Response ${long}="/>`,
    `<Response ${long}="<"/>`,
    `<Response ${long}="" ${long}=""/>`,
    `<${long} 1/>`,
    `<Response>&${long};</Response>`,
  ]) {
    const [problem] = thrownBy(() => parse(xml)).problems;
    assert.ok(`${problem?.message} ${problem?.hint}`.length < 350, `${problem?.message} ${problem?.hint}`);
  }
});

test('limits depth, attributes and length', () => {
  assert.not.throws(() => parse('<s>'.repeat(200) + '</s>'.repeat(200)));
  const deep = thrownBy(() => parse('<s>'.repeat(100_000))).problems[0];
  assert.match(deep?.message ?? '', 'are nested more than 200 levels deep');
  assert.equal(deep?.source, { line: 1, column: 601 });
  const attributes = (count: number): string =>
    `<Response ${Array.from({ length: count }, (_, index) => `a${index}=""`).join(' ')}/>`;
  assert.not.throws(() => parse(attributes(1000)));
  assert.match(thrownBy(() => parse(attributes(1001))).message, 'has more than 1000 attributes');
  assert.not.throws(() => parse(`<Response/>${' '.repeat(1_048_576 - 11)}`));
  assert.match(thrownBy(() => parse(' '.repeat(1_048_577))).message, /1048577 characters; at most 1048576/);
});

test('long documents are parsed or rejected in linear time', () => {
  const length = 250_000;
  for (const [open, unit, close] of [
    ['<Response><SpeakSentence>', '&amp;', '</SpeakSentence></Response>'],
    ['<Response><SpeakSentence>', 'a<!---->', '</SpeakSentence></Response>'],
    [`<Response>${'<a>'.repeat(190)}`, '<B c="d"/>', `${'</a>'.repeat(190)}</Response>`],
    ['<Response>', '\r\n', '</Response>'],
    ['<Response><', 'a', '/></Response>'],
    ['<Response><', '\u{10000}', '/></Response>'],
    ['<Response a="', "'", '"/>'],
    ['<Response a="', "&lt;'", ''],
    ['<Response><!--', '- ', '--></Response>'],
    ['<Response>', '<!--', ''],
    ['<Response>', '<', ''],
    ['<Response>', '&', ''],
    ['<Response ', ' ', ''],
    ['<?xml ', ' ', ''],
    ['<!DOCTYPE a [', '<!ENTITY a "&a;&a;">', ']><a>&a;</a>'],
  ] as const) {
    const xml = open + unit.repeat(length / unit.length) + close;
    try {
      parse(xml);
    } catch (error) {
      assert.is((error as Error).name, 'BxmlError', `${open}${unit}`);
    }
  }
});

test.run();
