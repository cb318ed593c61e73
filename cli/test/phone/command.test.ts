// The command `bxml phone`: URLs, modules that change, options and mistakes.
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type PhoneOptions, phone } from '../../src/phone/phone.js';
import { TOKEN_HEADER } from '../../src/phone/protocol.js';
import type { Io } from '../../src/terminal/io.js';
import { createProject } from '../call-test/run-test-file.js';
import { runBxml } from '../run-bxml.js';
import { documents, listen, Page, pageFolder } from './phone-client.js';

const test = suite('bxml phone');

const findPage = async () => ({ folder: pageFolder, remove: () => undefined });

/** Runs the command until its address is printed. */
async function running(target: string, options: PhoneOptions = {}, given: Partial<Io> = {}) {
  const interruption = new AbortController();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let errors = '';
  stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: interruption.signal,
    ...given,
  };
  const status = phone(io, target, { port: '0', json: true, ...options }, findPage);
  const failed = status.then((code) => {
    throw new Error(`ended with ${code}: ${errors}`);
  });
  const [line] = await Promise.race([once(stdout, 'data'), failed]);
  failed.catch(() => undefined);
  const { url, target: name } = JSON.parse(String(line)) as { url: string; target: string };
  const html = await (await fetch(url)).text();
  const token = /content="([^"]+)"/.exec(html)?.[1] ?? '';
  const page = await new Page({ url, token, readers: 0, close: async () => undefined }).open();
  return {
    page,
    name,
    errors: () => errors,
    exported: async (format: string) =>
      (await fetch(`${url}/export?format=${format}`, { headers: { [TOKEN_HEADER]: token } })).text(),
    async end() {
      page.close();
      interruption.abort();
      return status;
    },
  };
}

test('prints the address of the phone, and ends when it is interrupted', async () => {
  const app = await listen(documents({ '/voice': '<SpeakSentence>Hi.</SpeakSentence>' }));
  const command = await running(`${app.origin}/voice`, { from: '+15550000009' });
  assert.is(command.name, `${app.origin}/voice`);
  const [session] = command.page.messages;
  assert.equal(session?.kind === 'session' && session.defaults, { from: '+15550000009', to: '', displayName: '' });
  await command.page.dial();
  await command.page.entry('Hi.');
  assert.is(await command.end(), 130);
  await app.close();
});

test('sends the first event with GET, and credentials after a challenge', async () => {
  const methods: string[] = [];
  const app = await listen((request, response) => {
    methods.push(`${request.method} ${request.headers.authorization ?? ''}`);
    if (request.headers.authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end('<Response><SpeakSentence>In.</SpeakSentence></Response>');
  });
  const command = await running(app.origin, { method: 'GET', user: 'voice:secret-71' });
  await command.page.dial();
  await command.page.entry('In.');
  assert.equal(methods.slice(0, 2), ['GET ', `GET Basic ${btoa('voice:secret-71')}`]);
  await command.end();
  await app.close();
});

test('says that nothing listens yet, and starts anyway', async () => {
  const app = await listen(() => undefined);
  await app.close();
  const command = await running(app.origin);
  await command.page.dial();
  await command.page.entry('calls +15551230002');
  assert.match(command.errors(), `Nothing listens at ${app.origin} yet`);
  await command.end();
});

const entry = fileURLToPath(new URL('../../src/bxml.ts', import.meta.url));
const moduleSource = (words: string) =>
  `export const app = async (request) => {
    const { eventType } = await request.json();
    if (eventType !== 'initiate') return new Response(null, { status: 204 });
    return new Response('<Response><SpeakSentence>${words}</SpeakSentence></Response>', { headers: { 'content-type': 'application/xml' } });
  };\n`;

test('runs a module in a process of its own, and loads it again when it changes', async () => {
  const project = createProject();
  const file = project.write('app.mjs', moduleSource('First.'));
  const command = await running(file, {}, { cwd: project.folder, again: { entry, args: ['phone', file] } });
  try {
    assert.is(command.name, 'app.mjs');
    const { page } = command;
    await page.dial();
    await page.entry('First.');
    await page.send({ kind: 'skip', seconds: 5 });
    await page.handset('caller', 'over');
    assert.match(await command.exported('test'), /import \{ app \} from '\.\/app\.mjs';(.|\n)*hears\('First\.'\)/);
    project.write('app.mjs', moduleSource('Second.'));
    await page.until(
      () => page.messages.some((each) => each.kind === 'application' && !each.application.isReachable),
      'it is loaded again',
    );
    await page.until(
      () => page.messages.findLast((each) => each.kind === 'application')?.application.isReachable === true,
      'it is back',
    );
    await page.dial();
    await page.entry('Second.');
    project.write('app.mjs', 'export default nonsense;');
    const away = await page.until(
      () =>
        page.messages.findLast(
          (each) => each.kind === 'application' && /could not be loaded/.test(each.application.message),
        ),
      'it fails',
    );
    assert.match(JSON.stringify(away), 'nonsense is not defined');
  } finally {
    await command.end();
    project.remove();
  }
});

const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no target', ['phone'], /missing required argument 'target'/],
  ['a file that is not there', ['phone', 'nowhere.tsx'], /Cannot find the file nowhere\.tsx/],
  ['a URL of another scheme', ['phone', 'ftp://example.com'], /The URL has the scheme ftp:/],
  ['credentials in the URL', ['phone', 'http://voice:secret@localhost:1/'], /credentials in it(.|\n)*--user/],
  [
    'a wrong port',
    ['phone', '--port', 'many', 'http://localhost:1/'],
    /--port is "many"; expected a number from 0 to 65535/,
  ],
  ['a wrong method', ['phone', '--method', 'PUT', 'http://localhost:1/'], /Allowed choices are POST, GET/],
  ['a password without a name', ['phone', '--user', ':x', 'http://localhost:1/'], /no user name/],
];

for (const [what, args, message] of mistakes)
  test(`says what is wrong with ${what}`, async () => {
    const { status, stderr } = await runBxml(args);
    assert.is(status, 2);
    assert.match(stderr, message);
    assert.not.match(stderr, 'secret@');
  });

test('says that a port is in use', async () => {
  const app = await listen(() => undefined);
  const { port } = new URL(app.origin);
  await running('http://localhost:1', { port }).then(
    () => assert.unreachable(),
    (error: Error) => assert.match(error.message, `Port ${port} is in use.`),
  );
  await app.close();
});

test('its help has examples', async () => {
  const { stdout } = await runBxml(['phone', '--help']);
  assert.match(stdout, 'bxml phone http://localhost:3000/initiate');
  assert.not.match(stdout, 'serve-module');
});

test.run();
