// The Koa adapter with Koa and its types: a served component, and handlers that must not compile.
import { STRICT, tsconfig } from './program/files.mjs';

const server = `import Koa from 'koa';
import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';

const app = new Koa();
app.use(
  webhooks({
    initiate: ({ from }) => <Response><SpeakSentence>{from}</SpeakSentence></Response>,
    disconnect: ({ cause }) => console.log(cause),
  }),
);
// @ts-expect-error a misspelt event does not compile
export const misspelt = () => webhooks({ initate: () => <Response /> });
// @ts-expect-error nor does a document for an event that takes none
export const unread = () => webhooks({ disconnect: () => <Response /> });

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as { port: number };
  const event = {
    eventType: 'initiate', accountId: '1', applicationId: 'a-1', callId: 'c-1', from: '+15550001111',
    to: '+15550002222', direction: 'inbound', callUrl: 'https://voice.example/c-1', startTime: '2026-01-01T00:00:00Z',
  };
  const answer = await fetch('http://127.0.0.1:' + port, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event),
  });
  console.log(answer.status, await answer.text());
  server.close();
});
`;

// Every app, router and mount goes on as what it was, whatever its types of state and context.
const types = `import Router from '@koa/router';
import Koa from 'koa';
import mount from 'koa-mount';
import { Response } from 'bxml-jsx';
import { basicAuth, webhooks } from 'bxml-jsx/koa';

interface State { user: string }
interface Added { database: { name: string } }
const calls = webhooks({ initiate: () => <Response /> });
const guard = basicAuth({ auth: { username: 'u', password: 'p' } });
export const apps: Koa[] = [new Koa().use(guard).use(calls), new Koa().use(mount('/voice', calls)).use(mount(guard))];
export const typed: Koa<State, Added>[] = [new Koa<State, Added>().use(guard).use(calls).use(mount('/voice', calls))];
export const routers: Router[] = [new Router().use(guard).use('/x', calls).post('/voice', guard, calls)];
export const typedRouters: Router<State, Added>[] = [new Router<State, Added>().use(guard).post('/voice', guard, calls)];
// @ts-expect-error a request of Node is not a context
calls({}, async () => undefined);
`;

const prints =
  '200 <?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>+15550001111</SpeakSentence></Response>\n';
const settings = tsconfig({ ...STRICT, types: ['node'] });
const commands = (version) => [
  { run: [`typescript-${version}/bin/tsc`, '-p', '.'] },
  { run: ['node', 'dist/src/main.js'] },
];

export default [
  ...['5.9', '6', '7'].map((version) => ({
    name: `Koa, tsc ${version}`,
    files: { 'src/main.tsx': server, 'tsconfig.json': settings },
    commands: commands(version),
    prints,
  })),
  ...['5.9', '6', '7'].map((version) => ({
    name: `Koa, types of apps, tsc ${version}`,
    files: {
      'src/types.tsx': types,
      'tsconfig.json': tsconfig({ ...STRICT, types: ['node'], skipLibCheck: true }),
    },
    commands: [{ run: [`typescript-${version}/bin/tsc`, '-p', '.', '--noEmit'] }],
  })),
  {
    name: 'Koa 2',
    files: {
      'src/main.tsx': server.replace("from 'koa'", "from 'koa-2'"),
      // Its types are those of the version that is installed under its own name.
      'src/koa-2.d.ts': "declare module 'koa-2' { export { default } from 'koa'; }",
      'tsconfig.json': settings,
    },
    commands: commands('7'),
    prints,
  },
];
