import { readFileSync } from 'node:fs';
import { formatProblem, type ResponseContext, validate } from 'bxml-jsx';
import { transform } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleRegistry } from '../../scripts/docs/rule-registry.js';
import { generalRules } from '../../src/render/document-rules.js';
import { builtInVerbs } from './built-in-verbs.js';
import { tables } from './cases/index.js';

const test = suite('docs/rules.md');
const rulesPage = readFileSync('docs/rules.md', 'utf8');
const errorsPage = readFileSync('docs/errors.md', 'utf8');
const isGeneral = (id: string): boolean => Object.hasOwn(generalRules, id);

test('docs/errors.md lists every rule', () => {
  for (const id of ruleRegistry(builtInVerbs).keys()) {
    assert.ok(errorsPage.includes(`\`${id}\``), id);
  }
});

test('exactly the rules marked as always cannot be changed', () => {
  const cases = Object.values(tables).flat();
  for (const id of new Set(cases.map(({ rule }) => rule))) {
    if (isGeneral(id)) continue;
    const row = errorsPage.split('\n').find((line) => line.includes(`\`${id}\``)) ?? '';
    if (id.startsWith('root.')) continue; // in the table of all documents, in other words
    const locked = cases.filter(({ rule }) => rule === id).map((ruleCase) => ruleCase.locked === true);
    const mark = locked.every(Boolean) ? '(*Always*.)' : locked.some(Boolean) ? '(*Always*, for ' : '';
    assert.is(row.includes('*Always*'), mark !== '', id);
    assert.ok(row.includes(mark), id);
  }
});

test('every example has the problem shown', async () => {
  const { createElement, Fragment, ...elements } = await import('bxml-jsx');
  const EXAMPLE =
    /^### (\S+)\n\n.+\n\n(?:With `context: '(\w+)'`:\n\n)?```jsx\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm;
  const examples = [...rulesPage.matchAll(EXAMPLE)];
  assert.is(examples.length, [...rulesPage.matchAll(/^### /gm)].length);
  for (const [, id = '', context = 'call', jsx = '', shown = ''] of examples) {
    const options = { loader: 'jsx', jsxFactory: 'createElement', jsxFragment: 'Fragment' } as const;
    const { code } = await transform(jsx, options);
    const scope = { createElement, Fragment, ...elements };
    const document = new Function(...Object.keys(scope), `return ${code}`)(...Object.values(scope));
    const problem = validate(document, { context: context as ResponseContext }).find((found) => found.code === id);
    assert.ok(problem, `${id}: ${jsx}`);
    assert.match(shown, formatProblem(problem));
  }
});

test.run();
