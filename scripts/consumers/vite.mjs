// Vite builds for a server, and Vitest tests the sources.
import { checkTypes, printsInProduction, program, testFile, tsconfig } from './program/files.mjs';
import { commandsOf, fileOf } from './program/setup-page.mjs';

const section = 'Vite and Vitest';
const [build, test] = commandsOf(section);
const files = { ...program, 'tsconfig.json': tsconfig({}, { section }) };

export default [
  {
    name: 'Vite',
    files: { ...files, 'vite.config.js': fileOf(section, 'vite.config.js') },
    commands: [checkTypes, build, { run: ['node', 'dist/main.js'] }],
    prints: printsInProduction,
  },
  {
    name: 'Vitest',
    files: { ...files, 'test/menu.test.ts': testFile("import { expect, test } from 'vitest';\n") },
    // Vitest 5 wants a newer Node than the package does.
    commands: [{ ...test, node: '24' }],
  },
];
