// Settings shown on several pages are the same everywhere. The package check runs them.
import { readdirSync, readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('setup');
const setup = readFileSync('docs/setup.md', 'utf8');
const firstJson = (text: string): string => /^```json\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';

test('README, llms.txt, getting-started.md and setup.md show the same tsconfig', () => {
  const settings = firstJson(setup);
  assert.match(settings, '"jsxImportSource": "bxml-jsx"');
  for (const page of ['README.md', 'llms.txt', 'docs/getting-started.md'])
    assert.is(firstJson(readFileSync(page, 'utf8')), settings, page);
});

test('every tool has a row in the table, and every link leads to a section', () => {
  const sections = [...setup.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
  const rows = [...setup.matchAll(/^\| \[[^\]]+\]\(#([\w-]+)\)/gm)].map(([, anchor]) => anchor);
  assert.equal(rows, sections.slice(sections.indexOf('tsc'), sections.indexOf('commonjs')));
  const links = [...setup.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
  assert.equal(
    links.filter((anchor) => !sections.includes(anchor)),
    [],
  );
});

test('consumers take their settings from the page', () => {
  const projects = readdirSync('consumers', { recursive: true }).map(String);
  for (const name of projects.filter((file) => file.endsWith('project.mjs'))) {
    const code = readFileSync(`consumers/${name}`, 'utf8');
    assert.not.match(code, /compilerOptions|importSource:/, name);
  }
});

test.run();
