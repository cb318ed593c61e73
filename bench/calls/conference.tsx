// Ten calls, six of which meet in a conference, to a small app: by the simulator, and as the same events without it.

import { Conference, Gather, Hangup, Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import { simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import inject from 'light-my-request';

const app = new Koa();
app.use(
  webhooks({
    initiate: () => (
      <Response>
        <Gather gatherUrl="/calls" maxDigits={1}>
          <SpeakSentence>To join, press one.</SpeakSentence>
        </Gather>
      </Response>
    ),
    gather: ({ digits }) =>
      digits === '1' ? (
        <Response>
          <Conference conferenceEventUrl="/calls">team</Conference>
        </Response>
      ) : (
        <Response>
          <SpeakSentence>Goodbye.</SpeakSentence>
          <Hangup />
        </Response>
      ),
    conferenceCreated: () => null,
    conferenceMemberJoin: () => (
      <Response>
        <SpeakSentence>A caller has joined.</SpeakSentence>
      </Response>
    ),
    conferenceMemberExit: () => null,
    conferenceCompleted: () => undefined,
    disconnect: () => undefined,
  }),
);

const platform = simulate(app);

const MEMBERS = 6;
const OTHERS = 4;

/** Six callers join, hear each other and leave; four others press another key. */
export async function simulatedConference() {
  const members = [];
  for (let index = 0; index < MEMBERS; index++) {
    const call = await platform.call({ url: '/calls', from: `+1555123010${index}` });
    await call.press('1');
    await call.joins('team');
    members.push(call);
  }
  const room = await platform.conference('team');
  await room.has(...members);
  const others = [];
  for (let index = 0; index < OTHERS; index++) {
    const call = await platform.call({ url: '/calls', from: `+1555123020${index}` });
    await call.press('2');
    await call.ends('hangup');
    others.push(call);
  }
  for (const call of members) await call.hangUp();
  await room.ends();
  return { calls: [...members, ...others], room };
}

/** The events of such calls. Each sending has new ids. */
export async function bareConferenceEvents() {
  const { calls, room } = await simulatedConference();
  const timelines = [...calls.map(({ wholeTimeline }) => wholeTimeline), room.timeline];
  const requests = timelines
    .flat()
    .flatMap((entry) =>
      entry.kind === 'event' ? [{ path: new URL(entry.url).pathname, body: JSON.stringify(entry.event) }] : [],
    );
  // The part of all ids that is the same within one simulation.
  const [, simulation = ''] = room.id.split('-');
  const listener = app.callback();
  let sendings = 0;
  return {
    count: requests.length,
    async send() {
      const id = (++sendings).toString(16).padStart(8, '0');
      for (const { path, body } of requests) {
        const headers = { 'content-type': 'application/json' };
        const payload = body.replaceAll(simulation, id);
        const { statusCode } = await inject(listener, { method: 'POST', url: path, headers, payload });
        if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}`);
      }
    },
  };
}
