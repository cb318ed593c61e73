import { mkdirSync, writeFileSync } from 'node:fs';
import { transformFileSync } from '@swc/core';

mkdirSync('dist');
writeFileSync('dist/menu.js', transformFileSync('src/menu.tsx').code);
writeFileSync('dist/main.js', transformFileSync('src/main.ts').code);
