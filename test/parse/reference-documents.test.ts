// The documents of the reference, where it is there: read, checked, rendered with the same meaning.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem, render, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { read } from '../xml.js';
import { asRead, treeOf, withoutLayout } from './read-tree.js';

const test = suite('documents of the reference');
const folder = join('..', 'shared', 'bxml', 'examples');
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.xml')) : [];

/** Published with mistakes in them, of which the library tells. */
const faulty: ReadonlyMap<string, readonly string[]> = new Map([
  ['interactiveVoiceResponseGuide-2.xml', ['root.well-formed']],
  ['interactiveVoiceResponseGuide-3.xml', ['root.well-formed']],
  ['migrationGuide-1.xml', ['root.well-formed']],
  ['recordingGuide-3.xml', ['root.known-children']],
  ['transferGuide-2.xml', ['root.well-formed']],
]);

for (const file of files) {
  const xml = readFileSync(join(folder, file), 'utf8');
  if (faulty.has(file)) {
    test(`${file} is refused`, () => {
      const codes = thrownBy(() => render(parse(xml))).problems.map(({ code }) => code);
      assert.equal([...new Set(codes)], faulty.get(file));
    });
    continue;
  }
  test(`${file} is read, has no error, and comes out as it was`, () => {
    const node = parse(xml);
    const errors = validate(node).filter(({ severity }) => severity === 'error');
    assert.equal(errors.map(formatProblem), []);
    assert.equal(treeOf(asRead(node)), withoutLayout(read(xml)));
    const out = render(node);
    assert.is(render(parse(out)), out);
    assert.is(render(parse(render(node, { pretty: true }))), out);
  });
}

if (files.length === 0) test.skip('the reference is not here');

test.run();
