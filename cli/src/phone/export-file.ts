import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CallTest } from '../call-test/call-test.js';
import { missingLibrary, type TestRunner, testCommand, testRunnerOf } from '../call-test/test-runner.js';
import { writeCallTests } from '../call-test/write-call-tests.js';
import type { RecordedCall } from './recorded-call.js';
import { testOf } from './recorded-test.js';
import type { PhoneSession } from './session.js';
import type { PhoneTarget } from './target.js';
import { runnableTest } from './trial-run.js';

/** A file to save. */
export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * Returns a call, or all calls of the session, as a file: `test`, `json` or `picture`. A test is run once against the
 * application before it is written.
 */
export async function exportFile(
  session: PhoneSession,
  format: string,
  call: string | undefined,
): Promise<ExportedFile | { readonly error: string }> {
  if (call !== undefined && !session.hasCall(call)) return { error: 'The call is not kept any more.' };
  const name = call ?? 'session';
  switch (format) {
    case 'json':
      return {
        name: `${name}.json`,
        type: 'application/json',
        text: `${JSON.stringify(session.recorded(call), null, 2)}\n`,
      };
    case 'test':
      return exportTest(session, name, call);
    case 'picture': {
      const { drawPath } = await import('./draw-path.js');
      const [recorded] = session.recordedCalls(call).slice(-1);
      if (recorded === undefined) return { error: 'No call has begun.' };
      return { name: `${name}.svg`, type: 'image/svg+xml', text: await drawPath(recorded, session) };
    }
    default:
      return { error: 'The formats are test, json and picture.' };
  }
}

async function exportTest(
  session: PhoneSession,
  name: string,
  call: string | undefined,
): Promise<ExportedFile | { readonly error: string }> {
  const recorded = session.recordedCalls(call).filter(({ facts }) => facts.length > 0);
  if (recorded.length === 0) return { error: 'No call has begun.' };
  const { target, tested } = session;
  let groups: { readonly calls: readonly RecordedCall[]; readonly test: CallTest }[] = [];
  for (const each of recorded) {
    if (groups.some(({ calls }) => calls.includes(each))) continue;
    const group = await wholeTest(session, each);
    // A later call may belong together with earlier ones.
    groups = [...groups.filter(({ calls }) => !calls.every((one) => group.calls.includes(one))), group];
  }
  const names = new Map<string, number>();
  const folder = tested.kind === 'module' ? dirname(tested.file) : target.folder;
  const where =
    tested.kind === 'module'
      ? `Save it beside ${basename(tested.file)}.`
      : `The application must run at ${tested.origin}.`;
  const runner = testRunnerOf(folder);
  const file = `${name}.test.${extensionFor(folder, runner)}`;
  const path = join(folder, file);
  const command = testCommand({ file: path, cwd: target.folder, runner, application: tested });
  return {
    name: file,
    type: 'text/plain; charset=utf-8',
    text: writeCallTests({
      file: path,
      runner,
      application: tested,
      tests: groups.map(({ test }) => {
        const count = (names.get(test.name) ?? 0) + 1;
        names.set(test.name, count);
        return count === 1 ? test : { ...test, name: `${test.name} (${count})` };
      }),
      comment: [`Recorded with bxml phone. ${where}`, ...runHints(folder, target), `Run it: ${command}`].join('\n'),
    }),
  };
}

/** Returns what a test needs to run. */
function runHints(folder: string, { credentials }: PhoneTarget): string[] {
  const missing = missingLibrary(folder);
  return [
    ...(missing === '' ? [] : [`It needs bxml-jsx: ${missing}.`]),
    ...(credentials === undefined ? [] : ['It reads the password from BXML_PASSWORD.']),
  ];
}

/**
 * Returns the extension of a test: in a project without TypeScript, Node runs JavaScript alone. Jest is the exception: it looks
 * for no `.mjs` files.
 */
function extensionFor(folder: string, runner: TestRunner): 'ts' | 'mjs' | 'js' {
  if (isIn(folder, 'tsconfig.json')) return 'ts';
  return runner === 'jest' ? 'js' : 'mjs';
}

/** True if a folder or one above it has a file. */
function isIn(folder: string, file: string): boolean {
  if (existsSync(join(folder, file))) return true;
  const parent = dirname(folder);
  return parent !== folder && isIn(parent, file);
}

/**
 * Returns a test of a call, with all calls that were connected with it. If it depends on others that were up at the same
 * time, such as in a call queue, the test has those too.
 */
async function wholeTest(
  session: PhoneSession,
  recorded: RecordedCall,
): Promise<{ readonly calls: readonly RecordedCall[]; readonly test: CallTest }> {
  const calls = session.connectedWith(recorded);
  const { test, isWhole } = await runnableTest(maskedTest(session, calls), session.target);
  const more = session.upDuring(calls);
  if (isWhole || more.length === calls.length) return { calls, test };
  const larger = await runnableTest(maskedTest(session, more), session.target);
  return larger.isWhole ? { calls: more, test: larger.test } : { calls, test };
}

/** Returns a test without prompts that have a password. */
function maskedTest({ mask }: PhoneSession, calls: readonly RecordedCall[]): CallTest {
  const test = testOf(calls);
  const steps = test.steps.filter((step) => mask.text(JSON.stringify(step)) === JSON.stringify(step));
  return { ...test, name: mask.text(test.name), steps };
}
