// Whole calls from a page: the caller, second handsets, conferences, outbound calls.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { documents, withPhone } from './phone-client.js';

const test = suite('phone: calls');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const AGENT = '+15551230077';

const menu = documents({
  '/call': `<Gather gatherUrl="/choice" maxDigits="1">${say('Press one for sales.')}</Gather>`,
  '/choice': ({ digits }) =>
    digits === '1'
      ? `<Transfer transferCompleteUrl="/done" callTimeout="20"><PhoneNumber>${AGENT}</PhoneNumber></Transfer>`
      : say(`You pressed ${digits || 'nothing'}.`),
  '/done': ({ cause }) => say(`The transfer ended with ${cause}.`),
});

test('a caller hears, presses and is hung up', () =>
  withPhone(menu, async ({ page }) => {
    const { call, caller } = await page.dial();
    const prompt = await page.entry('Press one for sales.');
    assert.equal(prompt.sound, {
      kind: 'speech',
      text: 'Press one for sales.',
      url: '',
      locale: '',
      gender: '',
      voice: '',
      stopped: false,
      failure: '',
    });
    await page.until(() => page.handsets.get(caller)?.listens.includes('keys'), 'it listens for keys');
    assert.equal(await page.send({ kind: 'press', handset: caller, keys: '7' }), { ok: true });
    await page.entry('You pressed 7.');
    await page.until(() => page.entries.get(prompt.id)?.sound?.stopped, 'the prompt is stopped');
    assert.equal(await page.send({ kind: 'skip', seconds: 5 }), { ok: true });
    const over = await page.handset('caller', 'over');
    assert.is(over.cause, 'hangup');
    const ended = await page.until(
      () => page.calls.get(call)?.endedAt !== undefined && page.calls.get(call),
      'the end',
    );
    assert.equal(
      [ended.direction, ended.from, ended.to, ended.cause, ended.problems],
      ['inbound', '+15551230001', '+15551230002', 'hangup', 0],
    );
    const { exchange } = await page.entry('gather → POST /choice: 200, SpeakSentence');
    assert.equal([exchange?.status, exchange?.contentType, exchange?.failure], [200, 'application/xml', '']);
    assert.is(exchange?.event.digits, '7');
    assert.match(String(exchange?.body), 'You pressed 7.');
    assert.type(exchange?.milliseconds, 'number');
  }));

test('the second handset answers a transfer, both hear each other, and one of them hangs up', () =>
  withPhone(menu, async ({ page }) => {
    const { call, caller } = await page.dial();
    await page.entry('Press one');
    await page.send({ kind: 'press', handset: caller, keys: '1' });
    const ringing = await page.handset(AGENT, 'ringing', call);
    assert.is(ringing.callerId, '+15551230001');
    assert.equal(await page.send({ kind: 'press', handset: ringing.id, keys: '1' }), {
      ok: false,
      error: 'The phone rings: answer it first.',
    });
    await page.send({ kind: 'answer', handset: ringing.id, as: 'human' });
    await page.until(() => page.handsets.get(caller)?.heardBy[0] === ringing.id, 'the agent hears the caller');
    await page.until(() => page.handsets.get(ringing.id)?.heardBy[0] === caller, 'the caller hears the agent');
    await page.send({ kind: 'say', handset: ringing.id, words: 'How can I help?' });
    const heard = await page.entry(`${AGENT}: How can I help?`);
    assert.equal([heard.handset, heard.sound?.kind, heard.sound?.text], [caller, 'voice', 'How can I help?']);
    await page.send({ kind: 'hangUp', handset: ringing.id });
    await page.entry('The transfer ended with hangup.');
  }));

const outcomes: readonly (readonly [
  string,
  (handset: string) => Parameters<import('./phone-client.js').Page['send']>[0],
  string,
])[] = [
  ['is busy', (handset) => ({ kind: 'refuse', handset, how: 'busy' }), 'busy'],
  ['rejects', (handset) => ({ kind: 'refuse', handset, how: 'rejects' }), 'rejected'],
  ['hangs up', (handset) => ({ kind: 'hangUp', handset }), 'rejected'],
  ['ignores', (handset) => ({ kind: 'ignore', handset }), 'timeout'],
];

for (const [name, command, cause] of outcomes)
  test(`a phone that ${name} ends the transfer with ${cause}`, () =>
    withPhone(menu, async ({ page }) => {
      const { caller } = await page.dial();
      await page.entry('Press one');
      await page.send({ kind: 'press', handset: caller, keys: '1' });
      const { id } = await page.handset(AGENT, 'ringing');
      assert.equal(await page.send(command(id)), { ok: true });
      if (cause === 'timeout') await page.send({ kind: 'skip', seconds: 21 });
      await page.entry(`The transfer ended with ${cause}.`);
    }));

test('a phone without a decision rings until its callTimeout', () =>
  withPhone(menu, async ({ page }) => {
    const { caller } = await page.dial();
    await page.entry('Press one');
    await page.send({ kind: 'press', handset: caller, keys: '1' });
    await page.handset(AGENT, 'ringing');
    await page.send({ kind: 'skip', seconds: 15 });
    assert.is([...page.handsets.values()].find(({ name }) => name === AGENT)?.state, 'ringing');
    await page.send({ kind: 'skip', seconds: 'next' });
    await page.entry('The transfer ended with timeout.');
  }));

test('three callers in a conference hear each other', () =>
  withPhone(
    documents({ '/call': '<Conference conferenceEventUrl="/events">room</Conference>', '/events': '' }),
    async ({ page }) => {
      const callers = [];
      for (const last of [1, 2, 3]) callers.push(await page.dial(`+1555123000${last}`));
      const ids = callers.map(({ caller }) => caller).sort();
      for (const { caller } of callers) {
        await page.until(
          () => [...(page.handsets.get(caller)?.heardBy ?? []), caller].sort().join() === ids.join(),
          'all hear all',
        );
        assert.is(page.handsets.get(caller)?.conference, 'room');
      }
      await page.send({ kind: 'say', handset: ids[0] ?? '', words: 'Hello, all.' });
      await page.until(
        () => [...page.entries.values()].filter(({ text }) => text.endsWith(': Hello, all.')).length === 2,
        'the others hear it',
      );
      await page.entry(/^Conference room is created$/, ({ kind }) => kind === 'change');
      const joins = [...page.entries.values()].filter(({ text }) => text.startsWith('conferenceMemberJoin →'));
      assert.equal(
        joins.map(({ call }) => call),
        ['call-1', 'call-1', 'call-1'],
      );
    },
  ));

test('an outbound call rings, and a machine answers', () =>
  withPhone(
    documents({ '/call': (event) => say(`It is ${(event.machineDetectionResult as { value: string }).value}.`) }),
    async ({ page }) => {
      const result = await page.send({
        kind: 'createCall',
        from: '+15551230002',
        to: AGENT,
        answerUrl: '',
        machineDetection: true,
      });
      assert.equal(result, { ok: true, call: 'call-1' });
      const { id } = await page.handset(AGENT, 'ringing');
      await page.send({ kind: 'answer', handset: id, as: 'machine' });
      await page.send({ kind: 'skip', seconds: 5 });
      await page.entry('It is answering-machine.');
    },
  ));

test('speech of some seconds goes into a recording', () =>
  withPhone(
    documents({
      '/call': '<Record recordCompleteUrl="/recorded" silenceTimeout="2"/>',
      '/recorded': ({ duration }) => say(`It lasts ${duration}.`),
    }),
    async ({ page }) => {
      const { caller } = await page.dial();
      await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
      await page.send({ kind: 'speak', handset: caller, seconds: 4, audio: '' });
      await page.send({ kind: 'skip', seconds: 8 });
      await page.entry(/It lasts PT[67]/);
    },
  ));

test('an event is sent again with other digits, and the call continues from there', () =>
  withPhone(menu, async ({ page }) => {
    const { caller } = await page.dial();
    await page.entry('Press one');
    await page.send({ kind: 'press', handset: caller, keys: '1' });
    await page.handset(AGENT, 'ringing');
    const { id, exchange } = await page.entry('gather → POST /choice');
    await page.send({ kind: 'sendAgain', entry: id, event: { ...exchange?.event, digits: '9' } });
    await page.entry('You pressed 9.');
    await page.handset(AGENT, 'over');
  }));

test('the caller dials again after the call', () =>
  withPhone(menu, async ({ page }) => {
    const first = await page.dial();
    await page.entry('Press one');
    await page.send({ kind: 'hangUp', handset: first.caller });
    await page.handset('caller', 'over', first.call);
    const second = await page.dial('+15551230001', '+15551230002');
    assert.is(second.call, 'call-2');
    await page.entry('Press one', ({ call }) => call === 'call-2');
    const refused = await page.send({ kind: 'press', handset: first.caller, keys: '1' });
    assert.equal(refused, { ok: false, error: 'The call is over (hangup). Dial again.' });
  }));

test('the caller has a display name and SIP headers', () =>
  withPhone(
    documents({
      '/call': (event) => say(`${event.callerDisplayName} ${JSON.stringify(event.sipHeaders).replaceAll('"', '')}`),
    }),
    async ({ page }) => {
      const result = await page.send({
        kind: 'dial',
        from: 'sip:ada@pbx.example',
        to: '+15551230002',
        displayName: 'Ada',
        sipHeaders: { 'X-Ticket': '17' },
      });
      assert.ok(result.ok);
      await page.entry(/Ada \{X-Ticket:17\}/);
      assert.is((await page.handset('caller', 'connected')).displayName, 'Ada');
    },
  ));

const refused: readonly (readonly [string, unknown, RegExp])[] = [
  ['no command', { kind: 'explode' }, /The command is unknown/],
  ['not an object', 7, /not an object/],
  ['an unknown handset', { kind: 'press', handset: 'handset-9', keys: '1' }, /The handset is unknown or closed/],
  ['a handset that is a number', { kind: 'hangUp', handset: 4 }, /The handset is unknown or closed/],
  [
    'no number',
    { kind: 'dial', from: '', to: '+1', displayName: '', sipHeaders: {} },
    /number of the caller is missing/,
  ],
  [
    'SIP headers of numbers',
    { kind: 'dial', from: '+1', to: '+1', displayName: '', sipHeaders: { a: 1 } },
    /SIP header/,
  ],
  ['a skip of a year', { kind: 'skip', seconds: 31_536_000 }, /moves ahead by 0.1 to 3600/],
  ['a skip to nothing', { kind: 'skip', seconds: 'next' }, /Nothing will happen within an hour/],
  ['an entry that is not there', { kind: 'sendAgain', entry: 400, event: undefined }, /not kept any more/],
  [
    'an answer URL',
    { kind: 'createCall', from: '+1', to: '+1', answerUrl: 'http://[', machineDetection: false },
    /not a URL/,
  ],
];

for (const [name, command, error] of refused)
  test(`refuses ${name} with a reason`, () =>
    withPhone(menu, async ({ page }) => {
      const result = await page.send(command as never);
      assert.is(result.ok, false);
      if (!result.ok) assert.match(result.error, error);
    }));

test.run();
