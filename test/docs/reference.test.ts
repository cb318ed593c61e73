// The links in the reference work, and its examples compile and have no errors.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BxmlElement, validate } from 'bxml-jsx';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { builtInVerbs, definitions } from '../rules/built-in-verbs.js';

const test = suite('the reference');
const pages = ['docs/reference/verbs.md', 'docs/reference/events.md', 'llms.txt'];
const textOf = (page: string): string => readFileSync(page, 'utf8');

/** Variables that the examples use. */
const surroundings = {
  agentCallId: 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d',
  code: '4711',
  endpointId: 'e-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85',
  isGuest: true,
  orderNumber: '4711',
};

/** The markup around examples that are not verbs inside a `<Response>`. */
const around: Record<string, readonly [before: string, after: string]> = {
  Response: ['', ''],
  Bxml: ['', ''],
  CustomParam: ['<Response><StartTranscription destination="wss://a.example">', '</StartTranscription></Response>'],
  StreamParam: ['<Response><StartStream destination="wss://a.example">', '</StartStream></Response>'],
};

/** Returns the anchors of a page, as GitHub generates them. */
function anchorsOf(page: string): string[] {
  const withoutCode = textOf(page).replace(/^```[\s\S]*?^```$/gm, '');
  const headings = [...withoutCode.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title);
  return headings.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

function examples(): ReadonlyMap<string, string> {
  const sections = textOf('docs/reference/verbs.md').matchAll(/^### ([A-Z]\w+)\n[\s\S]*?^```tsx\n([\s\S]*?)^```$/gm);
  return new Map([...sections].map(([, name = '', code = '']) => [name, code]));
}

function writeExamples(): string {
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(resolve('node_modules/.cache/reference-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'bxml-jsx'), 'junction');
  const file = join(folder, 'examples.tsx');
  const functions = [...examples()].map(([name, code]) => {
    const [before, after] = around[name] ?? ['<Response>', '</Response>'];
    return `export const ${name}Example = () => (${before}${code}${after});`;
  });
  const constants = Object.entries(surroundings).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  writeFileSync(
    file,
    [
      '/** @jsxRuntime automatic @jsxImportSource bxml-jsx */',
      `import { ${[...definitions.keys()].join(', ')} } from 'bxml-jsx';`,
      ...constants,
      ...functions,
    ].join('\n'),
  );
  return file;
}

test('has an example of every element', () => {
  assert.equal([...examples().keys()].sort(), [...definitions.keys()].sort());
  assert.is(builtInVerbs.length, 33);
});

for (const page of pages) {
  test(`${page} has unique headings and no broken link`, () => {
    const own = anchorsOf(page);
    assert.equal(
      own.filter((anchor, index) => own.indexOf(anchor) !== index),
      [],
    );
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const linked = path === '' ? page : join(dirname(page), path);
      if (anchor === undefined) assert.ok(textOf(linked).length > 0);
      else assert.ok(anchorsOf(linked).includes(anchor), `${page} links to ${target}`);
    }
  });
}

test('every example compiles and has no errors', async () => {
  const file = writeExamples();
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  const program = ts.createProgram([file], { ...options, noUnusedLocals: false });
  const faults = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  assert.is(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'), '');
  const made: Record<string, () => BxmlElement> = await import(pathToFileURL(file).href);
  for (const [name, example] of Object.entries(made)) {
    const errors = validate(example()).filter(({ severity }) => severity === 'error');
    assert.is(errors.map(({ message }) => message).join('\n'), '', name);
  }
});

test.run();
