// A REFER: its outcome is decided in the page, and is part of exported tests.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ReferralOutcome, TOKEN_HEADER } from '../../src/phone/protocol.js';
import { testOf } from '../../src/phone/recorded-test.js';
import { createProject } from '../call-test/run-test-file.js';
import { documents, type Page, withPhone } from './phone-client.js';

const test = suite('phone: REFER');

const DESK = 'sip:desk@pbx.example';
const SIP = 'sip:menu@app.example';

const app = documents({
  '/call': `<SpeakSentence>One moment.</SpeakSentence><Refer referCompleteUrl="/referred"><SipUri>${DESK}</SipUri></Refer>`,
  '/referred': ({ referCallStatus, referSipResponseCode, notifySipResponseCode }) =>
    referCallStatus === 'success'
      ? ''
      : `<SpeakSentence>Not reached: ${referSipResponseCode} ${notifySipResponseCode ?? 'none'}.</SpeakSentence>`,
});

/** Dials, and waits until the REFER waits for its outcome. */
async function referred(page: Page): Promise<{ readonly call: string; readonly caller: string }> {
  const dialed = await page.dial('+15551230001', SIP);
  await page.send({ kind: 'skip', seconds: 3 });
  const { refersTo } = await page.until(() => {
    const handset = page.handsets.get(dialed.caller);
    return handset?.refersTo !== '' && handset;
  }, 'the REFER');
  assert.is(refersTo, DESK);
  return dialed;
}

const outcomes: readonly (readonly [string, ReferralOutcome | undefined, RegExp, string])[] = [
  [
    'succeeds',
    { succeeds: true },
    /is over: the REFER succeeded/,
    "referredTo('sip:desk@pbx.example', { succeeds: true })",
  ],
  ['is refused', { fails: true, status: 603 }, /Not reached: 603 none\./, 'status: 603'],
  ['is accepted and busy', { fails: true, notifyStatus: 486 }, /Not reached: 202 486\./, 'notifyStatus: 486'],
  ['has no NOTIFY', { fails: true, status: 202 }, /Not reached: 202 none\./, 'status: 202'],
  ['is not decided', undefined, /Not reached: 202 none\./, 'status: 202'],
];

test('each outcome is decided in the page, and its exported test runs green', () =>
  withPhone(app, async ({ page, server }) => {
    const project = createProject();
    try {
      for (const [name, outcome, text, source] of outcomes) {
        const { call, caller } = await referred(page);
        if (outcome !== undefined)
          assert.equal(await page.send({ kind: 'refer', handset: caller, outcome }), { ok: true }, name);
        await page.send({ kind: 'skip', seconds: 40 });
        await page.entry(text, (entry) => entry.call === call);
        assert.is((await page.handset('caller', 'over', call)).refersTo, '');
        const response = await fetch(`${server.url}/export?format=test&call=${call}`, {
          headers: { [TOKEN_HEADER]: server.token },
        });
        const test = await response.text();
        assert.ok(test.includes(source), `${name}:\n${test}`);
        const { status, output } = await project.run(project.write(`${call}.test.ts`, test));
        assert.is(status, 0, `${name}: ${output}\n${test}`);
      }
    } finally {
      project.remove();
    }
  }));

test('a caller who hangs up meanwhile decides nothing', () =>
  withPhone(app, async ({ page, session }) => {
    const { call, caller } = await referred(page);
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
    const [recorded] = session.recordedCalls(call);
    assert.ok(recorded);
    assert.is(testOf([recorded]).steps.at(-1)?.kind, 'hangUp');
    assert.is(recorded.facts.filter(({ kind }) => kind === 'referral').length, 0);
  }));

test('says why a call that did not come to a SIP URI is not referred', () =>
  withPhone(app, async ({ page }) => {
    await page.dial();
    await page.send({ kind: 'skip', seconds: 3 });
    await page.entry('is not referred: only an inbound call to a SIP URI can be referred');
  }));

const bad: readonly (readonly [string, unknown, RegExp])[] = [
  ['no outcome', undefined, /outcome/],
  ['both outcomes', { succeeds: true, fails: true }, /either succeeds: true or fails: true/],
  ['a status of no final response', { fails: true, status: 100 }, /a final SIP status/],
  ['another type', 'yes', /outcome/],
];

test('refuses what is not an outcome, and a call without a REFER', () =>
  withPhone(app, async ({ page }) => {
    const { caller } = await referred(page);
    for (const [name, outcome, error] of bad) {
      // The cast: what a page of another version might send.
      const result = await page.send({ kind: 'refer', handset: caller, outcome: outcome as ReferralOutcome });
      assert.is(result.ok, false, name);
      assert.match(result.ok ? '' : result.error, error, name);
    }
    const other = await page.dial();
    const result = await page.send({ kind: 'refer', handset: other.caller, outcome: { succeeds: true } });
    assert.match(JSON.stringify(result), /No REFER waits|The call is over/);
  }));

test.run();
