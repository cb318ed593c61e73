import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { splitGlob } from '../../src/lint/glob.js';
import { project } from '../project.js';
import { type Outcome, runBxml } from '../run-bxml.js';

const test = suite('bxml lint');

const valid = '<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n  <Hangup/>\n</Response>\n';
const invalid = '<Response>\n  <Gather gatherUrl="/menu" maxDigits="99"/>\n</Response>\n';
const warned = '<Response>\n  <Gather maxDigits="1"/>\n</Response>\n';

const lint = (files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]): Promise<Outcome> =>
  runBxml(['lint', ...args], { cwd: project(files, []) });

const report = async (files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]) =>
  JSON.parse((await lint(files, '--format', 'json', ...args)).stdout);

/** Returns the files with problems. */
const filesOf = async (files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]): Promise<string[]> =>
  (await report(files, ...args)).problems.map(({ file }: { file: string }) => file);

test('a valid document has no problems', async () => {
  assert.equal(await lint({ 'a.xml': valid }, 'a.xml'), { status: 0, stdout: '✓ 1 document is valid.\n', stderr: '' });
  const several = await lint({ 'a.xml': valid, 'b.bxml': '<Bxml/>', 'c.xml': '\ufeff<Response/>' }, '.');
  assert.equal(several, { status: 0, stdout: '✓ 3 documents are valid.\n', stderr: '' });
});

test('problems are printed with position, source line, caret and fix', async () => {
  const { status, stdout, stderr } = await lint(
    { 'a.xml': invalid, 'b.xml': warned, 'c.xml': valid },
    'a.xml',
    'b.xml',
    'c.xml',
  );
  assert.is(status, 1);
  assert.is(stderr, '');
  assert.is(
    stdout,
    `a.xml:2:29: error maxDigits on <Gather> is 99; allowed: 1 to 50. gather.maxDigits
  2 |   <Gather gatherUrl="/menu" maxDigits="99"/>
    |                             ^
  Set it to 50 or less.

b.xml:2:3: warning <Gather> has no gatherUrl, so the digits are lost. gather.no-url
  2 |   <Gather maxDigits="1"/>
    |   ^
  Set gatherUrl to receive them.

✗ 1 error and 1 warning in 2 of 3 documents.
`,
  );
});

test('warnings do not fail, unless there are more than allowed', async () => {
  const files = { 'a.xml': warned };
  const one = await lint(files, 'a.xml');
  assert.is(one.status, 0);
  assert.match(one.stdout, /\n⚠ 1 warning\.\n$/);
  assert.is((await lint(files, 'a.xml', '--max-warnings', '1')).status, 0);
  const over = await lint(files, 'a.xml', '--max-warnings', '0');
  assert.is(over.status, 1);
  assert.match(over.stdout, /\n⚠ 1 warning\. At most 0 warnings allowed\.\n$/);
  const wrong = await lint(files, 'a.xml', '--max-warnings', 'few');
  assert.is(wrong.status, 2);
  assert.match(wrong.stderr, /'few' is invalid\. Expected a whole number\./);
});

test('standard input is checked without arguments, and for -', async () => {
  for (const args of [[], ['-']]) {
    const { status, stdout } = await runBxml(['lint', ...args], { input: '<Response>' });
    assert.is(status, 1);
    assert.match(
      stdout,
      /^<stdin>:1:1: error <Response> is never closed\. root\.well-formed\n {2}1 \| <Response>\n {4}\| \^\n/,
    );
  }
  const named = await runBxml(['lint', '--stdin-name', 'menu.xml'], { input: '<Response>' });
  assert.match(named.stdout, /^menu\.xml:1:1: error/);
  const both = await runBxml(['lint', '-', 'a.xml'], { input: valid, cwd: project({ 'a.xml': valid }, []) });
  assert.is(both.stdout, '✓ 2 documents are valid.\n');
});

test('a terminal is not read', async () => {
  const { PassThrough } = await import('node:stream');
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { status, stderr } = await runBxml(['lint'], { stdin });
  assert.is(status, 2);
  assert.match(stderr, /^bxml: There is nothing to check\.\n {2}Name files or folders/);
});

test('--format json', async () => {
  assert.equal(await report({ 'a.xml': invalid }, 'a.xml'), {
    documents: 1,
    skipped: 0,
    errors: 1,
    warnings: 0,
    problems: [
      {
        file: 'a.xml',
        line: 2,
        column: 29,
        code: 'gather.maxDigits',
        severity: 'error',
        message: 'maxDigits on <Gather> is 99; allowed: 1 to 50.',
        hint: 'Set it to 50 or less.',
        path: 'Response > Gather',
      },
    ],
  });
});

test('--format github, also by default in GitHub Actions', async () => {
  const cwd = project({ 'repository/.git/HEAD': '', 'repository/calls/a,b.xml': invalid }, []);
  const options = { cwd: join(cwd, 'repository/calls') };
  const { status, stdout } = await runBxml(['lint', '--format', 'github', 'a,b.xml'], options);
  assert.is(status, 1);
  assert.is(
    stdout,
    `::error file=calls/a%2Cb.xml,line=2,col=29,title=gather.maxDigits::maxDigits on <Gather> is 99; allowed: 1 to 50.%0ASet it to 50 or less.
✗ 1 error.
`,
  );
  const env = { GITHUB_ACTIONS: 'true' };
  assert.is((await runBxml(['lint', 'a,b.xml'], { ...options, env })).stdout, stdout);
  assert.match(
    (await runBxml(['lint', '--format', 'human', 'a,b.xml'], { ...options, env })).stdout,
    /^a,b\.xml:2:29: error/,
  );
});

test('--format sarif: rules, paths of the repository, and fingerprints that lines do not change', async () => {
  const log = async (text: string) => {
    const cwd = project({ 'r/.git/HEAD': '', 'r/my calls/a.xml': text }, []);
    return JSON.parse((await runBxml(['lint', '--format', 'sarif', '.'], { cwd: join(cwd, 'r/my calls') })).stdout);
  };
  const { version, runs } = await log(invalid);
  assert.is(version, '2.1.0');
  assert.equal(runs[0].tool.driver.rules, [
    {
      id: 'gather.maxDigits',
      shortDescription: { text: 'maxDigits is 1 to 50.' },
      helpUri: `https://unpkg.com/bxml-jsx@${runs[0].tool.driver.version}/docs/rules.md#gathermaxdigits`,
      help: {
        text: `maxDigits is 1 to 50. See https://unpkg.com/bxml-jsx@${runs[0].tool.driver.version}/docs/rules.md#gathermaxdigits`,
      },
    },
  ]);
  const [result] = runs[0].results;
  assert.equal(
    { ...result, partialFingerprints: undefined },
    {
      ruleId: 'gather.maxDigits',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'maxDigits on <Gather> is 99; allowed: 1 to 50. Set it to 50 or less.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20calls/a.xml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 2, startColumn: 29 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Response > Gather' }],
        },
      ],
      partialFingerprints: undefined,
    },
  );
  const moved = (await log(invalid.replace('\n', '\n\n\n'))).runs[0].results[0];
  assert.is(moved.locations[0].physicalLocation.region.startLine, 4);
  assert.equal(moved.partialFingerprints, result.partialFingerprints);
  const twice = (await log(invalid.replace(/( {2}<G.*\n)/, '$1$1'))).runs[0].results.filter(
    ({ ruleId }: { ruleId: string }) => ruleId === 'gather.maxDigits',
  );
  assert.is(new Set(twice.map((each: typeof result) => each.partialFingerprints.primaryLocationLineHash)).size, 2);
});

test('an unknown format is refused', async () => {
  const { status, stderr } = await lint({ 'a.xml': valid }, '--format', 'xml', 'a.xml');
  assert.is(status, 2);
  assert.match(stderr, /argument 'xml' is invalid\. Allowed choices are human, json, sarif, github\./);
});

test('--rule sets the severity of rules', async () => {
  const files = { 'a.xml': invalid, 'b.xml': warned };
  const off = await lint(files, '--rule', 'gather.maxDigits=off', '--rule', 'gather.no-url=off', '.');
  assert.equal(off, { status: 0, stdout: '✓ 2 documents are valid.\n', stderr: '' });
  assert.is((await lint(files, '--rule', 'gather.no-url=error', 'b.xml')).status, 1);
});

const wrongRules: readonly (readonly [string, string, string])[] = [
  [
    'gather.no-url',
    '--rule is "gather.no-url"; expected the id of a rule and off, warning or error.',
    'Write --rule gather.no-url=off.',
  ],
  [
    'gather.no-url=no',
    '--rule is "gather.no-url=no"; expected the id of a rule and off, warning or error.',
    'Write --rule gather.no-url=off.',
  ],
  ['gather.nourl=off', '--rule names "gather.nourl", which is not a rule.', 'Did you mean gather.no-url?'],
  ['zzz=off', '--rule names "zzz", which is not a rule.', 'docs/rules.md of bxml-jsx lists the rules.'],
];

for (const [rule, message, hint] of wrongRules) {
  test(`--rule ${rule} is refused`, async () => {
    const outcome = await lint({ 'a.xml': valid }, '--rule', rule, 'a.xml');
    assert.equal(outcome, { status: 2, stdout: '', stderr: `bxml: ${message}\n  ${hint}\n` });
  });
}

test('--context says what the documents respond to', async () => {
  const files = { 'a.xml': '<Response><Gather gatherUrl="/a"/></Response>' };
  assert.is((await lint(files, 'a.xml')).status, 0);
  assert.is((await lint(files, '--context', 'conference', 'a.xml')).status, 1);
});

test('the nearest configuration applies', async () => {
  const files = {
    'bxml.config.json': '{ "rules": { "gather.no-url": "error" } }',
    'a.xml': warned,
    'calls/bxml.config.json': '{ "rules": { "gather.no-url": "off" } }',
    'calls/deep/b.xml': warned,
  };
  assert.equal(await filesOf(files, '.'), ['a.xml']);
  assert.is((await lint(files, 'a.xml')).status, 1);
  assert.is((await lint(files, '--no-config', 'a.xml')).status, 0);
  assert.is((await lint(files, '--config', 'calls/bxml.config.json', 'a.xml')).stdout, '✓ 1 document is valid.\n');
  assert.is((await lint(files, '--rule', 'gather.no-url=off', 'a.xml')).stdout, '✓ 1 document is valid.\n');
  assert.is((await runBxml(['lint'], { cwd: project(files, []), input: warned })).status, 1);
});

test('a module as configuration has verbs of its own', async () => {
  const cwd = project(
    {
      'bxml.config.mjs': `import { defineVerb } from 'bxml-jsx';
const Whisper = defineVerb('Whisper', { attributes: {}, parents: ['Response'] });
export default { verbs: [Whisper], rules: { 'whisper.loud': 'off' } };`,
      'a.xml': '<Response><Whisper/></Response>',
      'other/bxml.config.json': '{}',
      'other/a.xml': '<Response><Whisper/></Response>',
    },
    ['bxml-jsx'],
  );
  assert.equal((await runBxml(['lint', 'a.xml'], { cwd })).stdout, '✓ 1 document is valid.\n');
  const { stdout } = await runBxml(['lint', 'other'], { cwd });
  assert.match(stdout, /\n {2}If it is a custom verb, add it to the verbs of bxml\.config\.mjs\.\n/);
});

const wrongConfigs: readonly (readonly [string, string, RegExp])[] = [
  ['bxml.config.json', '{', /^bxml: bxml\.config\.json cannot be read: .*\n {2}It has to be JSON without comments\./],
  ['bxml.config.json', '[]', /^bxml: bxml\.config\.json is not an object; expected \{ "rules": \{ … \} \}\.\n$/],
  [
    'bxml.config.json',
    '{"rule":{}}',
    /^bxml: bxml\.config\.json has an unknown field "rule"; allowed: rules, verbs\.\n {2}Did you mean rules\?\n$/,
  ],
  [
    'bxml.config.json',
    '{"rules":[]}',
    /^bxml: rules in bxml\.config\.json is not an object; expected levels by rule id\.\n/,
  ],
  [
    'bxml.config.json',
    '{"rules":{"gather.no-url":"no"}}',
    /^bxml: The rule gather\.no-url in bxml\.config\.json is "no"; allowed: off, warning, error\.\n$/,
  ],
  [
    'bxml.config.json',
    '{"rules":{"gather.nourl":"off"}}',
    /^bxml: bxml\.config\.json names "gather\.nourl", which is not a rule\.\n {2}Did you mean gather\.no-url\?\n$/,
  ],
  [
    'bxml.config.json',
    '{"verbs":["Whisper"]}',
    /^bxml: bxml\.config\.json: verbs contains "Whisper"; expected verbs created by defineVerb\(\)\.\n {2}Verbs are created by defineVerb, in a module/,
  ],
  [
    'bxml.config.mjs',
    '',
    /^bxml: bxml\.config\.mjs has no default export\.\n {2}Write export default \{ rules: \{\} \}\.\n$/,
  ],
  [
    'bxml.config.mjs',
    'throw new Error("broken")',
    /^bxml: bxml\.config\.mjs threw an error while it was loaded: broken\n/,
  ],
];

for (const [name, source, message] of wrongConfigs) {
  test(`a configuration is refused: ${name} with ${source}`, async () => {
    const { status, stdout, stderr } = await lint({ [name]: source, 'a.xml': valid }, 'a.xml');
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.match(stderr, message);
  });
}

test('a configuration that does not exist is refused', async () => {
  const { status, stderr } = await lint({ 'a.xml': valid }, '--config', 'none.json', 'a.xml');
  assert.is(status, 2);
  assert.match(stderr, /^bxml: Cannot find the file none\.json\.\n/);
});

const tree = {
  'a.xml': invalid,
  'b.bxml': invalid,
  'c.txt': invalid,
  'pom.xml': '<project/>',
  'feed.xml': `<?xml version="1.0"?><!-- <Response/> --><rss><Response/></rss>`,
  'broken.xml': 'text',
  'misspelt.xml': '<Reponse/>',
  'sub/d.xml': invalid,
  'sub/deep/e.XML': invalid,
  'node_modules/x/f.xml': invalid,
  '.git/g.xml': invalid,
};

test('folders are searched for .xml and .bxml, without other XML, node_modules and folders with a dot', async () => {
  const { documents, skipped } = await report(tree, '.');
  assert.equal({ documents, skipped }, { documents: 6, skipped: 2 });
  assert.equal(
    [...new Set(await filesOf(tree, '.'))],
    ['a.xml', 'b.bxml', 'broken.xml', 'misspelt.xml', 'sub/d.xml', 'sub/deep/e.XML'],
  );
  assert.equal(await filesOf(tree, 'sub'), ['sub/d.xml', 'sub/deep/e.XML']);
  assert.match((await lint(tree, '.')).stdout, / in 6 of 6 documents\. Skipped 2 XML files that are not BXML\.\n$/);
});

test('a file that is named is checked, whatever it is', async () => {
  assert.equal(await filesOf(tree, 'c.txt', 'pom.xml', 'node_modules/x/f.xml'), [
    'c.txt',
    'pom.xml',
    'node_modules/x/f.xml',
  ]);
  assert.equal(await filesOf(tree, 'a.xml', './a.xml', 'a.*'), ['a.xml']);
});

const patterns: readonly (readonly [string, readonly string[]])[] = [
  ['*.xml', ['a.xml', 'broken.xml', 'misspelt.xml']],
  ['./*.bxml', ['b.bxml']],
  ['**/*.{xml,bxml}', ['a.xml', 'b.bxml', 'broken.xml', 'misspelt.xml', 'sub/d.xml']],
  ['sub/**', ['sub/d.xml', 'sub/deep/e.XML']],
  ['**/deep/*', ['sub/deep/e.XML']],
  ['[ab].*xml', ['a.xml', 'b.bxml']],
  ['[!a].bxml', ['b.bxml']],
  ['?.txt', ['c.txt']],
  ['[]a].xml', ['a.xml']],
  ['[z-a^-].{xml,txt}', []],
];

test('the folder of a pattern keeps the root of a drive or a share', () => {
  for (const [pattern, base, rest] of [
    ['C:/*.xml', 'C:/', '*.xml'],
    ['C:/calls/**/*.xml', 'C:/calls', '**/*.xml'],
    ['//?/C:/calls/*.xml', '//?/C:/calls', '*.xml'],
    ['//server/share/*.xml', '//server/share', '*.xml'],
    ['/*.xml', '/', '*.xml'],
    ['*.xml', '.', '*.xml'],
  ] as const) {
    assert.equal(splitGlob(pattern), { base, rest });
    const rootOf = (path: string): string => win32.parse(win32.resolve('D:\\work', path)).root;
    assert.is(rootOf(base), rootOf(pattern), pattern);
  }
});

for (const [pattern, expected] of patterns) {
  test(`the pattern ${pattern}`, async () => {
    if (expected.length > 0) assert.equal([...new Set(await filesOf(tree, pattern))], expected);
    else assert.is((await lint(tree, pattern)).stderr, `bxml: No file matches ${pattern}.\n`);
  });
}

test('a link is followed to a file, and not to a folder', async () => {
  const cwd = project({ 'real/a.xml': invalid, 'linked/c.xml': valid }, []);
  symlinkSync(join(cwd, 'real/a.xml'), join(cwd, 'linked/b.xml'));
  symlinkSync(cwd, join(cwd, 'linked/loop'));
  const { stdout } = await runBxml(['lint', '--format', 'json', 'linked'], { cwd });
  assert.is(JSON.parse(stdout).documents, 2);
});

const missing: readonly (readonly [string, RegExp])[] = [
  ['none.xml', /^bxml: Cannot find the file or folder none\.xml\.\n {2}Name files, folders, or patterns in quotes/],
  ['a.xml/b.xml', /^bxml: Cannot find the file or folder a\.xml\/b\.xml\.\n/],
  ['x/*.xml', /^bxml: No file matches x\/\*\.xml\.\n$/],
  ['empty', /^bxml: The folder empty has no documents\.\n {2}Files that end with \.xml or \.bxml are checked\./],
];

for (const [arg, message] of missing) {
  test(`${arg} is refused`, async () => {
    const cwd = project({ 'a.xml': valid }, []);
    mkdirSync(join(cwd, 'empty'));
    const { status, stdout, stderr } = await runBxml(['lint', arg], { cwd });
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.match(stderr, message);
  });
}

/** Files that are not documents: content, and the beginning of the report. */
const notDocuments: readonly (readonly [string, string | Uint8Array, string])[] = [
  ['a JSON file', '{"a": 1}', 'a.xml:1:1: error '],
  ['a web page', '<!DOCTYPE html><html></html>', 'a.xml:1:1: error '],
  ['an empty file', '', 'a.xml:1:1: error '],
  [
    'Latin-1',
    Buffer.from('<Response>\r\n  <SpeakSentence>café</SpeakSentence>\n</Response>', 'latin1'),
    'a.xml:2:21: error The byte 0xE9 at offset 32 is not UTF-8. file.encoding\n  2 |   <SpeakSentence>café</SpeakSentence>\n    |                     ^\n  Save the file as UTF-8.',
  ],
  [
    'a cut character',
    Buffer.from('<a>é').subarray(0, 4),
    'a.xml:1:4: error The byte 0xC3 at offset 3 is not UTF-8. file.encoding\n',
  ],
  [
    'UTF-16 without a mark, after white space',
    Buffer.from('\n  <Response><Hangup/></Response>', 'utf16le'),
    'a.xml: error The file is encoded as UTF-16LE; expected UTF-8. file.encoding\n',
  ],
  [
    'UTF-32',
    Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]),
    'a.xml: error The file is encoded as UTF-32LE; expected UTF-8. file.encoding\n',
  ],
  [
    'UTF-16 with a mark',
    Buffer.from('\ufeff<Response/>', 'utf16le'),
    'a.xml: error The file is encoded as UTF-16LE; expected UTF-8. file.encoding\n  Save it as UTF-8.\n',
  ],
  [
    'UTF-16',
    Buffer.from('<Response/>', 'utf16le').swap16(),
    'a.xml: error The file is encoded as UTF-16BE; expected UTF-8. file.encoding\n',
  ],
  [
    'a picture',
    Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
    'a.xml: error The file is binary; expected XML. file.binary\n',
  ],
];

for (const [name, content, expected] of notDocuments) {
  test(`${name} is reported`, async () => {
    const { status, stdout } = await lint({ 'a.xml': content, 'b.xml': valid }, 'a.xml', 'b.xml');
    assert.is(status, 1);
    assert.ok(stdout.startsWith(expected), stdout);
  });
}

test('a file of 100 MB is refused without reading it', async () => {
  const cwd = project({ 'a.xml': '' }, []);
  truncateSync(join(cwd, 'a.xml'), 100_000_000);
  const { stdout } = await runBxml(['lint', 'a.xml'], { cwd });
  assert.match(
    stdout,
    /^a\.xml: error The file has 100000000 bytes; a document has at most 65536 \(64 KB\)\. file\.size\n/,
  );
});

test('standard input is read up to a limit', async () => {
  const { stdout } = await runBxml(['lint'], { input: 'x'.repeat(4_000_000) });
  assert.match(stdout, /^<stdin>: error The file has more than 3145728 bytes;/);
});

test('a named pipe is read', async () => {
  const cwd = project({ 'a.xml': valid }, []);
  if (spawnSync('mkfifo', [join(cwd, 'pipe')]).status !== 0) return;
  const { writeFile } = await import('node:fs/promises');
  const [{ stdout }] = await Promise.all([runBxml(['lint', 'pipe'], { cwd }), writeFile(join(cwd, 'pipe'), valid)]);
  assert.is(stdout, '✓ 1 document is valid.\n');
});

test('control characters of documents do not reach the terminal', async () => {
  const { stdout } = await lint({ 'a.xml': '<Response>\u001b[31m</Response>' }, 'a.xml');
  assert.not.match(stdout, /\u001b/);
});

test('checks every document once, whatever the number of folders and patterns', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`${index % 7}/${index % 3}/${index}.xml`, index % 2 ? valid : invalid]),
  );
  const cwd = project(files, []);
  const { stdout } = await runBxml(['lint', '--format', 'json', '.', '0', '*/1/*.xml', './0/0/0.xml'], { cwd });
  const { documents, errors, problems } = JSON.parse(stdout);
  assert.equal([documents, errors], [200, 100]);
  assert.is(new Set(problems.map(({ file }: { file: string }) => file)).size, 100);
});

test('thousands of problems in one line are printed without copies of the line', async () => {
  // With copies, or with a search for the line for each problem, the test does not end in time.
  const cwd = project(
    { 'a.xml': `<Response><Tag>${'x'.repeat(900_000)}</Tag>${'<Ring b="1"/>'.repeat(6000)}</Response>` },
    [],
  );
  for (const format of ['human', 'github', 'sarif', 'json']) {
    const { stdout } = await runBxml(['lint', '--format', format, 'a.xml'], { cwd });
    assert.ok(stdout.length < 6_000_000, `${format}: ${stdout.length}`);
  }
});

test.run();
