// Bun runs the sources. It does not pass source positions to elements.
import { checkTypes, printsInProduction, program, tsconfig } from '../../scripts/package/program.mjs';
import { setup } from '../../scripts/package/project-files.mjs';

const [start] = setup.commandsOf('Bun');

export default {
  name: 'Bun',
  files: { ...program, 'tsconfig.json': tsconfig() },
  commands: [checkTypes, { ...start, env: { NODE_ENV: 'production' } }, start],
  prints: printsInProduction,
};
