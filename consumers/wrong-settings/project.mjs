// Files compiled for another library that the project uses too: the error must say what to change.
import { tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const OTHERS = {
  react: 'It is an element of React. ',
  preact: 'It is an element of Preact. ',
  'hono/jsx': 'It is an element of another JSX runtime. ',
};
const CURE =
  'Set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that covers the file, or begin the file with ' +
  '/** @jsxImportSource bxml-jsx */.\n';

export default Object.entries(OTHERS).map(([jsxImportSource, says]) => ({
  name: `an error for a file compiled for ${jsxImportSource}`,
  files: { ...filesIn('wrong-settings'), 'tsconfig.json': tsconfig({ jsxImportSource }) },
  commands: [
    { run: ['esbuild', 'src/main.ts', '--bundle', '--platform=node', '--format=esm', '--outfile=main.js'] },
    { run: ['node', 'main.js'] },
  ],
  prints: says + CURE,
}));
