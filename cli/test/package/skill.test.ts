// The commands in the skill exist, with the options that it names; its application works.
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('the skill');

const skill = readFileSync(new URL('../../skills/bxml/SKILL.md', import.meta.url), 'utf8');
const commands = [...skill.matchAll(/^npx bxml (.+)$/gm)].map(([, line = '']) => line.split(' '));
const app = /```tsx\n([\s\S]*?)```/.exec(skill)?.[1] ?? '';

/** Commands that are not part of the program yet. */
const COMING = ['call'];

test('the commands and their options exist', async () => {
  const { stdout: list } = await runBxml(['--help']);
  for (const [name = '', ...words] of commands) {
    if (COMING.includes(name) && !list.includes(`\n  ${name} `)) continue;
    const isNested = name === 'call' && !words[0]?.includes('/');
    const { status, stdout } = await runBxml([name, ...(isNested ? [words[0] ?? ''] : []), '--help']);
    assert.is(status, 0, name);
    // The fields of an event are options that the help of the event lists.
    const options = words.filter((word) => /^--?[a-z]/.test(word) && !(name === 'send' && word === '--digits'));
    for (const option of options) assert.match(stdout, new RegExp(`(?:^|[\\s,])${option}\\b`), `${name} ${option}`);
  }
  assert.ok(commands.length >= 10);
});

test('the application is right', async () => {
  const menu = `import { Response, SpeakSentence } from 'bxml-jsx';
export const Menu = ({ name }: { name: string }) => <Response><SpeakSentence>Hello {name}</SpeakSentence></Response>;`;
  const files = {
    ...settings,
    'src/app.tsx': app,
    'src/menu.tsx': menu,
    'documents/menu.xml': '<Response><Hangup/></Response>',
  };
  const cwd = project(files, ['bxml-jsx', 'esbuild']);
  const run = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await runBxml(args, { cwd });
    assert.is(status, 0, stderr);
    return stdout;
  };
  assert.match(await run('doctor', '--app', 'src/app.tsx'), '✓ The set-up is right');
  assert.is(JSON.parse(await run('lint', 'documents', '--format', 'json')).errors, 0);
  assert.match(await run('convert', 'src/menu.tsx', '--export', 'Menu', '--props', '{"name":"Ada"}'), 'Hello Ada');
});

test('has the name and the description that agents read', () => {
  assert.match(skill, /^---\nname: bxml\ndescription: .{50,1000}\n---\n/);
});

test.run();
