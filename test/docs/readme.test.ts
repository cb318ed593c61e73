// The TSX of the README and of docs/ compiles, and what the pages say a component renders is what it renders.
//
// A block whose first line is `// name.tsx` gets that file name. A block under `<!-- fragment -->` is left alone. An
// xml or text block under `<!-- Name {"prop":1} -->` shows what the component of that name, exported by the tsx block
// before it, renders or fails with; `UPDATE_DOCS=1 npm test -- docs` writes these blocks anew.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createElement, renderAsync } from 'bxml-jsx';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('docs');

interface Block {
  readonly page: string;
  /** The line of the page before the block's first one. */
  readonly line: number;
  readonly language: string;
  /** What the comment over the block says. */
  readonly note: string;
  readonly code: string;
}

interface Snippet extends Block {
  readonly file: string;
}

interface Shown extends Block {
  /** The snippet whose component is shown; its name and props. */
  readonly snippet: Snippet;
  readonly component: string;
  readonly props: Record<string, unknown>;
}

const BLOCK = /(?:^<!-- (.+) -->\n+)?^```(\w+)\n([\s\S]*?)^```$/gm;
const SHOWN = /^(\w+) (\{.*\})$/;

const pages = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter((page) =>
  page.endsWith('.md'),
);
mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync(resolve('node_modules/.cache/docs-'));
// Apart from the snippets, because tsx would take a snippet for the file that was made of it.
const built = join(folder, 'built');
process.on('exit', () => rmSync(folder, { recursive: true }));

const snippets: Snippet[] = [];
const shown: Shown[] = [];
for (const page of pages) collect(page);
const faults = compile();

test('there is something to look at', () => assert.ok(snippets.length >= 8 && shown.length >= 4));

test('every snippet compiles', () => assert.is(faults.join('\n'), ''));

for (const block of shown) {
  test(`${block.page}:${block.line} shows what ${block.component} renders`, async () => {
    const output = await outputOf(block);
    if (process.env.UPDATE_DOCS === '1') update(block, output);
    else assert.fixture(block.code, output);
  });
}

// The calls that are shown take place; those for other runners do so in the consumers of the package.
for (const snippet of snippets.filter(({ page, code }) => page === 'docs/testing-calls.md' && /^await /m.test(code))) {
  test(`${snippet.page}:${snippet.line} takes place`, () => import(builtFrom(snippet)));
}

test.run();

// The README's call is a suite of its own, which joins those of this file.
for (const snippet of snippets.filter(({ page, code }) => page === 'README.md' && code.includes('simulate('))) {
  await import(builtFrom(snippet));
}

function collect(page: string): void {
  let latest: Snippet | undefined;
  const text = readFileSync(page, 'utf8');
  for (const { 0: whole, 1: note = '', 2: language = '', 3: code = '', index } of text.matchAll(BLOCK)) {
    const line = text.slice(0, index + whole.indexOf('```')).split('\n').length;
    const block: Block = { page, line, language, note, code };
    if (language === 'tsx') latest = note === 'fragment' ? undefined : snippet(block);
    const [, component, props = ''] = SHOWN.exec(note) ?? [];
    if (component === undefined) continue;
    if (latest === undefined) throw new Error(`${page}:${line} shows ${component}, but no snippet stands before it`);
    shown.push({ ...block, snippet: latest, component, props: JSON.parse(props) });
  }
}

function snippet(block: Block): Snippet {
  const name = /^\/\/ ([\w-]+\.tsx)\n/.exec(block.code)?.[1] ?? `line-${block.line}.tsx`;
  const home = join(folder, basename(block.page, '.md'));
  mkdirSync(home, { recursive: true });
  const written = { ...block, file: join(home, name) };
  // Two blocks of one name on a page fail here.
  writeFileSync(written.file, block.code, { flag: 'wx' });
  snippets.push(written);
  return written;
}

/** Compiles the snippets as a user of the package would, beside them, and gives what is wrong with them. */
function compile(): string[] {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'bxml-jsx'), 'junction');
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  // What a snippet defines to show it may stay unused.
  const program = ts.createProgram(
    snippets.map(({ file }) => file),
    { ...options, noEmit: false, outDir: built, rootDir: folder, noUnusedLocals: false, noUnusedParameters: false },
  );
  return snippets.flatMap((snippet) => {
    const source = program.getSourceFile(snippet.file);
    program.emit(source);
    return ts.getPreEmitDiagnostics(program, source).map((diagnostic) => faultOf(snippet, diagnostic));
  });
}

function faultOf({ page, line }: Snippet, { file, start, messageText }: ts.Diagnostic): string {
  const inSnippet = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
  return `${page}:${line + inSnippet + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** The address of what the compiler has made of a snippet. */
function builtFrom({ file }: Snippet): string {
  return pathToFileURL(join(built, relative(folder, file).replace(/\.tsx$/, '.js'))).href;
}

async function outputOf({ snippet, component, props }: Shown): Promise<string> {
  const module = await import(builtFrom(snippet));
  try {
    return `${await renderAsync(createElement(module[component], props), { pretty: true })}\n`;
  } catch (error) {
    return `${String(error).replaceAll(join(snippet.file, '..', '/'), '')}\n`;
  }
}

function update({ page, note, language, code }: Shown, output: string): void {
  const head = `<!-- ${note} -->\n\`\`\`${language}\n`;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(`${head}${code}\`\`\``, () => `${head}${output}\`\`\``),
  );
}
