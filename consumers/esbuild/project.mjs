// esbuild alone: with the tsconfig, with flags, and for production.
import {
  checkTypes,
  printsInDevelopment,
  printsInProduction,
  program,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { setup } from '../../scripts/package/project-files.mjs';

const [fromTsconfig, fromFlags, forProduction] = setup.commandsOf('esbuild');
const start = { run: ['node', 'dist/main.js'] };

export default [
  {
    name: 'esbuild, settings of the tsconfig',
    files: { ...program, 'tsconfig.json': tsconfig() },
    commands: [checkTypes, fromTsconfig, start],
    prints: printsInDevelopment(),
  },
  {
    name: 'esbuild, settings by flag',
    files: program,
    commands: [fromFlags, start],
    prints: printsInDevelopment(),
  },
  {
    name: 'esbuild, no settings',
    files: program,
    commands: [{ run: fromTsconfig.run }],
    fails: { ...start, says: 'React is not defined' },
  },
  {
    name: 'esbuild, for production',
    files: {
      ...program,
      'tsconfig.json': tsconfig(),
      'tsconfig.production.json': tsconfig({}, { name: 'tsconfig.production.json' }),
    },
    commands: [forProduction, start],
    prints: printsInProduction,
  },
];
