import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const context = createContext(Object.create(null));
// Removes the globals that the engine adds to those of the language.
const names = runInContext('Object.getOwnPropertyNames(globalThis)', context);
for (const name of ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'escape', 'unescape']) {
  runInContext(`delete globalThis.${name}`, context);
}
const left = [
  'process',
  'Buffer',
  'TextEncoder',
  'TextDecoder',
  'URL',
  'AbortController',
  'setTimeout',
  'queueMicrotask',
  'console',
].filter((name) => runInContext(`typeof ${name}`, context) !== 'undefined');
if (left.length > 0 || names.length === 0) throw new Error(`the context is not empty: ${left}`);
runInContext(readFileSync('menu.js', 'utf8'), context);
process.stdout.write(`${runInContext('menu.report()', context)}\n`);
