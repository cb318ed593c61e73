// What the operations of the REST API on calls return.
import type { CreateCallRequest } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { APPLICATION, begin, FROM, holding, refusal, request, TO, transferring } from './rest-scenarios.js';

const test = suite('results of REST operations');

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
