import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';

const app = new Koa();
app.use(
  webhooks({
    initiate: ({ from }) => (
      <Response>
        <SpeakSentence>{from}</SpeakSentence>
      </Response>
    ),
    disconnect: ({ cause }) => console.log(cause),
  }),
);
// @ts-expect-error a misspelled event
export const misspelt = () => webhooks({ initate: () => <Response /> });
// @ts-expect-error a document for an asynchronous event
export const unread = () => webhooks({ disconnect: () => <Response /> });

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as { port: number };
  const event = {
    eventType: 'initiate',
    accountId: '1',
    applicationId: 'a-1',
    callId: 'c-1',
    from: '+15550001111',
    to: '+15550002222',
    direction: 'inbound',
    callUrl: 'https://voice.example/c-1',
    startTime: '2026-01-01T00:00:00Z',
  };
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  console.log(answer.status, await answer.text());
  server.close();
});
