// Suites that run in a real Chromium, against a server that sends what the test wants.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chromiumPath, launchChromium, openPage } from './chromium.js';
import type { Session } from './scenes.js';
import { ScriptedServer } from './scripted-server.js';

export interface PageContext {
  readonly server: ScriptedServer;
  readonly browser: Browser;
  /** Begins a session and opens the page on it. The page is closed after the test, which fails if the page had an error. */
  readonly open: (session: Session, options?: BrowserContextOptions, prepare?: Prepare) => Promise<Page>;
  /** The errors of the page that the test expects; they are removed. */
  readonly expectFaults: (pattern: RegExp) => void;
}

/** Prepares a page before it loads. */
type Prepare = (page: Page) => Promise<unknown>;

/** Defines a test. It fails if the page has an error that the test does not expect. */
type DefineTest = (name: string, run: (context: PageContext) => Promise<void>) => void;

/** Defines and runs a suite of the page; a remark instead if Chromium is not installed. */
export function pageSuite(name: string, define: (test: DefineTest) => void): void {
  const test = suite<PageContext>(name);
  if (chromiumPath === undefined) {
    test('needs Chromium', () => console.log('# skipped: no Chromium'));
    test.run();
    return;
  }
  const closing: (() => Promise<void>)[] = [];
  const faults: string[] = [];
  const expected: RegExp[] = [];
  test.before(async (context) => {
    const server = await ScriptedServer.start();
    const browser = await launchChromium();
    const open: PageContext['open'] = async (session, options, prepare) => {
      server.begin(session);
      const opened = await openPage(browser, server.url, options, prepare);
      closing.push(async () => {
        faults.push(...opened.faults);
        await opened.context.close();
      });
      await opened.page.locator('.application[data-level="waiting"]').waitFor({ state: 'detached' });
      return opened.page;
    };
    Object.assign(context, {
      server,
      browser,
      open,
      expectFaults: (pattern: RegExp) => expected.push(pattern),
    });
  });
  const close = async (): Promise<string[]> => {
    for (const closePage of closing.splice(0)) await closePage();
    const unexpected = faults.splice(0).filter((fault) => !expected.some((pattern) => pattern.test(fault)));
    expected.length = 0;
    return unexpected;
  };
  test.after.each(async ({ server }) => {
    await close();
    server.onCommand = () => ({ ok: true });
    server.streamStatus = 200;
  });
  test.after(async ({ server, browser }) => {
    await browser.close();
    await server.stop();
  });
  define((name, run) =>
    test(name, async (context) => {
      await run(context);
      assert.equal(await close(), []);
    }));
  test.run();
}

/** Resolves when a locator shows a text. */
export async function shows(locator: Locator, text: string | RegExp): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor();
}

/** Returns the texts of all elements of a locator, without white space around them. */
export async function textsOf(locator: Locator): Promise<string[]> {
  return (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}
