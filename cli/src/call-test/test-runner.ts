import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
