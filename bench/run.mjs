// Compares the rendering speed of several libraries, and the time to import them: `npm run bench [rounds]`.
// Each library runs in a process of its own; in every round each of them is asked in turn, so that a slow phase of the
// machine hits all alike. What counts is the ratio to the hand-written template literal within the same round.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseXml } from '@rgrove/parse-xml';
import { build } from 'esbuild';
import { libraries } from './libraries.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const FLOOR = 'template literal';
const documentNames = ['menu', 'transfer', 'verbs'];

if (!existsSync(join(here, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}

/** The library's own name stands for what `npm run build` has built. */
const ours = {
  name: 'bxml-jsx',
  setup({ onResolve }) {
    onResolve({ filter: /^bxml-jsx/ }, ({ path }) => ({
      path: join(here, '..', 'dist', `${path.split('/')[1] ?? 'index'}.js`),
      external: true,
    }));
  },
};

const workers = new Map();
for (const [name, library] of Object.entries(libraries)) workers.set(name, await start(name, library));
for (const name of documentNames) await compareOutputs(name);
console.log(`Outputs agree once parsed. ${rounds} rounds, Node ${process.version}.\n`);
await timeRendering();
for (const worker of workers.values()) worker.disconnect();
timeImports();

async function start(name, { source, jsxImportSource }) {
  const program = join(here, '.build', `${name.replace(/\W+/g, '-')}.mjs`);
  mkdirSync(join(here, '.build'), { recursive: true });
  await build({
    stdin: { contents: source, resolveDir: here, loader: 'tsx' },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Said here, else the project's own tsconfig would decide.
    tsconfigRaw: {
      compilerOptions: { jsx: 'react-jsx', ...(jsxImportSource === undefined ? {} : { jsxImportSource }) },
    },
    plugins: [ours],
  });
  const worker = fork(join(here, 'worker.mjs'), [pathToFileURL(program).href], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await once(worker, 'message');
  return worker;
}

async function ask(library, message) {
  const worker = workers.get(library);
  worker.send(message);
  const [answer] = await once(worker, 'message');
  return answer;
}

async function compareOutputs(name) {
  const expected = (await ask(FLOOR, { name, task: 'output' })).map(meaning);
  for (const library of workers.keys()) {
    const outputs = (await ask(library, { name, task: 'output' })).map(meaning);
    const differs = outputs.findIndex((output, index) => output !== expected[index]);
    if (differs !== -1)
      throw new Error(`${library} renders ${name} differently:\n${outputs[differs]}\n${expected[differs]}`);
  }
}

/** What a document says: attribute order and the way empty elements are written do not count. */
function meaning(xml) {
  const plain = (element) => [
    element.name,
    Object.entries(element.attributes).sort(),
    element.children.map((child) => (child.type === 'element' ? plain(child) : child.text)),
  ];
  return JSON.stringify(plain(parseXml(xml).root));
}

async function timeRendering() {
  const ratios = new Map([...workers.keys()].map((name) => [name, new Map(documentNames.map((name) => [name, []]))]));
  for (let round = -2; round < rounds; round++) {
    for (const name of documentNames) {
      const floor = await ask(FLOOR, { name, task: 'time', milliseconds: 60 });
      for (const library of workers.keys()) {
        const took = library === FLOOR ? floor : await ask(library, { name, task: 'time', milliseconds: 60 });
        // The first two rounds warm the engine up.
        if (round >= 0)
          ratios
            .get(library)
            .get(name)
            .push(took / floor);
      }
    }
  }
  console.log('Time to render, as a multiple of the template literal: median (10th to 90th percentile)\n');
  console.log(`| library | ${documentNames.join(' | ')} | geometric mean |\n|---|--:|--:|--:|--:|`);
  for (const [library, byDocument] of ratios) {
    const medians = [...byDocument.values()].map((list) => quantile(list, 0.5));
    const mean = medians.reduce((product, ratio) => product * ratio, 1) ** (1 / medians.length);
    const cells = [...byDocument.values()].map(
      (list) => `${shown(quantile(list, 0.5))} (${shown(quantile(list, 0.1))}–${shown(quantile(list, 0.9))})`,
    );
    console.log(`| ${library} | ${cells.join(' | ')} | ${shown(mean)} |`);
  }
}

function timeImports() {
  const timed = (code) => {
    const begin = process.hrtime.bigint();
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: here });
    return Number(process.hrtime.bigint() - begin) / 1e6;
  };
  const require = createRequire(join(here, 'run.mjs'));
  console.log(
    '\nTime to import in a fresh process, net of Node itself: median of 15, in milliseconds\n\n| library | ms |\n|---|--:|',
  );
  for (const [library, { imports }] of Object.entries(libraries)) {
    if (imports === undefined) continue;
    const file = imports.startsWith('.') ? join(here, imports) : require.resolve(imports);
    const net = [];
    for (let turn = 0; turn < 15; turn++)
      net.push(-timed('') + timed(`import ${JSON.stringify(pathToFileURL(file).href)}`));
    console.log(`| ${library} | ${quantile(net, 0.5).toFixed(1)} |`);
  }
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}

function shown(ratio) {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}
