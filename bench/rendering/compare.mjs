// Compares the speed of rendering. Every document of every library is rendered in one process, after all others have
// been rendered, in slices of 1.5 ms in random order. The figure of a document is the lower quartile of its slices, as
// a multiple of the floor's. The median of several processes counts, because the engine optimizes the same program
// differently in each process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { meaning, quantile } from '../figures.mjs';
import { inputsOf } from '../inputs.mjs';
import { FLOOR, KITA, libraries, OURS } from '../libraries.mjs';
import { here } from '../program.mjs';
import { documentsOfFamilies, renderingPrograms } from './programs.mjs';
import { reportRendering } from './report.mjs';

const COMPARED = 64;

/**
 * `only` has the names of documents or families to time; all others are still rendered in the same process. `processes`
 * is the number of processes, run one after another. `quick` runs one process with the floor, bxml-jsx and
 * @kitajs/html.
 */
export async function timeRendering(rounds, { seed, only, processes, quick }) {
  const all = await renderingPrograms(seed);
  const compared = quick ? [FLOOR, OURS, KITA] : Object.keys(libraries);
  const programs = Object.fromEntries(compared.map((library) => [library, all[library]]));
  const everything = await documentsOfFamilies();
  const named = chosen(everything, only);
  const timed = Object.values(named).flat();
  await compareOutputs(programs, timed, inputsOf(seed, COMPARED));
  const count = quick ? 1 : processes;
  console.log(
    `\nOutputs agree once parsed. Seed ${seed}, ${rounds} rounds, processes: ${count}, Node ${process.version}.\n`,
  );
  const figures = [];
  for (let number = 0; number < count; number++) {
    const task = { programs, names: Object.values(everything).flat(), timed, inputsSeed: seed, rounds };
    figures.push(await timesOf({ ...task, seed: seed + number }));
  }
  reportRendering(named, byLibrary(figures), compared);
}

/** Returns the documents that `only` names, by name or family; without it, all. */
function chosen(named, only) {
  if (only === undefined) return named;
  const wrong = only.find((name) => !Object.hasOwn(named, name) && !Object.values(named).flat().includes(name));
  if (wrong !== undefined) throw new Error(`Unknown document or family "${wrong}".`);
  const wanted = Object.entries(named).map(([family, names]) => [
    family,
    only.includes(family) ? names : names.filter((name) => only.includes(name)),
  ]);
  return Object.fromEntries(wanted.filter(([, names]) => names.length > 0));
}

async function compareOutputs(programs, names, inputs) {
  const expected = (await import(programs[FLOOR])).documents;
  for (const [library, program] of Object.entries(programs)) {
    const { documents } = await import(program);
    for (const name of names) {
      for (const input of inputs) {
        const [wanted, output] = [expected[name](input), String(documents[name](input))];
        if (meaning(output) !== meaning(wanted)) {
          throw new Error(`${library} renders ${name} differently:\n${output}\n${wanted}`);
        }
      }
    }
  }
}

async function timesOf(task) {
  const worker = fork(join(here, 'rendering/worker.mjs'), [JSON.stringify(task)], {
    // If other programs use the processors, code may still be uncompiled and would be measured as slow.
    execArgv: ['--no-concurrent-recompilation'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [jobs] = await once(worker, 'message');
  return jobs;
}

/** Nanoseconds per document: library, then document, then one figure for each process. */
function byLibrary(figures) {
  const times = {};
  for (const jobs of figures) {
    for (const { library, name, took } of jobs) {
      times[library] ??= {};
      times[library][name] ??= [];
      times[library][name].push(quantile(took, 0.25));
    }
  }
  return times;
}
