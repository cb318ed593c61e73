// Events of a type that this version does not know.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { type AnyOptions, adapters } from './adapters.js';
import { disconnect, initiate, saying, unknown } from './phone-call.js';

const test = suite('unknown events');

const boom = new Error('boom');
const bxml = '<Response><SpeakSentence>Hi</SpeakSentence></Response>';
const outcomes: readonly [what: string, onUnknown: () => unknown, status: number][] = [
  ['an element', () => saying('Hi'), 200],
  ['a promise of an element', async () => saying('Hi'), 200],
  ['BXML', () => bxml, 200],
  ['false', () => false, 404],
  ['a promise of false', async () => false, 404],
  ['undefined', () => undefined, 201],
  ['null', () => null, 201],
  ['true', () => true, 201],
  ['a number', () => 7, 201],
  ['a promise of an array', async () => [1], 201],
  ['a string that is not BXML', () => 'Hi', 500],
  ['a rejection', () => Promise.reject(boom), 500],
];

for (const { serve, name } of adapters) {
  for (const [what, onUnknown, status] of outcomes) {
    test(`responds ${status} to ${what} from onUnknown on ${name}`, async () => {
      const reported: unknown[] = [];
      const hooked: unknown[] = [];
      const options: AnyOptions = {
        onUnknown,
        onError: (error, { stage, event, eventType }) => void reported.push(error, stage, event, eventType),
        hooks: {
          received: (seen) => hooked.push(['received', seen.eventType]),
          answered: (answer) => hooked.push(['answered', answer.status, answer.bxml !== undefined]),
        },
      };
      await serve({}, options, async ({ post }) => {
        const reply = await post(unknown);
        assert.is(reply.status, status);
        if (status === 200) assert.equal(verbsOf(reply.body), [['SpeakSentence', {}, 'Hi']]);
        if (status === 201) assert.is(reply.body, '');
      });
      const answered = status === 404 ? [] : [['answered', status, status === 200]];
      assert.equal(hooked, [['received', 'tomorrow'], ...answered]);
      assert.equal(reported.slice(1), status === 500 ? ['unknown', unknown, 'tomorrow'] : []);
      if (what === 'a rejection') assert.is(reported[0], boom);
    });
  }

  test(`calls onUnknown with the event and context by POST and GET, only for unknown events, on ${name}`, async () => {
    const given: unknown[] = [];
    const onUnknown: AnyOptions['onUnknown'] = (event, { signal }) => void given.push(event, signal.aborted);
    await serve({}, { onUnknown }, async ({ post, send }) => {
      const event = { ...unknown, nested: { list: [1, null] } };
      assert.is((await post(event)).status, 201);
      assert.is((await send({ path: '/?eventType=tomorrow&callId=c-1&n.m=1' })).status, 201);
      assert.is((await post(disconnect)).status, 201);
      assert.is((await post(initiate)).status, 404);
      assert.is((await post({ eventType: 'initiate' })).status, 400);
      assert.equal(given, [event, false, { ...unknown, n: { m: '1' } }, false]);
    });
  });

  test(`calls onUnknown for an unknown value of event on ${name}`, async () => {
    const given: unknown[] = [];
    const onUnknown: AnyOptions['onUnknown'] = ({ eventType }) => void given.push(eventType);
    await serve({}, { onUnknown, ackStatus: 204 }, async ({ post }) => {
      assert.is((await post({ event: 'endpointMoved' })).status, 204);
      assert.equal(given, ['endpointMoved']);
    });
  });

  test(`responds with the fallback if onUnknown fails on ${name}`, () =>
    serve({}, { onUnknown: () => Promise.reject(boom), onError: () => 5, fallback: saying('Hi') }, async ({ post }) => {
      assert.equal(verbsOf((await post(unknown)).body), [['SpeakSentence', {}, 'Hi']]);
    }));
}

test.run();
