// Measures the cost of importing a library in a fresh process, minus that of a program that imports nothing: wall-clock
// time and processor time.
// A program measures itself, from the end of Node's own startup to its last line, so the start and the end of the
// process do not count. Its environment is empty, because NODE_OPTIONS and NODE_EXTRA_CA_CERTS make Node load more. All
// programs run in turn, forwards and backwards. Other programs on the machine only increase a figure, so lower
// quartiles are compared. The spread is that of the same figure over bootstrap samples.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quantile } from './figures.mjs';
import { libraries } from './libraries.mjs';
import { built, here } from './program.mjs';
import { randomOf } from './random.mjs';

const NOTHING = 'nothing';
/**
 * Libraries that load quickly are imported several times a round, because a small difference needs more measurements.
 */
const TIMES_A_ROUND = 5;
const SLOW = 50;

const REPORT = `
const { bootstrapComplete } = performance.nodeTiming;
const wall = performance.now() - bootstrapComplete;
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ wall, processor: (user + system) / 1000 }));
`;

export function timeImports(rounds, { seed, only }) {
  mkdirSync(built, { recursive: true });
  const files = Object.entries(importedFiles()).filter(([name]) => only === undefined || only.includes(name));
  const programs = [[NOTHING], ...files].map(([name, file]) => {
    const program = join(built, `import-${name.replace(/\W+/g, '-')}.mjs`);
    const statement = file === undefined ? '' : `import ${JSON.stringify(pathToFileURL(file).href)};`;
    writeFileSync(program, `${statement}${REPORT}`);
    return { name, program, measured: [measure(program)] };
  });
  const fast = programs.filter(({ measured: [first] }) => first.wall < SLOW + programs[0].measured[0].wall);
  for (let round = 0; round < rounds; round++) {
    for (let time = 0; time < TIMES_A_ROUND; time++) {
      const turn = time === 0 ? programs : fast;
      for (const { program, measured } of time % 2 === 0 ? turn : turn.toReversed()) measured.push(measure(program));
    }
  }
  print(programs, randomOf(seed));
}

function measure(program) {
  return JSON.parse(execFileSync(process.execPath, [program], { cwd: here, env: {}, encoding: 'utf8' }));
}

function print([nothing, ...programs], random) {
  const bare = quantile(
    nothing.measured.map(({ processor }) => processor),
    0.25,
  );
  console.log(
    `\nTo import in a fresh process, beyond a program that imports nothing (which takes ${bare.toFixed(1)} ms of a processor), in milliseconds: lower quartiles (spread of the figure)\n`,
  );
  console.log('| library | time | processor |\n|---|--:|--:|');
  for (const { name, measured } of programs) {
    const cells = ['wall', 'processor'].map((kind) => {
      const [list, base] = [measured, nothing.measured].map((all) => all.map((one) => one[kind]));
      const figure = quantile(list, 0.25) - quantile(base, 0.25);
      const again = Array.from(
        { length: 500 },
        () => quantile(drawn(list, random), 0.25) - quantile(drawn(base, random), 0.25),
      );
      return `${figure.toFixed(1)} (${[0.1, 0.9].map((share) => quantile(again, share).toFixed(1)).join('–')})`;
    });
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

/** Returns a bootstrap sample: as many values, drawn with replacement. */
function drawn(values, random) {
  return values.map(() => random.pick(values));
}

/** The imported file of each library, and an empty module, which shows the cost of a file alone. */
function importedFiles() {
  const empty = join(built, 'empty.mjs');
  writeFileSync(empty, 'export {};\n');
  const require = createRequire(join(here, 'run.mjs'));
  const files = Object.entries(libraries)
    .filter(([, { imports }]) => imports !== undefined)
    .map(([name, { imports }]) => [name, imports.startsWith('.') ? join(here, imports) : require.resolve(imports)]);
  return { 'an empty module': empty, ...Object.fromEntries(files), 'bxml-jsx/koa': join(here, '../dist/koa.js') };
}
