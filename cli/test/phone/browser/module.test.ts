// The command with a module that is broken when it starts: what the page says, and that it becomes a telephone.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildPage } from '../../../scripts/build-page.mjs';
import { phone } from '../../../src/phone/phone.js';
import type { Io } from '../../../src/terminal/io.js';
import { createProject } from '../../call-test/run-test-file.js';
import { chromiumPath, launchChromium, openPage } from './chromium.js';
import { shows } from './page-suite.js';

const test = suite('the page of a module');
const entry = fileURLToPath(new URL('../../../src/bxml.ts', import.meta.url));

const menu = (end: string) => `import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
const Menu = () => <Response><SpeakSentence>Welcome.</SpeakSentence${end}</Response>;
export const app = webhooks({ initiate: () => <Menu />, disconnect: () => {} });
`;

test('opens at once, says what is wrong with a module, and calls it once it is corrected', async () => {
  if (chromiumPath === undefined) return console.log('# skipped: no Chromium');
  const project = createProject();
  project.write('tsconfig.json', '{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "bxml-jsx" } }');
  const file = project.write('menu.tsx', menu(''));
  const folder = mkdtempSync(join(tmpdir(), 'bxml-page-'));
  await buildPage(folder);
  const interruption = new AbortController();
  const stdout = new PassThrough();
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough().resume(),
    env: process.env,
    cwd: project.folder,
    signal: interruption.signal,
    again: { entry, args: ['phone', file] },
  };
  const status = phone(io, file, { port: '0', json: true }, async () => ({ folder, remove: () => undefined }));
  const [line] = await once(stdout, 'data');
  const browser = await launchChromium();
  try {
    const { page, faults } = await openPage(browser, (JSON.parse(String(line)) as { url: string }).url);
    const away = page.locator('.away');
    await shows(away, 'The application cannot be called');
    await shows(away, 'menu.tsx cannot be compiled:');
    await shows(away, /menu\.tsx:3:\d+: Expected ">" but found "<"/);
    assert.is(await page.locator('.notice').count(), 0);
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await shows(page.locator('.notice'), 'Expected ">" but found "<"');
    assert.is(await page.locator('.utterance').count(), 0);
    project.write('menu.tsx', menu('>'));
    await away.waitFor({ state: 'detached' });
    await shows(page.locator('.application'), 'Responds');
    await page.locator('.notice').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await shows(page.locator('.utterance'), 'Welcome.');
    assert.equal(faults, []);
  } finally {
    await browser.close();
    interruption.abort();
    await status;
    rmSync(folder, { recursive: true });
    project.remove();
  }
});

test.run();
