// The option tables in the docs list exactly the options of the interfaces.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('tables of options');

/** Returns the names of the fields of an interface. */
function fieldsOf(file: string, name: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = source.statements.filter(ts.isInterfaceDeclaration).find((each) => each.name.text === name);
  return (found?.members ?? []).flatMap(({ name: field }) => (field && ts.isIdentifier(field) ? [field.text] : []));
}

/** Returns the names in the first column of the table below a heading: `limits.seconds` counts as `limits`. */
function documentedIn(page: string, heading: string): string[] {
  const section = readFileSync(page, 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell = '']) => cell);
  const names = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)[^`]*`/g)].map(([, name = '']) => name));
  return [...new Set(names)];
}

for (const [page, heading, file, name] of [
  ['docs/testing.md', 'Options of `simulate`', 'src/simulator/settings/simulator-options.ts', 'SimulatorOptions'],
  ['docs/webhooks.md', 'Options', 'src/webhooks/options.ts', 'WebhookOptions'],
  ['docs/components.md', 'Checks', 'src/render/render-options.ts', 'RenderOptions'],
] as const) {
  test(`${page} has the options of ${name}`, () => {
    const fields = fieldsOf(file, name);
    assert.ok(fields.length > 5, `${fields.length} fields`);
    assert.equal(documentedIn(page, heading).sort(), fields.sort());
  });
}

test.run();
