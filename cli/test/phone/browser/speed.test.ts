import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildPage } from '../../../scripts/build-page.mjs';
import { pageSuite, shows } from './page-suite.js';
import { call, caller, entry, manyEntries, session } from './scenes.js';

const COUNT = 5_000;
/** Seconds of processor time. */
const LIMIT = 2;

/** Returns the seconds of processor time that the process of the page has used. */
async function processorTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
}

pageSuite('speed', (test) => {
  test('5,000 entries, one by one, take less than two seconds of processor time, and so do their changes', async ({
    server,
    open,
  }) => {
    const page = await open(session({ calls: [call()], handsets: [caller()] }));
    await shows(page.locator('.line-key[aria-current="true"]'), 'Connected');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const start = await processorTime(devtools);
    const entries = manyEntries(COUNT);
    for (const one of entries) {
      server.send({ kind: 'entry', entry: one });
      if (one.id % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await shows(page.locator('.count'), '5,000 entries');
    const added = await processorTime(devtools);
    for (const one of entries) server.send({ kind: 'entry', entry: { ...one, at: one.at + 1 } });
    server.send({ kind: 'entry', entry: entry(COUNT + 1) });
    await shows(page.locator('.count'), '5,001 entries');
    const changed = await processorTime(devtools);
    assert.ok(added - start < LIMIT, `${added - start} s for new entries`);
    assert.ok(changed - added < LIMIT, `${changed - added} s for changes`);
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
