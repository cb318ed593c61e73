import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildPage } from '../../../scripts/build-page.mjs';
import { pageSuite, shows } from './page-suite.js';
import { call, caller, entry, manyEntries, session } from './scenes.js';

const COUNT = 5_000;

pageSuite('speed', (test) => {
  test('5,000 entries, one by one, are shown, and so are their changes, in a window of the list', async ({
    server,
    open,
  }) => {
    const page = await open(session({ calls: [call()], handsets: [caller()] }));
    await shows(page.locator('.line-key[aria-current="true"]'), 'Connected');
    const entries = manyEntries(COUNT);
    for (const one of entries) {
      server.send({ kind: 'entry', entry: one });
      if (one.id % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await shows(page.locator('.count'), '5,000 entries');
    for (const one of entries) server.send({ kind: 'entry', entry: { ...one, at: one.at + 1 } });
    server.send({ kind: 'entry', entry: entry(COUNT + 1) });
    await shows(page.locator('.count'), '5,001 entries');
    assert.ok((await page.locator('.entry').count()) < 60);
  });
});

const test = suite('weight of the page');

test('is less than 60 kB, compressed and without fonts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-page-'));
  try {
    await buildPage(folder);
    const files = ['index.html', 'page.js', 'page.css', 'icon.svg'];
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    assert.ok(bytes < 40_000, `${bytes} bytes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
