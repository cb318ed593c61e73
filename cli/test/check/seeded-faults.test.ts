// Copies the phone menu of the examples, seeds one fault of each kind in its source, and expects that `bxml map --check` finds
// each with its path, and writes a test that fails. The copy without a fault has no finding, and its tests pass.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('check: seeded faults');

const root = fileURLToPath(new URL('../../..', import.meta.url));

const MAIN = `import { pino } from 'pino';
import { phoneMenu } from './app.js';

export const createApp = () => phoneMenu(pino({ level: 'silent' })).app;
`;

/** A small edit of a file of the example. */
interface Edit {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** A fault with the line that finds it, the path to it, and why its test fails. */
interface Fault {
  readonly edits: readonly Edit[];
  readonly finding: RegExp;
  readonly path: string;
  readonly failure: RegExp;
}

const inTransfer = (from: string | RegExp, to: string): Edit => ({ file: 'transfer.tsx', from, to });

const deadUrl: Fault = {
  edits: [inTransfer('recordingAvailableUrl={paths.voicemail}', 'recordingAvailableUrl="/recordings"')],
  finding: /^dead-url unserved: recordingAvailable → POST \S+\/recordings: status 404: the application has no route/,
  path: 'press 1, then +15551230101 is busy, then speak for 3 s',
  failure: /unserved: recordingAvailable → POST/,
};

const deadVerb: Fault = {
  edits: [inTransfer('      tag={id}\n    />', '      tag={id}\n    />\n    <Say>We will call you back.</Say>')],
  finding: /^dead-verb verb\.unreachable: <SpeakSentence> never runs: the document ends with the <Record> before it/,
  path: 'press 1, then +15551230101 is busy',
  failure: /<SpeakSentence> never runs/,
};

const silence: Fault = {
  edits: [
    inTransfer('import { PhoneNumber', 'import { Pause, PhoneNumber'),
    inTransfer(
      '    <>\n      <Say>We are',
      "    <>\n      {id === 'repairs' && <Pause duration={20} />}\n      <Say>We are",
    ),
  ],
  finding: /^silence the caller hears nothing for 20 seconds before “We are putting you through to boat repairs\.”/,
  path: 'press 2',
  failure: /within 19 seconds of virtual time/,
};

const unhandledKey: Fault = {
  edits: [{ file: 'departments.ts', from: '=> key === keys)', to: "=> key === keys && key !== '3')" }],
  finding:
    /^unhandled-key a prompt names the key 3, which does the same as a wrong key: the caller hears “Sorry, 3 is not/,
  path: 'press 3',
  failure: /the next prompt is "Sorry, 3 is not on the menu\."/,
};

const handlerError: Fault = {
  edits: [inTransfer('{departmentForTag(tag).name}.', "{tag === 'operator' ? missing : departmentForTag(tag).name}.")],
  finding: /^error handler-error: transferAnswer → POST \S+: ReferenceError: missing is not defined/,
  path: 'press 0, then +15551230100 answers',
  failure: /the handler of transferAnswer threw ReferenceError/,
};

const handledError: Fault = {
  edits: [
    inTransfer(
      '<Voicemail department={departmentForTag(tag)} />',
      '<Voicemail department={departmentForTag(tag.id)} />',
    ),
    inTransfer(
      "cause, tag }: Pick<TransferCompleteEvent, 'cause' | 'tag'>",
      'cause, tag }: { cause: string; tag: any }',
    ),
    { file: 'departments.ts', from: '=> id === tag) ?? operator', to: '=> id === tag?.trim()) ?? missing()' },
    {
      file: 'departments.ts',
      from: '/** Returns the department for the',
      to: 'const missing = (): Department => {\n  throw new RangeError("no department");\n};\n\n/** Returns the department for the',
    },
  ],
  finding:
    /^error handler-error: transferComplete → POST \S+: AfterTransfer threw RangeError: no department \(onError or the fallback answered\)/,
  path: 'press 1, then +15551230101 is busy',
  failure: /the next prompt is "Sorry, something went wrong/,
};

const loop: Fault = {
  edits: [
    inTransfer(/<Goodbye>\{`We have your message.*<\/Goodbye>/, '<Voicemail department={departmentForTag(tag)} />'),
  ],
  finding: /^loop no key leads to an end from Record \/voicemail/,
  path: 'press 1, then +15551230101 is busy',
  // On a busy machine, the step reaches its limit of real time first.
  failure: /did not happen within (?:3600 seconds of virtual|4 seconds of real) time/,
};

const invalidDocument: Fault = {
  edits: [{ file: 'menu.tsx', from: 'maxDigits={1}', to: 'maxDigits={attempt === 1 ? 1 : 100}' }],
  finding: /^invalid-document gather\.maxDigits: maxDigits on <Gather> is 100; allowed: 1 to 50/,
  path: 'press 9',
  failure: /maxDigits on <Gather> is 100/,
};

const unreachedHandler: Fault = {
  edits: [inTransfer(' transferDisconnectUrl: paths.transfer,', '')],
  finding: /^unreached-handler no walked path reaches the handler transferDisconnect: no document has the attribute/,
  path: 'press 1, then +15551230101 answers, then +15551230101 hangs up',
  failure: /no transferDisconnect event was received/,
};

/** The faults of each copy: those that do not change where the others are found. */
const copies: Readonly<Record<string, readonly Fault[]>> = {
  paths: [deadUrl, deadVerb, silence, unhandledKey, handlerError],
  ends: [loop, invalidDocument],
  fallback: [handledError],
  handlers: [unreachedHandler],
};

const folder = mkdtempSync(join(root, 'node_modules', '.seeded-'));

test.before(() => {
  // The tests are written for node:test, which runs many files in one process.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "scripts": { "test": "node --test" } }');
  const compilerOptions = { module: 'nodenext', jsx: 'react-jsx', jsxImportSource: 'bxml-jsx' };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
});

test.after(() => rmSync(folder, { recursive: true }));

/** Copies the example, without its tests, and edits it. */
function copy(name: string, edits: readonly Edit[]): string {
  const target = join(folder, name);
  mkdirSync(target);
  cpSync(join(root, 'examples/phone-menu'), target, {
    recursive: true,
    filter: (path) => !/\.test\.tsx?$|test-helpers/.test(path),
  });
  writeFileSync(join(target, 'main.ts'), MAIN);
  for (const { file, from, to } of edits) {
    const path = join(target, file);
    const source = readFileSync(path, 'utf8');
    const edited = source.replace(from, () => to);
    assert.is.not(edited, source, `${file} has no ${from}`);
    writeFileSync(path, edited);
  }
  return target;
}

const checked = (cwd: string) =>
  runBxml(['map', 'main.ts', '--url', '/call', '--check', '--write-tests', 'found.test.ts'], { cwd });

test('the copy without a fault has no finding', async () => {
  const { status, stdout, stderr } = await checked(copy('healthy', []));
  assert.equal([status, stderr], [0, '']);
  assert.match(stdout, /^✓ 25 states, no findings\n$/);
});

for (const [name, faults] of Object.entries(copies)) {
  test(`each fault is found with its path, and nothing else: ${name}`, async () => {
    const edits = faults.flatMap((fault) => fault.edits);
    const { status, stdout } = await checked(copy(name, edits));
    const lines = stdout.trimEnd().split('\n');
    assert.is(status, 1);
    assert.match(stdout, new RegExp(`✗ ${faults.length} findings? in`), stdout);
    for (const { finding, path } of faults) {
      const index = lines.findIndex((line) => finding.test(line));
      assert.ok(index >= 0, `${finding} in:\n${stdout}`);
      assert.ok(lines[index + 1]?.endsWith(`: ${path}`), `${path} in: ${lines[index + 1]}`);
    }
  });
}

test('the written test of each finding fails, because of the fault', async () => {
  const all = join(folder, 'all.ts');
  const files = Object.keys(copies).map((name) => `import './${name}/found.test.js';\n`);
  writeFileSync(all, files.join(''));
  const output = await outputOf(all);
  const faults = Object.values(copies).flat();
  assert.match(output, new RegExp(`^# fail ${faults.length}$`, 'm'), output);
  assert.match(output, /^# pass 0$/m);
  for (const { failure } of faults) assert.match(output, failure);
});

/** Runs a file of tests with the sources of the library. */
const outputOf = (file: string): Promise<string> =>
  new Promise((resolve) => {
    const args = ['--conditions=bxml-jsx-source', '--import', 'tsx', '--test-reporter=tap', file];
    execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr));
  });

test.run();
