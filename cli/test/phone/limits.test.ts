// What a session keeps, and how fast it is.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Journal } from '../../src/phone/journal.js';
import { MessageLog } from '../../src/phone/message-log.js';
import type { Entry } from '../../src/phone/protocol.js';
import { withPhone } from './phone-client.js';

const test = suite('phone: limits');

const exchange = (body: string): NonNullable<Entry['exchange']> => ({
  eventType: 'gather',
  method: 'POST',
  url: 'http://localhost/choice',
  event: {},
  status: 200,
  contentType: 'text/plain',
  body,
  milliseconds: 1,
  outcome: '200',
  failure: '',
  problems: [],
});

const entry = (id: number, body?: string): Entry => ({
  id,
  call: 'call-1',
  handset: '',
  at: id,
  kind: 'exchange',
  text: '',
  ...(body === undefined ? {} : { exchange: exchange(body) }),
});

test('6,000 entries are kept; the oldest 500 go at once', () => {
  const journal = new Journal();
  for (let count = 0; count < 6000; count++) assert.equal(journal.put(entry(journal.nextId())).dropped, []);
  const { dropped } = journal.put(entry(journal.nextId()));
  assert.equal([dropped.length, dropped[0], dropped.at(-1)], [500, 1, 500]);
  assert.equal([journal.dropped, journal.droppedThrough, journal.entries.length], [500, 500, 5501]);
  // A change of an entry that was dropped does not bring it back.
  journal.put(entry(7));
  assert.is(journal.get(7), undefined);
});

test('the oldest bodies go beyond 32 MB, and say so', () => {
  const journal = new Journal();
  const body = 'x'.repeat(131_072);
  const emptied: number[] = [];
  for (let count = 0; count < 300; count++) emptied.push(...journal.put(entry(journal.nextId(), body)).emptied);
  assert.equal(
    emptied,
    Array.from({ length: 44 }, (_, index) => index + 1),
  );
  assert.equal([journal.get(1)?.exchange?.body, journal.get(1)?.exchange?.outcome], ['', '200 (body dropped)']);
  assert.is(journal.get(300)?.exchange?.body, body);
});

test('a reader gets each part once, at its last change', () => {
  const log = new MessageLog();
  for (const key of ['a', 'b', 'a', 'c', 'b']) log.note(key);
  const found = log.from(1, 100);
  assert.equal(
    found?.changes.map(({ key }) => key),
    ['a', 'c', 'b'],
  );
  assert.is(found?.next, 6);
  assert.equal(log.from(6, 100)?.changes, []);
  assert.is(log.from(7, 100), undefined);
});

test('the changes of a reader that missed too much are not kept', () => {
  const log = new MessageLog();
  for (let count = 0; count < 9000; count++) log.note(`entry:${count}`);
  assert.is(log.from(1, 10), undefined);
  assert.is(log.from(log.next - 4096, 10_000)?.changes.length, 4096);
});

test('5,000 entries, one by one, reach a page', () =>
  withPhone(
    (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(
        `<Response>${'<SpeakSentence>One two three.</SpeakSentence>'.repeat(250)}<Redirect redirectUrl="/call"/></Response>`,
      );
    },
    async ({ page }) => {
      await page.dial();
      for (let skips = 0; skips < 20 && page.entries.size < 5000; skips++)
        await page.send({ kind: 'skip', seconds: 600 });
      assert.ok(page.entries.size >= 5000, `${page.entries.size} entries`);
    },
  ));

test.run();
