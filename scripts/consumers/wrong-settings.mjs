// Files compiled for another library that the project has as well: the error has to say what to do.
import { tsconfig } from './program/files.mjs';

const OTHERS = {
  react: 'It is an element of React. ',
  preact: 'It is an element of Preact. ',
  'hono/jsx': 'It is an element of another JSX runtime. ',
};
const CURE =
  'Set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that covers the file, or begin the file with ' +
  '/** @jsxImportSource bxml-jsx */.\n';

const menu = `import { Hangup, Pause, Response } from 'bxml-jsx';
export const Menu = () => <Response><Pause /><Hangup /></Response>;
`;
const main = `import { render } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { Menu } from './menu';
try {
  render(jsx(Menu, {}));
} catch (error) {
  console.log(error.problems[0].hint);
}
`;

export default Object.entries(OTHERS).map(([jsxImportSource, says]) => ({
  name: `an error for a file compiled for ${jsxImportSource}`,
  files: { 'src/menu.tsx': menu, 'src/main.ts': main, 'tsconfig.json': tsconfig({ jsxImportSource }) },
  commands: [
    { run: ['esbuild', 'src/main.ts', '--bundle', '--platform=node', '--format=esm', '--outfile=main.js'] },
    { run: ['node', 'main.js'] },
  ],
  prints: says + CURE,
}));
