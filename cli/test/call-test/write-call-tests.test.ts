import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CallTest, CallTestStep, TestedApplication } from '../../src/call-test/call-test.js';
import { EnvironmentVariable } from '../../src/call-test/source-text.js';
import { type CallTestFile, writeCallTests } from '../../src/call-test/write-call-tests.js';
import { createProject } from './run-test-file.js';

const test = suite('write call tests');

const url: TestedApplication = { kind: 'url', origin: 'http://localhost:3000' };
const moduleAt = (file: string, exportName = 'app', more = {}): TestedApplication => ({
  kind: 'module',
  file,
  exportName,
  ...more,
});

const written = (given: Partial<CallTest>, more: Partial<CallTestFile> = {}): string =>
  writeCallTests({
    file: '/app/test/menu.test.ts',
    runner: 'uvu',
    application: url,
    tests: [{ name: 'a call', start: { kind: 'inbound', call: {} }, steps: [], ...given }],
    ...more,
  });

/** Returns what the compiler reports about the syntax of a file. */
const syntaxErrors = (source: string): readonly string[] =>
  (
    ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
      .diagnostics ?? []
  ).map(({ messageText }) => String(messageText));

test('further calls have names of their own, and their parties too', () => {
  const source = written({
    steps: [
      { kind: 'transferredTo', to: '+15551230077', as: 'one +15551230077' },
      { kind: 'begins', party: 'call 2', start: { kind: 'inbound', call: { url: '/call' } } },
      {
        kind: 'begins',
        party: 'call 3',
        start: { kind: 'outbound', request: { from: '1', to: '2', answerUrl: '/a' } },
      },
      { kind: 'transferredTo', to: '+15551230077', of: 'call 2', as: 'two +15551230077', behavior: { after: 2 } },
      { kind: 'referredTo', to: 'sip:desk@pbx.example', of: 'call 2', outcome: { succeeds: true } },
      { kind: 'says', words: 'Hi.', party: 'two +15551230077' },
      { kind: 'hears', words: 'Hi.', party: 'call 2' },
      { kind: 'press', keys: '1', party: 'one +15551230077' },
      { kind: 'hangUp' },
    ],
  });
  const lines = source.split('\n').filter((line) => line.startsWith('  '));
  assert.equal(lines.slice(1), [
    '  const call = await platform.call();',
    "  const party = await call.transferredTo('+15551230077');",
    "  const call2 = await platform.call({ url: '/call' });",
    "  await platform.createCall({ from: '1', to: '2', answerUrl: '/a' });",
    "  const party2 = await call2.transferredTo('+15551230077', { after: 2 });",
    "  await call2.referredTo('sip:desk@pbx.example', { succeeds: true });",
    "  await party2.says('Hi.');",
    "  await call2.hears('Hi.');",
    "  await party.press('1');",
    '  await call.hangUp();',
    '  await platform.settles();',
  ]);
  assert.equal(syntaxErrors(source), []);
});

test('a call test has its imports, its start and its steps', () => {
  const source = written({
    name: 'sales is busy',
    comment: 'Recorded.',
    options: {
      application: { credentials: { username: 'voice', password: new EnvironmentVariable('BXML_PASSWORD') } },
      allow: ['lost-event'],
    },
    start: { kind: 'inbound', call: { url: '/call', from: '+15551230001' } },
    steps: [
      { kind: 'hears', words: 'For sales, press one.' },
      { kind: 'press', keys: '1', comment: 'Sales' },
      { kind: 'transferredTo', to: '+15551230077', behavior: { busy: true } },
      { kind: 'speaksFor', seconds: 12 },
      { kind: 'receives', eventType: 'recordComplete', fields: { fileFormat: 'wav' } },
      { kind: 'ends', cause: 'hangup' },
    ],
  });
  assert.is(
    source,
    `import { simulate } from 'bxml-jsx/testing';
import { test } from 'uvu';

// Recorded.
test('sales is busy', async () => {
  const platform = simulate('http://localhost:3000', {
    application: { credentials: { username: 'voice', password: process.env.BXML_PASSWORD ?? '' } },
    allow: ['lost-event'],
  });
  const call = await platform.call({ url: '/call', from: '+15551230001' });
  await call.hears('For sales, press one.');
  // Sales
  await call.press('1');
  await call.transferredTo('+15551230077', { busy: true });
  await call.speaksFor(12);
  await call.receives('recordComplete', { fileFormat: 'wav' });
  await call.ends('hangup');
});

test.run();
`,
  );
});

test('a called party is declared if a step needs it, also among phones that ring at once', () => {
  const source = written({
    steps: [
      { kind: 'transferredTo', to: '+15551230101', behavior: { noAnswer: true } },
      { kind: 'transferredTo', to: '+15551230102' },
      { kind: 'hears', words: 'A call', party: '+15551230102' },
      { kind: 'press', keys: '1', party: '+15551230102' },
      {
        kind: 'together',
        steps: [
          { kind: 'transferredTo', to: 'sip:desk@pbx.example', behavior: { busy: true } },
          { kind: 'forwardedTo', to: '+15551230103', behavior: { after: 4 } },
        ],
      },
      { kind: 'hangUp', party: '+15551230103' },
    ],
  });
  assert.match(source, "await call.transferredTo('+15551230101', { noAnswer: true });");
  assert.match(source, "const party = await call.transferredTo('+15551230102');");
  assert.match(source, "await party.hears('A call');");
  assert.match(source, "await party.press('1');");
  assert.match(
    source,
    `const [, party2] = await Promise.all([
    call.transferredTo('sip:desk@pbx.example', { busy: true }),
    call.forwardedTo('+15551230103', { after: 4 }),
  ]);`,
  );
  // The end of a called party is not that of the call.
  assert.match(source, 'await party2.hangUp();\n  await platform.settles();');
});

test('a party that no step has called is refused', () => {
  assert.throws(
    () => written({ steps: [{ kind: 'press', keys: '1', party: '+15551230101' }] }),
    /no earlier step .* has the party \+15551230101/,
  );
});

test('an outbound call has its request and what the called party does', () => {
  const source = written({
    start: {
      kind: 'outbound',
      request: { to: '+15551230077', from: '+15551230002', answerUrl: '/answered', machineDetection: { mode: 'sync' } },
      callee: { detectedAs: 'answering-machine' },
    },
    steps: [{ kind: 'ends' }],
  });
  assert.match(source, /createCall\(\s*\{/);
  assert.match(source, "{ detectedAs: 'answering-machine' });");
  assert.match(source, 'await call.ends();');
  assert.equal(syntaxErrors(source), []);
});

for (const [application, imported, expression] of [
  [moduleAt('/app/test/app.tsx'), "import { app } from './app.js';", 'simulate(app)'],
  [moduleAt('/app/src/app.tsx', 'default'), "import app from '../src/app.js';", 'simulate(app)'],
  [
    moduleAt('/app/test/calls/voice.mts', 'voice'),
    "import { voice as app } from './calls/voice.mjs';",
    'simulate(app)',
  ],
  [
    moduleAt("/app/it's here/app.js", 'my app'),
    `import { 'my app' as app } from "../it's here/app.js";`,
    'simulate(app)',
  ],
  [
    moduleAt('/app/test/app.ts', 'createApp', { is: 'factory' }),
    "import { createApp } from './app.js';",
    'simulate(await createApp())',
  ],
  [
    moduleAt('/app/test/app.ts', 'webhooks', { is: 'koa' }),
    "import { webhooks as middleware } from './app.js';",
    'simulate(new Koa().use(middleware))',
  ],
  [
    moduleAt('/app/test/app.ts', 'default', { is: 'factory' }),
    "import createApp from './app.js';",
    'simulate(await createApp())',
  ],
] as const) {
  test(`a module is imported: ${imported}`, () => {
    const source = written({}, { application });
    assert.match(source, imported);
    assert.match(source, expression);
    assert.equal(syntaxErrors(source), []);
  });
}

for (const [runner, head, foot] of [
  ['uvu', "import { test } from 'uvu';", '\ntest.run();\n'],
  ['node:test', "import { test } from 'node:test';", '});\n'],
  ['vitest', "import { test } from 'vitest';", '});\n'],
  ['jest', "import { test } from '@jest/globals';", '});\n'],
] as const) {
  test(`a file for ${runner} imports it`, () => {
    const source = written({}, { runner });
    assert.match(source, head);
    assert.ok(source.endsWith(foot));
  });
}

const text = fc.string({ unit: 'binary', maxLength: 200 });
const party = fc.constantFrom(undefined, 'caller', '+15551230101');
const withParty = (step: object, of: string | undefined) =>
  ({ ...step, ...(of === undefined ? {} : { party: of }) }) as CallTestStep;
const steps = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom('hears', 'hearsNext', 'beginsToHear', 'neverHears', 'says'), text, party)
      .map(([kind, words, of]) => withParty({ kind, words }, of)),
    fc.tuple(text, fc.boolean(), party).map(([keys, now, of]) => withParty({ kind: 'press', keys, now }, of)),
    fc
      .tuple(fc.constantFrom('speaksFor', 'waits'), fc.double(), party)
      .map(([kind, seconds, of]) => withParty({ kind, seconds }, of)),
    fc
      .tuple(text, text)
      .map(
        ([to, comment]): CallTestStep => ({ kind: 'referredTo', to, comment, outcome: { fails: true, status: 603 } }),
      ),
    fc.record({ kind: fc.constant('ends' as const), cause: text }),
    fc.constant<CallTestStep>({ kind: 'nextChoice', within: 3 }),
  ),
);

test('whatever the texts are, the file parses', () => {
  fc.assert(
    fc.property(text, text, steps, fc.jsonValue(), text, (name, comment, given, tag, exportName) => {
      const fields = { sipHeaders: { 'X-A': JSON.stringify(tag) } };
      const source = written(
        {
          name,
          comment,
          start: { kind: 'inbound', call: { from: comment, fields } },
          steps: [{ kind: 'transferredTo', to: '+15551230101' }, ...given],
        },
        { comment, application: moduleAt('/app/app.ts', /\p{Cs}/u.test(exportName) ? 'app' : exportName) },
      );
      assert.equal(syntaxErrors(source), []);
    }),
    { numRuns: 100 },
  );
});

test('a written test runs, and fails if the call differs', async () => {
  const project = createProject();
  try {
    const file = project.write(
      'app.ts',
      `export const app = () =>
        new Response('<Response><SpeakSentence>Please leave a message.</SpeakSentence><Pause duration="60"/></Response>', {
          headers: { 'content-type': 'application/xml' },
        });`,
    );
    const run = (name: string, words: string) => {
      const target = join(project.folder, name);
      const steps: CallTestStep[] = [{ kind: 'hears', words }, { kind: 'hangUp' }];
      const tests = [{ name: 'voicemail', start: { kind: 'inbound', call: { url: '/' } }, steps } satisfies CallTest];
      const source = writeCallTests({ file: target, runner: 'uvu', application: moduleAt(file), tests });
      return project.run(project.write(name, source));
    };
    const good = await run('good.test.ts', 'message');
    assert.is(good.status, 0, good.output);
    assert.match(good.output, /Passed:\s+1/);
    const bad = await run('bad.test.ts', 'pineapple');
    assert.is(bad.status, 1);
    assert.match(bad.output, /caller hears "pineapple"/);
  } finally {
    project.remove();
  }
});

test('asserts the kind of a choice, in each runner', () => {
  for (const runner of ['uvu', 'vitest', 'jest', 'node:test'] as const) {
    const source = writeCallTests({
      file: '/project/call.test.ts',
      runner,
      application: { kind: 'url', origin: 'http://localhost:3000' },
      tests: [
        {
          name: 'waits',
          start: { kind: 'inbound', call: {} },
          steps: [{ kind: 'nextChoice', is: 'connected', within: 30 }, { kind: 'nextChoice' }],
        },
      ],
    });
    assert.match(source, /^import assert from 'node:assert\/strict';$/m);
    assert.match(source, "  assert.equal((await call.nextChoice({ within: 30 })).kind, 'connected');\n");
    assert.match(source, '  await call.nextChoice();\n');
  }
});

test.run();
