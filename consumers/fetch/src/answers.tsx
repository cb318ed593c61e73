import { Response as Bxml, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const answer = webhooks({
  initiate: ({ from }) => (
    <Bxml>
      <SpeakSentence>{from}</SpeakSentence>
    </Bxml>
  ),
  gather: ({ digits }) => `<Response><SpeakSentence>${digits}</SpeakSentence></Response>`,
  disconnect: () => undefined,
});
// @ts-expect-error a misspelled event
export const misspelt = () => webhooks({ initate: () => <Bxml /> });
// @ts-expect-error a document for an asynchronous event
export const unread = () => webhooks({ disconnect: () => <Bxml /> });

const call = {
  callId: 'c-1',
  from: '+15550001111',
  to: '+15550002222',
  direction: 'inbound',
  callUrl: 'https://voice.example/c-1',
};

export async function report(): Promise<string> {
  const url = 'https://app.example/calls';
  const headers = { 'content-type': 'application/json' };
  const posted = (event: object) => answer(new Request(url, { method: 'POST', headers, body: JSON.stringify(event) }));
  const query = new URLSearchParams({ eventType: 'gather', ...call, digits: '12' });
  const given = [
    await posted({ eventType: 'initiate', ...call }),
    await answer(new Request(`${url}?${query}`)),
    await posted({ eventType: 'disconnect', ...call, endTime: '2026-01-01T00:00:00Z', cause: 'hangup' }),
    await posted({ eventType: 'initiate' }),
  ];
  const lines = await Promise.all(given.map(async (response) => `${response.status} ${await response.text()}`));
  return `${lines.join('\n')}\n${await answer.drain({ timeout: 1000 })}`;
}
