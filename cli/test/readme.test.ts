// The commands in cli/README.md work as shown.

import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commandNames } from '../src/call/call-command.js';
import { phone } from '../src/phone/phone.js';
import { sendXml, startApplication } from './http-application.js';
import { pageFolder } from './phone/phone-client.js';
import { project, settings } from './project.js';
import { runBxml } from './run-bxml.js';

const test = suite('README of bxml');

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The origin that the README writes. */
const ORIGIN = 'http://localhost:3000';

test('bxml send prints what the README shows', async () => {
  const [, command = '', output = ''] = /```sh\nbxml (send .*)\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const app = await startApplication((_, response) =>
    sendXml(response, '<SpeakSentence>Hello.</SpeakSentence><Hangup/>'),
  );
  try {
    const { status, stdout } = await runBxml(command.replace(ORIGIN, app.origin).split(' '));
    assert.is(status, 0);
    assert.is(stdout.replace(app.origin, ORIGIN).replace(/\d+ ms/, '5 ms'), output);
  } finally {
    app.close();
  }
});

test('bxml lint prints what the README shows', async () => {
  const [, command = '', output = ''] = /```sh\nbxml (lint .*)\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const cwd = project({
    'documents/menu.xml': '<Response>\n  <Gather gatherUrl="/menu" maxDigits="99"/>\n</Response>',
    'documents/bye.xml': '<Response><Hangup/></Response>',
  });
  const { status, stdout } = await runBxml(command.split(' '), { cwd });
  assert.is(status, 1);
  assert.is(stdout, output);
});

test('bxml convert prints what the README shows', async () => {
  const [, command = '', output = ''] = /```sh\nbxml (convert .*)\n```\n\n```tsx\n([\s\S]*?)```/.exec(readme) ?? [];
  const cwd = project({
    'menu.xml':
      '<Response><!-- greeting --><Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence voice="susan">Press 1 for sales.</SpeakSentence></Gather></Response>',
  });
  const { status, stdout } = await runBxml(command.split(' '), { cwd });
  assert.is(status, 0);
  assert.is(stdout, output);
});

test('bxml doctor prints what the README shows', async () => {
  const [, output = ''] = /```sh\nbxml doctor\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const cwd = project({
    'package.json': '{"type":"module"}',
    'tsconfig.json': '{"compilerOptions":{"module":"nodenext","jsx":"react-jsx"}}',
    'src/menu.tsx': "import { Response } from 'bxml-jsx';\nexport const Menu = () => <Response />;\n",
  });
  const { status, stdout } = await runBxml(['doctor'], { cwd });
  assert.is(status, 1);
  assert.is(stdout, output);
});

test('bxml map prints what the README shows', async () => {
  const [, command = '', output = ''] = /```sh\nbxml (map .*)\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const cwd = project({
    'src/app.tsx': `import { Gather, PhoneNumber, Response, SpeakSentence, Transfer } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const Goodbye = () => <Response><SpeakSentence>Goodbye.</SpeakSentence></Response>;

export default webhooks({
  initiate: () => (
    <Response>
      <Gather gatherUrl="/menu" maxDigits={1}><SpeakSentence>For sales, press 1.</SpeakSentence></Gather>
    </Response>
  ),
  gather: ({ digits }) =>
    digits === '1' ? (
      <Response><Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer></Response>
    ) : (
      <Goodbye />
    ),
  transferComplete: () => <Goodbye />,
  disconnect: () => undefined,
});
`,
    'tsconfig.json': '{"compilerOptions":{"module":"nodenext","jsx":"react-jsx","jsxImportSource":"bxml-jsx"}}',
    'package.json': '{"type":"module"}',
  });
  const { status, stdout, stderr } = await runBxml(command.split(' '), { cwd });
  assert.equal([status, stderr], [0, '']);
  assert.is(stdout, output);
});

const MENU: Readonly<Record<string, string>> = {
  '/menu': '<Gather gatherUrl="/choice" maxDigits="1"><SpeakSentence>For sales, press one.</SpeakSentence></Gather>',
  '/choice': '<Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer>',
  '/after': '<SpeakSentence>Goodbye.</SpeakSentence>',
};

const startMenu = () =>
  startApplication(({ url, body }, response) => {
    if (body.includes('"disconnect"')) response.writeHead(204).end();
    else sendXml(response, MENU[url] ?? '');
  });

test('bxml call prints what the README shows', async () => {
  const [, command = '', output = ''] = /```sh\nbxml (call .*)\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const lines = [...output.matchAll(/^> (.*)$/gm)].map(([, line = '']) => line);
  assert.is(lines.length, 2);
  const app = await startMenu();
  try {
    const { status, stdout } = await runBxml(command.replace(ORIGIN, app.origin).split(' '), {
      input: lines.join('\n'),
    });
    assert.is(status, 0);
    assert.is(stdout.replaceAll(app.origin, ORIGIN), output);
  } finally {
    app.close();
  }
});

test('the steps of a call that stays work as the README shows', async () => {
  const [, block = ''] = /```sh\n(bxml call start [\s\S]*?)```/.exec(readme) ?? [];
  const cwd = project(settings, ['bxml-jsx', 'tsx']);
  const entry = fileURLToPath(new URL('../src/bxml.ts', import.meta.url));
  const app = await startMenu();
  const outputs: string[] = [];
  try {
    for (const line of block.trim().split('\n')) {
      const args = line.replace(ORIGIN, app.origin).split(' ').slice(1);
      const env = { ...process.env, BXML_CALLS: cwd };
      const { status, stdout, stderr } = await runBxml(args, { cwd, env, again: { entry, args: [] } });
      assert.is(status, 0, `${line}\n${stdout}${stderr}`);
      outputs.push(stdout);
    }
  } finally {
    await runBxml(['call', 'stop'], { cwd, env: { ...process.env, BXML_CALLS: cwd } });
    app.close();
  }
  assert.is(outputs.length, 5);
  assert.match(outputs[1] ?? '', 'caller presses 1');
  assert.ok(existsSync(`${cwd}/menu.test.ts`));
});

test('the README lists every command of a call', () => {
  for (const name of commandNames) assert.match(readme, new RegExp(`\`[^\`]*${name.replace('-', '[- ]')}`));
});

test('bxml phone prints the address as the README shows', async () => {
  const [, target = '', output = ''] = /```sh\nbxml phone (.*)\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const interruption = new AbortController();
  const stdout = new PassThrough();
  const io = { stdin: new PassThrough(), stdout, stderr: new PassThrough(), env: {}, cwd: '.' };
  const findPage = async () => ({ folder: pageFolder, remove: () => undefined });
  const status = phone({ ...io, signal: interruption.signal }, target, { port: '0' }, findPage);
  const [line] = await once(stdout, 'data');
  assert.is(String(line).replace(/127\.0\.0\.1:\d+/, '127.0.0.1:4646'), output);
  interruption.abort();
  await status;
});

test.run();
