// tsx reads the tsconfig of the working directory, and applies its JSX options only to files in `include`.
import {
  checkTypes,
  printsInDevelopment,
  printsInProduction,
  program,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { setup } from '../../scripts/package/project-files.mjs';

const [run, runByName] = setup.commandsOf('tsx');
const elsewhere = {
  'calls/menu.tsx': program['src/menu.tsx'],
  'calls/main.ts': program['src/main.ts'],
  'tsconfig.json': tsconfig(),
};
const forCalls = JSON.stringify({ ...JSON.parse(tsconfig()), include: ['calls'] });
const pragmas = '/** @jsxRuntime automatic */\n/** @jsxImportSource bxml-jsx */\n';
const runElsewhere = { run: ['tsx', 'calls/main.ts'] };

export default [
  {
    name: 'tsx',
    files: { ...program, 'tsconfig.json': tsconfig() },
    commands: [checkTypes, run],
    prints: printsInDevelopment(),
  },
  {
    name: 'tsx, a tsconfig that is named',
    files: { ...elsewhere, 'tsconfig.calls.json': forCalls },
    commands: [runByName],
    prints: printsInDevelopment(),
    fails: { ...runElsewhere, says: 'React is not defined' },
  },
  {
    name: 'tsx, a tsconfig named in the environment',
    files: { ...elsewhere, 'tsconfig.calls.json': forCalls },
    commands: [{ ...runElsewhere, env: { TSX_TSCONFIG_PATH: 'tsconfig.calls.json' } }],
    prints: printsInDevelopment(),
  },
  {
    name: 'tsx, a file outside of include with both pragmas',
    files: { ...elsewhere, 'calls/menu.tsx': pragmas + elsewhere['calls/menu.tsx'] },
    commands: [runElsewhere],
    prints: printsInProduction,
  },
];
