// Bun runs the sources. It does not tell elements where they were written.
import { checkTypes, printsInProduction, program, tsconfig } from './program/files.mjs';
import { commandsOf } from './program/setup-page.mjs';

const [start] = commandsOf('Bun');

export default {
  name: 'Bun',
  files: { ...program, 'tsconfig.json': tsconfig() },
  commands: [checkTypes, { ...start, env: { NODE_ENV: 'production' } }, start],
  prints: printsInProduction,
};
