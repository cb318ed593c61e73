// Every recipe of docs/hosts.md, served and sent events.
import { readFileSync } from 'node:fs';
import { checkTypes, tsconfig } from './program/files.mjs';
import { fileOf } from './program/hosts-page.mjs';
import { fileOf as settingOf } from './program/setup-page.mjs';

const handlers = fileOf('The handlers', 'handlers.tsx');
const drive = readFileSync(new URL('program/drive.mjs', import.meta.url), 'utf8');
const project = { 'src/handlers.tsx': handlers, 'drive.mjs': drive };

/** A project on `bxml-jsx/node`. With the entry of Koa instead the host has to report which entry to use. */
function onNode(name, { settings = {}, files = {}, code = fileOf(name, 'main.ts'), title = name } = {}) {
  return {
    name: `hosts, ${title}`,
    files: {
      ...project,
      ...files,
      'src/main.ts': code,
      'tsconfig.json': tsconfig({ types: ['node'], skipLibCheck: true, ...settings }),
      'wrong.mjs': `import { readFileSync, writeFileSync } from 'node:fs';
const wrong = readFileSync('dist/src/main.js', 'utf8').replace('bxml-jsx/node', 'bxml-jsx/koa');
writeFileSync('dist/src/wrong.js', wrong);
process.argv[2] = 'dist/src/wrong.js';
await import('./drive.mjs');
`,
    },
    commands: [{ run: ['typescript-7/bin/tsc', '-p', '.'] }, { run: ['node', 'drive.mjs', 'dist/src/main.js'] }],
    // Once a reply is hijacked, Fastify does not report what is thrown.
    ...(name === 'Fastify'
      ? {}
      : { fails: { run: ['node', 'wrong.mjs'], says: 'Import webhooks from bxml-jsx/node' } }),
  };
}

// As Next.js calls a route, without Next.js.
const next = `import { createServer } from 'node:http';
import { GET, POST } from './dist/route.js';
const routes = { GET, POST };
createServer(async (req, res) => {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const body = req.method === 'GET' ? undefined : Buffer.concat(chunks);
  const request = new Request('http://localhost' + req.url, { method: req.method, headers: req.headers, body });
  const response = await routes[req.method](request);
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}).listen(process.env.PORT);
`;

const workerd = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
writeFileSync('config.capnp', \`using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2025-01-01",
    bindings = [(name = "WEBHOOK_PASSWORD", text = "ahoy")],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:\${process.env.PORT}", http = (), service = "main")],
);
\`);
const server = spawn('../node_modules/.bin/workerd', ['serve', 'config.capnp'], { stdio: 'inherit' });
process.on('exit', () => server.kill());
`;

const bundled = { module: 'esnext', moduleResolution: 'bundler', types: ['node'], skipLibCheck: true };

export default [
  onNode('node:http'),
  onNode('Express'),
  onNode('Express', {
    title: 'Express 4',
    code: fileOf('Express', 'main.ts').replace("from 'express'", "from 'express-4'"),
    // Its types are those of the version that is installed under its own name.
    files: { 'src/express-4.d.ts': "declare module 'express-4' { export { default } from 'express'; }" },
  }),
  onNode('Connect'),
  onNode('Nest', { settings: { experimentalDecorators: true } }),
  onNode('Fastify'),
  {
    name: 'hosts, Next.js',
    files: {
      ...project,
      'src/route.ts': fileOf('Next.js', 'route.ts'),
      'serve.mjs': next,
      'tsconfig.json': tsconfig(bundled),
    },
    commands: [
      checkTypes,
      { run: ['esbuild', 'src/route.ts', '--bundle', '--platform=node', '--format=esm', '--outfile=dist/route.js'] },
      { run: ['node', 'drive.mjs', 'serve.mjs', 'one-path'] },
    ],
  },
  {
    name: 'hosts, Workers',
    files: {
      ...project,
      'src/worker.ts': fileOf('Workers', 'worker.ts'),
      'serve.mjs': workerd,
      'tsconfig.json': tsconfig(bundled),
    },
    commands: [
      { run: ['workerd', '--version'] },
      checkTypes,
      {
        run: [
          'esbuild',
          'src/worker.ts',
          '--bundle',
          '--platform=neutral',
          '--main-fields=module,main',
          '--outfile=worker.js',
        ],
      },
      { run: ['node', 'drive.mjs', 'serve.mjs'] },
    ],
  },
  {
    name: 'hosts, Bun',
    files: { ...project, 'src/main.ts': fileOf('Bun', 'main.ts'), 'tsconfig.json': tsconfig() },
    commands: [{ run: ['bun', 'drive.mjs', 'src/main.ts'] }],
  },
  {
    name: 'hosts, Deno',
    files: { ...project, 'src/main.ts': fileOf('Deno', 'main.ts'), 'deno.json': settingOf('Deno', 'deno.json') },
    commands: [
      { run: ['deno', 'check', 'src/main.ts'] },
      { run: ['deno', 'run', '--allow-all', 'drive.mjs', 'src/main.ts'] },
    ],
  },
];
