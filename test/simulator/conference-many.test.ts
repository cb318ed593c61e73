// Many conferences at once, which do not mix.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('many conferences at once');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;

test('two hundred conferences do not mix', async () => {
  const { platform } = simulated(
    {
      '/call': ({ event }) => {
        const [room, member] = [String(event.from).slice(2, 6), String(event.from).slice(6)];
        return `${say('x'.repeat(Number(member)))}<Conference conferenceEventUrl="/room" tag="tag-${room}">room-${room}</Conference>`;
      },
      '/room': ({ event }) =>
        event.eventType === 'conferenceMemberJoin'
          ? say(`${event.name} ${event.from}`)
          : new Response(null, { status: 204 }),
      '/status': '',
    },
    // Two hundred conferences share the processor.
    { limits: { realSeconds: 60 } },
  );
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const room = String(1000 + index);
      const [caller, agent] = await Promise.all(
        [3, 5].map((member) => platform.call({ url: '/call', from: `+1${room}${member}`, statusUrl: '/status' })),
      );
      assert.ok(caller && agent);
      const conference = await platform.conference(`room-${room}`);
      await conference.has(caller, agent);
      assert.ok(conference.canHear(caller, agent));
      await agent.hears(`room-${room} +1${room}5`);
      await agent.hangUp();
      await conference.receives('conferenceMemberExit', { callId: agent.callId });
      assert.equal(
        conference.members.map(({ callId }) => callId),
        [caller.callId],
      );
      await caller.hangUp();
      await conference.ends();
      const heard = conference.timeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.text] : []));
      assert.equal(heard, [`room-${room} +1${room}3`, `room-${room} +1${room}5`]);
      const events = (
        ['conferenceCreated', 'conferenceMemberJoin', 'conferenceMemberExit', 'conferenceCompleted'] as const
      )
        .flatMap((type) => [...conference.events(type)])
        .map(({ tag, conferenceId }) => `${tag} ${conferenceId}`);
      assert.equal(new Set(events), new Set([`tag-${room} ${conference.id}`]));
      assert.is(events.length, 6);
    }),
  );
});

test.run();
