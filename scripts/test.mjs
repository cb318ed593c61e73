// Runs the test files with uvu and ends with the line "N passed, N failed[, N skipped]".
//   npm test                     every file
//   npm test -- escaping koa     the files whose path holds one of the words
// uvu by itself succeeds when nothing matches, when a file forgets `.run()` and when a hook fails; here all of them fail.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

globalThis.UVU_DEFER = 1;
globalThis.UVU_QUEUE = [];
const { exec } = await import('uvu');

const words = process.argv.slice(2);
const files = ['test', 'examples']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))))
  .filter((file) => /\.test\.tsx?$/.test(file) && (words.length === 0 || words.some((word) => file.includes(word))))
  .sort();

const totals = { passed: 0, failed: 0, skipped: 0 };
const forgotten = [];
for (const [index, file] of files.entries()) {
  globalThis.UVU_INDEX = index;
  globalThis.UVU_QUEUE.push([file]);
  await import(pathToFileURL(file).href);
  const [, ...suites] = globalThis.UVU_QUEUE[index];
  if (suites.length === 0) forgotten.push(file);
  globalThis.UVU_QUEUE[index] = [file, ...suites.map(counted)];
}
await exec();

for (const file of forgotten) console.error(`${file} ran no test: does it end with .run()?`);
if (totals.passed + totals.failed === 0) console.error('No test ran.');
const failed = totals.failed + forgotten.length;
console.log(`${totals.passed} passed, ${failed} failed${totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`}`);
if (failed > 0 || totals.passed === 0) process.exitCode = 1;

function counted(suite) {
  return async () => {
    const outcome = await suite();
    const [, passed, skipped, total] = outcome;
    totals.passed += passed;
    totals.failed += total - passed;
    totals.skipped += skipped;
    return outcome;
  };
}
