// What it takes to start a program that imports a library, beyond one that imports nothing. Both are files: what Node
// itself loads for a program in a file is no library's doing. All are asked in turn in every round.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spread } from './figures.mjs';
import { libraries } from './libraries.mjs';
import { built, here } from './program.mjs';

export function timeImports(rounds) {
  mkdirSync(built, { recursive: true });
  const programs = new Map(
    [['nothing', ''], ...Object.entries(importedFiles())].map(([name, file]) => {
      const program = join(built, `import-${name.replace(/\W+/g, '-')}.mjs`);
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
    console.log(`| ${library} | ${spread(net, 1)} |`);
  }
}

/** The file that is imported of each library, and an empty module, which shows what a file costs by itself. */
function importedFiles() {
  const empty = join(built, 'empty.mjs');
  writeFileSync(empty, 'export {};\n');
  const require = createRequire(join(here, 'run.mjs'));
  const files = Object.entries(libraries)
    .filter(([, { imports }]) => imports !== undefined)
    .map(([name, { imports }]) => [name, imports.startsWith('.') ? join(here, imports) : require.resolve(imports)]);
  return { 'an empty module': empty, ...Object.fromEntries(files), 'bxml-jsx/koa': join(here, '../dist/koa.js') };
}
