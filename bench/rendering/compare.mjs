// The speed of rendering. Every document of every library is rendered in the same process, in which all others have been
// rendered before, in slices of 1.5 ms in random order. Of the slices of a document the lower quartile counts, as a
// multiple of the floor's; the whole is done in some processes one after the other, of which the median counts, as what
// the engine makes of a program differs from process to process.
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
 * `only` has names of documents or families, which are timed in a process that has rendered all the others too.
 * `processes` is how many there are, one after the other. `quick` is one process with the floor, ours and kita alone.
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

/** The documents that are asked for, by name or family; all without. */
function chosen(named, only) {
  if (only === undefined) return named;
  const wrong = only.find((name) => !Object.hasOwn(named, name) && !Object.values(named).flat().includes(name));
  if (wrong !== undefined) throw new Error(`There is no document or family "${wrong}".`);
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
    // What the engine has not compiled yet, because other programs keep the processors busy, would be measured as slow.
    execArgv: ['--no-concurrent-recompilation'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [jobs] = await once(worker, 'message');
  return jobs;
}

/** Nanoseconds of a document in a library, one for each process: library, then document. */
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
