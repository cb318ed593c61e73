// The hover text of elements, attributes, functions and fields of events in an editor: the built declarations must keep
// the documentation.
import { STRICT, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const NAMES = [
  'Response',
  'Gather',
  'gatherUrl',
  'maxDigits',
  'voice',
  'break',
  'time',
  'render',
  'pretty',
  'parse',
  'webhooks',
  'initiate',
  'callerDisplayName',
  'parseEvent',
  'defineVerb',
  'events',
  'prettyAsync',
  'digits',
  'gather',
  'transferTo',
  'transferComplete',
];

const asked = {
  5.9: ['ask-compiler.js', 'typescript-5.9'],
  6: ['ask-compiler.js', 'typescript-6'],
  7: ['ask-server.js', '../node_modules/typescript-7/bin/tsc'],
};

export default Object.entries(asked).map(([version, [script, compiler]]) => ({
  name: `documentation in the editor, TypeScript ${version}`,
  files: { ...filesIn('hover'), 'tsconfig.json': tsconfig(STRICT) },
  commands: [{ run: ['node', script, compiler, 'src/main.tsx', ...NAMES] }],
  prints: NAMES.map((name) => `${name}: documented\n`).join(''),
}));
