// What goes wrong around the page: the application, the server, the browser, and what they send.
import * as assert from 'uvu/assert';
import { pageSuite, shows, textsOf } from './page-suite.js';
import { call, caller, entry, exchange, heard, inMenu, session, TARGET } from './scenes.js';

const HOSTILE = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"'&amp;\u202e${'A'.repeat(300)}`;

pageSuite('resilience', (test) => {
  test('says that the application is away, and that it is back', async ({ server, open }) => {
    const page = await open(inMenu());
    const message = 'The connection to localhost:3000 was refused. Start the application.';
    server.send({ kind: 'application', application: { target: TARGET, isReachable: false, message } });
    await shows(page.locator('.application'), message);
    await shows(page.getByRole('alert'), message);
    server.send({
      kind: 'application',
      application: { target: TARGET, isReachable: true, message: 'Responds in 3 ms' },
    });
    await shows(page.locator('.application'), 'Responds in 3 ms');
    await page.locator('.notice').waitFor({ state: 'detached' });
  });

  test('reconnects to the server, without an entry twice', async ({ server, open, expectFaults }) => {
    expectFaults(/ERR_|Failed to load/);
    const page = await open(inMenu());
    await shows(page.locator('.count'), '5 entries');
    await server.close();
    await shows(page.locator('.application'), 'The server of the phone is away.');
    server.send({ kind: 'entry', entry: entry(20, { text: 'Meanwhile' }) });
    await server.listen();
    await shows(page.locator('.entries'), 'Meanwhile');
    await shows(page.locator('.application'), 'Responds');
    await shows(page.locator('.count'), '6 entries');
  });

  test('opens the stream again after a refusal', async ({ server, open, expectFaults }) => {
    expectFaults(/503|ERR_|Failed to load/);
    const page = await open(inMenu());
    await server.close();
    server.streamStatus = 503;
    await server.listen();
    await shows(page.locator('.application'), 'The server of the phone is away.');
    await page.waitForResponse((response) => response.status() === 503);
    server.streamStatus = 200;
    server.send({ kind: 'entry', entry: entry(20) });
    await shows(page.locator('.count'), '6 entries');
  });

  test('explains a command that is refused, or that does not arrive', async ({ server, open, expectFaults }) => {
    expectFaults(/ERR_|Failed to load|Failed to fetch/);
    const page = await open(inMenu());
    server.onCommand = () => ({ ok: false, error: 'Nothing listens for keys. Wait for a prompt.' });
    await page.keyboard.press('5');
    await shows(page.getByRole('alert'), 'Nothing listens for keys. Wait for a prompt.');
    server.onCommand = () => ({ ok: true });
    await page.keyboard.press('6');
    await page.locator('.notice').waitFor({ state: 'detached' });
    await server.close();
    await page.keyboard.press('7');
    await shows(page.getByRole('alert'), 'The server of the phone does not respond.');
    await server.listen();
  });

  test('asks for a reload if the server was started again', async ({ server, open, expectFaults }) => {
    expectFaults(/403/);
    const page = await open(inMenu(), {}, (opened) =>
      opened.route('**/command', (route) =>
        route.continue({ headers: { ...route.request().headers(), 'x-phone-token': 'of-before' } }),
      ),
    );
    await shows(page.locator('.transcript'), 'Welcome');
    await page.keyboard.press('5');
    await shows(page.getByRole('alert'), 'Reload the page.');
    assert.equal(server.commands, []);
  });

  test('explains a browser without a microphone', async ({ open }) => {
    const page = await open(inMenu(), {}, (opened) =>
      opened.addInitScript(`
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
      `),
    );
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    await shows(page.getByRole('alert'), 'No microphone was found. Type what is said, or its seconds, instead.');
    await page.getByLabel('Words to say').fill('It still works');
  });

  test('never interprets markup, whatever field it is in', async ({ open }) => {
    const page = await open(
      session({
        application: { target: HOSTILE, isReachable: false, message: HOSTILE },
        calls: [call({ from: HOSTILE, to: HOSTILE, cause: HOSTILE, callId: HOSTILE })],
        handsets: [
          caller({ displayName: HOSTILE, number: HOSTILE, conference: HOSTILE, heardBy: ['handset-2'] }),
          caller({ id: 'handset-2', name: HOSTILE, number: HOSTILE, callerId: HOSTILE, state: 'connected' }),
        ],
        entries: [
          heard(1, HOSTILE, { voice: HOSTILE, gender: HOSTILE, locale: HOSTILE }),
          entry(2, { kind: 'input', text: HOSTILE }),
          exchange(3, {
            eventType: HOSTILE,
            url: HOSTILE,
            body: HOSTILE,
            contentType: HOSTILE,
            outcome: HOSTILE,
            failure: HOSTILE,
            event: { [HOSTILE]: HOSTILE },
            problems: [
              { severity: 'error', code: HOSTILE, message: HOSTILE, hint: HOSTILE, line: 1, column: 99_999 },
              { severity: 'warning', code: HOSTILE, message: HOSTILE, hint: HOSTILE, line: -4, column: undefined },
              { severity: 'error', code: HOSTILE, message: HOSTILE, hint: HOSTILE, line: undefined, column: undefined },
            ],
          }),
        ],
      }),
    );
    await shows(page.locator('.count'), '3 entries');
    for (const id of [1, 2, 3]) {
      await page.locator(`#entry-${id}`).click();
      await page.locator(`#entry-${id}[aria-selected="true"]`).waitFor();
    }
    await page.getByRole('button', { name: 'Who hears whom' }).click();
    await page.getByRole('button', { name: 'Edit and send' }).click();
    await page.locator('.call-picker').click();
    await shows(page.locator('.calls'), '<img src=x onerror=');
    assert.is(await page.evaluate('window.hacked'), undefined);
    assert.is(await page.locator('img, #app script').count(), 0);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  });

  test('shows huge bodies in part, and whole on request', async ({ open }) => {
    const line = '<SpeakSentence>One of very many sentences</SpeakSentence>';
    const body = `<Response>\n${`${line}\n`.repeat(2_000)}</Response>`;
    const page = await open(
      session({
        calls: [call()],
        entries: [
          exchange(1, { body }),
          exchange(2, { eventType: 'long', body: 'x'.repeat(131_072), contentType: '' }),
        ],
      }),
    );
    await shows(page.locator('.rest'), '127,072 more characters');
    await shows(page.locator('.detail h3').first(), 'the first 131,072 characters');
    await page.locator('#entry-1').click();
    await page.getByRole('button', { name: 'Show all 2,002 lines' }).click();
    await page.locator('.detail .lines').first().locator('.line').nth(2_001).waitFor();
  });

  test('survives messages that it does not know', async ({ server, open }) => {
    const page = await open(inMenu());
    // The page of yesterday may be open while a newer server runs.
    server.send(JSON.parse('{"kind":"weather","rain":true}'), { kind: 'entry', entry: entry(9) });
    await shows(page.locator('.count'), '6 entries');
  });

  test('shows bodies that are not XML as they are', async ({ open }) => {
    const bodies = [
      '{"a": [1, true, null, "x"]}',
      'Not found',
      '<html><body>Oops</body></html>',
      '<Response><Say',
      '\u0000\u0001',
    ];
    const page = await open(
      session({
        calls: [call()],
        entries: bodies.map((body, index) =>
          exchange(index + 1, { body, contentType: index === 0 ? 'application/json' : 'text/html' }),
        ),
      }),
    );
    for (const [index, body] of bodies.entries()) {
      await page.locator(`#entry-${index + 1}`).click();
      await page.locator(`#entry-${index + 1}[aria-selected="true"]`).waitFor();
      const shown = await textsOf(page.locator('.detail .lines').first().locator('code'));
      assert.is(shown.join(''), body.trim());
    }
  });
});
