// Measures the bytes that a render allocates, and the time of `validate` for many mistakes, in a separate process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { geometricMean, quantile, short, spread } from '../figures.mjs';
import { FLOOR, KITA, OURS } from '../libraries.mjs';
import { here, programOf } from '../program.mjs';
import { documentsOfFamilies, renderingPrograms } from './programs.mjs';

export async function measureMemory(rounds, { seed }) {
  const programs = await renderingPrograms(seed);
  const mistakes = await programOf('mistakes', {
    source: `export { manyMistakes, validate } from './rendering/mistakes.tsx';`,
    jsxImportSource: 'bxml-jsx',
  });
  const named = await documentsOfFamilies();
  const task = { programs, libraries: [FLOOR, OURS, KITA], names: Object.values(named).flat(), mistakes, seed, rounds };
  const worker = fork(join(here, 'rendering/memory-worker.mjs'), [JSON.stringify(task)], {
    // The young generation is so large that no collection runs during the measurement.
    execArgv: ['--expose-gc', '--max-semi-space-size=128', '--min-semi-space-size=128'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [{ allocated, validation }] = await once(worker, 'message');
  report(named, task.libraries, allocated, seed);
  const ratio = quantile(validation.milliseconds, 0.5) / quantile(validation.sound, 0.5);
  console.log(
    `\nvalidate finds ${validation.found} mistakes in ${spread(validation.milliseconds)} ms, ${ratio.toFixed(1)} times what it takes to find none.`,
  );
}

function report(named, libraries, allocated, seed) {
  console.log(
    `\nBytes allocated by a render, for each element of the document. Seed ${seed}, Node ${process.version}.\n`,
  );
  console.log(`| document | ${libraries.join(' | ')} | ${OURS} / ${KITA} |`);
  console.log(`|---|${'--:|'.repeat(libraries.length + 1)}`);
  const line = (title, values) => {
    const cells = libraries.map((library) => values[library].toFixed(0));
    console.log(`| ${title} | ${cells.join(' | ')} | ${short(values[OURS] / values[KITA])} |`);
  };
  const meanOf = (names) =>
    Object.fromEntries(
      libraries.map((library) => [library, geometricMean(names.map((name) => allocated[library][name]))]),
    );
  for (const [family, names] of Object.entries(named)) {
    for (const name of names)
      line(name, Object.fromEntries(libraries.map((library) => [library, allocated[library][name]])));
    line(`**${family}**, geometric mean`, meanOf(names));
  }
  line('**overall**, geometric mean', meanOf(Object.values(named).flat()));
}
