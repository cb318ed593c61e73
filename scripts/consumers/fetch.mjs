// The adapter for the Web's Request and Response: typed by the DOM or by Node, and run where there is no Node.
import { STRICT, tsconfig } from './program/files.mjs';

const answers = `import { Response as Bxml, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const answer = webhooks({
  initiate: ({ from }) => <Bxml><SpeakSentence>{from}</SpeakSentence></Bxml>,
  gather: ({ digits }) => \`<Response><SpeakSentence>\${digits}</SpeakSentence></Response>\`,
  disconnect: () => undefined,
});
// @ts-expect-error a misspelt event does not compile
export const misspelt = () => webhooks({ initate: () => <Bxml /> });
// @ts-expect-error nor does a document for an event that takes none
export const unread = () => webhooks({ disconnect: () => <Bxml /> });

const call = { callId: 'c-1', from: '+15550001111', to: '+15550002222', direction: 'inbound', callUrl: 'https://voice.example/c-1' };

export async function report(): Promise<string> {
  const url = 'https://app.example/calls';
  const headers = { 'content-type': 'application/json' };
  const posted = (event: object) => answer(new Request(url, { method: 'POST', headers, body: JSON.stringify(event) }));
  const query = new URLSearchParams({ eventType: 'gather', ...call, digits: '12' });
  const given = [
    await posted({ eventType: 'initiate', ...call }),
    await answer(new Request(url + '?' + query)),
    await posted({ eventType: 'disconnect', ...call, endTime: '2026-01-01T00:00:00Z', cause: 'hangup' }),
    await posted({ eventType: 'initiate' }),
  ];
  const lines = await Promise.all(given.map(async (response) => response.status + ' ' + (await response.text())));
  return lines.join('\\n') + '\\n' + (await answer.drain({ timeout: 1000 }));
}
`;

const main = `import { report } from './answers.js';
declare const console: { log(text: string): void };
report().then((text) => console.log(text));
`;

const document = (words) =>
  `200 <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>${words}</SpeakSentence></Response>`;
const prints = `${document('+15550001111')}
${document('12')}
201 
400 {"status":400,"code":"event.missing-field","detail":"The event initiate lacks \\"from\\", \\"to\\", \\"direction\\", \\"callId\\", \\"callUrl\\". In tests, events.initiate() of bxml-jsx/testing fills in what is missing."}
0
`;

// What the Web's standards give a server, and nothing of Node.
const runInVm = `import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
const names = ['Request', 'Response', 'Headers', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'AbortController',
  'performance', 'setTimeout', 'clearTimeout', 'atob'];
const context = createContext(Object.fromEntries(names.map((name) => [name, globalThis[name]])));
runInContext('delete globalThis.console', context);
runInContext(readFileSync('answers.js', 'utf8'), context);
process.stdout.write((await runInContext('answers.report()', context)) + '\\n');
`;

const files = { 'src/answers.tsx': answers, 'src/main.ts': main };
const bundle = (...more) => ({ run: ['esbuild', 'src/answers.tsx', '--bundle', '--platform=neutral', ...more] });
const page = { ...files, 'tsconfig.json': tsconfig({ ...STRICT, lib: ['ES2022', 'DOM', 'DOM.Iterable'] }) };

export default [
  ...['5.9', '6', '7'].map((version) => ({
    name: `fetch, tsc ${version}`,
    files: page,
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.'] }, { run: ['node', 'dist/src/main.js'] }],
    prints,
  })),
  {
    name: 'fetch, an engine with the globals of the Web alone',
    files: { ...page, 'run.js': runInVm },
    commands: [
      bundle('--format=iife', '--global-name=answers', '--main-fields=module,main', '--outfile=answers.js'),
      { run: ['node', 'run.js'] },
    ],
    prints,
  },
  ...['bun', 'deno'].map((engine) => ({
    name: `fetch, ${engine}`,
    files: page,
    commands: [
      { run: ['typescript-7/bin/tsc', '-p', '.'] },
      { run: engine === 'deno' ? ['deno', 'run', '--allow-read', 'dist/src/main.js'] : ['bun', 'dist/src/main.js'] },
    ],
    prints,
  })),
];
