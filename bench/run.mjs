// Compares the rendering speed of several libraries, and the time to import them: `npm run bench [rounds]`.
// Each library runs in a process of its own; in every round each of them is asked in turn, so that a slow phase of the
// machine hits all alike. What counts is the ratio to the hand-written template literal within the same round.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
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

/**
 * What it takes to start a program that imports a library, beyond one that imports nothing. Both are files: what Node
 * itself loads for a program in a file is no library's doing. All are asked in turn in every round, as above.
 */
function timeImports() {
  const programs = new Map(
    [['nothing', ''], ...Object.entries(importedFiles())].map(([name, file]) => {
      const program = join(here, '.build', `import-${name.replace(/\W+/g, '-')}.mjs`);
      writeFileSync(program, file === '' ? '' : `import ${JSON.stringify(pathToFileURL(file).href)};\n`);
      return [name, program];
    }),
  );
  const took = new Map([...programs.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of programs) {
      const begin = process.hrtime.bigint();
      execFileSync(process.execPath, [program], { cwd: here });
      took.get(name).push(Number(process.hrtime.bigint() - begin) / 1e6);
    }
  }
  const nothing = took.get('nothing');
  took.delete('nothing');
  console.log(
    '\nTime to import in a fresh process, beyond a program that imports nothing, in milliseconds: median (10th to 90th percentile)\n',
  );
  console.log('| library | ms |\n|---|--:|');
  for (const [library, list] of took) {
    const net = list.map((milliseconds, round) => milliseconds - nothing[round]);
    const [median, low, high] = [0.5, 0.1, 0.9].map((share) => quantile(net, share).toFixed(1));
    console.log(`| ${library} | ${median} (${low}–${high}) |`);
  }
}

/** The file that is imported of each library, and an empty module, which shows what a file costs by itself. */
function importedFiles() {
  const empty = join(here, '.build', 'empty.mjs');
  writeFileSync(empty, 'export {};\n');
  const require = createRequire(join(here, 'run.mjs'));
  const files = Object.entries(libraries)
    .filter(([, { imports }]) => imports !== undefined)
    .map(([name, { imports }]) => [name, imports.startsWith('.') ? join(here, imports) : require.resolve(imports)]);
  return { 'an empty module': empty, ...Object.fromEntries(files) };
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}

function shown(ratio) {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}
