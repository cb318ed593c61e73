import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SessionStore } from '../../../src/phone/page/session/session-store.js';
import { FilteredEntries } from '../../../src/phone/page/timeline/filtered-entries.js';
import { call, caller, entry, exchange, heard, manyEntries, session } from '../browser/scenes.js';

const test = suite('session of the page');

const ids = (entries: readonly { readonly id: number }[]): number[] => entries.map(({ id }) => id);

test('replaces entries, calls and handsets in their places', () => {
  const store = new SessionStore(() => 0);
  store.apply(session({ calls: [call()], handsets: [caller()], entries: [entry(1), heard(2, 'a'), heard(3, 'b')] }));
  store.apply({ kind: 'entry', entry: heard(2, 'changed') });
  store.apply({ kind: 'call', call: call({ cause: 'hangup' }) });
  store.apply({ kind: 'handset', handset: caller({ state: 'over' }) });
  assert.equal(ids(store.entries), [1, 2, 3]);
  assert.equal(
    store.transcript('handset-1').map(({ text }) => text),
    ['changed', 'b'],
  );
  assert.is(store.call('call-1')?.cause, 'hangup');
  assert.is(store.handset('handset-1')?.state, 'over');
  assert.is(store.handsets.length, 1);
});

test('runs the clock between the messages', () => {
  let now = 1_000;
  const store = new SessionStore(() => now);
  store.apply(session({ now: 10 }));
  now += 2_500;
  assert.is(store.now, 12.5);
  store.apply({ kind: 'clock', now: 100 });
  now += 500;
  assert.is(store.now, 100.5);
});

test('a new session replaces everything', () => {
  const store = new SessionStore(() => 0);
  store.apply(session({ entries: [heard(1, 'a')] }));
  store.apply(session({ entries: [entry(7)], dropped: 6 }));
  assert.equal(ids(store.entries), [7]);
  assert.equal(store.transcript('handset-1'), []);
  assert.is(store.entry(1), undefined);
  assert.is(store.dropped, 6);
});

test('drops the oldest entries', () => {
  const store = new SessionStore(() => 0);
  const filtered = new FilteredEntries(store);
  store.apply(session({ entries: manyEntries(10) }));
  const { height } = filtered;
  store.apply({ kind: 'dropped', through: 4, dropped: 4 });
  assert.equal(ids(filtered.entries), [5, 6, 7, 8, 9, 10]);
  assert.is(filtered.height + filtered.droppedHeight, height);
  store.apply({ kind: 'entry', entry: entry(6, { text: 'changed' }) });
  assert.is(store.entry(6)?.text, 'changed');
  assert.is(store.entry(4), undefined);
});

test('keeps the last 200 lines of a transcript', () => {
  const store = new SessionStore(() => 0);
  const many = Array.from({ length: 300 }, (_, index) => heard(index + 1, `${index + 1}`));
  store.apply(session({ entries: many.slice(0, 250) }));
  for (const one of many.slice(250)) store.apply({ kind: 'entry', entry: one });
  assert.equal([store.transcript('handset-1').length, store.transcript('handset-1')[0]?.id], [200, 101]);
});

test('a transcript has the failures of the call, when they are known', () => {
  const store = new SessionStore(() => 0);
  store.apply(session({ entries: [heard(1, 'a'), exchange(2), heard(3, 'b'), entry(4, { kind: 'trouble' })] }));
  const transcript = (): number[] => ids(store.transcript('handset-1'));
  assert.equal(transcript(), [1, 3, 4]);
  store.apply({ kind: 'entry', entry: exchange(2, { failure: 'No response' }) });
  assert.equal(transcript(), [1, 2, 3, 4]);
  store.apply({ kind: 'entry', entry: heard(3, 'c') });
  store.apply({ kind: 'entry', entry: exchange(2) });
  assert.equal(transcript(), [1, 3, 4]);
  assert.is(store.transcript('handset-1')[1]?.text, 'c');
});

test('filters by call, kind and words, in the same way for old and new entries', () => {
  const entries = [
    exchange(1, { body: '<Response>Needle</Response>' }),
    heard(2, 'a needle'),
    entry(3, { kind: 'input', text: 'presses 1' }),
    entry(4, { kind: 'trouble', text: 'Refused' }),
    exchange(5, { failure: 'No response' }),
    exchange(6, {}, { call: 'call-2' }),
  ];
  const filters = [
    [{ call: '', groups: [], search: '' }, [1, 2, 3, 4, 5, 6]],
    [{ call: 'call-2', groups: [], search: '' }, [6]],
    [{ call: '', groups: ['requests'], search: '' }, [1, 5, 6]],
    [{ call: '', groups: ['heard', 'input'], search: '' }, [2, 3]],
    [{ call: '', groups: ['problems'], search: '' }, [4, 5]],
    [{ call: '', groups: [], search: '  NEEDLE ' }, [1, 2]],
    [{ call: '', groups: ['requests'], search: 'applicationid' }, [1, 5, 6]],
    [{ call: '', groups: ['changes'], search: '' }, []],
  ] as const;
  for (const [filter, expected] of filters) {
    const store = new SessionStore(() => 0);
    const before = new FilteredEntries(store);
    before.filter = filter;
    assert.equal(before.entries, []);
    for (const one of entries) store.apply({ kind: 'entry', entry: one });
    assert.equal(ids(before.entries), expected, JSON.stringify(filter));
    const after = new FilteredEntries(store);
    after.filter = filter;
    assert.equal(ids(after.entries), expected, JSON.stringify(filter));
    assert.is(after.height, before.height);
  }
});

test('finds the entry at a height', () => {
  const store = new SessionStore(() => 0);
  const filtered = new FilteredEntries(store);
  assert.is(filtered.positionAt(100), 0);
  store.apply(session({ entries: manyEntries(200) }));
  for (let position = 0; position < 200; position++) {
    assert.is(filtered.positionAt(filtered.top(position)), position);
    assert.is(filtered.positionAt(filtered.top(position + 1) - 1), position);
  }
  assert.is(filtered.positionAt(filtered.height + 1_000), 200);
});

test('an entry that changes may begin or cease to match', () => {
  const store = new SessionStore(() => 0);
  const filtered = new FilteredEntries(store);
  filtered.filter = { call: '', groups: ['problems'], search: '' };
  store.apply(session({ entries: [exchange(1), exchange(2, { failure: 'x' }), exchange(3)] }));
  assert.equal(ids(filtered.entries), [2]);
  store.apply({ kind: 'entry', entry: exchange(1, { failure: 'y' }) });
  store.apply({ kind: 'entry', entry: exchange(2) });
  assert.equal(ids(filtered.entries), [1]);
  assert.is(filtered.positionOf(2), -1);
});

test.run();
