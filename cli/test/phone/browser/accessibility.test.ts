import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { NARROW } from './chromium.js';
import { pageSuite, shows } from './page-suite.js';
import {
  agent,
  call,
  caller,
  conference,
  entry,
  failures,
  heard,
  inMenu,
  manyEntries,
  type Session,
  session,
  TARGET,
  transferring,
} from './scenes.js';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Returns what axe finds on a page. It is evaluated, since the policy of the page lets no script in. */
async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

interface State {
  readonly name: string;
  readonly session: Session;
  readonly act?: (page: Page) => Promise<unknown>;
}

const away = { target: TARGET, isReachable: false, message: 'The connection was refused. Start the application.' };

const states: readonly State[] = [
  { name: 'before a call', session: session() },
  {
    name: 'an outbound call',
    session: session(),
    act: (page) => page.getByRole('radio', { name: 'Be called by it' }).check(),
  },
  { name: 'a menu', session: inMenu() },
  { name: 'a second telephone', session: transferring() },
  {
    name: 'ringing',
    session: { ...transferring(), handsets: [agent()] },
    act: (page) => page.locator('.line-key', { hasText: '0101' }).click(),
  },
  {
    name: 'who hears whom',
    session: conference(),
    act: (page) => page.getByRole('button', { name: 'Who hears whom' }).click(),
  },
  { name: 'a REFER', session: { ...inMenu(), handsets: [caller({ refersTo: 'sip:desk@pbx.example' })] } },
  {
    name: 'an audio file that is not played, and a failure in circles',
    session: {
      ...inMenu(),
      entries: [
        ...inMenu().entries,
        heard(20, 'https://cdn.example/a.wav', { kind: 'audio', failure: 'The server responded with 404.' }),
        entry(21, { kind: 'trouble', text: 'More than 50 documents while no time passed: /a → /b.' }),
      ],
    },
    act: (page) => page.evaluate("location.hash = '#entry-21'"),
  },
  { name: 'failures', session: { ...failures(), application: away } },
];

const looks: readonly [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { colorScheme: 'light', viewport: NARROW }],
];

pageSuite('accessibility', (test) => {
  for (const [look, options] of looks) {
    test(`axe finds nothing in ${look}`, async ({ server, open }) => {
      const page = await open(session(), options);
      for (const state of states) {
        server.begin(state.session);
        await page.reload();
        await page.locator('.application:not([data-level="waiting"])').waitFor();
        await state.act?.(page);
        assert.equal(await findViolations(page), [], `${look}: ${state.name}`);
      }
      await page.locator('.tabs button, .entry').first().waitFor({ state: 'attached' });
      if (look === 'narrow') await page.locator('.tabs').getByRole('button', { name: 'Timeline', exact: true }).click();
      assert.equal(await findViolations(page), [], `${look}: timeline`);
      await page.locator('#entry-1').click();
      await page.getByRole('button', { name: 'Edit and send' }).click();
      await page.getByLabel('Event', { exact: true }).fill('{');
      assert.equal(await findViolations(page), [], `${look}: editor`);
      await page.getByRole('button', { name: 'Cancel' }).click();
      if (look !== 'narrow') {
        await page.locator('.call-picker').click();
        assert.equal(await findViolations(page), [], `${look}: calls`);
      }
    });
  }

  test('a call is held, looked at and sent again with the keyboard alone', async ({ server, open }) => {
    const page = await open(session());
    server.onCommand = (command) => (command.kind === 'dial' ? { ok: true, call: 'call-1' } : { ok: true });
    await page.getByLabel('Number to dial').focus();
    await page.keyboard.press('Enter');
    assert.is((await server.received(1))[0]?.kind, 'dial');
    const { calls, handsets, entries } = transferring();
    for (const one of calls) server.send({ kind: 'call', call: one });
    for (const one of handsets) server.send({ kind: 'handset', handset: one });
    for (const one of entries) server.send({ kind: 'entry', entry: one });
    await shows(page.locator('.line-key[aria-current="true"]'), 'Connected');
    await page.keyboard.press('1');
    assert.is((await server.received(2))[1]?.kind, 'press');
    // To the list of the timeline, with the Tab key alone.
    const focused = (): Promise<string> =>
      page.evaluate(`document.activeElement.className + '#' + document.activeElement.id`);
    for (let press = 0; press < 80 && !(await focused()).startsWith('entries'); press++)
      await page.keyboard.press('Tab');
    assert.match(await focused(), /^entries/);
    await page.keyboard.press('Home');
    await page.locator('#entry-1[aria-selected="true"]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('#entry-2[aria-selected="true"]').waitFor();
    assert.is(await page.locator('.entries').getAttribute('aria-activedescendant'), 'entry-2');
    for (let press = 0; press < 10; press++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === 'Edit and send') break;
    }
    await page.keyboard.press('Enter');
    await page.waitForSelector('#event-json:focus');
    await page.keyboard.press('Escape');
    await page.locator('.edit').waitFor({ state: 'detached' });
    assert.is(await page.evaluate('document.activeElement.textContent'), 'Edit and send');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    assert.equal((await server.received(3))[2], { kind: 'sendAgain', entry: 2 });
  });

  test('moves the focus with the part of the page that is shown', async ({ open }) => {
    const page = await open(inMenu(), { viewport: NARROW });
    await page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await page.locator('.entries').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.detail .close:focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.entries:focus');
  });

  test('announces what rings and what is heard, once', async ({ server, open }) => {
    const page = await open(inMenu());
    const announced = page.locator('[data-announcement]');
    await shows(page.locator('.line-key[aria-current="true"]'), 'Caller');
    server.send({ kind: 'handset', handset: agent() });
    await shows(announced, '+1 555 123 0101: rings.');
    server.send({ kind: 'entry', entry: heard(20, 'Please hold.') });
    await shows(announced, 'Please hold.');
    server.send({ kind: 'entry', entry: { ...heard(21, 'For the agent'), handset: 'handset-2' } });
    server.send({ kind: 'handset', handset: caller({ state: 'over', cause: 'hangup' }) });
    await shows(announced, 'Caller: the call is over.');
  });

  test('says how long the list is, of which a window is drawn', async ({ open }) => {
    const page = await open(session({ calls: [call()], entries: manyEntries(2_000) }));
    await shows(page.locator('.count'), '2,000 entries');
    const last = page.locator('#entry-2000');
    assert.is(await last.getAttribute('aria-setsize'), '2000');
    assert.is(await last.getAttribute('aria-posinset'), '2000');
    assert.ok((await page.locator('.entry').count()) < 60);
  });

  test('moves nothing for people who want reduced motion', async ({ open }) => {
    const page = await open(transferring(), { reducedMotion: 'reduce' });
    await shows(page.locator('.phone-lines'), 'Ringing');
    assert.is(await page.evaluate('document.getAnimations().length'), 0);
  });

  test('nothing is wider than the screen of a telephone', async ({ open }) => {
    const page = await open(transferring(), { viewport: NARROW });
    for (const tab of ['Timeline', 'Detail', 'Telephone']) {
      await page.locator('.tabs').getByRole('button', { name: tab }).click();
      const wide = await page.evaluate(`
        [...document.querySelectorAll('main *, .bar *')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.chips, .hidden') === null)
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
          .map((element) => element.className || element.tagName)
      `);
      assert.equal(wide, [], tab);
    }
  });
});
