import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { pageSuite, shows, textsOf } from './page-suite.js';
import {
  BROKEN,
  BROKEN_PROBLEMS,
  call,
  caller,
  entry,
  exchange,
  failures,
  heard,
  inMenu,
  manyEntries,
  session,
  transferring,
} from './scenes.js';

pageSuite('timeline', (test) => {
  test('shows requests with status, outcome, duration and problems', async ({ open }) => {
    const page = await open(failures());
    const rows = await textsOf(page.locator('.entry'));
    assert.match(
      rows[0] ?? '',
      /initiate POST \/calls\/initiate Record is not allowed in Gather\. 1 error 1 warning 200 12 ms/,
    );
    assert.match(rows[2] ?? '', /gather POST \/calls\/menu The application responded with status 500\./);
    assert.match(rows[3] ?? '', /No response within 10 seconds\..* no response 10\.0 s/);
    assert.match(rows[5] ?? '', /disconnect POST \/calls\/menu Waiting for the response… …/);
  });

  test('changes an entry in its place', async ({ server, open }) => {
    const page = await open(session({ calls: [call()], handsets: [caller()] }));
    server.send(
      { kind: 'entry', entry: exchange(1, { status: undefined, milliseconds: undefined, outcome: '', body: '' }) },
      { kind: 'entry', entry: entry(2, { text: 'Something else' }) },
    );
    await shows(page.locator('#entry-1'), 'Waiting for the response');
    await shows(page.locator('.no-body'), 'Waiting for the response');
    server.send({
      kind: 'entry',
      entry: exchange(1, { outcome: '200, Hangup', body: '<Response><Hangup/></Response>' }),
    });
    await shows(page.locator('#entry-1 .outcome'), /^Hangup$/);
    await shows(page.locator('.detail .lines').first(), '<Hangup/>');
    assert.is(await page.locator('.entry').count(), 2);
  });

  test('follows the newest request, and keeps the one that is chosen', async ({ server, open }) => {
    const page = await open(inMenu());
    await shows(page.locator('.detail-title'), 'initiate');
    server.send({ kind: 'entry', entry: exchange(10, { eventType: 'gather' }) });
    await shows(page.locator('.detail-title'), 'gather');
    await page.locator('#entry-4').click();
    await shows(page.locator('.detail-title'), 'Heard');
    server.send({ kind: 'entry', entry: exchange(11, { eventType: 'disconnect' }) });
    await page.locator('#entry-11').waitFor();
    await shows(page.locator('.detail-title'), 'Heard');
    await page.getByRole('button', { name: 'Follow the newest' }).click();
    await shows(page.locator('.detail-title'), 'disconnect');
  });

  test('follows the request that failed, not the disconnect after it', async ({ server, open }) => {
    const page = await open(inMenu());
    await shows(page.locator('.moment'), 'The newest request');
    server.send(
      { kind: 'entry', entry: exchange(10, { eventType: 'gather', failure: 'Status 500.' }) },
      { kind: 'entry', entry: exchange(11, { eventType: 'disconnect', failure: 'Status 500.' }) },
    );
    await shows(page.locator('#entry-11'), 'disconnect');
    await shows(page.locator('.moment'), 'Why the call failed');
    await shows(page.locator('.detail-title'), 'gather');
    assert.equal(await textsOf(page.locator('.failure')), ['Status 500.']);
    server.send(
      { kind: 'call', call: call({ id: 'call-2' }) },
      { kind: 'entry', entry: exchange(12, { eventType: 'disconnect' }, { call: 'call-2' }) },
    );
    await shows(page.locator('.detail-title'), 'disconnect');
  });

  test('shows the problems of a document below their lines', async ({ open }) => {
    const page = await open(failures());
    await page.locator('#entry-1').click();
    const lines = page.locator('.detail .lines').first().locator('.line');
    assert.equal(await textsOf(lines.filter({ has: page.locator('.at-line') }).locator('code')), [
      '<Gather gatherUrl="/calls/menu" maxDigit="1">',
      '<Record recordCompleteUrl="/done"/>',
    ]);
    assert.equal(await textsOf(page.locator('.at-line')), [
      'Gather has no attribute maxDigit. Did you mean maxDigits?',
      'Record is not allowed in Gather. Gather contains SpeakSentence and PlayAudio. Move Record after it.',
    ]);
  });

  test('lays a document of one line out, with the problem at its element', async ({ open }) => {
    const body = `<Response><Gather maxDigits="1" gatherUrl="/menu"><SpeakSentence>${'word '.repeat(30)}</SpeakSentence></Gather><Hangup tone="x"/></Response>`;
    const problem = {
      severity: 'error',
      code: 'x',
      message: 'Hangup has no attribute tone.',
      hint: '',
      line: 1,
    } as const;
    const problems = [{ ...problem, column: body.indexOf('tone') + 1 }];
    const page = await open(session({ calls: [call()], entries: [exchange(1, { body, problems })] }));
    const lines = page.locator('.detail .lines').first().locator('.line');
    await lines.nth(5).waitFor();
    assert.is(await lines.count(), 6);
    await shows(lines.nth(4).locator('code'), '<Hangup tone="x"/>');
    await shows(lines.nth(4).locator('.at-line'), 'Hangup has no attribute tone.');
  });

  test('filters by kind, call and words', async ({ open }) => {
    const scene = transferring();
    const second = call({ id: 'call-2', from: '+15551230009' });
    const page = await open({
      ...scene,
      calls: [...scene.calls, second],
      entries: [...scene.entries, exchange(20, { event: { secret: 'Needle in the event' } }, { call: 'call-2' })],
    });
    await shows(page.locator('.count'), '10 entries');
    await page.getByRole('button', { name: 'Requests', exact: true }).click();
    await shows(page.locator('.count'), '3 of 10 entries');
    await page.getByRole('button', { name: 'Input', exact: true }).click();
    await shows(page.locator('.count'), '4 of 10 entries');
    await page.getByRole('searchbox').fill('NEEDLE in');
    await shows(page.locator('.count'), '1 of 10 entries');
    assert.equal(await page.locator('.entry').getAttribute('id'), 'entry-20');
    await page.getByRole('searchbox').fill('nothing like it');
    await shows(page.locator('.empty-state'), 'Nothing matches');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.locator('.call-picker').click();
    await page.getByRole('button', { name: /call-2/ }).click();
    await shows(page.locator('.count'), '1 entry');
    await shows(page.locator('.call-picker'), '+1 555 123 0009 calls');
  });

  test('adds entries to a filtered list, and takes in those that begin to match', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByRole('button', { name: 'Problems', exact: true }).click();
    await shows(page.locator('.count'), '0 of 5 entries');
    server.send(
      { kind: 'entry', entry: entry(10, { kind: 'trouble', text: 'A failure' }) },
      { kind: 'entry', entry: exchange(2, { body: BROKEN, problems: BROKEN_PROBLEMS }, { at: 0 }) },
    );
    await shows(page.locator('.count'), '2 of 6 entries');
    assert.equal(await page.locator('.entry').evaluateAll((rows) => rows.map(({ id }) => id)), ['entry-2', 'entry-10']);
  });

  test('links to an entry', async ({ server, open }) => {
    const page = await open(inMenu(), { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#entry-4').click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await shows(page.getByRole('alert'), 'Link copied');
    const link = String(await page.evaluate('navigator.clipboard.readText()'));
    assert.is(link, `${server.url}#entry-4`);
    await page.goto('about:blank');
    await page.goto(link);
    await shows(page.locator('.detail-title'), 'Heard');
    await page.locator('#entry-4[aria-selected="true"]').waitFor();
  });

  test('scrolls to the entry of a link', async ({ server, open }) => {
    const page = await open(session({ calls: [call()], entries: manyEntries(1_000) }));
    await page.goto('about:blank');
    await page.goto(`${server.url}#entry-500`);
    await page.locator('#entry-500[aria-selected="true"]').waitFor();
    assert.ok(await page.locator('#entry-500').isVisible());
  });

  test('copies a request as curl, quoted for the shell', async ({ open }) => {
    const url = 'http://localhost:3000/a?b=1&c=2';
    const entries = [exchange(1, { url, event: { eventType: 'gather', name: "O'Hara $HOME" } })];
    const page = await open(session({ calls: [call()], entries }), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await shows(page.getByRole('alert'), 'Copied as curl');
    assert.is(
      await page.evaluate('navigator.clipboard.readText()'),
      `curl -i -X POST 'http://localhost:3000/a?b=1&c=2' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"eventType":"gather","name":"O'\\''Hara $HOME"}'`,
    );
  });

  test('sends a request again, as it is and edited', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByRole('button', { name: 'Send again' }).click();
    assert.equal((await server.received(1))[0], { kind: 'sendAgain', entry: 2 });
    await page.getByRole('button', { name: 'Edit and send' }).click();
    const area = page.getByLabel('Event', { exact: true });
    assert.is(JSON.parse(await area.inputValue()).eventType, 'initiate');
    await area.fill('{\n  "eventType": "gather",\n  "digits": 1,,\n}');
    await shows(page.locator('.edit .error'), 'line 3, column 15');
    await page.getByRole('button', { name: 'Send', exact: true }).click({ force: true });
    assert.is(server.commands.length, 1);
    await area.fill('[1]');
    await shows(page.locator('.edit .error'), 'An event is an object');
    await area.fill('{ "eventType": "gather", "digits": "1" }');
    await area.press('Control+Enter');
    assert.equal((await server.received(2))[1], {
      kind: 'sendAgain',
      entry: 2,
      event: { eventType: 'gather', digits: '1' },
    });
    await area.waitFor({ state: 'detached' });
  });

  test('keeps what was edited if the server refuses it', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByRole('button', { name: 'Edit and send' }).click();
    server.onCommand = () => ({ ok: false, error: 'The call is over: place a new one.' });
    await page.getByLabel('Event', { exact: true }).fill('{"a": 1}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await shows(page.getByRole('alert'), 'The call is over: place a new one.');
    assert.is(await page.getByLabel('Event', { exact: true }).inputValue(), '{"a": 1}');
  });

  test('exports a call as a file, and shows why it cannot', async ({ server, open, expectFaults }) => {
    const page = await open(inMenu());
    server.exported = { status: 200, body: 'export const test = 1;' };
    await page.getByRole('button', { name: 'Export the session' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /Call test/ }).click(),
    ]);
    assert.is(download.suggestedFilename(), 'exported.test.ts');
    assert.is(readFileSync(await download.path(), 'utf8'), 'export const test = 1;');
    expectFaults(/400/);
    server.exported = { status: 400, body: '{"ok":false,"error":"The call still runs. Hang up first."}' };
    await page.getByRole('button', { name: 'Export the session' }).click();
    await page.getByRole('button', { name: /Picture/ }).click();
    await shows(page.getByRole('alert'), 'The call still runs. Hang up first.');
  });

  test('says how many old entries are no longer kept, and leaves what is read in its place', async ({
    server,
    open,
  }) => {
    const page = await open(session({ calls: [call()], entries: manyEntries(500) }));
    await shows(page.locator('.count'), '500 entries');
    const list = page.locator('.entries');
    await list.press('Home');
    for (let press = 0; press < 30; press++) await list.press('PageDown');
    await page.locator('[aria-selected="true"]').waitFor();
    const selected = page.locator('[aria-selected="true"]');
    const before = await selected.boundingBox();
    server.send({ kind: 'dropped', through: 100, dropped: 100 });
    await shows(page.locator('.count'), '400 entries, 100 older are no longer kept');
    assert.equal(await selected.boundingBox(), before);
    await page.locator('.entries').press('Home');
    await page.locator('#entry-101[aria-selected="true"]').waitFor();
  });

  test('lists the calls of the session with their ends and problems', async ({ open }) => {
    const page = await open(
      session({
        calls: [
          call({ endedAt: 42, cause: 'hangup', problems: 2 }),
          call({ id: 'call-2', direction: 'outbound', startedAt: 61 }),
        ],
        entries: [heard(1, 'Hello')],
      }),
    );
    await page.locator('.call-picker').click();
    assert.equal(await textsOf(page.locator('.calls li')), [
      'All calls 2 calls in this session',
      'call-2 +1 555 123 0002 is called from +1 555 123 0001 from 1:01, in progress',
      'call-1 +1 555 123 0001 calls +1 555 123 0002 from 0:00, 42 s, hangup 2 problems',
    ]);
    await page.keyboard.press('Escape');
    await page.locator('.calls').waitFor({ state: 'hidden' });
  });

  test('says that a link leads to an entry that is not kept', async ({ open }) => {
    const page = await open(inMenu());
    await page.evaluate("location.hash = '#entry-4711'");
    await shows(page.locator('.detail'), 'Not in this session');
    await page.getByRole('button', { name: 'Follow the newest' }).click();
    await shows(page.locator('.detail-title'), 'initiate');
  });
});
