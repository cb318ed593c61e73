// The command `bxml phone`: URLs, modules that change, options and mistakes.
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
      () => page.messages.findLast((each) => each.kind === 'application' && /nonsense/.test(each.application.message)),
      'it fails',
    );
    assert.match(JSON.stringify(away), 'nonsense is not defined');
  } finally {
    await command.end();
    project.remove();
  }
});

/** The messages about the application, the latest last. */
const applications = (page: Page) =>
  page.messages.flatMap((each) => (each.kind === 'session' || each.kind === 'application' ? [each.application] : []));

const failed = (page: Page) =>
  page.until(() => {
    const latest = applications(page).at(-1);
    return latest?.isReachable === false && latest.isLoading !== true && latest;
  }, 'why the module cannot be called');

/** What can be wrong with a module when the phone starts: its source, and what the page says. */
const broken: readonly (readonly [what: string, source: string, message: RegExp, env?: Record<string, string>])[] = [
  ['does not compile', 'export const app = (;\n', /^app\.ts cannot be compiled:\n\s+app\.ts:1:21: Unexpected ";"\n/],
  [
    'has a tag that is not closed',
    'export const app = <a>\n</b>;\n',
    /app\.tsx:2:3: Unexpected closing "b" tag does not match opening "a" tag\. The opening "a" tag is at app\.tsx:1:21\n/,
  ],
  [
    'imports a file that does not exist',
    "import { x } from './none.js';\nexport const app = x;\n",
    /app\.ts:1:19: Could not resolve "\.\/none\.js"/,
  ],
  [
    'imports a package that is not installed',
    "import x from 'not-installed';\nexport const app = x;\n",
    /app\.ts imports not-installed, which is not installed\.\nnpm install not-installed\n/,
  ],
  [
    'throws',
    'const settings: any = undefined;\nexport const app = settings.listener;\n',
    /app\.ts threw an error while it was loaded: TypeError.*\n\s+at app\.ts:2:29\n/,
  ],
  ['exports nothing usable', 'export const app = 7;\n', /app of app\.ts is a number, not an application\./],
  [
    'exports nothing',
    'console.log("loaded");\n',
    /app\.ts exports no application\. It exports nothing\.\nExport the app/,
  ],
  [
    'ends the process',
    'console.error("API_KEY is missing");\nprocess.exit(3);\n',
    /app\.ts called process\.exit\(3\) while it was loaded\.(.|\n)*It printed:\nAPI_KEY is missing\n/,
  ],
  [
    'never finishes loading',
    'await new Promise(() => setInterval(() => {}, 1000));\nexport const app = 1;\n',
    /app\.ts did not finish loading within 1\.5 s/,
  ],
  [
    'blocks',
    'for (;;);\n',
    /The process was blocked for 4 s while loading app\.ts\. It was ended\.\nLook for an endless loop/,
    { BXML_BLOCKED_AFTER: '4' },
  ],
  ['runs out of memory or crashes', 'process.abort();\n', /The process crashed while loading app\.ts/],
];

for (const [what, source, message, env = {}] of broken)
  test(`opens a page for a module that ${what}, and says why it cannot be called until it is corrected`, async () => {
    const project = createProject();
    project.write('package.json', '{ "type": "module" }');
    const name = source.includes('</') ? 'app.tsx' : 'app.ts';
    const file = project.write(name, source);
    const again = { entry, args: ['phone', file, '--load-timeout', '1.5'] };
    const command = await running(file, {}, { cwd: project.folder, again, env: { ...process.env, ...env } });
    const { page } = command;
    try {
      const away = await failed(page);
      assert.match(away.message, message);
      assert.match(away.message, /\nThe phone loads it again when one of its files changes\.$/);
      assert.not.match(away.message, /bxml:/);
      const refused = await page.send({
        kind: 'dial',
        from: '+15551230001',
        to: '+15551230002',
        displayName: '',
        sipHeaders: {},
      });
      assert.equal(refused, { ok: false, error: away.message });
      const created = await page.send({
        kind: 'createCall',
        from: '+15551230001',
        to: '+15551230002',
        answerUrl: '',
        machineDetection: false,
      });
      assert.equal(created, { ok: false, error: away.message });
      assert.is(page.entries.size, 0);
      project.write(name, moduleSource('Corrected.').replace('request)', 'request: Request)'));
      await page.until(() => applications(page).at(-1)?.isReachable === true, 'it is corrected');
      await page.dial();
      await page.entry('Corrected.');
    } finally {
      await command.end();
      project.remove();
    }
  });

test('loads a module again when an imported file is corrected, or created', async () => {
  const project = createProject();
  project.write('package.json', '{ "type": "module" }');
  const file = project.write('app.ts', "export { app } from './handlers/menu.js';\n");
  mkdirSync(join(project.folder, 'handlers'));
  const command = await running(file, {}, { cwd: project.folder, again: { entry, args: ['phone', file] } });
  const { page } = command;
  try {
    assert.match((await failed(page)).message, 'Could not resolve "./handlers/menu.js"');
    project.write('handlers/menu.ts', 'export const app = (;\n');
    const wrong = await page.until(
      () => applications(page).find(({ message }) => message.includes('menu.ts')),
      'it was created',
    );
    assert.match(wrong.message, 'handlers/menu.ts:1:21: Unexpected ";"');
    project.write('handlers/menu.ts', moduleSource('Corrected.').replace('request)', 'request: Request)'));
    await page.until(() => applications(page).at(-1)?.isReachable === true, 'it is corrected');
    await page.dial();
    await page.entry('Corrected.');
  } finally {
    await command.end();
    project.remove();
  }
});

test('loads JavaScript again when a file that it imports changes, also through others', async () => {
  const project = createProject();
  project.write('package.json', '{ "type": "module" }');
  mkdirSync(join(project.folder, 'words'));
  const file = project.write('app.js', `import { words } from './menu.cjs';\n${moduleSource("' + words + '")}`);
  project.write('menu.cjs', "exports.words = require('./words').hello;\n");
  project.write('words/package.json', '{ "type": "commonjs" }');
  project.write('words/index.js', "exports.hello = 'First.';\n");
  const command = await running(file, {}, { cwd: project.folder, again: { entry, args: ['phone', file] } });
  const { page } = command;
  try {
    await page.dial();
    await page.entry('First.');
    await page.send({ kind: 'skip', seconds: 5 });
    await page.handset('caller', 'over');
    const before = applications(page).length;
    project.write('words/index.js', "exports.hello = 'Second.';\n");
    await page.until(
      () =>
        applications(page)
          .slice(before)
          .some(({ isReachable }) => !isReachable),
      'it is loaded again',
    );
    await page.until(() => applications(page).at(-1)?.isReachable === true, 'it is back');
    await page.dial();
    await page.entry('Second.');
  } finally {
    await command.end();
    project.remove();
  }
});

test('says that a module has ended, and refuses to dial until it starts again', async () => {
  const project = createProject();
  const stops = `export const app = async (_request) => { console.error('no more'); setTimeout(() => process.exit(4)); return new Response(null, { status: 204 }); };\n`;
  const file = project.write('app.mjs', stops);
  const command = await running(file, {}, { cwd: project.folder, again: { entry, args: ['phone', file] } });
  const { page } = command;
  try {
    await page.dial();
    assert.match((await failed(page)).message, /^app\.mjs ended with status 4\.\nno more\nThe phone loads it again/);
    const refused = await page.send({ kind: 'dial', from: '+1', to: '+2', displayName: '', sipHeaders: {} });
    assert.match(JSON.stringify(refused), 'app.mjs ended with status 4.');
  } finally {
    await command.end();
    project.remove();
  }
});

test('exports a test of the export that a module has now', async () => {
  const project = createProject();
  const file = project.write('app.mjs', 'export default nonsense;');
  const command = await running(file, {}, { cwd: project.folder, again: { entry, args: ['phone', file] } });
  try {
    await failed(command.page);
    project.write('app.mjs', moduleSource('Hi.').replace('export const app', 'export const handler'));
    await command.page.until(() => applications(command.page).at(-1)?.isReachable === true, 'it is corrected');
    await command.page.dial();
    await command.page.entry('Hi.');
    await command.page.send({ kind: 'skip', seconds: 5 });
    await command.page.handset('caller', 'over');
    assert.match(await command.exported('test'), "import { handler as app } from './app.mjs';");
  } finally {
    await command.end();
    project.remove();
  }
});

const mistakes: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no target', ['phone'], /missing required argument 'target'/],
  ['a file that is not there', ['phone', 'nowhere.tsx'], /Cannot find the file nowhere\.tsx/],
  ['a folder', ['phone', 'src'], /src is a folder; expected a module or a URL/],
  [
    'a tsconfig that is not there',
    ['phone', '--tsconfig', 'none.json', 'cli/test/phone/phone-client.ts'],
    /Cannot find the file none\.json/,
  ],
  ['an invalid path', ['phone', '--url', 'http://[', 'cli/test/phone/phone-client.ts'], /--url is "http:\/\/\["/],
  ['an invalid time limit', ['phone', '--load-timeout', '0', 'app.ts'], /Expected a number of seconds above 0/],
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
