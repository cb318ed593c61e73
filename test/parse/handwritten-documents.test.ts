// Handwritten documents are parsed, validated, and rendered with the same meaning.
import { formatProblem, render, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { definitions } from '../rules/built-in-verbs.js';
import { read } from '../xml.js';
import { documents, mistakes } from './handwritten.js';
import { asRead, treeOf, withoutLayout } from './read-tree.js';

const test = suite('handwritten documents');

for (const [name, xml] of Object.entries(documents))
  test(`${name}: parses without errors and renders with the same meaning`, () => {
    const node = parse(xml);
    const errors = validate(node).filter(({ severity }) => severity === 'error');
    assert.equal(errors.map(formatProblem), []);
    assert.equal(treeOf(asRead(node)), withoutLayout(read(xml)));
    const out = render(node);
    assert.is(render(parse(out)), out);
    assert.is(render(parse(render(node, { pretty: true }))), out);
  });

test('the documents contain every element', () => {
  const all = Object.values(documents).join();
  assert.equal(
    [...definitions.keys()].filter((name) => !new RegExp(`<${name}[\\s/>]`).test(all)),
    [],
  );
});

for (const [name, [xml, expected]] of Object.entries(mistakes))
  test(`${name}: is rejected`, () => {
    const codes = thrownBy(() => render(parse(xml))).problems.map(({ code }) => code);
    assert.equal([...new Set(codes)], expected);
  });

test.run();
