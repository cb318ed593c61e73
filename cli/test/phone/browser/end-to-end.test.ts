// The page in Chromium, the phone's server, and an application: whole calls, as a person holds them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildPage } from '../../../scripts/build-page.mjs';
import { servePhone } from '../../../src/phone/server.js';
import { PhoneSession } from '../../../src/phone/session.js';
import { createProject } from '../../call-test/run-test-file.js';
import { documents, listen, targetAt } from '../phone-client.js';
import { chromiumPath, launchChromium, openPage } from './chromium.js';
import { shows } from './page-suite.js';

const AGENT = '+15551230077';
const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

/** A menu with a transfer, a message, and a conference. */
const menu = documents({
  '/call': `<Gather gatherUrl="/choice" maxDigits="1" firstDigitTimeout="60">${say('Press one for sales, or two to leave a message.')}</Gather>`,
  '/choice': ({ digits }) => {
    switch (digits) {
      case '1':
        return `${say('One moment.')}<Transfer transferCompleteUrl="/done" callTimeout="60"><PhoneNumber>${AGENT}</PhoneNumber></Transfer>`;
      case '2':
        return `${say('Speak after the tone.')}<Record recordCompleteUrl="/recorded" silenceTimeout="30" maxDuration="60"/>`;
      case '3':
        return `<Conference>support</Conference>`;
      default:
        return say('That is not on the menu.');
    }
  },
  '/done': ({ cause }) => say(`The transfer ended with ${cause}.`),
  '/recorded': ({ mediaUrl }) => `<PlayAudio>${mediaUrl}</PlayAudio>${say('Thank you for your message.')}`,
});

interface Context {
  folder: string;
  browser: Browser;
}

const test = suite<Context>('phone, page and application');

/** Opens the page of a phone for an application, and closes everything afterwards. */
async function withPage(
  { browser, folder }: Context,
  application: RequestListener,
  work: (page: Page, restart: { down: () => Promise<void>; up: () => Promise<void> }) => Promise<void>,
): Promise<void> {
  let served = await listen(application);
  const port = Number(new URL(served.origin).port);
  const session = new PhoneSession(targetAt(served.origin));
  const server = await servePhone(session, { port: 0, pageFolder: folder });
  const { page, context, faults } = await openPage(browser, `${server.url}/`, { permissions: ['microphone'] });
  try {
    await work(page, {
      down: () => served.close(),
      up: async () => {
        served = await listen(application, port);
      },
    });
    assert.equal(faults, []);
  } finally {
    await context.close();
    session.close();
    await server.close();
    await served.close().catch(() => {}); // Not running: the test has stopped it.
  }
}

const dial = (page: Page): Promise<void> => page.getByRole('button', { name: 'Call', exact: true }).click();
const hears = (page: Page, words: string): Promise<void> => shows(page.locator('.utterance'), words);

if (chromiumPath === undefined) {
  test('needs Chromium', () => console.log('# skipped: no Chromium'));
} else {
  test.before(async (context) => {
    context.folder = mkdtempSync(join(tmpdir(), 'bxml-page-'));
    await buildPage(context.folder);
    context.browser = await launchChromium();
  });
  test.after(async ({ browser, folder }) => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('dial, hear, press, transfer to the second handset, hang up, export, and run the test', async (context) => {
    await withPage(context, menu, async (page) => {
      await dial(page);
      await hears(page, 'Press one for sales');
      await page.keyboard.press('1');
      await hears(page, 'One moment.');
      await page.getByRole('button', { name: `Answer`, exact: false }).first().click();
      await shows(page.locator('.heard-by'), 'Hears Caller. Heard by Caller.');
      await page.getByLabel('Words to say').fill('How can I help?');
      await page.getByRole('button', { name: 'Say', exact: true }).click();
      await page.locator('.line-key', { hasText: 'Caller' }).click();
      await hears(page, 'How can I help?');
      await page.reload();
      await shows(page.locator('.line-key[aria-current="true"]'), 'Caller');
      await hears(page, 'How can I help?');
      await page.locator('.line-key', { hasText: '0077' }).click();
      await page.getByRole('button', { name: 'Hang up' }).click();
      await page.locator('.line-key', { hasText: 'Caller' }).click();
      await hears(page, 'The transfer ended with hangup.');
      await page.getByRole('button', { name: 'Next event' }).click();
      await shows(page.locator('.heard-by'), 'The call is over');
      await page.getByRole('button', { name: 'Export the session' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /Call test/ }).click(),
      ]);
      const text = readFileSync(await download.path(), 'utf8');
      const project = createProject();
      try {
        const { status, output } = await project.run(project.write('session.test.ts', text));
        assert.is(status, 0, `${output}\n${text}`);
      } finally {
        project.remove();
      }
    });
  });

  test('record with the microphone', async (context) => {
    await withPage(context, menu, async (page) => {
      await dial(page);
      await hears(page, 'Press one for sales');
      await page.keyboard.press('2');
      await shows(page.locator('.listens'), 'what is recorded');
      await page.getByRole('button', { name: 'Speak with the microphone' }).click();
      // The microphone of the tests beeps once a second.
      await page.waitForTimeout(1500);
      await page.getByRole('button', { name: 'Stop the microphone and send' }).click();
      await shows(page.locator('.utterance[data-kind="input"]'), 'speaks for');
      await page.getByRole('button', { name: '+10 s' }).click();
      const played = page.waitForResponse(/media\?entry=\d+$/);
      await page.keyboard.press('#');
      const wav = await (await played).body();
      const loudest = Math.max(...new Int16Array(Uint8Array.from(wav.subarray(44)).buffer).map(Math.abs));
      assert.ok(loudest > 500, `the loudest sample is ${loudest}`);
      // On a slow machine, the recording has been played by now, and the call may be over.
      const thanks = 'Thank you for your message.';
      await Promise.any([page.getByRole('button', { name: '+1 min' }).click(), hears(page, thanks)]);
      await hears(page, thanks);
    });
  });

  test('a conference of three', async (context) => {
    await withPage(context, menu, async (page) => {
      for (const from of ['+15551230011', '+15551230012', '+15551230013']) {
        await page.locator('.line-key.new').click();
        await page.getByLabel('Your number').fill(from);
        await dial(page);
        await hears(page, 'Press one for sales');
        await page.keyboard.press('3');
        await shows(page.locator('.line-key[aria-current="true"]'), 'In support');
      }
      await page.getByRole('button', { name: 'Who hears whom' }).click();
      await page.locator('.matrix td[data-hears="true"]').nth(5).waitFor();
      await page.getByRole('button', { name: 'Who hears whom' }).click();
      await page.getByLabel('Words to say').fill('Hello everyone');
      await page.getByRole('button', { name: 'Say', exact: true }).click();
      await page.locator('.line-key').first().click();
      await hears(page, 'Hello everyone');
    });
  });

  test('an application that goes away and comes back', async (context) => {
    await withPage(context, menu, async (page, { down, up }) => {
      await shows(page.locator('.application'), '/call');
      await down();
      await dial(page);
      await page.locator('.application[data-level="error"]').waitFor();
      await page.locator('.entry[data-level="error"]').first().waitFor();
      await up();
      await page.locator('.line-key.new').click();
      await dial(page);
      await hears(page, 'Press one for sales');
      await page.locator('.application[data-level="ok"]').waitFor();
    });
  });

  test('the problem of a document is at its line', async (context) => {
    const broken: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end('<Response>\n  <SpeakSentence>Hello</SpeakSentence>\n  <Gahter/>\n</Response>');
    };
    await withPage(context, broken, async (page) => {
      await dial(page);
      await page.locator('.entry[data-kind="exchange"]').first().click();
      await shows(page.locator('.line[data-severity="error"] code'), '<Gahter/>');
      await shows(page.locator('.at-line'), 'Gather');
    });
  });
}

test.run();
