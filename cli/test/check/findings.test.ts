// The findings of `bxml map --check`: each kind of fault is found, with a test that fails; healthy applications have none.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appointmentReminder } from '../../../examples/appointment-reminder/app.js';
import { BookInMemory } from '../../../examples/appointment-reminder/book.js';
import { reminderCall } from '../../../examples/appointment-reminder/reminders.js';
import { appointment, freeTimes, settings } from '../../../examples/appointment-reminder/test-helpers.js';
import { app as businessHours } from '../../../examples/business-hours.js';
import { phoneMenu } from '../../../examples/phone-menu/app.js';
import { survey } from '../../../examples/survey.js';
import { voicemail } from '../../../examples/voicemail.js';
import { writeCallTests } from '../../src/call-test/write-call-tests.js';
import { testOfFinding } from '../../src/check/check-tests.js';
import { type Finding, findingsOf, handlerFindings } from '../../src/check/findings.js';
import type { CallMap } from '../../src/map/call-map.js';
import type { WalkStart } from '../../src/map/replay.js';
import { type WalkOptions, walk } from '../../src/map/walk.js';
import { type Answers, application, gather, say } from '../map/documents.js';
import * as menus from './faulty-menus.js';

const test = suite('check');

const log = pino({ level: 'silent' });

const START: WalkStart = { kind: 'inbound', call: { url: '/call' } };

async function checked(
  app: () => SimulatedApplication,
  options: Partial<WalkOptions> = {},
): Promise<{ map: CallMap; findings: Finding[] }> {
  const { map, unreached } = await walk(app, { name: 'app', start: START, findsUnreached: true, ...options });
  return { map, findings: [...findingsOf(map, { silence: 10 }), ...handlerFindings(map, unreached)] };
}

type Checked = ReturnType<typeof checked>;
const known = new Map<SimulatedApplication, Checked>();

/** Returns the map and the findings of an application that keeps nothing between its calls, which is walked once. */
function checkedOnce(app: SimulatedApplication): Checked {
  const result = known.get(app) ?? checked(() => app);
  known.set(app, result);
  return result;
}

const codesOf = async (answers: Answers): Promise<string[]> =>
  (await checked(() => application({ ...answers, '/call': answers['/'] ?? '' }))).findings.map(({ code }) => code);

const { healthy, ...faulty } = menus;

const codes: Readonly<Record<keyof typeof faulty, string>> = {
  deadUrl: 'dead-url',
  invalidDocument: 'invalid-document',
  deadVerb: 'dead-verb',
  handlerError: 'error',
  missingHandler: 'error',
  silence: 'silence',
  unhandledKey: 'unhandled-key',
  endlessDocuments: 'error',
  loop: 'loop',
};

for (const [name, app] of Object.entries(faulty)) {
  test(`${name} is found, and nothing else`, async () => {
    const { findings } = await checkedOnce(app);
    assert.equal(
      findings.map(({ code }) => code),
      [codes[name as keyof typeof faulty]],
      findings.map(({ message }) => message).join('\n'),
    );
  });
}

test('the test of each finding fails when it runs', async () => {
  const folder = await mkdtemp(join(fileURLToPath(new URL('../../../node_modules/', import.meta.url)), '.check-'));
  try {
    const names: string[] = [];
    for (const [exportName, app] of Object.entries(faulty)) {
      const { map, findings } = await checkedOnce(app);
      const file = join(folder, `${exportName}.test.ts`);
      const source = writeCallTests({
        file,
        runner: 'node:test',
        application: { kind: 'module', file: fileURLToPath(new URL('faulty-menus.tsx', import.meta.url)), exportName },
        tests: findings.map((finding) => testOfFinding(finding, map, START, {})),
      });
      names.push(file);
      await writeFile(file, source);
    }
    const all = join(folder, 'all.ts');
    await writeFile(all, names.map((file) => `import ${JSON.stringify(file)};\n`).join(''));
    const output = await outputOf(all);
    assert.match(output, /^# fail 9$/m, output);
    assert.match(output, /^# pass 0$/m);
    for (const expected of [
      'unserved',
      'root.known-children',
      'hangup.unreachable|verb.unreachable',
      'no room for messages',
      'no-handler',
      'within 19 seconds of virtual time',
      'the next prompt is "Sorry',
      'loop: more than 50 documents',
      'call.timeout|it did not happen within',
    ])
      assert.match(output, new RegExp(expected));
  } finally {
    await rm(folder, { recursive: true });
  }
});

const outputOf = (file: string): Promise<string> =>
  new Promise((resolve) => {
    const args = ['--conditions=bxml-jsx-source', '--import', 'tsx', '--test-reporter=tap', file];
    const options = { cwd: fileURLToPath(new URL('../../..', import.meta.url)) };
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr));
  });

// Applications without a fault.

test('the appointment reminder of the examples has no findings', async () => {
  const { findings } = await checked(() => appointmentReminder(new BookInMemory([appointment], freeTimes), log).app, {
    simulator: { origin: settings.origin },
    start: { kind: 'outbound', request: reminderCall(appointment, settings) },
  });
  assert.equal(
    findings.map(({ code, message }) => `${code} ${message}`),
    [],
  );
});

test('the healthy menu has no findings', async () => {
  assert.equal((await checked(() => healthy)).findings, []);
});

const auth = { username: 'voice', password: 'a secret of the test' };
const examples: Readonly<Record<string, () => SimulatedApplication>> = {
  'the phone menu': () => phoneMenu(log).app,
  'the survey': () => survey(async () => undefined),
  'business hours': () => businessHours,
  voicemail: () => voicemail({ deliver: async () => undefined, auth }),
};

for (const [name, app] of Object.entries(examples)) {
  test(`${name} of the examples has no findings`, async () => {
    const { findings } = await checked(app, { simulator: { application: { credentials: auth } } });
    assert.equal(
      findings.map(({ code, message }) => `${code} ${message}`),
      [],
    );
  });
}

const sound: Readonly<Record<string, Answers>> = {
  'a default choice': {
    '/': gather('/key', 'For English, press 1. For Spanish, press 2.'),
    '/key': ({ digits }) => say(digits === '2' ? 'Hola.' : 'Hello.'),
  },
  'a key that repeats the menu, as wrong keys do': {
    '/': gather('/', 'Press 1 to stop. To hear this again, press 9.'),
    '/call': '',
  },
  'an input that continues with any key': {
    '/': gather('/key', 'Press 1 to continue.'),
    '/key': say('Thank you.'),
  },
  'endless hold music': { '/': '<PlayAudio>/hold.wav</PlayAudio><Redirect redirectUrl="/call"/>' },
  'a conversation': { '/': '<Transfer><PhoneNumber>+15551230101</PhoneNumber></Transfer>' },
  'a long ring': { '/': '<Ring duration="30"/><SpeakSentence>Hello.</SpeakSentence>' },
  'a long recording': {
    '/': `${say('Speak.')}<Record recordCompleteUrl="/done" maxDuration="600"/>`,
    '/done': say('Bye.'),
  },
  'long audio': { '/': `<PlayAudio>/news.wav</PlayAudio>${say('x'.repeat(400))}` },
};

for (const [name, answers] of Object.entries(sound)) {
  test(`${name} is not a fault`, async () => {
    const found = await codesOf(answers);
    assert.equal(
      found.filter((code) => code !== 'loop'),
      [],
    );
  });
}

test.run();
