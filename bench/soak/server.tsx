// The server that the soak test visits, in a separate process: every kind of handler, good and bad. It sends its counts
// to its parent, and on request the heap size after a forced collection.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Gather, Hangup, Pause, PlayAudio, Redirect, Response, SpeakSentence } from 'bxml-jsx';
import type { RedirectEvent } from 'bxml-jsx/events';
import { type Handlers, type KoaHandlerContext, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import { credentials, limit, timeout } from './terms.js';

const counts: Record<string, number> = {};
const count = (what: string): void => {
  counts[what] = (counts[what] ?? 0) + 1;
};
process.on('unhandledRejection', () => count('unhandled rejections'));
process.on('uncaughtException', () => count('uncaught exceptions'));

const Choice = async ({ digit, label }: { digit: number; label: string }) => {
  await wait(2);
  return (
    <SpeakSentence voice="julie">
      For {label}, press {digit}.
    </SpeakSentence>
  );
};

/** The response to a `redirect`, chosen by its tag. */
const answers: Record<string, (context: KoaHandlerContext) => unknown> = {
  text: () => '<?xml version="1.0" encoding="UTF-8"?><Response><Pause duration="3"/></Response>',
  'bad text': () => '<Response><Pause',
  throws: () => {
    throw new Error('The handler throws.');
  },
  rejects: async () => {
    await wait(1);
    throw new Error('The handler rejects.');
  },
  'component throws': () => {
    const Broken = (): never => {
      throw new Error('The component throws.');
    };
    return (
      <Response>
        <Broken />
      </Response>
    );
  },
  invalid: () => (
    <Response>
      <Gather maxDigits={1000}>
        <Redirect redirectUrl="/nowhere" />
      </Gather>
    </Response>
  ),
  null: () => null,
  late: async () => {
    await wait(timeout + 200);
    return <Response />;
  },
  'late, and throws': async () => {
    await wait(timeout + 200);
    throw new Error('The late handler throws.');
  },
  patient: async ({ signal }) => {
    // Ends when the client disconnects, which is counted, or after the timeout.
    await once(signal, 'abort');
    count('aborted handlers');
    return <Response />;
  },
};

const handlers: Handlers<KoaHandlerContext> = {
  initiate: ({ from, callerDisplayName }) => (
    <Response>
      <SpeakSentence voice="julie">Welcome, {callerDisplayName}.</SpeakSentence>
      <PlayAudio>https://media.example/jingle.wav</PlayAudio>
      <Gather gatherUrl="/menu" maxDigits={1} tag={from}>
        <SpeakSentence>Press any key.</SpeakSentence>
      </Gather>
    </Response>
  ),
  gather: async ({ digits }) => (
    <Response>
      <Choice digit={1} label={digits ?? ''} />
      <Pause duration={1} />
      <Hangup />
    </Response>
  ),
  // These return values are wrong on purpose, and their types do not allow them.
  redirect: (({ tag }: RedirectEvent, context: KoaHandlerContext) => answers[String(tag)]?.(context)) as never,
  conferenceCreated: () => null,
  disconnect: async () => {
    await wait(1);
    count('handled');
  },
  transferDisconnect: () => {
    count('handled');
    throw new Error('The handler of an asynchronous event throws.');
  },
};

const middleware = webhooks(handlers, {
  auth: credentials,
  limit,
  timeout,
  fallback: (
    <Response>
      <SpeakSentence>Please call again later.</SpeakSentence>
    </Response>
  ),
  onError: (_error, { stage }) => count(`onError, ${stage}`),
  hooks: {
    answered: () => count('answered'),
    refused: ({ code }) => count(`refused, ${code}`),
    late: () => count('late'),
    repeated: () => count('repeated'),
  },
});
const app = new Koa();
app.on('error', () => count('errors of the app'));
app.use(middleware);
app.use((ctx) => {
  if (ctx.method === 'GET') ctx.body = 'up';
});
const server = app.listen(0, '127.0.0.1');
// Connections are kept alive for as long as visitors pause, so that no client writes to a connection that is being
// closed.
server.keepAliveTimeout = 60_000;
await once(server, 'listening');

process.on('message', async (task) => {
  if (task === 'end') process.exit(0);
  const left = await middleware.drain({ timeout: 10_000 });
  const { gc } = globalThis;
  for (let times = 0; times < 4; times++) {
    gc?.();
    await wait(50);
  }
  process.send?.({ heap: process.memoryUsage().heapUsed, left, counts });
});
process.send?.({ port: (server.address() as AddressInfo).port });
