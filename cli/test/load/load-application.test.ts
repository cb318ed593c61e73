import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type LoadOptions, loadApplication } from '../../src/load/load-application.js';
import { CommandError } from '../../src/terminal/command-error.js';
import type { Io } from '../../src/terminal/io.js';
import { project, settings } from '../project.js';

const test = suite('loadApplication');

function ioIn(cwd: string): Io {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  return { stdin, stdout, stderr, env: {}, cwd, signal: new AbortController().signal };
}

/** Loads a target and returns what a call hears. */
async function heard(cwd: string, target: string, options: LoadOptions = {}): Promise<string> {
  const { application, url, origin, dispose } = await loadApplication(ioIn(cwd), target, options);
  try {
    const call = await simulate(application, { origin }).call({ url });
    await call.ends();
    return call.timeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.text] : [])).join(' ');
  } finally {
    await dispose();
  }
}

async function refused(cwd: string, target: string, options: LoadOptions = {}): Promise<CommandError> {
  try {
    await loadApplication(ioIn(cwd), target, options);
  } catch (error) {
    assert.instance(error, CommandError);
    return error as CommandError;
  }
  throw new Error(`${target} was loaded`);
}

const document = `<Response><SpeakSentence>Hello</SpeakSentence></Response>`;
const xml = JSON.stringify(document);
const koa = `import Koa from 'koa'; import { webhooks } from 'bxml-jsx/koa';
const middleware = webhooks({ initiate: () => ${xml}, disconnect() {} });
`;
const web = `const answer = () => new Response(${xml}, { headers: { 'content-type': 'application/xml' } });
`;
const listener = `(request, response) => {
  response.setHeader('content-type', 'application/xml');
  response.end(${xml});
}`;

/** Modules that are applications, by what they export. */
const applications: Record<string, string> = {
  'a Koa app as default': `${koa} export default new Koa().use(middleware);`,
  'a Koa app as app': `${koa} export const app = new Koa().use(middleware);`,
  'a promise of a Koa app': `${koa} export default Promise.resolve(new Koa().use(middleware));`,
  'a factory as default': `${koa} export default function make() { return new Koa().use(middleware); }`,
  createApp: `${koa} export function createApp() { return new Koa().use(middleware); }`,
  'createApp with optional arguments': `${koa} export function createApp(options) { return new Koa().use(middleware); }`,
  'an asynchronous factory': `${koa} export const buildServer = async () => new Koa().use(middleware);`,
  'a factory that returns the app among others': `${koa} export const createServer = () => ({ app: new Koa().use(middleware), queue: {} });`,
  'Koa middleware of this package': `${koa} export { middleware };`,
  'Koa middleware': `${koa} export default (ctx, next) => middleware(ctx, next);`,
  'a Koa router': `import Router from '@koa/router'; ${koa} export const router = new Router().post('/', middleware);`,
  'a fetch handler': `${web} export default (request) => answer(request);`,
  'a fetch handler without parameters': `${web} export default answer;`,
  'an object with fetch': `${web} export default { fetch: answer };`,
  'a Hono app': `import { Hono } from 'hono'; ${web} export const app = new Hono(); app.all('*', answer);`,
  'webhooks of bxml-jsx/fetch': `import { webhooks } from 'bxml-jsx/fetch'; export const calls = webhooks({ initiate: () => ${xml} });`,
  'webhooks of bxml-jsx/node under another name': `import { webhooks } from 'bxml-jsx/node'; export const phone = webhooks({ initiate: () => ${xml} });`,
  'a listener': `export const handler = ${listener};`,
  'an Express app': `import express from 'express'; export const app = express(); app.use(${listener});`,
  'an Express router': `import express from 'express'; export const router = express.Router(); router.use(${listener});`,
  'a Connect app': `import connect from 'connect'; export const app = connect(); app.use(${listener});`,
  'a node:http server': `import { createServer } from 'node:http'; export const server = createServer(${listener});`,
  'a Fastify app': `export default { ready: async () => undefined, routing: ${listener} };`,
  'a Nest app': `import express from 'express'; const adapter = express(); adapter.use(${listener});
    export const app = { init: async () => undefined, getHttpAdapter: () => ({ getInstance: () => adapter }) };`,
  'nothing, and starts a server': `import { createServer } from 'node:http'; createServer(${listener}).listen(3000);`,
  'a server whose first listener counts requests': `import { createServer } from 'node:http'; createServer(${listener}).prependListener('request', () => {}).listen(3000);`,
  'main, which starts a server': `import { createServer } from 'node:http'; export function main() { createServer(${listener}).listen(3000); }`,
  'nothing, and starts a server later': `import { createServer } from 'node:http'; setTimeout(() => createServer(${listener}).listen('3000'), 50);`,
  'the only application under another name': `${koa} export const phone = new Koa().use(middleware); export const PORT = 3000;`,
};

for (const [name, source] of Object.entries(applications)) {
  test(`loads a module that exports ${name}`, async () => {
    const installed = ['bxml-jsx', 'koa', 'hono', 'express', 'connect', '@koa/router'];
    const folder = project({ ...settings, 'app.js': source }, installed);
    assert.is(await heard(folder, 'app.js'), 'Hello');
  });
}

test('loads CommonJS', async () => {
  const folder = project({ 'package.json': '{}', 'app.js': `module.exports = { app: ${listener} };` });
  assert.is(await heard(folder, 'app.js'), 'Hello');
});

test('--export names the export', async () => {
  const source = `${koa} export const a = new Koa(); export const b = new Koa().use(middleware);`;
  const folder = project({ ...settings, 'app.js': source });
  assert.is(await heard(folder, 'app.js', { export: 'b' }), 'Hello');
  const several = await refused(folder, 'app.js');
  assert.is(several.message, 'app.js exports several applications: a, b.');
  assert.is(several.hint, 'Choose one: --export a');
  const missing = await refused(folder, 'app.js', { export: 'c' });
  assert.is(
    missing.message,
    'app.js does not export c. It exports a (an object of Application), b (an object of Application).',
  );
});

/** A project in TSX, with what its bundle must keep. */
const tsx = {
  ...settings,
  'src/app.tsx': `import { readFileSync } from 'node:fs';
import Koa from 'koa';
import { webhooks } from 'bxml-jsx/koa';
import { Menu } from './menu.js';

enum Greeting { Hello = 'Hello' }
const name: string = readFileSync(new URL('../name.txt', import.meta.url), 'utf8');
export const app = new Koa().use(webhooks({ initiate: () => <Menu text={Greeting.Hello + name} /> }));
`,
  'src/menu.tsx': `import { Response, SpeakSentence } from 'bxml-jsx';

export const Menu = ({ text }: { text: string }) => (
  <Response>
    <SpeakSentence>{text}</SpeakSentence>
  </Response>
);
`,
  'name.txt': ' Ada',
};

test('compiles TSX with the esbuild of the project, and leaves no file', async () => {
  const folder = project(tsx);
  assert.is(await heard(folder, 'src/app.tsx'), 'Hello Ada');
  assert.is(await heard(folder, 'src/app'), 'Hello Ada');
  assert.equal(readdirSync(join(folder, 'node_modules')).sort(), ['bxml-jsx', 'esbuild', 'koa']);
  assert.equal(readdirSync(join(folder, 'src')).sort(), ['app.tsx', 'menu.tsx']);
});

test('compiles TSX with the esbuild of tsx', async () => {
  const folder = project(tsx, ['bxml-jsx', 'tsx', 'koa']);
  assert.is(await heard(folder, 'src/app.tsx'), 'Hello Ada');
});

test('compiles TSX in a project of CommonJS, also with an await at the top level', async () => {
  const files = { ...tsx, 'package.json': '{}' };
  assert.is(await heard(project(files), 'src/app.tsx'), 'Hello Ada');
  const awaiting = { ...files, 'src/app.tsx': `${tsx['src/app.tsx']}\nawait Promise.resolve();` };
  assert.is(await heard(project(awaiting), 'src/app.tsx'), 'Hello Ada');
});

test('compiles TSX without a tsconfig', async () => {
  const { 'tsconfig.json': _, ...files } = tsx;
  assert.is(await heard(project(files), 'src/app.tsx'), 'Hello Ada');
});

test('compiles with the paths of the tsconfig, and with the one that is named', async () => {
  const paths = { '@/*': ['./src/*'] };
  const compilerOptions = { module: 'preserve', jsx: 'react-jsx', jsxImportSource: 'bxml-jsx', paths };
  const folder = project({
    ...tsx,
    'tsconfig.json': '{}',
    'tsconfig.calls.json': JSON.stringify({ compilerOptions }),
    'src/app.tsx': tsx['src/app.tsx'].replace('./menu.js', '@/menu'),
  });
  assert.is(await heard(folder, 'src/app.tsx', { tsconfig: 'tsconfig.calls.json' }), 'Hello Ada');
  assert.is((await refused(folder, 'src/app.tsx')).message, 'src/app.tsx imports @/menu, which is not installed.');
  const missing = await refused(folder, 'src/app.tsx', { tsconfig: 'tsconfig.other.json' });
  assert.is(missing.message, 'Cannot find the file tsconfig.other.json.');
});

test('compiles packages of a workspace that are TypeScript', async () => {
  const folder = project({
    ...settings,
    'app.tsx': `import { app } from '@shop/calls'; export default app;`,
    'node_modules/@shop/note.txt': '',
    'packages/calls/package.json': JSON.stringify({ name: '@shop/calls', type: 'module', exports: './src/app.tsx' }),
    'packages/calls/src/app.tsx': tsx['src/app.tsx'],
    'packages/calls/src/menu.tsx': tsx['src/menu.tsx'],
    'packages/calls/name.txt': ' Grace',
  });
  const { symlinkSync } = await import('node:fs');
  symlinkSync(join(folder, 'packages/calls'), join(folder, 'node_modules/@shop/calls'));
  assert.is(await heard(folder, 'app.tsx'), 'Hello Grace');
});

test('keeps __dirname and __filename', async () => {
  const source = `import { basename } from 'node:path';
export const handler = (request: unknown, response: any) => response.setHeader('content-type', 'application/xml').end(
  '<Response><SpeakSentence>' + basename(__dirname) + ' ' + basename(__filename) + '</SpeakSentence></Response>');`;
  assert.is(await heard(project({ 'package.json': '{}', 'calls/app.ts': source }), 'calls/app.ts'), 'calls app.ts');
});

test('elements have the lines of their sources', async () => {
  const files = {
    ...tsx,
    'src/menu.tsx': tsx['src/menu.tsx'].replace('<SpeakSentence>', '<SpeakSentence voice="nova">'),
  };
  const { application } = await loadApplication(ioIn(project(files)), 'src/app.tsx');
  const call = await simulate(application).call();
  assert.match(JSON.stringify(call.timeline), /voice on <SpeakSentence> is \\+"nova/);
});

test('a URL is a running server', async () => {
  const { application, url, origin, credentials, name } = await loadApplication(
    ioIn('.'),
    'http://ada:p%40ss@localhost:3000/calls/initiate?a=1#top',
  );
  assert.is(application, 'http://localhost:3000');
  assert.is(origin, 'http://localhost:3000');
  assert.is(url, 'http://localhost:3000/calls/initiate?a=1');
  assert.is(name, url);
  assert.equal(credentials, { username: 'ada', password: 'p@ss' });
});

test('the scheme of a local URL may be left out', async () => {
  const { application, url } = await loadApplication(ioIn('.'), 'localhost:3000/initiate');
  assert.is(application, 'http://localhost:3000');
  assert.is(url, 'http://localhost:3000/initiate');
});

test('calls start at / of a module, or at the URL that is named', async () => {
  const folder = project({ ...settings, 'app.js': `export const handler = ${listener};` });
  const load = async (options: LoadOptions) => (await loadApplication(ioIn(folder), 'app.js', options)).url;
  assert.is(await load({}), 'https://app.example/');
  assert.is(await load({ url: '/initiate' }), 'https://app.example/initiate');
  assert.is(await load({ url: 'https://calls.example/initiate' }), 'https://calls.example/initiate');
  assert.is(
    (await refused(folder, 'app.js', { url: 'http://' })).message,
    '--url is "http://"; expected a path such as /initiate, or a URL.',
  );
});

test('a server that a module starts uses a free port, and is closed', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const source = `import { createServer } from 'node:http';
export const server = createServer(${listener});
await new Promise((resolve) => server.listen(${port}, resolve));
globalThis.bxmlTestPort = server.address().port;`;
  try {
    assert.is(await heard(project({ ...settings, 'app.js': source }), 'app.js'), 'Hello');
    const used = Reflect.get(globalThis, 'bxmlTestPort');
    assert.is.not(used, port);
    const closed = await fetch(`http://127.0.0.1:${used}/`).then(
      () => false,
      () => true,
    );
    assert.ok(closed);
  } finally {
    taken.close();
    Reflect.deleteProperty(globalThis, 'bxmlTestPort');
  }
});

/** Modules that cannot be used: source, message, hint. */
const unusable: readonly (readonly [string, string, RegExp, RegExp])[] = [
  [
    'app.js',
    'export {};',
    /^app\.js exports no application\. It exports nothing\.$/,
    /^Export the app: export default app/,
  ],
  [
    'app.js',
    `export const voicemail = (options) => 1; export const PATH = '/a'; export const list = []; export const nothing = null;`,
    /^app\.js exports no application\. It exports PATH \(a string\), list \(an array\), nothing \(null\), voicemail \(a function\)\.$/,
    /^If voicemail makes it, write a module that calls it, and name that module: import \{ voicemail \} from '\.\/app\.js'; export default \(\) => voicemail\(settings\);$/,
  ],
  [
    'app.js',
    'export default class App {}',
    /^The default export of app\.js is a class, not an application\./,
    /export default new/,
  ],
  [
    'app.js',
    'export default { initiate() {} };',
    /^The default export of app\.js is an object of handlers, not/,
    /webhooks\(handlers\)/,
  ],
  ['app.js', 'export const app = 5;', /^app of app\.js is a number, not an application/, /Export the app/],
  [
    'app.js',
    'export function createApp(settings) { return settings.app; }',
    /^createApp of app\.js is a function that needs arguments, not/,
    /export default createApp\(…\)/,
  ],
  [
    'app.js',
    'export default function app() { return 5; }',
    /^The default export of app\.js is a function that returns a number, not/,
    /Export the app/,
  ],
  [
    'app.js',
    `throw new TypeError('no database');`,
    /^app\.js threw an error while it was loaded: TypeError: no database\n {4}at app\.js:1:7$/,
    /^undefined$/,
  ],
  ['app.js', `throw 'text';`, /^app\.js threw an error while it was loaded: text$/, /^undefined$/],
  [
    'app.js',
    `setTimeout(() => { throw new Error('later') }, 5); await new Promise(() => {});`,
    /^app\.js threw an error while it was loaded: later\n {4}at app\.js:1:26/,
    /^undefined$/,
  ],
  [
    'app.js',
    `Promise.reject(new Error('rejected')); await new Promise(() => {});`,
    /^app\.js threw an error while it was loaded: rejected/,
    /^undefined$/,
  ],
  [
    'app.js',
    `export default () => { throw new Error('in the factory') }`,
    /^app\.js threw an error while it was loaded: in the factory\n {4}at app\.js:1:30/,
    /^undefined$/,
  ],
  ['app.js', `process.exit(3);`, /^app\.js called process\.exit\(3\) while it was loaded\.$/, /environment variable/],
  [
    'app.js',
    `import 'left-pad/x'; export default 1;`,
    /^app\.js imports left-pad, which is not installed\.$/,
    /^npm install left-pad$/,
  ],
  [
    'app.js',
    `import './other.js'; export default 1;`,
    /^app\.js imports other\.js, which does not exist\.$/,
    /Compile the project again/,
  ],
  [
    'app.js',
    `export default <Response/>;`,
    /^app\.js threw an error while it was loaded: SyntaxError: Unexpected token '<'/,
    /JSX was not compiled/,
  ],
  [
    'app.tsx',
    `import x from 'left-pad';\nexport default x;`,
    /^app\.tsx imports left-pad, which is not installed\.$/,
    /^npm install left-pad$/,
  ],
  ['app.tsx', `\nconst a = ;`, /^app\.tsx cannot be compiled:\n {2}app\.tsx:2:11: Unexpected ";"$/, /^undefined$/],
  [
    'app.tsx',
    `import './other.js';`,
    /^app\.tsx cannot be compiled:\n {2}app\.tsx:1:8: Could not resolve "\.\/other\.js"$/,
    /^undefined$/,
  ],
  [
    'app.tsx',
    `\n\nthrow new Error('in TSX');`,
    /^app\.tsx threw an error while it was loaded: in TSX\n {4}at app\.tsx:3:7$/,
    /^undefined$/,
  ],
  [
    'app.tsx',
    `/** @jsxRuntime classic */ export default <a/>;`,
    /^app\.tsx threw an error while it was loaded: ReferenceError: React is not defined/,
    /bxml doctor/,
  ],
  [
    'app.tsx',
    `/** @jsxImportSource react */ export default <a/>;`,
    /^app\.tsx imports react\/jsx-dev-runtime, which is not installed\.$|^app\.tsx imports react, which/,
    /jsxImportSource/,
  ],
];

for (const [file, source, message, hint] of unusable) {
  test(`refuses ${file}: ${source.trim().slice(0, 60)}`, async () => {
    const error = await refused(project({ ...settings, [file]: source }), file);
    assert.match(error.message, message);
    assert.match(String(error.hint), hint);
    assert.is(error.status, 2);
  });
}

test('refuses a module whose top-level await does not settle', async () => {
  const folder = project({ ...settings, 'app.js': 'await new Promise(() => {});' });
  const error = await refused(folder, 'app.js', { loadTimeout: 0.1 });
  assert.is(error.message, 'app.js did not finish loading within 0.1 s: an await at its top level does not settle.');
  assert.match(String(error.hint), '--load-timeout 60');
});

test('refuses TSX without esbuild', async () => {
  const error = await refused(project(tsx, ['bxml-jsx', 'koa']), 'src/app.tsx');
  assert.is(error.message, 'src/app.tsx has to be compiled, and neither esbuild nor tsx is installed in its project.');
  assert.match(String(error.hint), 'npm install --save-dev esbuild');
});

test('refuses targets that are not modules', async () => {
  const folder = project({ ...settings, 'app.css': '', 'src/app.tsx': '' });
  const cases: readonly (readonly [string, string, string])[] = [
    ['none.ts', 'Cannot find the file none.ts.', 'Name a module, such as src/app.tsx, or the URL of a running server.'],
    ['src/app.js', 'Cannot find the file src/app.js.', 'Did you mean src/app.tsx?'],
    ['src', 'src is a folder; expected a module or a URL.', 'Name the file, such as src/app.tsx.'],
    [
      'dev.example:3000/a',
      'Cannot find the file dev.example:3000/a.',
      'Did you mean the URL http://dev.example:3000/a?',
    ],
    [
      'app.css',
      'app.css is not a module.',
      'Name a module (.tsx, .ts, .mts, .cts, .jsx, .js, .mjs, .cjs), or the URL of a running server.',
    ],
    ['http://:', 'The target is not a valid URL.', 'Write it as http://localhost:3000/initiate.'],
  ];
  for (const [target, message, hint] of cases) {
    const error = await refused(folder, target);
    assert.is(error.message, message);
    assert.is(error.hint, hint);
  }
});

test.run();
