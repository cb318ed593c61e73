// The code of the README and of docs/ compiles and runs, its call tests pass, and pages show what it renders and prints.
// `UPDATE_DOCS=1 npm test -- snippets` updates the shown outputs. snippets.ts explains the comments above blocks.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compile, hasSuite, importSnippet, isRunnable, outputOf, outputs, run, snippets, update } from './snippets.js';

const test = suite('docs');
const errors = compile();
const runnable = snippets.filter(isRunnable);
const withPrints = new Set(outputs.filter(({ component }) => component === undefined).map(({ snippet }) => snippet));

test('the pages have snippets, outputs and call tests', () => {
  assert.ok(snippets.length > 60, `${snippets.length} snippets`);
  assert.ok(outputs.length > 10, `${outputs.length} outputs`);
  const callTests = runnable.filter(({ code }) => code.includes('simulate('));
  assert.ok(callTests.length > 15, `${callTests.length} call tests`);
});

test('every snippet compiles', () => assert.is(errors.join('\n'), ''));

for (const output of outputs) {
  test(`${output.page}:${output.line} shows the output of the code above it`, async () => {
    const actual = await outputOf(output);
    if (process.env.UPDATE_DOCS === '1') update(output, actual);
    else assert.fixture(output.code, actual);
  });
}

for (const snippet of runnable.filter((each) => !hasSuite(each) && !withPrints.has(each))) {
  test(`${snippet.page}:${snippet.line} runs`, async () => {
    const { error } = await run(snippet);
    if (error !== undefined) throw error;
  });
}

test.run();

// The suites of snippets join those of this file.
for (const snippet of runnable.filter(hasSuite)) await importSnippet(snippet);
