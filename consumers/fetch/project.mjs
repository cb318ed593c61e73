// The adapter for `Request` and `Response` of the Fetch standard: with the types of the DOM or of Node, and run in an
// engine without Node.
import { STRICT, TYPESCRIPTS, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const document = (words) =>
  `200 <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>${words}</SpeakSentence></Response>`;
const prints = `${document('+15550001111')}
${document('12')}
201 
400 {"status":400,"code":"event.missing-field","detail":"The event initiate is missing the required fields \\"from\\", \\"to\\", \\"direction\\", \\"callId\\", \\"callUrl\\". In tests, create it with events.initiate() of bxml-jsx/testing."}
0
`;

const files = filesIn('fetch');
const bundle = (...more) => ({ run: ['esbuild', 'src/answers.tsx', '--bundle', '--platform=neutral', ...more] });
const page = { ...files, 'tsconfig.json': tsconfig({ ...STRICT, lib: ['ES2022', 'DOM', 'DOM.Iterable'] }) };

export default [
  ...TYPESCRIPTS.map((version) => ({
    name: `fetch, tsc ${version}`,
    files: page,
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.'] }, { run: ['node', 'dist/src/main.js'] }],
    prints,
  })),
  {
    name: 'fetch, an engine with only web globals',
    files: page,
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
