// The tests that `bxml map --check --write-tests` writes fail while the fault is there, and pass once it is fixed, whatever the
// call comes to then.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('check: fixed faults');

/** An application whose faults are fixed if the environment says so. Each answer ends in a conversation or at an input. */
const APP = `
const isFixed = () => process.env.IS_FIXED === '1';
const say = (words) => '<SpeakSentence>' + words + '</SpeakSentence>';
const transfer = '<Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer>';
const menu = '<Gather gatherUrl="/key" maxDigits="1">' + say('Press 1, 2 or 3, star to go back.') + '</Gather>';
const answers = {
  '/': () => menu,
  '/after': () => say('Goodbye.'),
  '/key': ({ digits }) => {
    if (digits === '1') return isFixed() ? transfer : undefined;
    if (digits === '2') return (isFixed() ? '' : '<Pause duration="20"/>') + say('One moment.') + transfer;
    if (digits === '3') return isFixed() ? menu : '<Redirect redirectUrl="/gone"/>';
    if (digits === '*' && isFixed()) return say('Once more.') + menu;
    return say('Sorry, that is wrong.') + menu;
  },
};
export default async (request) => {
  const answer = answers[new URL(request.url).pathname];
  if (answer === undefined) return new Response('', { status: 404 });
  const event = await request.json();
  if (event.eventType === 'disconnect') return new Response(null, { status: 204 });
  const verbs = answer(event);
  if (verbs === undefined) return new Response('', { status: 500 });
  return new Response('<Response>' + verbs + '</Response>', { headers: { 'content-type': 'application/xml' } });
};
`;

const cwd = project({
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
  'app.js': APP,
});

/** Runs the tests with the sources of the library, and returns how many passed and failed. */
const outcome = (isFixed: boolean): Promise<string> =>
  new Promise((resolve) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const args = ['--conditions=bxml-jsx-source', '--import', import.meta.resolve('tsx'), '--test-reporter=tap'];
    const options = { cwd, env: { ...env, IS_FIXED: isFixed ? '1' : '' } };
    execFile(process.execPath, [...args, join(cwd, 'found.test.js')], options, (_, stdout, stderr) => {
      const count = (what: string): string => new RegExp(`^# ${what} (\\d+)$`, 'm').exec(stdout)?.[1] ?? stderr;
      resolve(`${count('pass')} passed, ${count('fail')} failed`);
    });
  });

test('each written test fails, and passes once its fault is fixed', async () => {
  const { stdout } = await runBxml(['map', 'app.js', '--check', '--write-tests', 'found.test.js', '--json'], { cwd });
  const codes: string[] = JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
  assert.equal(codes.sort(), ['dead-url', 'error', 'silence', 'unhandled-key']);
  assert.is(await outcome(false), '0 passed, 4 failed');
  assert.is(await outcome(true), '4 passed, 0 failed');
});

test.run();
