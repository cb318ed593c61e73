import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const names = [
  'Request',
  'Response',
  'Headers',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'performance',
  'setTimeout',
  'clearTimeout',
  'atob',
];
const context = createContext(Object.fromEntries(names.map((name) => [name, globalThis[name]])));
runInContext('delete globalThis.console', context);
runInContext(readFileSync('answers.js', 'utf8'), context);
process.stdout.write(`${await runInContext('answers.report()', context)}\n`);
