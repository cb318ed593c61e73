// The operations of the REST API on calls, in process: changes, statuses, and the events that follow in virtual milliseconds.
import type { UpdateCall } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventsOf, promptsOf } from './observed.js';
import { begin, HOLD, holding, refusal, request, TO } from './rest-scenarios.js';

const test = suite('REST operations on calls');

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

test.run();
