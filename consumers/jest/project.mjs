// Jest with SWC as its compiler. Jest loads ES modules only with a flag of Node.
import { checkTypes, printsInDevelopment, program, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn, setup } from '../../scripts/package/project-files.mjs';

const [test] = setup.commandsOf('Jest');

export default {
  name: 'Jest',
  files: {
    ...program,
    ...filesIn('jest'),
    'expected.txt': printsInDevelopment(),
    'jest.config.js': setup.fileOf('Jest', 'jest.config.js'),
    'tsconfig.json': JSON.stringify({ ...JSON.parse(tsconfig()), include: ['src'] }),
  },
  commands: [checkTypes, test],
  fails: { run: test.run, says: 'Must use import to load ES Module' },
};
