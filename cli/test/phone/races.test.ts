// What persons do at the wrong moment, or at once: the phone says why not, and continues.
import type { ServerResponse } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CommandResult } from '../../src/phone/protocol.js';
import { documents, Page, withPhone } from './phone-client.js';

const test = suite('phone: races');

const AGENT = '+15551230077';

const app = documents({
  '/call': '<Gather gatherUrl="/choice" maxDigits="4" firstDigitTimeout="60" interDigitTimeout="60"/>',
  '/choice': ({ digits }) =>
    digits === '1111'
      ? `<Transfer transferCompleteUrl="/done" callTimeout="30"><PhoneNumber>${AGENT}</PhoneNumber></Transfer>`
      : `<SpeakSentence>You pressed ${digits}.</SpeakSentence><Pause duration="3600"/>`,
  '/done': ({ cause }) => `<SpeakSentence>Over: ${cause}.</SpeakSentence>`,
});

const listens = (page: Page, caller: string) =>
  page.until(() => page.handsets.get(caller)?.listens.includes('keys'), 'it listens');

const errorOf = (result: CommandResult): string => (result.ok ? '' : result.error);

test('two tabs that press at once press all keys, and both see them', () =>
  withPhone(app, async ({ page, server }) => {
    const { caller } = await page.dial();
    await listens(page, caller);
    const other = await new Page(server).open();
    const press = (tab: Page) => tab.send({ kind: 'press', handset: caller, keys: '2' });
    const results = await Promise.all([press(page), press(other), press(page), press(other)]);
    assert.ok(results.every(({ ok }) => ok));
    await page.entry('You pressed 2222.');
    await other.entry('You pressed 2222.');
    other.close();
  }));

test('a tab that closes in the middle leaves the call up', () =>
  withPhone(app, async ({ page, server }) => {
    const other = await new Page(server).open();
    const { caller } = await other.dial();
    other.close();
    await listens(page, caller);
    assert.equal(await page.send({ kind: 'press', handset: caller, keys: '3333' }), { ok: true });
    await page.entry('You pressed 3333.');
  }));

test('what comes after the end is refused with a reason', () =>
  withPhone(app, async ({ page }) => {
    const { caller, call } = await page.dial();
    await listens(page, caller);
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
    for (const command of [
      { kind: 'press', handset: caller, keys: '1' },
      { kind: 'say', handset: caller, words: 'Hello?' },
      { kind: 'speak', handset: caller, seconds: 1, audio: '' },
      { kind: 'hangUp', handset: caller },
      { kind: 'refer', handset: caller, outcome: { succeeds: true } },
      { kind: 'answer', handset: caller, as: 'human' },
    ] as const)
      assert.match(errorOf(await page.send(command)), /The call is over \(hangup\)\. Dial again\./, command.kind);
  }));

test('hanging up twice at once ends the call once', () =>
  withPhone(app, async ({ page }) => {
    const { caller, call } = await page.dial();
    await listens(page, caller);
    const hangUp = () => page.send({ kind: 'hangUp', handset: caller });
    await Promise.all([hangUp(), hangUp(), hangUp()]);
    await page.handset('caller', 'over', call);
    await page.entry('disconnect', ({ exchange }) => exchange?.status === 204);
    assert.is([...page.entries.values()].filter(({ text }) => text === 'hangs up').length, 1, page.text());
  }));

test('a caller who hangs up while a phone rings ends its ringing, and the phone can no longer answer', () =>
  withPhone(app, async ({ page }) => {
    const { caller, call } = await page.dial();
    await listens(page, caller);
    await page.send({ kind: 'press', handset: caller, keys: '1111' });
    const { id } = await page.handset(AGENT, 'ringing');
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
    await page.handset(AGENT, 'over');
    assert.match(errorOf(await page.send({ kind: 'answer', handset: id, as: 'human' })), /The call is over/);
  }));

test('a phone that is ignored rings on, and can still be answered', () =>
  withPhone(app, async ({ page }) => {
    const { caller } = await page.dial();
    await listens(page, caller);
    await page.send({ kind: 'press', handset: caller, keys: '1111' });
    const { id } = await page.handset(AGENT, 'ringing');
    await page.send({ kind: 'ignore', handset: id });
    await page.send({ kind: 'skip', seconds: 10 });
    assert.is(page.handsets.get(id)?.state, 'ringing');
    await page.send({ kind: 'answer', handset: id, as: 'human' });
    await page.handset(AGENT, 'connected');
  }));

test('a phone that is answered twice at once is answered', () =>
  withPhone(app, async ({ page }) => {
    const { caller } = await page.dial();
    await listens(page, caller);
    await page.send({ kind: 'press', handset: caller, keys: '1111' });
    const { id } = await page.handset(AGENT, 'ringing');
    const answer = (as: 'human' | 'machine') => page.send({ kind: 'answer', handset: id, as });
    await Promise.all([answer('human'), answer('machine'), page.send({ kind: 'refuse', handset: id, how: 'busy' })]);
    await page.handset(AGENT, 'connected');
  }));

test('calls that are dialed at once are calls of their own', () =>
  withPhone(app, async ({ page }) => {
    const dialed = await Promise.all([page.dial(), page.dial(), page.dial()]);
    assert.is(new Set(dialed.map(({ call }) => call)).size, 3);
    for (const { caller } of dialed) await listens(page, caller);
  }));

test('hours are skipped at once, an hour a time', () =>
  withPhone(app, async ({ page }) => {
    const { caller, call } = await page.dial();
    await listens(page, caller);
    await page.send({ kind: 'press', handset: caller, keys: '4444' });
    await page.entry('You pressed 4444.');
    await page.send({ kind: 'skip', seconds: 3600 });
    await page.send({ kind: 'skip', seconds: 3600 });
    await page.handset('caller', 'over', call);
    assert.match(errorOf(await page.send({ kind: 'skip', seconds: 86_400 })), /from|ahead by 0\.1 to 3600/);
  }));

test('an application that does not respond yet keeps the caller dialing, who can hang up', () => {
  const waiting: ServerResponse[] = [];
  return withPhone(
    (_, response) => void waiting.push(response),
    async ({ page }) => {
      const { caller, call } = await page.dial();
      await page.entry(/^initiate → POST/);
      assert.is(page.handsets.get(caller)?.state, 'dialing');
      assert.equal(await page.send({ kind: 'hangUp', handset: caller }), { ok: true });
      assert.is((await page.handset('caller', 'over', call)).cause, 'cancel');
      for (const response of waiting) response.writeHead(204).end();
    },
  );
});

test.run();
