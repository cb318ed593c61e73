// Applications that count wrong keys in a session: their documents are the same each time, until they hang up.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf } from '../../src/check/findings.js';
import { type Walk, walk } from '../../src/map/walk.js';
import { application, type Event, gather, say } from './documents.js';

const test = suite('counted rounds');

/** A menu that counts by call what does not lead on, and hangs up in the end. */
const counting = (limit: number, isCounted = (digits: unknown) => digits !== '1' && digits !== '*') => {
  const counts = new Map<unknown, number>();
  return application({
    '/': gather('/key', 'Press 1 for the time, star to hear this again.'),
    '/key': ({ digits, callId }: Event) => {
      if (digits === '1') return say('It is noon.');
      const count = (counts.get(callId) ?? 0) + (isCounted(digits) ? 1 : 0);
      counts.set(callId, count);
      if (count >= limit) return say('Goodbye.');
      return gather('/key', 'Press 1 for the time, star to hear this again.');
    },
  });
};

const walked = (app: ReturnType<typeof application>): Promise<Walk> => walk(() => app, { name: 'app' });

const edgesIn = ({ map: { edges } }: Walk): string[] =>
  edges
    .filter(({ labels }) => labels.join() !== 'caller hangs up')
    .map(({ from, to, labels }) => `${from} → ${to}: ${labels.join(' · ')}`);

test('a menu that gives up after three wrong keys has three rounds, although it looks the same', async () => {
  const result = await walked(counting(3));
  assert.equal(edgesIn(result), [
    's1 → s2: 1',
    's1 → s1: *',
    's1 → s3: wrong key · no input',
    's3 → s2: 1',
    's3 → s3: *',
    's3 → s5: wrong key · no input',
    's5 → s2: 1',
    's5 → s5: *',
    's5 → s6: wrong key · no input',
  ]);
  assert.equal(result.map.leftOut, []);
  assert.is(result.map.states.find(({ id }) => id === 's6')?.heard[0]?.text, 'Goodbye.');
});

test('only what is counted begins another round', async () => {
  const result = await walked(counting(2, (digits) => digits === '*'));
  assert.equal(edgesIn(result), [
    's1 → s2: 1',
    's1 → s3: *',
    's1 → s1: wrong key · no input',
    's3 → s2: 1',
    's3 → s5: *',
    's3 → s3: wrong key · no input',
  ]);
});

test('a menu whose only end is after wrong keys is not a loop', async () => {
  const counts = new Map<unknown, number>();
  const menu = gather('/key', 'Press 1 or 2.');
  const { map } = await walked(
    application({
      '/': menu,
      '/key': ({ callId }) => {
        const count = (counts.get(callId) ?? 0) + 1;
        counts.set(callId, count);
        return count > 4 ? '<Hangup/>' : menu;
      },
    }),
  );
  assert.equal(
    findingsOf(map, { silence: 10 }).map(({ code }) => code),
    [],
  );
});

test('phones that are dialed again while they are busy are counted', async () => {
  const counts = new Map<unknown, number>();
  const dial = '<Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer>';
  const result = await walked(
    application({
      '/': dial,
      '/after': ({ callId, cause }) => {
        const count = (counts.get(callId) ?? 0) + 1;
        counts.set(callId, count);
        return cause === 'busy' && count < 3 ? dial : say('Goodbye.');
      },
    }),
  );
  assert.is(result.map.states.filter(({ kind }) => kind === 'ringing').length, 3);
});

test('a menu that never ends has one round, for one call more', async () => {
  const { map, calls } = await walked(application({ '/': gather('/', 'Press 1.') }));
  assert.is(map.states.length, 2);
  // The first, the key, the wrong key, no input; what no prompt offers again and again, and what one offers.
  assert.is(calls, 6);
});

test('an application that remembers earlier calls has no rounds that it does not count', async () => {
  let calls = 0;
  const { map } = await walked(
    application({
      '/': gather('/key', 'Press 1.'),
      '/key': () => (++calls % 40 === 0 ? '<Hangup/>' : gather('/key', 'Press 1.')),
    }),
  );
  assert.ok(map.states.length < 20, `${map.states.length} states`);
});

test.run();
