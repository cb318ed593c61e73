import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { nearest, packageOf, resolveFrom } from '../load/project.js';
import type { TestedApplication } from './call-test.js';

/** The test runners that call tests are written for. */
export type TestRunner = 'uvu' | 'vitest' | 'jest' | 'node:test';

/** What a file needs for a runner, around its tests. */
export const runnerSource: Readonly<Record<TestRunner, { readonly head: string; readonly foot: string }>> = {
  uvu: { head: "import { test } from 'uvu';", foot: '\ntest.run();\n' },
  vitest: { head: "import { test } from 'vitest';", foot: '' },
  jest: { head: "import { test } from '@jest/globals';", foot: '' },
  'node:test': { head: "import { test } from 'node:test';", foot: '' },
};

const PACKAGES = ['vitest', 'uvu', 'jest'] as const;

/**
 * Returns the test runner of the project that a folder belongs to: of the nearest `package.json` that depends on one. If it
 * depends on several, the one that its script `test` names. `node:test` if there is none.
 */
export function testRunnerOf(folder: string): TestRunner {
  const file = join(folder, 'package.json');
  const found = existsSync(file) ? runnerIn(readFileSync(file, 'utf8')) : undefined;
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? 'node:test' : testRunnerOf(parent);
}

function runnerIn(json: string): TestRunner | undefined {
  const { scripts, dependencies, devDependencies } = objectIn(json);
  const script = String(Object(scripts).test ?? '');
  if (/\bnode\b.* --test\b/.test(script)) return 'node:test';
  const present = PACKAGES.filter((name) => name in Object(dependencies) || name in Object(devDependencies));
  return present.find((name) => new RegExp(`\\b${name}\\b`).test(script)) ?? present[0];
}

function objectIn(json: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(json));
  } catch {
    // Another tool reports a broken package.json.
    return {};
  }
}

/** How {@link testCommand} runs a file of tests. */
export interface RunTest {
  /** The absolute path of the file, and the folder in which the command runs. */
  readonly file: string;
  readonly cwd: string;
  readonly runner: TestRunner;
  readonly application: TestedApplication;
}

/** Returns the command that runs a file of call tests in its project. */
export function testCommand({ file, cwd, runner, application }: RunTest): string {
  const name = relative(cwd, file).split(sep).join('/');
  const shown = /^[\w./-]+$/.test(name) ? name : JSON.stringify(name);
  if (runner === 'vitest') return `npx vitest run ${shown}`;
  if (runner === 'jest') return `npx jest ${shown}`;
  const folder = dirname(file);
  const conditions = isFromSource(folder) ? [`--conditions=${SOURCE}`] : [];
  const isCompiled = [file, ...(application.kind === 'module' ? [application.file] : [])].some((each) =>
    /\.(?:[cm]?tsx?|jsx)$/.test(each),
  );
  if (!isCompiled) return ['node', ...conditions, shown].join(' ');
  const tsx =
    resolveFrom(folder, 'tsx') === undefined
      ? ['npx', 'tsx', ...conditions]
      : ['node', ...conditions, '--import', 'tsx'];
  return [...tsx, shown].join(' ');
}

/** Returns what a project needs before its tests can import the library; an empty string if it has that. */
export function missingLibrary(folder: string): string {
  return libraryOf(folder) === undefined ? 'npm install --save-dev bxml-jsx' : '';
}

/** The condition with which the library is run from its sources. */
const SOURCE = 'bxml-jsx-source';

/** True in the library's own repository: what it exports has to be built, unless Node takes the sources. */
function isFromSource(folder: string): boolean {
  const library = libraryOf(folder);
  if (library === undefined) return false;
  const entry = Object(Object(library.json.exports)['./testing'])[SOURCE];
  return typeof entry === 'string' && existsSync(join(dirname(library.file), entry));
}

/** Returns the package.json of the library as code in a folder would import it: its own package, or an installed one. */
function libraryOf(folder: string): ReturnType<typeof packageOf> {
  const own = packageOf(folder);
  if (own?.json.name === 'bxml-jsx') return own;
  const installed = nearest(folder, join('node_modules', 'bxml-jsx', 'package.json'));
  return installed === undefined ? undefined : packageOf(dirname(realpathSync(installed)));
}
