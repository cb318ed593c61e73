// Changes of a call by the REST API that meet a webhook, another change, machine detection or a transfer.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventsOf, promptsOf } from './observed.js';
import { begin, FROM, HOLD, holding, request, TO, transferring } from './rest-scenarios.js';

const test = suite('changes that meet something else');

// Updates that meet a webhook.

for (const operation of ['updateCall', 'updateCallBxml'] as const) {
  test(`${operation} during a webhook of the call: the response of the webhook is ignored`, async () => {
    const { platform, sent } = holding({
      '/call': '<Gather gatherUrl="/gathered" maxDigits="1"/>',
      '/gathered': async ({ event }) => {
        const id = String(event.callId);
        if (operation === 'updateCall') await platform.api.updateCall(id, { redirectUrl: '/moved' });
        else await platform.api.updateCallBxml(id, '<Bxml><SpeakSentence>Moved.</SpeakSentence></Bxml>');
        return '<SpeakSentence>Ignored.</SpeakSentence>';
      },
    });
    const call = await begin(platform);
    await call.press('1');
    await call.hears('Moved');
    await call.ends('hangup');
    assert.equal(promptsOf(call), ['0 Moved.']);
    assert.is(sent('redirect').length, operation === 'updateCall' ? 1 : 0);
  });
}

test('an update does not wait for the webhook in progress, which may wait for what follows', async () => {
  let moved: (() => void) | undefined;
  const isMoved = new Promise<void>((resolve) => {
    moved = resolve;
  });
  const { platform } = holding(
    {
      '/call': '<Gather gatherUrl="/gathered" maxDigits="1"/>',
      '/gathered': async ({ event }) => {
        await platform.api.updateCall(String(event.callId), { redirectUrl: '/moved' });
        await isMoved;
        return new Response('too late', { status: 200 });
      },
      '/moved': () => {
        moved?.();
        return '<SpeakSentence>Moved.</SpeakSentence>';
      },
    },
    { allow: ['lost-event'] },
  );
  const call = await begin(platform);
  await call.press('1');
  await call.hears('Moved');
  await call.ends('hangup');
});

test('a handler may place a call, end its own call, or redirect another, without a deadlock', async () => {
  const { platform, sent } = holding(
    {
      '/call': async ({ event }) => {
        if (event.eventType !== 'initiate') return new Response(null, { status: 204 });
        const { callId } = await platform.api.createCall({ ...request, disconnectUrl: '/over' });
        assert.is((await platform.api.getCallState(callId)).state, 'initiated');
        return HOLD;
      },
      '/answer': async ({ event }) => {
        const [caller] = await platform.api.listCalls({ to: FROM });
        await platform.api.updateCall(String(caller?.callId), { redirectUrl: '/moved' });
        await platform.api.updateCall(String(event.callId), { state: 'completed' });
        return '<SpeakSentence>Nothing.</SpeakSentence>';
      },
    },
    { phones: { [TO]: { after: 4 } } },
  );
  const call = await platform.call({ url: '/call', statusUrl: '/over', to: FROM });
  await call.hears('Moved');
  await call.ends('hangup');
  await platform.settles();
  assert.equal(promptsOf(call), ['0 Please hold.', '4000 Moved.']);
  assert.equal(
    sent('disconnect').map(({ direction, cause }) => `${direction} ${cause}`),
    ['outbound hangup', 'inbound hangup'],
  );
});

test('of two updates at once, both are sent, and the document of the later one runs', async () => {
  const { platform, sent } = holding({ '/other': '<SpeakSentence>Other.</SpeakSentence>' });
  const call = await begin(platform);
  await call.hears('Please hold');
  await Promise.all([
    platform.api.updateCall(call.callId, { redirectUrl: '/moved', tag: 'first' }),
    platform.api.updateCall(call.callId, { redirectUrl: '/other', tag: 'second' }),
  ]);
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['0 Please hold.', '780 Other.']);
  assert.is(sent('redirect').length, 2);
});

test('an update and the end of the call at once: the end counts', async () => {
  const { platform } = holding();
  const call = await begin(platform);
  await call.hears('Please hold');
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  await platform.api.updateCall(call.callId, { state: 'completed' });
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['0 Please hold.']);
});

test('a failed response that is ignored is a fault in strict mode', async () => {
  const { platform } = holding({
    '/call': '<Gather gatherUrl="/gathered" maxDigits="1"/>',
    '/gathered': async ({ event }) => {
      await platform.api.updateCall(String(event.callId), { redirectUrl: '/moved' });
      return new Response(null, { status: 500 });
    },
  });
  const call = await begin(platform);
  await call.press('1');
  try {
    await call.ends();
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), /lost-event: the response is ignored, and is a failure: gather .*status 500/);
  }
});

test('a call that waits for machine detection can be redirected: no answer event is sent', async () => {
  const { platform, sent } = holding({ '/answer': HOLD }, { phones: { [TO]: { after: 1 } } });
  const { callId } = await platform.api.createCall({ ...request, machineDetection: { mode: 'sync' } });
  const other = await begin(platform);
  await other.waits(2);
  await platform.api.updateCall(callId, { redirectUrl: '/moved' });
  await other.hangUp();
  await platform.settles();
  assert.equal([sent('answer').length, sent('redirect').length], [0, 1]);
});

// Legs of a transfer.

test('a caller in a transfer who is redirected: the called party is hung up, and no transferComplete is sent', async () => {
  const { platform, sent } = transferring();
  const call = await begin(platform);
  await call.waits(5);
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  await call.hears('Moved');
  await call.ends('hangup');
  assert.equal(sent('transferComplete'), []);
  assert.equal(eventsOf(call), ['0 initiate', '5000 transferDisconnect', '5000 redirect', '5390 disconnect']);
});

for (const [name, leg] of [
  ['joined', ''],
  ['with a document of its own', 'transferAnswerUrl="/whisper"'],
] as const) {
  test(`a called party, ${name}, that is redirected leaves the transfer`, async () => {
    const { platform, sent } = transferring(leg);
    const call = await begin(platform);
    const party = await call.transferredTo(TO);
    await call.waits(5);
    await platform.api.updateCall(party.callId, { redirectUrl: '/moved', tag: 'left' });
    await party.hears('Moved');
    await party.ends('hangup');
    await call.ends('hangup');
    const [complete = {}] = sent('transferComplete');
    assert.equal([complete.cause, complete.transferTo], ['hangup', TO]);
    assert.equal([sent('redirect')[0]?.parentCallId, sent('redirect')[0]?.tag], [call.callId, 'left']);
    assert.equal(eventsOf(call).toSorted(), [
      '0 initiate',
      ...(leg === '' ? [] : ['3000 transferAnswer']),
      '8000 redirect',
      '8000 transferComplete',
      '8325 disconnect',
      '8390 transferDisconnect',
    ]);
  });
}

test('a called party that has left a transfer does not end with the caller', async () => {
  const { platform } = transferring();
  const call = await begin(platform);
  const party = await call.transferredTo(TO);
  await platform.api.updateCallBxml(party.callId, `<Bxml>${HOLD}</Bxml>`);
  await call.ends('hangup');
  await party.hears('Never');
  await party.ends('hangup');
});

test.run();
