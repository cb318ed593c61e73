// The core and the parser in engines without Node: one bundle in an empty context, and in a browser.
import { existsSync } from 'node:fs';
import { checkTypes, printsInProduction, program, STRICT, tsconfig } from './program/files.mjs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = BROWSERS.find((path) => existsSync(path)) ?? BROWSERS[0];
const bundle = ['esbuild', 'src/menu.tsx', '--bundle', '--format=iife', '--global-name=menu', '--outfile=menu.js'];
const files = { ...program, 'tsconfig.json': tsconfig({ ...STRICT, jsx: 'react-jsx' }) };

const runInVm = `import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
const context = createContext(Object.create(null));
// What the engine itself adds beyond the language goes too.
const names = runInContext('Object.getOwnPropertyNames(globalThis)', context);
for (const name of ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'escape', 'unescape']) {
  runInContext('delete globalThis.' + name, context);
}
const left = ['process', 'Buffer', 'TextEncoder', 'TextDecoder', 'URL', 'AbortController', 'setTimeout', 'queueMicrotask', 'console']
  .filter((name) => runInContext('typeof ' + name, context) !== 'undefined');
if (left.length > 0 || names.length === 0) throw new Error('the context is not empty: ' + left);
runInContext(readFileSync('menu.js', 'utf8'), context);
process.stdout.write(runInContext('menu.report()', context) + '\\n');
`;

const page = `<!doctype html><meta charset="utf-8"><title>menu</title><pre></pre>
<script src="menu.js"></script>
<script>document.querySelector('pre').textContent = encodeURIComponent(menu.report() + '\\n');</script>
`;

// The text comes back out of Chromium's dump of the page.
const runInBrowser = `import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
const profile = mkdtempSync(join(tmpdir(), 'bxml-jsx-chromium-'));
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
try {
  const dom = execFileSync(process.argv[2], ['--headless', '--no-sandbox', ...quiet, '--user-data-dir=' + profile,
    '--dump-dom', pathToFileURL(resolve('page.html')).href], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 });
  process.stdout.write(decodeURIComponent(/<pre>(.*)<\\/pre>/.exec(dom)?.[1] ?? dom));
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
`;

export default [
  {
    name: 'an engine without the globals of Node',
    files: { ...files, 'run.js': runInVm },
    commands: [checkTypes, { run: bundle }, { run: ['node', 'run.js'] }],
    prints: printsInProduction,
  },
  {
    name: 'Chromium',
    needs: browser,
    files: { ...files, 'page.html': page, 'run.js': runInBrowser },
    commands: [{ run: bundle }, { run: ['node', 'run.js', browser] }],
    prints: printsInProduction,
  },
];
