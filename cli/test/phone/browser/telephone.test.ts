import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { NARROW } from './chromium.js';
import { pageSuite, shows, textsOf } from './page-suite.js';
import {
  agent,
  call,
  caller,
  conference,
  entry,
  exchange,
  heard,
  inMenu,
  session,
  TARGET,
  transferring,
} from './scenes.js';

/** Resolves when the page has a title. */
async function hasTitle(page: Page, title: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const check = () => (document.title === '${title}' ? resolve() : requestAnimationFrame(check));
    check();
  })`);
}

pageSuite('telephone', (test) => {
  test('dials with the numbers, the display name and the SIP headers of the form', async ({ server, open }) => {
    const page = await open(session());
    server.onCommand = () => ({ ok: true, call: 'call-1' });
    await page.getByLabel('Number to dial').fill('+15550000002');
    await page.getByLabel('Your number').fill('sip:ada@pbx.example');
    await page.getByLabel('Display name').fill('Ada');
    await page.getByLabel('SIP headers').fill('User-to-User: 1234;encoding=hex\nX-Tenant:blue');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    assert.equal(await server.received(1), [
      {
        kind: 'dial',
        from: 'sip:ada@pbx.example',
        to: '+15550000002',
        displayName: 'Ada',
        sipHeaders: { 'User-to-User': '1234;encoding=hex', 'X-Tenant': 'blue' },
      },
    ]);
    server.send({ kind: 'call', call: call() }, { kind: 'handset', handset: caller({ state: 'dialing' }) });
    await shows(page.locator('.line-key[aria-current="true"]'), 'Dialing');
    server.send({ kind: 'handset', handset: caller() });
    await shows(page.locator('.line-key[aria-current="true"]'), 'Connected');
  });

  test('keeps what was dialed for the next visit', async ({ server, open }) => {
    const page = await open(session());
    await page.getByLabel('Your number').fill('+15550000009');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await server.received(1);
    await page.reload();
    assert.is(await page.getByLabel('Your number').inputValue(), '+15550000009');
  });

  test('begins with what the command was started with', async ({ open }) => {
    const page = await open(session({ defaults: { from: '+15550000007', to: '', displayName: 'Ada' } }));
    const values = ['Your number', 'Number to dial', 'Display name'].map((label) =>
      page.getByLabel(label).inputValue(),
    );
    assert.equal(await Promise.all(values), ['+15550000007', '+15551230002', 'Ada']);
  });

  test('reports a line that is not a SIP header, and does not dial', async ({ server, open }) => {
    const page = await open(session());
    await page.getByLabel('SIP headers').fill('User-to-User: 1\nnonsense');
    await shows(page.locator('#sip-error'), 'Line 2 is not a header.');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await shows(page.getByRole('alert'), 'Line 2 is not a header.');
    assert.equal(server.commands, []);
  });

  test('places an outbound call, and takes up the telephone that rings', async ({ server, open }) => {
    const page = await open(session());
    server.onCommand = () => ({ ok: true, call: 'call-1' });
    await page.getByRole('radio', { name: 'Be called by it' }).check();
    await page.getByLabel('Answer URL').fill('/reminder');
    await page.getByLabel('Detect answering machines').check();
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    assert.equal(await server.received(1), [
      {
        kind: 'createCall',
        from: '+15551230001',
        to: '+15551230002',
        answerUrl: '/reminder',
        machineDetection: true,
      },
    ]);
    server.send({ kind: 'handset', handset: agent({ id: 'handset-1', call: 'call-1' }) });
    await shows(page.locator('.ringing'), '+1 555 123 0002');
    await page.getByRole('button', { name: 'Voicemail answers' }).click();
    assert.equal((await server.received(2))[1], { kind: 'answer', handset: 'handset-1', as: 'machine' });
  });

  test('types digits into the number before a call', async ({ server, open }) => {
    const page = await open(session());
    for (const name of ['5', 'star', 'pound']) await page.getByRole('button', { name, exact: true }).click();
    await page.keyboard.press('0');
    assert.is(await page.getByLabel('Number to dial').inputValue(), '5*#0');
    assert.equal(server.commands, []);
  });

  test('presses keys with the mouse and with the keyboard, with the tones of each', async ({ server, open }) => {
    const page = await open(inMenu(), {}, async (opened) => {
      await opened.addInitScript(`
        window.frequencies = [];
        const Native = window.OscillatorNode;
        window.OscillatorNode = function (context, options) {
          window.frequencies.push(options.frequency);
          return new Native(context, options);
        };
      `);
    });
    await shows(page.locator('.line-key[aria-current="true"]'), 'Caller');
    await page.getByRole('button', { name: '5', exact: true }).click();
    await page.keyboard.press('#');
    await page.keyboard.press('*');
    assert.equal(
      (await server.received(3)).map((command) => (command.kind === 'press' ? command.keys : command)),
      ['5', '#', '*'],
    );
    assert.equal(await page.evaluate('frequencies'), [770, 1336, 941, 1477, 941, 1209]);
  });

  test('types into a field without pressing keys', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByLabel('Words to say').fill('');
    await page.getByLabel('Words to say').pressSequentially('extension 12');
    await page.getByRole('searchbox').pressSequentially('1*');
    assert.equal(server.commands, []);
  });

  test('says words to what listens for speech, and speaks for seconds into a recording', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByLabel('Words to say').fill('the sales department');
    await page.getByRole('button', { name: 'Say', exact: true }).click();
    assert.equal((await server.received(1))[0], {
      kind: 'say',
      handset: 'handset-1',
      words: 'the sales department',
    });
    server.send({ kind: 'handset', handset: caller({ listens: ['recording'] }) });
    await shows(page.locator('.listens'), 'Listening for what is recorded');
    await page.getByLabel('Words to say').fill('one two three four five');
    await page.getByLabel('Words to say').press('Enter');
    assert.equal((await server.received(2))[1], { kind: 'speak', handset: 'handset-1', seconds: 2, audio: '' });
    await page.getByLabel('Seconds of speech').fill('7.5');
    await page.getByRole('button', { name: 'Say', exact: true }).click();
    assert.equal((await server.received(3))[2], { kind: 'speak', handset: 'handset-1', seconds: 7.5, audio: '' });
    await page.getByLabel('Seconds of speech').fill('soon');
    await page.getByRole('button', { name: 'Say', exact: true }).click();
    await shows(page.getByRole('alert'), 'Seconds are a number');
  });

  test('records with the microphone', async ({ server, open }) => {
    const page = await open(inMenu(), { permissions: ['microphone'] });
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    // The recorder needs a moment of sound.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    await page.getByRole('button', { name: 'Stop the microphone and send' }).click();
    const [begin, end] = await server.received(2);
    assert.equal(begin, { kind: 'startSpeaking', handset: 'handset-1' });
    assert.ok(end?.kind === 'stopSpeaking');
    const file = Buffer.from(end.audio, 'base64');
    assert.equal([file.toString('latin1', 0, 4), file.readUInt32LE(24)], ['RIFF', 8000]);
    assert.ok(file.length / 16_000 > 0.1 && file.length / 16_000 < 10);
  });

  test('ends what the microphone records before a key, and before the person hangs up', async ({ server, open }) => {
    const page = await open(inMenu(), { permissions: ['microphone'] });
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    await server.received(1);
    await page.keyboard.press('#');
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    await server.received(4);
    await page.getByRole('button', { name: 'Hang up' }).click();
    assert.equal(
      (await server.received(6)).map(({ kind }) => kind),
      ['startSpeaking', 'stopSpeaking', 'press', 'startSpeaking', 'stopSpeaking', 'hangUp'],
    );
  });

  test('ends what the microphone records before a key that is pressed at once', async ({ server, open }) => {
    const page = await open(inMenu(), { permissions: ['microphone'] });
    let answer = (): void => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.onCommand = async ({ kind }) => {
      if (kind === 'startSpeaking') await answered;
      return { ok: true };
    };
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    await page.getByRole('button', { name: 'Stop the microphone and send' }).waitFor();
    await page.keyboard.press('#');
    answer();
    assert.equal(
      (await server.received(3)).map(({ kind }) => kind),
      ['startSpeaking', 'stopSpeaking', 'press'],
    );
  });

  test('sends speech with its length if the call needs its sound at once', async ({ server, open }) => {
    const page = await open(inMenu(), { permissions: ['microphone'] });
    server.onCommand = ({ kind }) =>
      kind === 'startSpeaking' ? { ok: false, error: 'a <StartStream> runs' } : { ok: true };
    await page.getByRole('button', { name: 'Speak with the microphone' }).click();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    await page.getByRole('button', { name: 'Stop the microphone and send' }).click();
    const [, command] = await server.received(2);
    assert.ok(command?.kind === 'speak' && command.seconds > 0.2);
    assert.is(await page.locator('.notice').count(), 0);
  });

  test('shows what a handset hears, and its keys', async ({ server, open }) => {
    const page = await open(transferring());
    assert.equal(await textsOf(page.locator('.utterance p')), [
      'Welcome to Blue Harbor. For sales, press 1. For support, press 2.',
      'chime.wav',
      'presses 1',
      'One moment, please.',
    ]);
    server.send({ kind: 'entry', entry: heard(8, 'One moment, please.', { stopped: true }) });
    await shows(page.locator('.utterance').last(), 'One moment, please. (interrupted)');
  });

  test('answers, refuses or ignores a second telephone, each with a transcript of its own', async ({
    server,
    open,
  }) => {
    const page = await open(transferring());
    const second = page.locator('.line-key', { hasText: '0101' });
    await second.click();
    await shows(page.locator('.ringing'), '+1 555 123 0002');
    for (const [button, command] of [
      ['Busy', { kind: 'refuse', handset: 'handset-2', how: 'busy' }],
      ['Let it ring', { kind: 'ignore', handset: 'handset-2' }],
      ['Refuse', { kind: 'refuse', handset: 'handset-2', how: 'rejects' }],
      ['Answer', { kind: 'answer', handset: 'handset-2', as: 'human' }],
    ] as const) {
      const count = server.commands.length + 1;
      await page.locator('.telephone').getByRole('button', { name: button, exact: true }).click();
      assert.equal((await server.received(count)).at(-1), command);
    }
    server.send(
      { kind: 'handset', handset: agent({ state: 'connected', heardBy: ['handset-1'] }) },
      { kind: 'entry', entry: heard(20, 'A call for sales.') },
      { kind: 'entry', entry: { ...heard(21, 'Accept it?'), handset: 'handset-2' } },
    );
    await shows(page.locator('.heard-by'), 'Heard by Caller.');
    assert.equal(await textsOf(page.locator('.utterance p')), ['Accept it?']);
    await page.keyboard.press('1');
    assert.equal((await server.received(5))[4], { kind: 'press', handset: 'handset-2', keys: '1' });
  });

  test('answers a telephone from its line', async ({ server, open }) => {
    const page = await open(transferring());
    await page.getByRole('button', { name: 'Answer +1 555 123 0101' }).click();
    assert.equal((await server.received(1))[0], { kind: 'answer', handset: 'handset-2', as: 'human' });
    await shows(page.locator('.line-key[aria-current="true"]'), '0101');
  });

  test('hangs up, says why the call is over, and calls again', async ({ server, open }) => {
    const page = await open(inMenu());
    await page.getByRole('button', { name: 'Hang up' }).click();
    assert.equal((await server.received(1))[0], { kind: 'hangUp', handset: 'handset-1' });
    server.send({ kind: 'handset', handset: caller({ state: 'over', cause: 'hangup' }) });
    await shows(page.locator('.heard-by'), 'The call is over: hangup.');
    assert.ok(await page.getByRole('button', { name: '5', exact: true }).isDisabled());
    await page.getByRole('button', { name: 'Call again' }).click();
    assert.is((await server.received(2))[1]?.kind, 'dial');
  });

  test('says on the telephone why a call failed, and leads to the request', async ({ server, open }) => {
    const page = await open(inMenu(), { viewport: NARROW });
    await shows(page.locator('.line-key[aria-current="true"]'), 'Caller');
    const failure = 'The application responded with status 500. Look at its log.';
    server.send(
      { kind: 'entry', entry: exchange(10, { eventType: 'gather', status: 500, failure }) },
      { kind: 'handset', handset: caller({ state: 'over', cause: 'error' }) },
    );
    await page.getByRole('link', { name: failure }).click();
    await shows(page.locator('.detail-title'), 'gather');
    await shows(page.locator('.callout'), failure);
  });

  test('shows in the title that a telephone rings', async ({ server, open }) => {
    const page = await open(transferring());
    await hasTitle(page, 'Ringing: bxml phone');
    server.send({ kind: 'handset', handset: agent({ state: 'over', cause: 'timeout' }) });
    await hasTitle(page, 'bxml phone');
  });

  test('shows who hears whom in a conference', async ({ open }) => {
    const page = await open(conference());
    await shows(page.locator('.heard-by'), 'Hears Agent. Heard by Agent, Coach.');
    await page.getByRole('button', { name: 'Who hears whom' }).click();
    assert.equal(await textsOf(page.locator('.matrix tbody tr')), [
      'Caller is heard is heard',
      'Agent is heard is heard',
      'Coach is not heard is heard',
    ]);
  });

  test('runs the clock, and skips ahead', async ({ server, open }) => {
    const page = await open(inMenu(), {}, (opened) => opened.clock.install());
    const seconds = async (): Promise<number> => Number((await page.getByRole('timer').innerText()).split(':')[1]);
    const before = await seconds();
    assert.ok(before >= 6);
    await page.clock.fastForward(30_000);
    assert.ok((await seconds()) >= before + 30);
    await page.getByRole('button', { name: '+10 s' }).click();
    await page.getByRole('button', { name: 'Next event' }).click();
    assert.equal(await server.received(2), [
      { kind: 'skip', seconds: 10 },
      { kind: 'skip', seconds: 'next' },
    ]);
    server.send({ kind: 'clock', now: 3_725 });
    await shows(page.getByRole('timer'), /1:02:[01]\d/);
  });

  test('holds the telephone again after a reload in the middle of a call', async ({ server, open }) => {
    const page = await open(session());
    const { calls, handsets, entries } = inMenu();
    for (const one of calls) server.send({ kind: 'call', call: one });
    for (const one of handsets) server.send({ kind: 'handset', handset: one });
    for (const one of entries) server.send({ kind: 'entry', entry: one });
    await shows(page.locator('.count'), '5 entries');
    await page.reload();
    await shows(page.locator('.line-key[aria-current="true"]'), 'Connected');
    await shows(page.locator('.transcript'), 'Welcome to Blue Harbor.');
    await page.keyboard.press('2');
    assert.equal((await server.received(1))[0], { kind: 'press', handset: 'handset-1', keys: '2' });
  });

  test('moves nothing when another telephone begins to ring', async ({ server, open }) => {
    const page = await open(inMenu());
    await shows(page.locator('.count'), '5 entries');
    const places = async (): Promise<unknown[]> =>
      Promise.all(
        ['.key >> nth=4', '.actions button', '.talk', '.entries', '.detail-title'].map((one) =>
          page.locator(one).boundingBox(),
        ),
      );
    const before = await places();
    server.send(
      { kind: 'handset', handset: agent() },
      { kind: 'entry', entry: entry(30) },
      { kind: 'application', application: { target: TARGET, isReachable: false, message: 'Refused.' } },
    );
    await shows(page.locator('.phone-lines'), 'Ringing');
    await shows(page.getByRole('alert'), 'Refused.');
    assert.equal(await places(), before);
  });

  test('decides the outcome of a REFER', async ({ server, open }) => {
    const page = await open({ ...inMenu(), handsets: [caller({ refersTo: 'sip:desk@pbx.example' })] });
    await shows(page.locator('.ringing b'), 'sip:desk@pbx.example');
    await shows(page.locator('.line-key[aria-current="true"]'), 'Referred');
    const outcomes = [
      ['It answers', { succeeds: true }],
      ['Refused', { fails: true, status: 603 }],
      ['Busy', { fails: true, notifyStatus: 486 }],
      ['No word', { fails: true, status: 202 }],
    ] as const;
    for (const [button, outcome] of outcomes) {
      const count = server.commands.length + 1;
      await page.locator('.telephone').getByRole('button', { name: button, exact: true }).click();
      assert.equal((await server.received(count)).at(-1), { kind: 'refer', handset: 'handset-1', outcome });
    }
    server.send({ kind: 'handset', handset: caller() });
    await shows(page.locator('.transcript'), 'press');
  });
});
