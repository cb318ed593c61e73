// Jest with SWC as its compiler, which loads ES modules when Node is told to let it.
import { checkTypes, program, testFile, tsconfig } from './program/files.mjs';
import { commandsOf, fileOf } from './program/setup-page.mjs';

const [test] = commandsOf('Jest');

export default {
  name: 'Jest',
  files: {
    ...program,
    'test/menu.test.ts': testFile(),
    'jest.config.js': fileOf('Jest', 'jest.config.js'),
    'tsconfig.json': JSON.stringify({ ...JSON.parse(tsconfig()), include: ['src'] }),
  },
  commands: [checkTypes, test],
  fails: { run: test.run, says: 'Must use import to load ES Module' },
};
