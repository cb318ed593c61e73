// `npm run bench` compares libraries: speed and memory of rendering, servers with webhooks, and import time. It also
// compares parsing with its parser alone, and a simulated call with its bare events.
// `npm run bench -- 25 webhooks imports` sets the number of rounds and runs some parts. For rendering: `--seed 7` uses
// the seed that an earlier run has printed, `--only hunt,mixed` selects documents or families, `--quick` compares only
// bxml-jsx and the fastest, and `--processes 5` sets the number of processes. For imports: `--only
// bxml-jsx,bxml-jsx/koa` selects libraries.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { here } from './program.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    processes: { type: 'string', default: '3' },
  },
});
const [rounds = 15, ...chosen] = positionals;
const options = {
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  only: values.only?.split(','),
  quick: values.quick,
  processes: Number(values.processes),
};

if (!existsSync(join(here, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}
const parts = {
  rendering: (await import('./rendering/compare.mjs')).timeRendering,
  memory: (await import('./rendering/memory.mjs')).measureMemory,
  parse: (await import('./parsing.mjs')).timeParsing,
  webhooks: (await import('./webhooks/compare.mjs')).timeWebhooks,
  calls: (await import('./calls/compare.mjs')).timeSimulator,
  queues: (await import('./queue/compare.mjs')).timeQueues,
  imports: (await import('./imports.mjs')).timeImports,
};
const wrong = chosen.find((part) => !Object.hasOwn(parts, part));
if (wrong !== undefined) throw new Error(`Unknown part "${wrong}"; expected one of ${Object.keys(parts).join(', ')}.`);
if (Number.isNaN(Number(rounds))) throw new Error(`The first argument is "${rounds}"; expected the number of rounds.`);
for (const [name, time] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) await time(Number(rounds), options);
}
