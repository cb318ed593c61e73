// `npm run bench`: compares libraries by the speed of rendering, by that of a server with webhooks, and by the time to
// import them. `npm run bench -- 25 webhooks` for other rounds and one part: rendering, webhooks, imports.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { timeImports } from './imports.mjs';
import { here } from './program.mjs';
import { timeRendering } from './rendering.mjs';
import { timeWebhooks } from './webhooks/compare.mjs';

const [rounds = 15, part] = process.argv.slice(2);
const parts = { rendering: timeRendering, webhooks: timeWebhooks, imports: timeImports };
if (part !== undefined && !Object.hasOwn(parts, part))
  throw new Error(`No such part; there are ${Object.keys(parts)}.`);

if (!existsSync(join(here, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
}
for (const [name, time] of Object.entries(parts)) {
  if (part === undefined || part === name) await time(Number(rounds));
}
