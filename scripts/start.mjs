// `npm start`: serves the example phone menu, and a telephone in the browser that calls it. It prints the address of the
// telephone first, then what the example prints.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Where the phone menu receives calls: `paths.call` of the example. */
const PATH = '/call';

const FLAGS = ['--conditions=bxml-jsx-source', '--import', 'tsx'];
const { PORT = '3000', WEBHOOK_USERNAME = '', WEBHOOK_PASSWORD = '' } = process.env;

const start = (args, env = {}) =>
  spawn(process.execPath, [...FLAGS, ...args], {
    env: { ...process.env, PORT, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Resolves with the first match in what a process prints; with `undefined` if it ends before. */
function printed(child, pattern, keep) {
  return new Promise((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      keep?.(chunk);
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => resolve(undefined));
  });
}

let held = '';
let phoneEnded = Promise.resolve();
let print = (chunk) => {
  held += chunk;
};
const example = start(['examples/server.tsx']);
const ended = once(example, 'exit');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => example.kill(signal));

const origin = await printed(example, /serves webhooks at (http:\/\/localhost:\d+)/, (chunk) => print(chunk));
if (origin !== undefined) {
  const credentials = { BXML_USER: WEBHOOK_USERNAME, BXML_PASSWORD: WEBHOOK_PASSWORD };
  const phone = start(['cli/src/bxml.ts', 'phone', origin + PATH, '--json'], credentials);
  phoneEnded = once(phone, 'exit');
  ended.then(() => phone.kill('SIGINT'));
  const url = await printed(phone, /"url":"([^"]+)"/);
  if (url !== undefined) console.log(`Call the phone menu: open ${url} in a browser.\n`);
}
process.stdout.write(held);
print = (chunk) => process.stdout.write(chunk);
const [code] = await ended;
await phoneEnded;
process.exitCode = code ?? 1;
