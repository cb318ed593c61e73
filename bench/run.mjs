// `npm run bench`: compares libraries by the speed of rendering, by that of a server with webhooks, and by the time to
// import them, and a simulated call with its bare events. `npm run bench -- 25 webhooks imports` for other rounds and
// some parts: rendering, webhooks, calls, imports.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { timeSimulator } from './calls/compare.mjs';
import { timeImports } from './imports.mjs';
import { here } from './program.mjs';
import { timeRendering } from './rendering.mjs';
import { timeWebhooks } from './webhooks/compare.mjs';

const [rounds = 15, ...chosen] = process.argv.slice(2);
const parts = { rendering: timeRendering, webhooks: timeWebhooks, calls: timeSimulator, imports: timeImports };
const wrong = chosen.find((part) => !Object.hasOwn(parts, part));
if (wrong !== undefined) throw new Error(`There is no part "${wrong}"; there are ${Object.keys(parts).join(', ')}.`);

if (!existsSync(join(here, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}
for (const [name, time] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) await time(Number(rounds));
}
