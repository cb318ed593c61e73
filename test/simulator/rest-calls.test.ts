// The operations of the REST API on calls, in process: statuses, and the events that follow in virtual milliseconds.
import { type Call, type CreateCallRequest, RestError, type UpdateCall } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { eventsOf, promptsOf } from './observed.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('REST operations on calls');

const FROM = '+15551230002';
const TO = '+15551230077';
const APPLICATION = 'a1b2c3d4-0000-4000-8000-000000000001';
const request: CreateCallRequest = { to: TO, from: FROM, applicationId: APPLICATION, answerUrl: '/answer' };

const HOLD = '<SpeakSentence>Please hold.</SpeakSentence><Pause duration="60"/><SpeakSentence>Never.</SpeakSentence>';

const holding = (more: Readonly<Record<string, Answer>> = {}, options = {}) =>
  simulated({ '/call': HOLD, '/moved': '<SpeakSentence>Moved.</SpeakSentence>', '/over': '', ...more }, options);

const begin = (platform: ReturnType<typeof holding>['platform']): Promise<Call> =>
  platform.call({ url: '/call', statusUrl: '/over' });

/** Returns the error of an operation that is refused. */
async function refusal(operation: Promise<unknown>): Promise<RestError> {
  try {
    await operation;
  } catch (error) {
    assert.instance(error, RestError, String(error));
    return error as RestError;
  }
  throw new Error('it was not refused');
}

test('updateCall redirects an answered call: its verb stops, redirect is sent, and the new document runs', async () => {
  const { platform, sent } = holding();
  const call = await begin(platform);
  await call.hears('Please hold');
  await call.waits(10);
  assert.is(await platform.api.updateCall(call.callId, { redirectUrl: '/moved', tag: 'moved' }), undefined);
  await call.hears('Moved');
  assert.is(await call.ends(), 'hangup');
  assert.equal(promptsOf(call), ['0 Please hold.', '10780 Moved.']);
  assert.equal(eventsOf(call), ['0 initiate', '10780 redirect', '11170 disconnect']);
  const [redirect = {}] = sent('redirect');
  assert.equal(
    [redirect.callId, redirect.tag, redirect.direction, typeof redirect.answerTime],
    [call.callId, 'moved', 'inbound', 'string'],
  );
  assert.is(sent('disconnect')[0]?.tag, 'moved');
});

test('updateCall stops a prompt where it is', async () => {
  const { platform } = holding();
  const call = await begin(platform);
  await call.beginsToHear('Please hold');
  await call.waits(0.5);
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  const { stoppedAfter } = await call.hears('Please hold');
  assert.is(stoppedAfter, 0.5);
  await call.ends('hangup');
});

test('method, credentials and fallback are those of the request', async () => {
  const { platform, requests } = holding(
    { '/broken': () => new Response(null, { status: 500 }) },
    { credentials: 'at-once' },
  );
  const call = await begin(platform);
  await platform.api.updateCall(call.callId, {
    redirectUrl: '/broken',
    redirectMethod: 'GET',
    username: 'u',
    password: 'p',
    redirectFallbackUrl: '/moved',
    redirectFallbackMethod: 'GET',
    fallbackUsername: 'u2',
    fallbackPassword: 'p2',
  });
  await call.hears('Moved');
  await call.ends();
  assert.equal(
    requests
      .filter(({ event }) => event.eventType === 'redirect')
      .map(({ method, path, headers }) => [method, path, headers.get('authorization')]),
    [
      ['GET', '/broken', `Basic ${btoa('u:p')}`],
      ['GET', '/moved', `Basic ${btoa('u2:p2')}`],
    ],
  );
});

const tags: [name: string, body: object, expected: string | undefined][] = [
  ['a new tag', { tag: 'new' }, 'new'],
  ['no tag: the old one stays', {}, 'old'],
  ['null: the old one stays', { tag: null }, 'old'],
  ['an empty tag clears it', { tag: '' }, undefined],
];

for (const [name, body, expected] of tags) {
  test(`tag: ${name}`, async () => {
    const { platform, sent } = holding({ '/call': `<Tag>old</Tag>${HOLD}` });
    const call = await begin(platform);
    await call.beginsToHear('Please hold');
    await platform.api.updateCall(call.callId, { redirectUrl: '/moved', ...body });
    await call.ends();
    assert.equal([sent('redirect')[0]?.tag, sent('disconnect')[0]?.tag], [expected, expected]);
  });
}

test('completed hangs up an answered call, and ignores the other fields', async () => {
  const { platform, sent } = holding();
  const call = await begin(platform);
  await call.hears('Please hold');
  await platform.api.updateCall(call.callId, { state: 'completed', redirectUrl: '/moved', tag: 'x' });
  assert.is(await call.ends('hangup'), 'hangup');
  assert.equal([sent('redirect'), sent('disconnect')[0]?.tag], [[], undefined]);
  assert.match(call.transcript(), 'updateCall ignores redirectUrl, tag');
});

test('completed cancels an outbound call that rings, and rejects an inbound one', async () => {
  const { platform, sent } = holding({ '/call': '<Ring answerCall="false" duration="60"/>' });
  const { callId } = await platform.api.createCall({ ...request, disconnectUrl: '/over' });
  const call = await begin(platform);
  await call.waits(2);
  await platform.api.updateCall(callId, { state: 'completed' });
  await platform.api.updateCall(call.callId, { state: 'completed' });
  await platform.settles();
  assert.equal(
    sent('disconnect').map(({ callId: id, cause, answerTime }) => [id, cause, answerTime]),
    [
      [callId, 'cancel', undefined],
      [call.callId, 'rejected', undefined],
    ],
  );
});

test('updateCallBxml runs a document at once, without an event', async () => {
  for (const root of ['Bxml', 'Response']) {
    const { platform } = holding();
    const call = await begin(platform);
    await call.hears('Please hold');
    const bxml = `<?xml version="1.0"?><${root}><SpeakSentence>Given.</SpeakSentence></${root}>`;
    assert.is(await platform.api.updateCallBxml(call.callId, bxml), undefined);
    await call.hears('Given');
    await call.ends('hangup');
    assert.equal(eventsOf(call), ['0 initiate', '1170 disconnect']);
    const given = call.documents.at(-1);
    assert.equal([given?.eventType, given?.url, given?.xml], ['updateCallBxml', '', bxml]);
  }
});

test('updateCallBxml: absolute URLs are followed, relative ones have nothing to be resolved against', async () => {
  const rows: [url: string, cause: string][] = [
    ['https://app.example/moved', 'hangup'],
    ['/moved', 'callback-error'],
  ];
  for (const [url, cause] of rows) {
    const { platform, sent } = holding({}, { strict: false });
    const call = await begin(platform);
    await call.hears('Please hold');
    await platform.api.updateCallBxml(call.callId, `<Bxml><Redirect redirectUrl="${url}"/></Bxml>`);
    await call.ends(cause);
    assert.is(sent('redirect').length, cause === 'hangup' ? 1 : 0);
  }
});

test('updateCallBxml: an invalid document ends the call, and an empty one hangs up', async () => {
  for (const [bxml, cause] of [
    ['<Bxml><Sing/></Bxml>', 'invalid-bxml'],
    ['<Bxml><Pause duration="long"/></Bxml>', 'invalid-bxml'],
    ['<Bxml/>', 'hangup'],
  ] as const) {
    const { platform, sent } = holding();
    const call = await begin(platform);
    await call.hears('Please hold');
    await platform.api.updateCallBxml(call.callId, bxml);
    await call.ends(cause);
    assert.is(sent('disconnect')[0]?.cause, cause);
  }
});

// Refusals.

const invalid: [name: string, body: unknown, message: RegExp][] = [
  ['no body', undefined, /the body is undefined/],
  ['an empty body', {}, /no redirectUrl/],
  ['a list', [], /the body is/],
  ['null for the state', { state: null, redirectUrl: '/moved' }, /state is null/],
  ['an unknown state', { state: 'held', redirectUrl: '/moved' }, /state is "held"/],
  ['no redirectUrl', { state: 'active' }, /no redirectUrl/],
  ['null for the redirectUrl', { redirectUrl: null }, /no redirectUrl/],
  ['a redirectUrl of another scheme', { redirectUrl: 'ftp://app.example/' }, /redirectUrl is/],
  ['another method', { redirectUrl: '/moved', redirectMethod: 'PUT' }, /redirectMethod is "PUT"/],
  ['a fallback that is not a URL', { redirectUrl: '/moved', redirectFallbackUrl: 7 }, /redirectFallbackUrl is 7/],
  ['a long tag', { redirectUrl: '/moved', tag: 'x'.repeat(4097) }, /tag has 4097 characters/],
  ['a long password', { redirectUrl: '/moved', password: 'x'.repeat(1025) }, /password has 1025 characters/],
  ['a password that is not a string', { redirectUrl: '/moved', password: 12_345 }, /^400 validation: password is not/],
];

for (const [name, body, message] of invalid) {
  test(`400, and nothing happens: ${name}`, async () => {
    const { platform } = holding();
    const call = await begin(platform);
    await call.beginsToHear('Please hold');
    // The cast gives what the types refuse.
    const error = await refusal(platform.api.updateCall(call.callId, body as UpdateCall));
    assert.equal([error.status, error.body.type], [400, 'validation']);
    assert.match(error.message, message);
    await call.hears('Never');
    await call.ends();
  });
}

test('400: a body of updateCallBxml that is not XML', async () => {
  const { platform } = holding();
  const call = await begin(platform);
  for (const bxml of ['', 'redirect', '<Bxml>', '{"state":"completed"}', 7 as never]) {
    assert.is((await refusal(platform.api.updateCallBxml(call.callId, bxml))).status, 400, String(bxml));
  }
  await call.hears('Never');
  await call.ends();
});

test('a body may have further fields', async () => {
  const { platform } = holding();
  const call = await begin(platform);
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved', status: 'active' } as UpdateCall);
  await call.hears('Moved');
  await call.ends();
});

test('404: an unknown call, and one that is over; 409: one that has just ended', async () => {
  const { platform } = holding();
  const call = await begin(platform);
  const { api } = platform;
  const statuses = async (id: string): Promise<readonly number[]> => [
    (await refusal(api.updateCall(id, { redirectUrl: '/moved' }))).status,
    (await refusal(api.updateCall(id, { state: 'completed' }))).status,
    (await refusal(api.updateCallBxml(id, '<Bxml/>'))).status,
  ];
  assert.equal(await statuses('c-1'), [404, 404, 404]);
  assert.is((await refusal(api.getCallState('c-1'))).status, 404);
  await call.hangUp();
  assert.equal(await statuses(call.callId), [409, 409, 409]);
  await call.waits(1);
  assert.equal(await statuses(call.callId), [409, 409, 409]);
  await call.waits(0.001);
  assert.equal(await statuses(call.callId), [404, 404, 404]);
  const { message, body } = await refusal(api.updateCall(call.callId, { state: 'completed' }));
  assert.match(message, call.callId);
  assert.is(body.type, 'validation');
});

test('409: a call that is not answered cannot be redirected, nor one that was forwarded', async () => {
  const { platform } = holding(
    {
      '/ring': '<Pause duration="5"/><Ring answerCall="false" duration="60"/>',
      '/forward': `<Forward to="${TO}"/>`,
      '/answer': HOLD,
    },
    { phones: { [TO]: { after: 3 } } },
  );
  const { api } = platform;
  const redirect = async (id: string) => {
    const { status, body } = await refusal(api.updateCall(id, { redirectUrl: '/moved' }));
    assert.is(body.id, '');
    return status;
  };
  const ringing = await platform.call({ url: '/ring' });
  assert.is(await redirect(ringing.callId), 409);
  await ringing.hangUp();
  const forwarded = await platform.call({ url: '/forward' });
  const [, leg] = await api.listCalls({ to: TO });
  assert.is(leg, undefined);
  await forwarded.waits(5);
  const { callId } = await forwarded.forwardedTo(TO);
  assert.equal([await redirect(forwarded.callId), await redirect(callId)], [409, 409]);
  await api.updateCall(callId, { state: 'completed' });
  await forwarded.ends('hangup');
  const { callId: dialed } = await api.createCall(request);
  assert.is(await redirect(dialed), 409);
  await platform.settles();
});

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

const transferring = (leg = '') =>
  holding(
    {
      '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber transferDisconnectUrl="/over" ${leg}>${TO}</PhoneNumber></Transfer>`,
      '/done': '<SpeakSentence>Done.</SpeakSentence>',
      '/whisper': '<Pause duration="60"/>',
    },
    { phones: { [TO]: { after: 3 } } },
  );

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

// What is returned.

test('createCall answers at once, with the fields of the request and the defaults', async () => {
  const { platform } = holding({ '/answer': '' }, { phones: { [TO]: { busy: true, after: 9 } } });
  const response = await platform.api.createCall({ ...request, tag: 't', disconnectUrl: '/over', callTimeout: 12 });
  assert.is(platform.seconds, 0);
  const { callId, ...rest } = response;
  assert.equal(rest, {
    applicationId: APPLICATION,
    accountId: '5500000',
    to: TO,
    from: FROM,
    enqueuedTime: '2026-01-05T09:00:00.000Z',
    callUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${callId}`,
    callTimeout: 12,
    callbackTimeout: 15,
    answerUrl: '/answer',
    answerMethod: 'POST',
    answerFallbackMethod: 'POST',
    disconnectUrl: '/over',
    disconnectMethod: 'POST',
    priority: 5,
    tag: 't',
  });
  await platform.settles();
  const state = await platform.api.getCallState(callId);
  const { errorId, ...more } = state;
  assert.match(String(errorId), /^e-/);
  assert.is((await platform.api.getCallState(callId)).errorId, errorId);
  assert.equal(more, {
    applicationId: APPLICATION,
    accountId: '5500000',
    callId,
    to: TO,
    from: FROM,
    direction: 'outbound',
    state: 'disconnected',
    enqueuedTime: '2026-01-05T09:00:00.000Z',
    startTime: '2026-01-05T09:00:00.000Z',
    endTime: '2026-01-05T09:00:09.000Z',
    disconnectCause: 'busy',
    errorMessage: 'Callee is busy',
    lastUpdate: '2026-01-05T09:00:09.000Z',
  });
});

const badRequests: [name: string, fields: object, message: RegExp][] = [
  ['no to', { to: undefined }, /to is missing/],
  ['no from', { from: undefined }, /from is missing/],
  ['no applicationId', { applicationId: undefined }, /applicationId is missing/],
  ['null for the answerUrl', { answerUrl: null }, /answerUrl is missing/],
  ['a number without its plus sign', { to: '15551230077' }, /to is .*E\.164/],
  ['a caller that is not a number', { from: 'sip:me@app.example' }, /from is .*E\.164/],
  ['a time out of range', { callTimeout: 301 }, /callTimeout is 301; expected seconds, 1 to 300/],
  ['a URL of another scheme', { answerUrl: 'ftp://app.example' }, /answerUrl is/],
  ['credentials to http', { answerUrl: 'http://app.example/', password: 'secret-7' }, /must be https/],
];

for (const [name, fields, message] of badRequests) {
  test(`createCall, 400: ${name}`, async () => {
    const { platform, requests } = holding();
    const error = await refusal(platform.api.createCall({ ...request, ...fields } as CreateCallRequest));
    assert.is(error.status, 400);
    assert.match(error.message, message);
    assert.not.match(error.message, 'secret-7');
    await platform.settles();
    assert.equal(requests, []);
  });
}

test('createCall: a phone without a behavior fails the steps that let it ring', async () => {
  const { platform } = holding();
  const { callId } = await platform.api.createCall({ ...request, to: 'sip:desk@pbx.example' });
  const { code, message } = await errorOf(platform.settles());
  assert.is(code, 'call.unscripted');
  assert.match(
    message,
    "sip:desk@pbx.example is ringing: set the outcome with platform.phone('sip:desk@pbx.example').rings(), or",
  );
  assert.is((await platform.api.getCallState(callId)).state, 'initiated');
});

test('getCallState follows a call, and its legs name their parent', async () => {
  const { platform } = transferring();
  const call = await platform.call({ url: '/call' });
  const { api } = platform;
  const { state, answerTime, endTime, disconnectCause } = await api.getCallState(call.callId);
  assert.equal([state, typeof answerTime, endTime, disconnectCause], ['answered', 'string', undefined, undefined]);
  const party = await call.transferredTo(TO);
  assert.is((await api.getCallState(party.callId)).parentCallId, call.callId);
  await call.hangUp();
  assert.is((await api.getCallState(party.callId)).state, 'disconnected');
});

test('the state of a call can be read for seven days', async () => {
  const { platform } = holding();
  const first = await begin(platform);
  await first.hangUp();
  await first.waits(7 * 86_400);
  assert.is((await platform.api.getCallState(first.callId)).disconnectCause, 'hangup');
  await first.waits(0.001);
  assert.is((await refusal(platform.api.getCallState(first.callId))).status, 404);
  assert.equal(await platform.api.listCalls(), []);
});

test('listCalls: by number, time and cause, the oldest first, in pages', async () => {
  const { platform } = holding();
  const { api } = platform;
  const ids: string[] = [];
  for (const from of ['+15551230001', '+15551230003', '+15551230001']) {
    const call = await platform.call({ url: '/call', statusUrl: '/over', from });
    ids.push(call.callId);
    await call.waits(10);
    if (ids.length < 3) await call.hangUp();
  }
  const listed = async (query: object) => (await api.listCalls(query)).map(({ callId }) => ids.indexOf(callId));
  assert.equal(await listed({}), [0, 1, 2]);
  assert.equal(await listed({ from: '+15551230001' }), [0, 2]);
  assert.equal(await listed({ to: '+15550109' }), []);
  assert.equal(await listed({ disconnectCause: 'hangup' }), [0, 1]);
  assert.equal(await listed({ minStartTime: '2026-01-05T09:00:10.000Z' }), [1, 2]);
  assert.equal(await listed({ maxStartTime: '2026-01-05T09:00:10Z' }), [0, 1]);
  assert.equal(await listed({ pageSize: 2 }), [0, 1]);
  for (const query of [{ pageSize: 0 }, { pageSize: 10_001 }, { minStartTime: 'soon' }, { pageToken: 'x' }]) {
    assert.is((await refusal(api.listCalls(query))).status, 400, JSON.stringify(query));
  }
  await platform.settles();
});

test.run();
