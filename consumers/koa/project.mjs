// The Koa adapter with Koa and its types: a component that is served, and handlers that must not compile.
import { STRICT, TYPESCRIPTS, tsconfig } from '../../scripts/package/program.mjs';
import { filesIn } from '../../scripts/package/project-files.mjs';

const server = filesIn('koa')['src/main.tsx'];
const types = filesIn('koa/types');
const prints =
  '200 <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>+15550001111</SpeakSentence></Response>\n';
const settings = tsconfig({ ...STRICT, types: ['node'] });
const commands = (version) => [
  { run: [`typescript-${version}/bin/tsc`, '-p', '.'] },
  { run: ['node', 'dist/src/main.js'] },
];

export default [
  ...TYPESCRIPTS.map((version) => ({
    name: `Koa, tsc ${version}`,
    files: { 'src/main.tsx': server, 'tsconfig.json': settings },
    commands: commands(version),
    prints,
  })),
  ...TYPESCRIPTS.map((version) => ({
    name: `Koa, types of apps, tsc ${version}`,
    files: {
      'src/types.tsx': types['types.tsx'],
      'tsconfig.json': tsconfig({ ...STRICT, types: ['node'], skipLibCheck: true }),
    },
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.', '--noEmit'] }],
  })),
  {
    name: 'Koa 2',
    files: {
      'src/main.tsx': server.replace("from 'koa'", "from 'koa-2'"),
      // Uses the types of the version that is installed as `koa`.
      ...filesIn('koa/koa-2'),
      'tsconfig.json': settings,
    },
    commands: commands('7'),
    prints,
  },
];
