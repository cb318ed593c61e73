// The speed of rendering. Each library runs in a process of its own; in every round each of them is asked in turn, so
// that a slow phase of the machine hits all alike. What counts is the ratio to the hand-written template literal within
// the same round.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { meaning, quantile } from './figures.mjs';
import { libraries } from './libraries.mjs';
import { here, programOf } from './program.mjs';

const FLOOR = 'template literal';
const documentNames = ['menu', 'transfer', 'verbs'];
const workers = new Map();

export async function timeRendering(rounds) {
  for (const [name, library] of Object.entries(libraries)) workers.set(name, await start(name, library));
  for (const name of documentNames) await compareOutputs(name);
  console.log(`Outputs agree once parsed. ${rounds} rounds, Node ${process.version}.\n`);
  await timeDocuments(rounds);
  for (const worker of workers.values()) worker.disconnect();
}

async function start(name, library) {
  const program = await programOf(name, library);
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

async function timeDocuments(rounds) {
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

function shown(ratio) {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}
