// Serves every recipe of docs/hosts.md and sends it events.
import { checkTypes, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn, hosts, setup } from '../../scripts/package/project-files.mjs';

const handlers = hosts.fileOf('The handlers', 'handlers.tsx');
const own = filesIn('hosts');
const project = { 'src/handlers.tsx': handlers, 'drive.mjs': own['drive.mjs'] };

/** A project with `bxml-jsx/node`. With the Koa entry, the error must name the entry to use. */
function onNode(name, { settings = {}, files = {}, code = hosts.fileOf(name, 'main.ts'), title = name } = {}) {
  return {
    name: `hosts, ${title}`,
    files: {
      ...project,
      ...files,
      'src/main.ts': code,
      'tsconfig.json': tsconfig({ skipLibCheck: true, ...settings }),
      'wrong.mjs': own['wrong.mjs'],
    },
    commands: [{ run: ['typescript-7/bin/tsc', '-p', '.'] }, { run: ['node', 'drive.mjs', 'dist/src/main.js'] }],
    // After a reply is hijacked, Fastify does not report thrown errors.
    ...(name === 'Fastify'
      ? {}
      : { fails: { run: ['node', 'wrong.mjs'], says: 'Import webhooks from bxml-jsx/node' } }),
  };
}

const bundled = { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true };

export default [
  onNode('node:http'),
  onNode('Express'),
  onNode('Express', {
    title: 'Express 4',
    code: hosts.fileOf('Express', 'main.ts').replace("from 'express'", "from 'express-4'"),
    // Uses the types of the version that is installed as `express`.
    files: filesIn('hosts/express-4'),
  }),
  onNode('Connect'),
  onNode('Nest', { settings: { experimentalDecorators: true } }),
  onNode('Fastify'),
  {
    name: 'hosts, Next.js',
    files: {
      ...project,
      'src/route.ts': hosts.fileOf('Next.js', 'route.ts'),
      'serve.mjs': own['next.mjs'],
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
      'src/worker.ts': hosts.fileOf('Workers', 'worker.ts'),
      'serve.mjs': own['workerd.mjs'],
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
    files: { ...project, 'src/main.ts': hosts.fileOf('Bun', 'main.ts'), 'tsconfig.json': tsconfig() },
    commands: [{ run: ['bun', 'drive.mjs', 'src/main.ts'] }],
  },
  {
    name: 'hosts, Deno',
    files: {
      ...project,
      'src/main.ts': hosts.fileOf('Deno', 'main.ts'),
      'deno.json': setup.fileOf('Deno', 'deno.json'),
    },
    commands: [
      { run: ['deno', 'check', 'src/main.ts'] },
      { run: ['deno', 'run', '--allow-all', 'drive.mjs', 'src/main.ts'] },
    ],
  },
];
