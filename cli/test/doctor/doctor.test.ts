import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { checkPackages } from '../../src/doctor/check-packages.js';
import { readProject } from '../../src/doctor/project-facts.js';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml doctor');

type Files = Readonly<Record<string, string>>;

const component = `import { Response } from 'bxml-jsx';\nexport const Menu = () => <Response />;\n`;
const right: Files = { ...settings, 'src/menu.tsx': component };

const tsconfig = (compilerOptions: object, more: object = {}): string => {
  const usual = { module: 'nodenext', jsx: 'react-jsx', jsxImportSource: 'bxml-jsx' };
  return JSON.stringify({ compilerOptions: { ...usual, ...compilerOptions }, ...more });
};

const packageJson = (more: object): string => JSON.stringify({ name: 'calls', type: 'module', ...more });

const koa = `import Koa from 'koa'; import { webhooks } from 'bxml-jsx/koa';\n`;

/** Set-ups that are wrong: the files that differ, what is installed, and the beginning of the report. */
const wrong: readonly {
  readonly name: string;
  readonly files: Files;
  readonly installed?: readonly string[];
  readonly report: string;
}[] = [
  {
    name: 'jsx is missing',
    files: { 'tsconfig.json': tsconfig({ jsx: undefined }) },
    report:
      '✗ tsconfig.json does not set jsx, so that src/menu.tsx is not compiled. jsx-missing\n  Set "jsx": "react-jsx"',
  },
  {
    name: 'jsxImportSource is missing',
    files: { 'tsconfig.json': tsconfig({ jsxImportSource: undefined }) },
    report:
      '✗ tsconfig.json does not set jsxImportSource, so that src/menu.tsx is compiled for React. jsx-import-source\n  Set "jsxImportSource": "bxml-jsx".',
  },
  {
    name: 'jsxImportSource is that of Preact, in a tsconfig that is extended',
    files: {
      'tsconfig.json': `{ // comment\n "extends": "./base", "include": ["src",], }`,
      'base.json': tsconfig({ jsxImportSource: 'preact' }),
    },
    report:
      '✗ tsconfig.json sets "jsxImportSource": "preact", so that src/menu.tsx is compiled for preact. jsx-import-source\n',
  },
  {
    name: 'jsx is react',
    files: { 'tsconfig.json': tsconfig({ jsx: 'react' }) },
    report: '✗ tsconfig.json sets "jsx": "react", which compiles src/menu.tsx to React.createElement. jsx-classic\n',
  },
  {
    name: 'jsx is preserve, without a tool that compiles it',
    files: { 'tsconfig.json': tsconfig({ jsx: 'preserve' }) },
    report:
      '✗ tsconfig.json sets "jsx": "preserve", which leaves the JSX of src/menu.tsx in the output. jsx-preserve\n',
  },
  {
    name: 'a file is outside of include',
    files: { 'tsconfig.json': tsconfig({}, { include: ['src'] }), 'test/menu.test.tsx': component },
    report:
      '✗ test/menu.test.tsx is not in the include of tsconfig.json, so that editors and tsx compile its JSX for React. outside-include\n  Add "test" to include.',
  },
  {
    name: 'there is no tsconfig',
    files: { 'tsconfig.json': '' },
    report: '✗ tsconfig.json cannot be read: ',
  },
  {
    name: 'the tsconfig extends one that does not exist',
    files: { 'tsconfig.json': '{ "extends": "./none.json" }' },
    report: '✗ tsconfig.json cannot be read: it extends ./none.json, which does not exist. tsconfig-invalid\n',
  },
  {
    name: 'the library is not installed',
    files: { 'package.json': packageJson({ dependencies: { 'bxml-jsx': '*' } }) },
    installed: [],
    report: '✗ bxml-jsx is not installed. not-installed\n  npm install\n',
  },
  {
    name: 'two copies are installed',
    files: {
      'node_modules/flows/package.json': '{}',
      'node_modules/flows/node_modules/bxml-jsx/package.json': '{"name":"bxml-jsx","version":"0.0.9"}',
    },
    report:
      '✗ bxml-jsx is installed 2 times: 0.1.0 in node_modules/bxml-jsx, 0.0.9 in node_modules/flows/node_modules/bxml-jsx. Classes',
  },
  {
    name: 'Koa is missing',
    files: { 'src/app.ts': koa },
    installed: ['bxml-jsx'],
    report: '✗ bxml-jsx/koa needs koa, which is not installed. peer-missing\n  npm install koa\n',
  },
  {
    name: 'Koa is too old',
    files: {
      'src/app.ts': koa,
      'node_modules/koa/package.json': '{"version":"1.7.0"}',
      'node_modules/@types/koa/package.json': '{"version":"3.0.0"}',
    },
    installed: ['bxml-jsx'],
    report: '✗ bxml-jsx/koa needs koa 2.15 or 3; 1.7.0 is installed. peer-version\n  npm install koa@3\n',
  },
  {
    name: 'BullMQ is missing',
    files: { 'src/queue.ts': `import { bullmqQueue } from 'bxml-jsx/bullmq';\n` },
    report: '✗ bxml-jsx/bullmq needs bullmq, which is not installed. peer-missing\n',
  },
  {
    name: 'the types of Koa are missing',
    files: { 'src/app.ts': koa },
    installed: ['bxml-jsx', 'koa', 'typescript'],
    report:
      '✗ The types of Koa are not installed, so that bxml-jsx/koa has no types. types-missing\n  npm install --save-dev @types/koa\n',
  },
  {
    name: 'moduleResolution is node',
    files: { 'tsconfig.json': tsconfig({ module: 'esnext', moduleResolution: 'Node' }) },
    report:
      '✗ tsconfig.json sets "moduleResolution": "Node": TypeScript does not find the entries of bxml-jsx. module-resolution\n',
  },
  {
    name: 'moduleResolution is node10 by default',
    files: {
      'tsconfig.json': tsconfig({ module: 'ES2022' }),
      'node_modules/typescript/package.json': '{"version":"5.9.3"}',
    },
    report:
      '✗ tsconfig.json does not set moduleResolution, which is node10 with "module": "es2022": TypeScript does not find',
  },
  {
    name: 'a condition of the sources',
    files: { 'tsconfig.json': tsconfig({ customConditions: ['bxml-jsx-source'] }) },
    report: '✗ tsconfig.json has the condition bxml-jsx-source, whose files are not published. exports-conditions\n',
  },
  {
    name: 'exports are not read',
    files: {
      'tsconfig.json': tsconfig({ module: 'esnext', moduleResolution: 'bundler', resolvePackageJsonExports: false }),
    },
    report:
      '✗ tsconfig.json sets "resolvePackageJsonExports": false: TypeScript does not find the entries of bxml-jsx. exports-conditions\n',
  },
  {
    name: 'ES modules in a package of CommonJS',
    files: {
      'package.json': packageJson({ type: 'commonjs' }),
      'tsconfig.json': tsconfig({ module: 'esnext', moduleResolution: 'bundler' }),
    },
    report:
      '✗ tsconfig.json sets "module": "esnext", and package.json sets "type": "commonjs": Node cannot run the output. module-type\n',
  },
  {
    name: 'SWC compiles for React',
    files: { '.swcrc': '{ "jsc": { "transform": { "react": { "runtime": "automatic" } } } }' },
    report: '✗ .swcrc does not compile JSX for bxml-jsx. jsx-import-source\n',
  },
  {
    name: 'Babel compiles for React',
    files: { 'babel.config.json': '{ "presets": ["@babel/preset-react"] }' },
    report: '✗ babel.config.json does not compile JSX for bxml-jsx. jsx-import-source\n',
  },
  {
    name: 'Jest compiles for React, and loads CommonJS',
    files: { 'jest.config.js': `export default { transform: { '\\\\.tsx?$': '@swc/jest' } };` },
    report: '✗ jest.config.js compiles JSX by @swc/jest, and not for bxml-jsx. jest-jsx\n',
  },
  {
    name: 'Jest loads CommonJS',
    files: {
      'jest.config.js': `export default { transform: { '\\\\.tsx?$': ['@swc/jest', { importSource: 'bxml-jsx' }] } };`,
    },
    report: '✗ jest.config.js loads CommonJS, and bxml-jsx consists of ES modules. jest-esm\n',
  },
  {
    name: 'middleware reads the body',
    files: {
      'src/app.js': `${koa}
import { json } from 'node:stream/consumers';
const calls = webhooks({});
const app = new Koa();
app.use(async (ctx, next) => { ctx.state.event = await json(ctx.req); await next(); });
app.use(calls);`,
    },
    report:
      '✗ src/app.js:6 reads the bodies of requests before the webhooks do, and does not keep them. body-consumed\n  Mount the webhooks before it',
  },
];

for (const { name, files, installed = ['bxml-jsx', 'koa'], report } of wrong) {
  test(`finds: ${name}`, async () => {
    const cwd = project({ ...right, ...files }, installed);
    const { status, stdout, stderr } = await runBxml(['doctor'], { cwd });
    assert.is(stderr, '');
    assert.is(status, 1, stdout);
    assert.ok(stdout.startsWith(report), stdout);
  });
}

/** Set-ups that are right. */
const fine: readonly (readonly [string, Files])[] = [
  ['the usual settings', {}],
  [
    'a pragma in the file',
    {
      'tsconfig.json': tsconfig({ jsxImportSource: 'react' }),
      'src/menu.tsx': `/** @jsxImportSource bxml-jsx */\n${component}`,
    },
  ],
  [
    'a tsconfig of the folder',
    { 'tsconfig.json': tsconfig({ jsxImportSource: 'react' }), 'src/tsconfig.json': tsconfig({}) },
  ],
  [
    'a tsconfig of the tests',
    {
      'tsconfig.json': tsconfig({}, { include: ['src'] }),
      'tsconfig.test.json': tsconfig({}, { include: ['test'] }),
      'test/a.tsx': component,
    },
  ],
  [
    'jsx that Vite compiles',
    { 'package.json': packageJson({ devDependencies: { vite: '*' } }), 'tsconfig.json': tsconfig({ jsx: 'preserve' }) },
  ],
  [
    'components of React elsewhere',
    { 'web/tsconfig.json': tsconfig({ jsxImportSource: 'react' }), 'web/app.tsx': 'export const App = () => <a />;' },
  ],
  [
    'SWC for the library',
    { '.swcrc': '{ "jsc": { "transform": { "react": { "runtime": "automatic", "importSource": "bxml-jsx" } } } }' },
  ],
  [
    'another package in a folder',
    { 'packages/web/package.json': '{}', 'packages/web/tsconfig.json': '{}', 'packages/web/menu.tsx': component },
  ],
  [
    'a body parser that keeps the body',
    {
      'src/app.js': `${koa}const app = new Koa();\napp.use(async (ctx, next) => { ctx.request.rawBody = await text(ctx.req); await next(); });\napp.use(webhooks({}));`,
    },
  ],
  [
    'a reader after the webhooks',
    {
      'src/app.js': `${koa}const app = new Koa();\napp.use(webhooks({}));\napp.use(async (ctx) => { ctx.body = await text(ctx.req); });`,
    },
  ],
  [
    'a body parser',
    {
      'src/app.js': `${koa}import { bodyParser } from '@koa/bodyparser';\nconst app = new Koa();\napp.use(bodyParser());\napp.use(webhooks({}));`,
    },
  ],
];

for (const [name, files] of fine) {
  test(`accepts: ${name}`, async () => {
    const cwd = project({ ...right, ...files }, ['bxml-jsx', 'koa']);
    const { status, stdout } = await runBxml(['doctor'], { cwd });
    assert.is(status, 0, stdout);
    assert.match(stdout, /^✓ The set-up is right: \d+ files? that uses? bxml-jsx\.\n$/);
  });
}

test('finds a Node that is too old', () => {
  const found = readProject(project(right));
  if (found === undefined) throw new Error('no project');
  assert.equal(checkPackages(found, '20.18.3'), [
    { code: 'node-version', message: 'Node is 20.18.3; bxml-jsx needs 20.19 or later.', fix: 'Install a newer Node.' },
  ]);
  for (const version of ['20.19.0', '22.0.0', '24.1.0']) assert.equal(checkPackages(found, version), []);
});

test('says so if the project, or the application, does not use the library', async () => {
  const plain = `export default (request, response) => response.end('<Response/>');`;
  const unused = project({ ...settings, 'app.js': plain }, ['bxml-jsx']);
  const message = 'No file of the project imports bxml-jsx, so that there is nothing to check. not-used';
  for (const args of [[], ['--app', 'app.js']]) {
    const { status, stdout } = await runBxml(['doctor', ...args], { cwd: unused });
    assert.is(status, 1);
    assert.ok(stdout.startsWith(`✗ ${message}\n`), stdout);
  }
  const answer = `webhooks({ initiate: () => '<Response><Hangup/></Response>', disconnect() {} })`;
  const cwd = project({
    ...right,
    'app.js': plain,
    'app.ts': `const status: number = 204; export default (request, response) => response.writeHead(status).end();`,
    'split.js': `import { calls } from './lib/calls.js'; export default calls;`,
    'lib/calls.js': `import { webhooks } from 'bxml-jsx/fetch'; export const calls = ${answer};`,
  });
  for (const app of ['app.js', 'app.ts']) {
    const { status, stdout } = await runBxml(['doctor', '--app', app], { cwd });
    assert.is(status, 1);
    assert.ok(stdout.startsWith(`✗ ${app} does not import bxml-jsx, so that there is nothing to check. not-used\n`));
  }
  assert.is((await runBxml(['doctor', '--app', 'split.js'], { cwd })).status, 0);
});

test('--app sends an event, and finds a body that is gone', async () => {
  const app = (more: string): string => `${koa}import { text } from 'node:stream/consumers';
const reader = async (ctx, next) => { await text(ctx.req); await next(); };
export const app = new Koa().use(${more});`;
  const answer = `webhooks({ initiate: () => '<Response><Hangup/></Response>', disconnect() {} })`;
  const eaten = project({ ...right, 'app.js': app(`reader).use(${answer}`) });
  const { status, stdout } = await runBxml(['doctor', '--app', 'app.js'], { cwd: eaten });
  assert.is(status, 1);
  assert.match(
    stdout,
    /✗ app\.js reads the body of a request before the webhooks do, and does not keep it\. body-consumed\n/,
  );
  const cwd = project({ ...right, 'app.js': app(answer) });
  assert.is((await runBxml(['doctor', '--app', 'app.js'], { cwd })).status, 0);
});

test('--json', async () => {
  const cwd = project({ ...right, 'tsconfig.json': tsconfig({ jsx: undefined }) });
  const { status, stdout } = await runBxml(['doctor', '--json'], { cwd });
  assert.is(status, 1);
  assert.equal(JSON.parse(stdout), {
    project: cwd,
    problems: [
      {
        code: 'jsx-missing',
        message: 'tsconfig.json does not set jsx, so that src/menu.tsx is not compiled.',
        fix: 'Set "jsx": "react-jsx" (or "react-jsxdev" for lines in errors) and "jsxImportSource": "bxml-jsx".',
      },
    ],
  });
});

test('a folder without a project is refused, and one that does not use the library is not a project of it', async () => {
  const { status, stderr } = await runBxml(['doctor', '/'], {});
  assert.is(status, 2);
  assert.match(stderr, /^bxml: Cannot find a package\.json in \/ or above\.\n/);
  const cwd = project({ 'package.json': '{}' }, []);
  assert.match(
    (await runBxml(['doctor'], { cwd })).stdout,
    /^✗ The project does not use bxml-jsx\. not-installed\n {2}npm install bxml-jsx\n/,
  );
});

test.run();
