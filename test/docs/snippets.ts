// The code blocks of the README and of docs/: finds, compiles and runs them.
//
// A block whose first line is `// name.tsx` or `// name.ts` gets that file name, and other blocks of the page can import
// it, those of the pages about tests also the files of docs/testing.md. A comment above a block says what else happens to it:
//   <!-- fragment -->            not compiled: a piece of a file, or code that needs a package that is not installed here
//   <!-- not run -->             compiled and not run: a program that listens on a port or needs the network
//   <!-- Name {"prop":1} -->     an xml or text block: what the component of the tsx block above it renders or throws
//   <!-- prints -->              a text block: what the tsx block above it prints
//   <!-- throws -->              a text block: the error that the tsx block above it throws
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { createElement, renderAsync } from 'bxml-jsx';
import ts from 'typescript';

export interface Block {
  readonly page: string;
  /** The line of the opening fence. */
  readonly line: number;
  readonly language: string;
  /** The comment above the block, or an empty string. */
  readonly note: string;
  readonly code: string;
}

/** A block that is compiled. */
export interface Snippet extends Block {
  readonly file: string;
}

/** A block that shows the output of a snippet. */
export interface Output extends Block {
  readonly snippet: Snippet;
  /** The component that is rendered. Undefined for what the snippet prints or throws. */
  readonly component: string | undefined;
  readonly props: Record<string, unknown>;
}

const BLOCK = /(?:^<!-- (.+) -->\n+)?^```(\w+)\n([\s\S]*?)^```$/gm;
const RENDERED = /^(\w+) (\{.*\})$/;
const NOTES = /^(?:fragment|not run|prints|throws|\w+ \{.*\})$/;

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((name) => join('docs', name))
    .filter((page) => page.endsWith('.md')),
];

/** Pages whose blocks use the files of another page. */
const FILES_OF = new Map(
  ['parties', 'programs', 'runners', 'handlers'].map((topic) => [`docs/testing-${topic}.md`, 'testing']),
);

/** Pages whose blocks other tests and the checks of the package compile and run. */
const OTHERWISE_TESTED = ['docs/rules.md', 'docs/reference/', 'docs/hosts.md'];

// Not in node_modules: errors skip the frames of packages. The real path, as in stacks.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bxml-jsx-docs-')));
// Not beside the snippets: tsx resolves `./menu.js` to `./menu.tsx` if both exist.
const built = join(folder, 'built');
process.on('exit', () => rmSync(folder, { recursive: true }));

export const snippets: Snippet[] = [];
export const outputs: Output[] = [];
for (const page of pages.filter((name) => !OTHERWISE_TESTED.some((prefix) => name.startsWith(prefix)))) collect(page);

function collect(page: string): void {
  let latest: Snippet | undefined;
  const text = readFileSync(page, 'utf8');
  for (const { 0: whole, 1: note = '', 2: language = '', 3: code = '', index } of text.matchAll(BLOCK)) {
    const line = text.slice(0, index + whole.indexOf('```')).split('\n').length;
    const block: Block = { page, line, language, note, code };
    if (note !== '' && !NOTES.test(note)) throw new Error(`${page}:${line} has the unknown note "${note}"`);
    if (language === 'tsx' || language === 'ts') latest = note === 'fragment' ? undefined : write(block);
    const [, component, props = '{}'] = RENDERED.exec(note) ?? [];
    if (component === undefined && note !== 'prints' && note !== 'throws') continue;
    if (latest === undefined) throw new Error(`${page}:${line} shows output, but no snippet precedes it`);
    outputs.push({ ...block, snippet: latest, component, props: JSON.parse(props) });
  }
}

function write(block: Block): Snippet {
  const name =
    /^\/\/ ([\w.-]+\.tsx?)\n/.exec(block.code)?.[1] ?? `${basename(block.page, '.md')}-${block.line}.${block.language}`;
  const home = join(folder, FILES_OF.get(block.page) ?? basename(block.page, '.md'));
  mkdirSync(home, { recursive: true });
  const written = { ...block, file: join(home, name) };
  // Throws if two blocks of the pages in this folder have the same name.
  writeFileSync(written.file, block.code, { flag: 'wx' });
  snippets.push(written);
  return written;
}

/** Compiles the snippets with the tsconfig that docs/setup.md shows, and returns the compiler's errors. */
export function compile(): string[] {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules'));
  // The workspace links the package itself.
  for (const name of readdirSync('node_modules').filter((each) => !each.startsWith('.') && each !== 'bxml-jsx'))
    link(`node_modules/${name}`, name);
  link('.', 'bxml-jsx');
  const program = programOf(snippets);
  for (const { file } of snippets) program.emit(program.getSourceFile(file));
  // A page by itself: the imports of other pages may declare the global types that its own settings lack.
  const first = snippets.filter(({ page }) => page === 'docs/getting-started.md');
  return [...errorsOf(snippets, program), ...errorsOf(first, programOf(first))];
}

function programOf(chosen: readonly Snippet[]): ts.Program {
  // The stricter checks of this repository, but not its libraries and global types.
  const { lib: _lib, types: _types, ...checks } = settingsOf(readFileSync('tsconfig.json', 'utf8'));
  const shown = settingsOf(/^```json\n([\s\S]*?)^```$/m.exec(readFileSync('docs/setup.md', 'utf8'))?.[1] ?? '');
  return ts.createProgram(
    chosen.map(({ file }) => file),
    {
      ...checks,
      ...shown,
      noEmit: false,
      outDir: built,
      rootDir: folder,
      inlineSourceMap: true,
      inlineSources: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
  );
}

function errorsOf(chosen: readonly Snippet[], program: ts.Program): string[] {
  return chosen.flatMap((snippet) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(snippet.file))
      .map((diagnostic) => errorText(snippet, diagnostic)),
  );
}

/** Returns the compiler options of the text of a tsconfig. */
function settingsOf(tsconfig: string): ts.CompilerOptions {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', tsconfig);
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, '.').options;
}

/** Makes a package available to the snippets. */
function link(target: string, name: string): void {
  symlinkSync(resolve(target), join(folder, 'node_modules', name), 'junction');
}

function errorText({ page, line }: Snippet, { file, start, messageText }: ts.Diagnostic): string {
  const inSnippet = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
  return `${page}:${line + inSnippet + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** True if the snippet can be run: it needs nothing that only the reader has. */
export const isRunnable = ({ note, code }: Snippet): boolean =>
  note !== 'not run' && !/^declare (?:function|const) /m.test(code);

/** True if the snippet registers tests of uvu, which run with those of the file that imports it. */
export const hasSuite = ({ code }: Snippet): boolean => /^\w*test\.run\(\);$/im.test(code);

/** The environment variables that snippets read. */
const ENVIRONMENT = { WEBHOOK_PASSWORD: 'for tests' };

/** Imports what a snippet was compiled to. */
export async function importSnippet({ file }: Snippet): Promise<Record<string, unknown>> {
  const before = { ...process.env };
  Object.assign(process.env, ENVIRONMENT);
  try {
    return await import(pathToFileURL(join(built, relative(folder, file).replace(/\.tsx?$/, '.js'))).href);
  } finally {
    for (const name of Object.keys(ENVIRONMENT)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** Returns what an output block has to show. */
export async function outputOf({ snippet, component, props, note }: Output): Promise<string> {
  const home = join(snippet.file, '..', '/');
  const text = component === undefined ? await outcomeOf(snippet, note) : await rendered(snippet, component, props);
  return `${text.replaceAll(pathToFileURL(home).href, '').replaceAll(home, '')}\n`;
}

async function rendered(snippet: Snippet, component: string, props: Record<string, unknown>): Promise<string> {
  // The import is a module of the page: what it exports under this name is a component.
  const module = (await importSnippet(snippet)) as Record<string, () => null>;
  try {
    return await renderAsync(createElement(module[component] as () => null, props), { pretty: true });
  } catch (error) {
    return String(error);
  }
}

/** Returns what a snippet prints, or the error that it throws. */
async function outcomeOf(snippet: Snippet, note: string): Promise<string> {
  const { lines, error } = await run(snippet);
  if (note === 'throws') return String(error);
  if (error !== undefined) throw error;
  return lines.join('\n');
}

/** Imports a snippet and captures what it prints. */
export async function run(snippet: Snippet): Promise<{ readonly lines: readonly string[]; readonly error?: unknown }> {
  const lines: string[] = [];
  const names = ['log', 'warn', 'error'] as const;
  const originals = names.map((name) => console[name]);
  for (const name of names) console[name] = (...values: unknown[]) => void lines.push(format(...values));
  try {
    await importSnippet(snippet);
    return { lines };
  } catch (error) {
    return { lines, error };
  } finally {
    for (const [index, name] of names.entries()) Object.assign(console, { [name]: originals[index] });
  }
}

/** Writes the output into its block of the page. */
export function update({ page, note, language, code }: Output, output: string): void {
  const head = `<!-- ${note} -->\n\`\`\`${language}\n`;
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(`${head}${code}\`\`\``, () => `${head}${output}\`\`\``),
  );
}
