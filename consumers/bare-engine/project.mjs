// The core and the parser in engines without Node: one bundle in an empty context and in a browser.
import { existsSync } from 'node:fs';
import { checkTypes, printsInProduction, program, STRICT, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = BROWSERS.find((path) => existsSync(path)) ?? BROWSERS[0];
const bundle = ['esbuild', 'src/menu.tsx', '--bundle', '--format=iife', '--global-name=menu', '--outfile=menu.js'];
const own = filesIn('bare-engine');
const files = { ...program, 'tsconfig.json': tsconfig({ ...STRICT, jsx: 'react-jsx' }) };

export default [
  {
    name: 'an engine without the globals of Node',
    files: { ...files, 'run.js': own['run.js'] },
    commands: [checkTypes, { run: bundle }, { run: ['node', 'run.js'] }],
    prints: printsInProduction,
  },
  {
    name: 'Chromium',
    needs: browser,
    files: { ...files, ...own },
    commands: [{ run: bundle }, { run: ['node', 'run-in-browser.js', browser] }],
    prints: printsInProduction,
  },
];
