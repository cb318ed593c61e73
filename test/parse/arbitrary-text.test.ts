// For any string, parse() returns an element or throws a BxmlError, and agrees with another parser on well-formedness.
import { type BxmlElement, BxmlError, render, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { read, type Tree } from '../xml.js';
import { documents, tolerating } from './documents.js';
import { asRead, treeOf, withoutLayout } from './read-tree.js';

const test = suite('any text');

/** Matches the messages for documents that are well-formed but not supported; docs/reading.md lists them. */
const notSupported = /^Document type|^Processing instructions|^XML version|^The encoding|are nested more|has more than/;

/** The other parser accepts an encoding without a value. */
const tolerated = /^The XML declaration is malformed/;

function parsed(xml: string): BxmlElement | BxmlError {
  try {
    return parse(xml);
  } catch (error) {
    assert.instance(error, BxmlError, xml);
    return error as BxmlError;
  }
}

function readByOther(xml: string): Tree | undefined {
  try {
    return read(xml);
  } catch {
    return undefined;
  }
}

function agree(xml: string): void {
  const outcome = parsed(xml);
  const tree = readByOther(xml);
  if (outcome instanceof BxmlError) {
    const [problem] = outcome.problems;
    assert.is(problem?.code, 'root.well-formed');
    assert.not.match(problem?.message ?? '', /^The document is not well-formed/, xml);
    const [line = '', ...others] = xml.split(/\r\n|\r|\n/).slice((problem?.source?.line ?? 0) - 1);
    assert.ok((problem?.source?.column ?? 0) <= line.length + 1, `no such place: ${outcome.message} ${xml} ${others}`);
    if (tree !== undefined && !tolerated.test(problem?.message ?? ''))
      assert.match(problem?.message ?? '', notSupported, xml);
    return;
  }
  assert.ok(tree, `the other parser rejects the document: ${xml}`);
  assert.equal(treeOf(asRead(outcome)), withoutLayout(tree), xml);
  survives(outcome);
}

/** Asserts that a parsed tree either renders to a well-formed document or has problems. */
function survives(node: BxmlElement): void {
  validate(node);
  let xml: string;
  try {
    xml = render(node, tolerating(node));
  } catch (error) {
    assert.instance(error, BxmlError);
    return;
  }
  read(xml);
}

const scraps = [
  ...[
    '<Response>',
    '</Response>',
    '<Response/>',
    '<SpeakSentence>',
    '</SpeakSentence>',
    '<a>',
    '</a>',
    '<a ',
    '<é:b/>',
  ],
  ...['<Hangup/>', '<Gather ', '<\u{10000} \u{10000}="1"/>', '<__proto__/>', '<constructor a="b"/>', '__proto__="a"'],
  ...['b="c"', "b='c'", 'b=c', 'b', ' ', '\r\n', '\r', '\t', '>', '/>', '/', '<', '</', '"', "'", '=', ';'],
  ...[
    '&',
    '&amp;',
    '&nbsp;',
    '&constructor;',
    '&#65;',
    '&#x0;',
    '&#xD800;',
    '&#00000000065;',
    '&#1114112;',
    '&;',
    '&#;',
  ],
  ...['<!--', '-->', '--', '-', '<![CDATA[', ']]>', ']]', ']', '<!', '<!DOCTYPE a>', '<!DOCTYPE a [<!ENTITY b "c">]>'],
  ...['<?xml version="1.0"?>', '<?xml version="1.1"?>', '<?xml', 'encoding="UTF-16"', '?>', '<?a b?>', '<?XML ?>'],
  ...['\u0001', '\0', '\ud800', '\udc00', '\u{1f600}', '\ufeff', '\ufffe', 'é', 'x', '\u00a0', '\u0085', '\u2028'],
];

const wraps = [(inner: string) => `<Response>${inner}</Response>`, (inner: string) => `<Response ${inner}/>`, String];

test('scraps of markup', () => {
  const scrap = fc.constantFrom(...scraps);
  const any = fc.tuple(fc.constantFrom(...wraps), fc.array(scrap, { maxLength: 7 }));
  fc.assert(
    fc.property(any, ([wrap, list]) => agree(wrap(list.join('')))),
    { numRuns: 1000 },
  );
});

test('any string at all', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), agree));
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((c) => String.fromCharCode(...c)),
      agree,
    ),
  );
});

test('documents with a part changed, removed, duplicated or replaced', () => {
  const xml = documents.map((node) => render(node, tolerating(node)));
  const flipped = (text: string, at: number, bit: number): string =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
  fc.assert(
    fc.property(xml, xml, fc.nat(), fc.nat(), fc.nat(40), fc.nat(7), (text, other, where, there, length, bit) => {
      const at = where % text.length;
      const from = there % other.length;
      const piece = text.slice(at, at + length);
      agree(text.slice(0, at) + text.slice(at + length));
      agree(text.slice(0, at) + piece + piece + text.slice(at + length));
      agree(text.slice(0, at) + other.slice(from, from + length) + text.slice(at));
      agree(text.slice(0, at) + other.slice(from));
      agree(flipped(text, at, bit));
    }),
    { numRuns: 120 },
  );
});

test.run();
