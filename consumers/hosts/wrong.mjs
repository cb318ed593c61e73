// Serves with the Koa entry instead of the Node entry.
import { readFileSync, writeFileSync } from 'node:fs';

const wrong = readFileSync('dist/src/main.js', 'utf8').replace('bxml-jsx/node', 'bxml-jsx/koa');
writeFileSync('dist/src/wrong.js', wrong);
process.argv[2] = 'dist/src/wrong.js';
await import('./drive.mjs');
