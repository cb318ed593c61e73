// SWC alone, through its API, as loaders and bundlers call it.
import { checkTypes, printsInDevelopment, printsInProduction, program, tsconfig } from './program/files.mjs';
import { fileOf } from './program/setup-page.mjs';

const settings = fileOf('SWC', '.swcrc');
const build = `import { mkdirSync, writeFileSync } from 'node:fs';
import { transformFileSync } from '@swc/core';
mkdirSync('dist');
writeFileSync('dist/menu.js', transformFileSync('src/menu.tsx').code);
writeFileSync('dist/main.js', transformFileSync('src/main.ts').code);
`;

const consumer = (way, swcrc, ends) => ({
  name: `SWC, ${way}`,
  files: { ...program, '.swcrc': swcrc, 'build.js': build, 'tsconfig.json': tsconfig() },
  commands: [checkTypes, { run: ['node', 'build.js'] }, { run: ['node', 'dist/main.js'] }],
  ...ends,
});

const without = (setting) => {
  const settings = JSON.parse(fileOf('SWC', '.swcrc'));
  delete settings.jsc.transform.react[setting];
  return JSON.stringify(settings);
};

export default [
  consumer('development', settings, { prints: printsInDevelopment() }),
  consumer('production', without('development'), { prints: printsInProduction }),
];
