// What is spoken and played. Chromium without a window has no voices: speech is stubbed, and each test says what it does.
import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { pageSuite, shows, textsOf } from './page-suite.js';
import { agent, caller, heard, inMenu, transferring } from './scenes.js';

/** A synthesizer that records what it speaks. `finish()` ends the utterance that runs. */
const SYNTHESIS = `
  window.log = [];
  window.waiting = [];
  window.isInstant = false;
  const record = (...line) => {
    window.log.push([...line, performance.now()]);
    window.waiting = window.waiting.filter((isDone) => !isDone());
  };
  window.until = (isDone) =>
    new Promise((resolve) => {
      const check = () => isDone() && (resolve(), true);
      if (!check()) window.waiting.push(check);
    });
  window.voices = [
    { name: 'Samantha', lang: 'en-US', default: true },
    { name: 'Daniel', lang: 'en-US', default: false },
    { name: 'Paulina', lang: 'es-MX', default: false },
  ];
  window.pending = [];
  const target = new EventTarget();
  Object.defineProperty(window, 'speechSynthesis', {
    value: Object.assign(target, {
      getVoices: () => window.voices,
      speak(utterance) {
        record(utterance.voice?.name ?? utterance.lang, utterance.text);
        window.pending.push(utterance);
        if (window.isInstant) queueMicrotask(window.finish);
      },
      cancel() {
        record('cancel', '');
        for (const utterance of window.pending.splice(0)) utterance.onerror?.({ error: 'canceled' });
      },
    }),
  });
  window.SpeechSynthesisUtterance = class {
    constructor(text) { this.text = text; }
  };
  window.finish = () => window.pending.shift()?.onend({});
`;

const withVoices =
  (script = '') =>
  (page: Page) =>
    page.addInitScript(SYNTHESIS + script);

/** Returns what was spoken: voice and text. */
async function spoken(page: Page): Promise<string[]> {
  const log = await page.evaluate<[string, string, number][]>('log');
  return log.map(([voice, text]) => (voice === 'cancel' ? 'cancel' : `${voice}: ${text}`));
}

/** Resolves when a number of things was spoken or canceled. */
async function untilSpoken(page: Page, count: number): Promise<string[]> {
  await page.evaluate(`until(() => log.length >= ${count})`);
  return spoken(page);
}

pageSuite('speech', (test) => {
  test('speaks what the selected handset hears, sentence by sentence', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'Hello there. Press 1 for sales. Press 2 for support.') });
    assert.equal(await untilSpoken(page, 1), ['Samantha: Hello there.']);
    await page.evaluate('finish()');
    assert.equal((await untilSpoken(page, 2)).at(-1), 'Samantha: Press 1 for sales.');
    await page.evaluate('finish()');
    assert.equal((await untilSpoken(page, 3)).at(-1), 'Samantha: Press 2 for support.');
  });

  test('does not speak what was heard before the page was opened', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'New.') });
    assert.equal(await untilSpoken(page, 1), ['Samantha: New.']);
  });

  test('chooses a voice that fits locale and gender, or the chosen one', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'One.', { gender: 'male', voice: 'paul' }) });
    await untilSpoken(page, 1);
    await page.evaluate('finish()');
    server.send({ kind: 'entry', entry: heard(21, 'Dos.', { locale: 'es_MX' }) });
    assert.equal(await untilSpoken(page, 2), ['Daniel: One.', 'Paulina: Dos.']);
    await page.evaluate('finish()');
    await page.locator('.sound').click();
    await page.getByLabel('Voice').selectOption('Daniel');
    await page.keyboard.press('Escape');
    server.send({ kind: 'entry', entry: heard(22, 'Three.') });
    assert.equal((await untilSpoken(page, 3)).at(-1), 'Daniel: Three.');
  });

  test('stops when the call stops it, and pauses before it speaks again', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'A long menu. It has more.') });
    await untilSpoken(page, 1);
    server.send(
      { kind: 'entry', entry: heard(20, 'A long menu. It has more.', { stopped: true }) },
      { kind: 'entry', entry: heard(21, 'Sales.') },
    );
    assert.equal(await untilSpoken(page, 3), ['Samantha: A long menu.', 'cancel', 'Samantha: Sales.']);
    const [, canceled, again] = await page.evaluate<[string, string, number][]>('log');
    assert.ok(Number(again?.[2]) - Number(canceled?.[2]) >= 75, 'Chromium drops an utterance right after cancel');
  });

  test('does not wait for an utterance that never ends', async ({ server, open }) => {
    const page = await open(inMenu(), {}, async (opened) => {
      await opened.clock.install();
      await withVoices()(opened);
    });
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'First. Second.') });
    await shows(page.locator('.transcript'), 'First.');
    await page.clock.runFor(10_000);
    assert.equal(await untilSpoken(page, 2), ['Samantha: First.', 'Samantha: Second.']);
  });

  test('leaves out what fell behind the clock', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    const long = Array.from({ length: 8 }, (_, index) => `This is sentence number ${index}, and it is of some length.`);
    for (const [index, text] of [long.join(' '), long.join(' '), 'Now.'].entries()) {
      server.send({ kind: 'entry', entry: heard(20 + index, text) });
    }
    await shows(page.locator('.transcript'), 'Now.');
    await page.evaluate(`isInstant = true; finish(); until(() => log.at(-1)[1] === 'Now.')`);
    const said = await spoken(page);
    assert.is(said.at(-1), 'Samantha: Now.');
    assert.ok(said.length < 14, `${said.length} utterances`);
  });

  test('splits long sentences', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'word '.repeat(100)) });
    await untilSpoken(page, 1);
    await page.evaluate('while (pending.length > 0) finish()');
    const texts = await page.evaluate<string[]>('log.map(([, text]) => text)');
    assert.is(texts.join(' '), 'word '.repeat(100).trim());
    assert.ok(texts.every((text) => text.length <= 180));
  });

  test('speaks the other handset when it is selected, and nothing when the sound is off', async ({ server, open }) => {
    const page = await open(
      { ...transferring(), handsets: [caller(), agent({ state: 'connected' })] },
      {},
      withVoices(),
    );
    await shows(page.locator('.line-key[aria-current="true"]'), 'Caller');
    server.send({ kind: 'entry', entry: heard(20, 'For the caller.') });
    await untilSpoken(page, 1);
    await page.locator('.line-key', { hasText: '0101' }).click();
    await untilSpoken(page, 2);
    server.send(
      { kind: 'entry', entry: heard(21, 'For the caller again.') },
      { kind: 'entry', entry: { ...heard(22, 'For the agent.'), handset: 'handset-2' } },
    );
    assert.equal(await untilSpoken(page, 3), ['Samantha: For the caller.', 'cancel', 'Samantha: For the agent.']);
    await page.locator('.sound').click();
    await page.getByLabel('Speak and play what is heard').uncheck();
    assert.equal((await untilSpoken(page, 4)).at(-1), 'cancel');
    server.send({ kind: 'entry', entry: { ...heard(23, 'Silence.'), handset: 'handset-2' } });
    await shows(page.locator('.transcript'), 'Silence.');
    assert.is((await spoken(page)).length, 4);
  });

  test('speaks with voices that load late', async ({ server, open }) => {
    const page = await open(inMenu(), {}, withVoices('window.late = voices.splice(0);'));
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'Hello.') });
    await shows(page.locator('.transcript'), 'Hello.');
    assert.equal(await spoken(page), []);
    await page.evaluate(`voices.push(...late); speechSynthesis.dispatchEvent(new Event('voiceschanged'))`);
    assert.equal(await untilSpoken(page, 1), ['Samantha: Hello.']);
  });

  test('says so once if the browser has no voices, and the call continues', async ({ server, open }) => {
    const page = await open(inMenu(), {}, async (opened) => {
      await opened.clock.install();
      await withVoices('voices.length = 0;')(opened);
    });
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'Hello. Goodbye.') });
    await shows(page.locator('.transcript'), 'Hello.');
    await page.clock.runFor(4_000);
    await shows(page.getByRole('alert'), 'This browser has no voice that can speak.');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    server.send({ kind: 'entry', entry: heard(21, 'Another one.') });
    await shows(page.locator('.transcript'), 'Another one.');
    await page.clock.runFor(4_000);
    assert.equal(await textsOf(page.locator('.notice')), []);
  });

  test('works in a browser without speech', async ({ server, open }) => {
    const page = await open(inMenu(), {}, async (opened) => {
      await opened.addInitScript('delete window.speechSynthesis; delete Window.prototype.speechSynthesis;');
    });
    await shows(page.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'Hello.') });
    await shows(page.locator('.transcript'), 'Hello.');
    await shows(page.getByRole('alert'), 'This browser has no voice that can speak.');
  });

  test('plays files by the URL of the server, and says which cannot be played', async ({
    server,
    open,
    expectFaults,
  }) => {
    expectFaults(/404/);
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    const [request] = await Promise.all([
      page.waitForRequest(/media\?entry=20/),
      server.send({
        kind: 'entry',
        entry: heard(20, 'https://example.com/a.wav', { kind: 'audio', url: 'media?entry=20' }),
      }),
    ]);
    assert.is(request.url(), `${server.url}media?entry=20`);
    await shows(page.getByRole('alert'), 'This browser cannot play https://example.com/a.wav. The call continues');
  });

  test('gives the sound to the tab that was used last', async ({ server, open, browser }) => {
    const page = await open(inMenu(), {}, withVoices());
    await shows(page.locator('.transcript'), 'Welcome');
    assert.is(browser.contexts().length, 1);
    const second = await page.context().newPage();
    await withVoices()(second);
    await second.goto(server.url);
    await shows(second.locator('.transcript'), 'Welcome');
    server.send({ kind: 'entry', entry: heard(20, 'Once.') });
    assert.equal(await untilSpoken(second, 1), ['Samantha: Once.']);
    await shows(page.locator('.transcript'), 'Once.');
    assert.equal(await spoken(page), []);
    await page.keyboard.press('1');
    await server.received(1);
    server.send({ kind: 'entry', entry: heard(21, 'Again.') });
    assert.equal(await untilSpoken(page, 1), ['Samantha: Again.']);
    assert.equal(await spoken(second), ['Samantha: Once.', 'cancel']);
  });
});
