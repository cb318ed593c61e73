import { type BxmlElement, Response, render, SpeakSentence, ssml, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf } from '../problems.js';
import { definitions } from '../rules/built-in-verbs.js';
import { read } from '../xml.js';
import { documents, speeches, tolerating } from './documents.js';
import { asRead, placesIn, treeOf, withoutLayout } from './read-tree.js';

const test = suite('parse and render');

test('rendered documents parse and render to the same bytes, compact and pretty, with the same problems', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(documents, (node) => {
      const options = tolerating(node);
      const xml = render(node, options);
      const again = parse(xml);
      assert.equal(codesOf(again), codesOf(node), xml);
      assert.is(render(again, options), xml);
      assert.is(render(parse(render(node, { ...options, pretty: true })), options), xml);
      for (const [, name] of xml.matchAll(/<(\w+)/g)) seen.add(name ?? '');
    }),
    { numRuns: 150, seed: 1 },
  );
  assert.equal(
    [...definitions.keys()].filter((name) => !seen.has(name)),
    [],
    'elements that never came',
  );
});

test('the tree agrees with another parser, and its positions are right', () => {
  fc.assert(
    fc.property(documents, fc.boolean(), fc.constantFrom('\n', '\r\n', '\r'), (node, pretty, lineEnd) => {
      const xml = render(node, { ...tolerating(node), pretty }).replaceAll('\n', lineEnd);
      const element = asRead(parse(xml));
      assert.equal(treeOf(element), withoutLayout(read(xml)));
      const lines = xml.split(/\r\n|\r|\n/);
      for (const [source, begins] of placesIn(element)) {
        const found = lines[(source?.line ?? 0) - 1]?.slice((source?.column ?? 0) - 1);
        assert.ok(found?.startsWith(begins) || found?.startsWith('&'), `${JSON.stringify(source)}: ${begins}? ${xml}`);
      }
    }),
    { numRuns: 80 },
  );
});

test('ssml() and parse() return the same tree for the same string', () => {
  const say = (children: unknown): BxmlElement => jsx(Response, { children: jsx(SpeakSentence, { children }) });
  fc.assert(
    fc.property(speeches, (speech) => {
      const node = say(speech);
      const xml = render(node, tolerating(node));
      const inner = /<SpeakSentence>(.*)<\/SpeakSentence>/s.exec(xml)?.[1] ?? '';
      const again = say(ssml(inner));
      assert.is(render(again, tolerating(again)), xml);
      const problems = validate(again).map(({ code, message }) => [code, message]);
      assert.equal(
        problems,
        validate(parse(xml)).map(({ code, message }) => [code, message]),
      );
    }),
    { numRuns: 150 },
  );
});

test.run();
