// Every document that the parser accepts renders the same after it was converted.
import * as library from 'bxml-jsx';
import { type BxmlElement, render } from 'bxml-jsx';
import * as runtime from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { transformSync } from 'esbuild';
import fc from 'fast-check';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { documents, tolerating } from '../../../test/parse/documents.js';
import { codesOf } from '../../../test/problems.js';
import { readElements } from '../../src/convert/read-elements.js';
import { writeTsx } from '../../src/convert/write-tsx.js';

const test = suite('round trip of bxml convert');

const modules: Readonly<Record<string, unknown>> = { 'bxml-jsx': library, 'bxml-jsx/jsx-runtime': runtime };

/** Runs a converted document and returns its element. */
function elementOf(javaScript: string): BxmlElement {
  const exports: { Menu?: () => BxmlElement } = {};
  new Function('exports', 'module', 'require', javaScript)(exports, { exports }, (name: string) => modules[name]);
  if (exports.Menu === undefined) throw new Error(`no component in ${javaScript}`);
  return exports.Menu();
}

const esbuild = (tsx: string): string =>
  // Lets the transform assign to `exports`.
  `${transformSync(tsx, { loader: 'tsx', jsx: 'automatic', jsxImportSource: 'bxml-jsx', format: 'cjs' }).code}\nexports.Menu = module.exports.Menu;`;

const typescript = (tsx: string): string =>
  ts.transpileModule(tsx, {
    compilerOptions: {
      jsx: ts.JsxEmit.ReactJSX,
      jsxImportSource: 'bxml-jsx',
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
    },
  }).outputText;

const convert = (xml: string): string => writeTsx(readElements(xml), { name: 'Menu', ownVerbs: new Set() });

function assertSame(xml: string, compile: (tsx: string) => string): void {
  const parsed = parse(xml);
  const tsx = convert(xml);
  const converted = elementOf(compile(tsx));
  assert.equal(codesOf(converted), codesOf(parsed), tsx);
  const options = tolerating(parsed);
  assert.is(render(converted, options), render(parsed, options), tsx);
}

function isAccepted(xml: string): boolean {
  try {
    parse(xml);
    return true;
  } catch {
    return false;
  }
}

/** Documents as text, with comments. */
const sources = fc
  .tuple(documents, fc.boolean(), fc.array(fc.nat(), { maxLength: 3 }))
  .map(([node, pretty, places]) => {
    const xml = render(node, { ...tolerating(node), pretty });
    // Between two tags, or after a tag and before text.
    const ends = [...xml.matchAll(/>/g)].map(({ index }) => index + 1);
    const at = [...new Set(places.map((place) => ends[place % ends.length] ?? 0))].sort((a, b) => b - a);
    return at.reduce((text, index) => `${text.slice(0, index)}<!-- { */ } -->${text.slice(index)}`, xml);
  })
  .filter(isAccepted);

test('with the JSX of esbuild', () => {
  fc.assert(
    fc.property(sources, (xml) => assertSame(xml, esbuild)),
    { numRuns: 150, seed: 1 },
  );
});

test('with the JSX of TypeScript', () => {
  fc.assert(
    fc.property(sources, (xml) => assertSame(xml, typescript)),
    { numRuns: 100, seed: 2 },
  );
});

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('word', 'a', 'hello,', 'x'.repeat(30), 'Press 1 for', '42.') },
  {
    weight: 6,
    arbitrary: fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\r\n', '\r', '\t', '\n    ', '\u00a0', '\u3000'),
  },
  fc.constantFrom(
    '{',
    '}',
    '`',
    '$\u007bx}',
    '\\',
    "'",
    '"',
    '*/',
    '//',
    '😀',
    'é',
    '\u0301',
    '\u200b',
    '\ufeff',
    '>',
    '\u0085',
  ),
  fc.constantFrom('&amp;', '&lt;', '&gt;', '&quot;', '&#10;', '&#13;', '&#9;', '&#x1F600;', '&#160;', '&amp;nbsp;'),
  fc.constantFrom(
    '<![CDATA[<a>{ & ]] ]]>',
    '<![CDATA[]]>',
    '<!-- a { */ --><!--b-->',
    '<?pi { ?>',
    '<!--\n two\n lines -->',
  ),
);

const attribute = fc.constantFrom(
  '',
  ' rate="slow"',
  ' pitch="+10%" rate="x-slow" volume="{loud}"',
  ' rate="a&#10;b &quot;c&quot; &amp;amp;"',
  ` rate="${'long '.repeat(25)}"`,
);

/** Text and SSML with every kind of white space, markup and character that the parser accepts. */
const { content } = fc.letrec<{ content: string; element: string }>((tie) => ({
  content: fc
    .array(fc.oneof({ weight: 5, arbitrary: piece }, { weight: 1, arbitrary: tie('element') }), { maxLength: 24 })
    .map((parts) => parts.join('')),
  element: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('<break/>', '<break time="1s"/>', '<mark name="{ &gt;"/>'),
    fc
      .tuple(fc.constantFrom('prosody', 'emphasis', 'p', 's', 'lang'), attribute, tie('content'))
      .map(([name, attributes, inside]) => `<${name}${attributes}>${inside}</${name}>`),
  ),
}));

test('with any text and SSML', () => {
  fc.assert(
    fc.property(content, fc.boolean(), (text, isDeep) => {
      const speech = `<SpeakSentence>${text}</SpeakSentence>`;
      const xml = `<Response>${isDeep ? `<Gather gatherUrl="/a">${speech}</Gather>` : speech}<Hangup/></Response>`;
      fc.pre(isAccepted(xml));
      assertSame(xml, esbuild);
    }),
    { numRuns: 250, seed: 3 },
  );
});

const speech = [
  'plain',
  ' leading',
  'trailing ',
  '  two  spaces  ',
  'a\nb',
  '\n  a\n  b\n',
  'tab\there',
  '{braces}',
  '{',
  '} {',
  'Q &amp; A',
  '&amp;amp; &amp;lt;',
  '&lt;b>',
  '"quotes" \'both\'',
  'back\\slash',
  '\u00a0no-break\u00a0',
  '\u200b',
  '\u2028',
  '😀',
  '&#13;',
  '// not a comment',
  '/* */',
  '$\u007bx}',
  '`',
  'a <break/> b',
  '<break/> a',
  'a <break/>',
  ' <break/> ',
  '<break/>\n<break/>',
  'a<emphasis level="strong"> b </emphasis>c',
  `${'long words in a line '.repeat(20)}`,
  `${'long words in a line '.repeat(20)}<break/> ${'and more of them '.repeat(20)}`,
  `${'x'.repeat(300)}`,
  `${'braces { and } words '.repeat(20)}`,
  `${'a {b} '.repeat(40)}<break/>`,
  `<p>${'long <s>nested</s> words '.repeat(10)}</p>`,
  `<say-as interpret-as="date" format="mdy">1/2</say-as> ${'w '.repeat(80)}<lang xml:lang="es-MX"> hola </lang>`,
];

for (const text of speech) {
  test(`speech: ${JSON.stringify(text).slice(0, 40)}`, () => {
    const xml = `<Response><SpeakSentence>${text}</SpeakSentence></Response>`;
    assertSame(xml, esbuild);
    assertSame(xml, typescript);
  });
}

const elements = [
  '<Gather gatherUrl="/a?b=1&amp;c;=2&amp;amp;" tag="&quot;it\'s&quot;" maxDigits="+05" interDigitTimeout="5.50"/>',
  '<Gather tag="a&#10;b&#9;c" gatherUrl="x" repeatCount="2"/>',
  '<Gather maxDigits="many" gatherUrl="x"/>',
  '<Gather foo-bar="1" xml:lang="x" a:b="c" _x="d" gatherUrl="x"/>',
  '<Gather a.b="1" __proto__="x" gatherUrl="x"/>',
  '<Transfer transferCallerId="+15551230000"><PhoneNumber tag=" t "> +15551230001 </PhoneNumber></Transfer>',
  '<Record recordCompleteUrl="/r" transcribe="TRUE" detectLanguage="False"/>',
  '<PlayAudio>https://a.example/a.mp3?x=1&amp;y=2</PlayAudio>',
  '<Tag>{"a": 1}</Tag>',
  'stray text <Hangup/> more',
  '<Gather gatherUrl="/a">stray<SpeakSentence>a</SpeakSentence></Gather>',
  '<SpeakSentence><![CDATA[<b> & ]]]]><![CDATA[>]]></SpeakSentence>',
  '<SpeakSentence><unlisted a="1">x</unlisted></SpeakSentence>',
  `<Gather ${['gatherUrl', 'firstDigitTimeout', 'tag', 'username', 'password', 'fallbackUsername'].map((name) => `${name}="${'1'.repeat(30)}"`).join(' ')}/>`,
];

for (const xml of elements) {
  test(`elements: ${xml.slice(0, 60)}`, () => {
    assertSame(`<Response>${xml}</Response>`, esbuild);
    assertSame(`<Response>\n  ${xml}\n</Response>`, typescript);
  });
}

test.run();
