// Vite builds for a server, and Vitest tests the sources.
import {
  checkTypes,
  printsInDevelopment,
  printsInProduction,
  program,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { filesIn, setup } from '../../scripts/package/project-files.mjs';

const section = 'Vite and Vitest';
const [build, test] = setup.commandsOf(section);
const files = { ...program, 'tsconfig.json': tsconfig({}, { section }) };

export default [
  {
    name: 'Vite',
    files: { ...files, 'vite.config.js': setup.fileOf(section, 'vite.config.js') },
    commands: [checkTypes, build, { run: ['node', 'dist/main.js'] }],
    prints: printsInProduction,
  },
  {
    name: 'Vitest',
    files: { ...files, ...filesIn('vite'), 'expected.txt': printsInDevelopment() },
    // Vitest 5 requires a newer Node than the package does.
    commands: [{ ...test, node: '24' }],
  },
];
