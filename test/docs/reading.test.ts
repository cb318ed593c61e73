// parse() refuses the texts in the table of docs/reading.md with the messages shown there.
import { readFileSync } from 'node:fs';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';

const test = suite('docs/reading.md');
const page = readFileSync('docs/reading.md', 'utf8');
const rows = [...page.matchAll(/^\| `([^`]+)` \| `([^`]+)`( raw)? \| (.+) \|$/gm)];

test('the table has rows', () => assert.ok(rows.length > 25, `${rows.length}`));

for (const [, message = '', example = '', raw] of rows) {
  test(message, () => {
    const xml = example.replaceAll('⏎', '\n');
    const error = thrownBy(() => parse(raw === undefined ? xml : xml.replace('&#1;', '\u0001')));
    assert.is(error.problems[0]?.message, message);
  });
}

test.run();
