// Runs the test files that scripts/test.mjs sends, one after another, and sends the outcome of each. The output of a
// file is part of its outcome, so that files that run at the same time do not mix theirs.
import { pathToFileURL } from 'node:url';

globalThis.UVU_DEFER = 1; // uvu runs no suites by itself: this file does.

let printed = '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text, ...rest) => {
    printed += text;
    rest.findLast((argument) => typeof argument === 'function')?.();
    return true;
  };
}

/** All globals that can be restored: files share the process, and some servers replace `Response`. */
const globals = () =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(globalThis)).filter(([, { configurable }]) => configurable),
  );

async function run(file) {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const before = process.cpuUsage();
  const globalsBefore = globals();
  printed = '';
  globalThis.UVU_QUEUE = [[]];
  try {
    await import(pathToFileURL(file).href);
    const [suites] = globalThis.UVU_QUEUE;
    for (const suite of suites) {
      const [errors, passed, skipped, total] = await suite();
      outcome.passed += passed;
      outcome.failed += total - passed;
      outcome.skipped += skipped;
      if (typeof errors === 'string') printed += `\n${errors}`;
    }
    if (suites.length === 0) throw new Error('The file ran no test. It must end with .run().');
  } catch (error) {
    outcome.failed++;
    printed += `\n${error?.stack ?? error}\n`;
  }
  Object.defineProperties(globalThis, globalsBefore);
  const { user, system } = process.cpuUsage(before);
  return { ...outcome, printed, seconds: (user + system) / 1e6 };
}

process.on('message', async (file) => {
  // The channel is unreferenced, so that the process ends if a test waits for something that cannot happen.
  process.channel.unref();
  const outcome = await run(file);
  process.channel?.ref();
  process.send(outcome);
});
process.send('ready');
