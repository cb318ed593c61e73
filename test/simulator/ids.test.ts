// Ids differ between simulations and do not appear in transcripts.
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { type Call, type SimulatedApplication, simulate, type TimelineEntry } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('ids of a simulation');

const ID = /\b[a-z]-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const idsIn = (text: string): string[] => [...new Set(text.match(ID))];
const eventsOf = (entries: readonly TimelineEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));

const answers = {
  '/call':
    '<Record maxDuration="4" recordCompleteUrl="/next" recordingAvailableUrl="/news" transcribe="true" transcriptionAvailableUrl="/news"/>',
  '/next':
    '<Transfer transferCompleteUrl="/bye"><PhoneNumber transferDisconnectUrl="/news">+15550100</PhoneNumber></Transfer>',
  '/bye': '<Redirect redirectUrl="/broken"/>',
  '/broken': new Response('x', { status: 500 }),
  '/news': '',
};

/** Runs a call with an id of every kind: of two calls, a recording, its transcription and an error. */
async function longCall(): Promise<Call> {
  const { platform } = simulated(answers);
  const call = await platform.call({ url: '/call', statusUrl: '/news' });
  await (await call.transferredTo('+15550100', { after: 2 })).hangUp();
  await call.ends('callback-error');
  return call;
}

test('two simulations have no ids in common', async () => {
  const [first = '', second = ''] = [await longCall(), await longCall()].map(({ wholeTimeline }) =>
    JSON.stringify(eventsOf(wholeTimeline)),
  );
  const kinds = idsIn(first).map((id) => id[0]);
  assert.equal(kinds.sort(), ['c', 'c', 'e', 'r', 't']);
  assert.is(idsIn(second).length, kinds.length);
  assert.equal(
    idsIn(first).filter((id) => second.includes(id)),
    [],
  );
});

test('the ids of one simulation are all different', async () => {
  const { platform } = simulated(answers);
  const ids = new Set<string>();
  for (let count = 0; count < 20; count++) ids.add((await platform.call({ url: '/news' })).callId);
  assert.is(ids.size, 20);
});

test('the same test has the same transcript twice, with names for ids', async () => {
  const spoken = () =>
    simulated({
      '/call': ({ event }) =>
        `<SpeakSentence>Call ${event.callId}, ${String(event.callId).slice(-4)}.</SpeakSentence>` +
        `<Record maxDuration="2" recordCompleteUrl="/done?of=${event.callId}"/>`,
      '/done': ({ event }) => `<PlayAudio>${event.mediaUrl}</PlayAudio>`,
    });
  const transcripts: string[] = [];
  for (let run = 0; run < 2; run++) {
    const { platform } = spoken();
    await (await platform.call({ url: '/call', statusUrl: null })).ends('hangup');
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends('hangup');
    transcripts.push(call.transcript());
  }
  const [first = '', second] = transcripts;
  assert.is(second, first);
  assert.match(first, 'hears "Call c-2, 0002."');
  assert.match(first, 'recordComplete → POST /done?of=c-2: 200');
  assert.match(first, '/calls/c-2/recordings/r-2/media');
  assert.equal(idsIn(first), []);
});

const handlers = (ended: string[]) => ({
  initiate: () => '<Response><Hangup/></Response>',
  disconnect: ({ callId }: { readonly callId: string }) => void ended.push(callId),
});

const applications: Record<string, (ended: string[]) => SimulatedApplication> = {
  koa: (ended) => new Koa().use(onKoa.webhooks(handlers(ended))),
  fetch: (ended) => onFetch.webhooks(handlers(ended)),
};

for (const [name, make] of Object.entries(applications)) {
  test(`an application that serves several tests handles the events of each: ${name}`, async () => {
    const ended: string[] = [];
    const app = make(ended);
    for (let run = 0; run < 3; run++) {
      await (await simulate(app).call()).ends();
      for (let turn = 0; turn < 50 && ended.length <= run; turn++)
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert.is(new Set(ended).size, 3);
  });
}

test.run();
