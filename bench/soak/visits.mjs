// The kinds of visits in the soak test: what is sent, and the expected response. `share` is the relative frequency. A
// visit rejects with what was wrong; one that changes the counts of the server lists the changes in `counts`.
import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { parseXml } from '@rgrove/parse-xml';
import { basic } from './client.mjs';
import { callEvent, words } from './events.mjs';
import { credentials, limit } from './terms.ts';

const FALLBACK = ['Response', {}, [['SpeakSentence', {}, ['Please call again later.']]]];

function document({ status, headers, body }, expected) {
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/xml; charset=utf-8');
  assert.deepEqual(plain(parseXml(body).root), expected);
}

const plain = ({ name, attributes, children }) => [
  name,
  { ...attributes },
  children.map((child) => (child.type === 'element' ? plain(child) : child.text)),
];

function empty({ status, headers, body }, expected) {
  assert.equal(status, expected);
  assert.equal(body, '');
  assert.equal(headers['content-type'], undefined);
}

function refused({ status, headers, body }, expected, code) {
  assert.equal(status, expected);
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
  assert.equal(JSON.parse(body).code, code);
}

const welcome = ({ from, callerDisplayName }) => [
  'Response',
  {},
  [
    ['SpeakSentence', { voice: 'julie' }, [`Welcome, ${callerDisplayName}.`]],
    ['PlayAudio', {}, ['https://media.example/jingle.wav']],
    ['Gather', { gatherUrl: '/menu', maxDigits: '1', tag: from }, [['SpeakSentence', {}, ['Press any key.']]]],
  ],
];

const json = JSON.stringify;
const redirect = (tag) => callEvent('redirect', { tag });
const ended = () => ({ cause: 'hangup', endTime: new Date().toISOString() });
const disconnect = () => callEvent('disconnect', ended());
const transferDisconnect = () =>
  callEvent('transferDisconnect', {
    parentCallId: 'c-1',
    transferCallerId: '+15551230001',
    transferTo: '+15551230002',
    ...ended(),
  });
/** A refusal: what to send, and the expected status and code. */
const refusal = (share, status, code, send) => ({
  share,
  good: false,
  counts: { [`refused, ${code}`]: 1 },
  visit: async (client) => refused(await send(client), status, code),
});
/** An event whose handler fails, so the fallback is the response. */
const answeredByFallback = (share, tag, counts) => ({
  share,
  good: true,
  counts: { answered: 1, ...counts },
  visit: async (client) => document(await client.send(json(redirect(tag))), FALLBACK),
});

export const visits = {
  'sync event': {
    share: 300,
    good: true,
    counts: { answered: 1 },
    async visit(client) {
      const event = callEvent('initiate');
      document(await client.send(json(event)), welcome(event));
    },
  },
  'sync event by GET': {
    share: 60,
    good: true,
    counts: { answered: 1 },
    async visit(client) {
      const event = callEvent('initiate');
      document(await client.get(event), welcome(event));
    },
  },
  'sync event, asynchronous components': {
    share: 100,
    good: true,
    counts: { answered: 1 },
    async visit(client) {
      const digits = words(1);
      const spoken = ['SpeakSentence', { voice: 'julie' }, [`For ${digits}, press 1.`]];
      const expected = ['Response', {}, [spoken, ['Pause', { duration: '1' }, []], ['Hangup', {}, []]]];
      document(await client.send(json(callEvent('gather', { digits }))), expected);
    },
  },
  'sync event, uploaded slowly': {
    share: 6,
    good: true,
    counts: { answered: 1 },
    async visit(client) {
      const event = callEvent('initiate');
      const pieces = json(event).match(/.{1,100}/gs);
      document(await client.sendSlowly(pieces, { pause: 40 }), welcome(event));
    },
  },
  'document as a string': {
    share: 40,
    good: true,
    counts: { answered: 1 },
    visit: async (client) =>
      document(await client.send(json(redirect('text'))), ['Response', {}, [['Pause', { duration: '3' }, []]]]),
  },
  'response without a document': {
    share: 20,
    good: true,
    counts: { answered: 1 },
    visit: async (client) =>
      empty(await client.send(json({ eventType: 'conferenceCreated', conferenceId: 'conf-1', name: 'room' })), 204),
  },
  'async event': {
    share: 300,
    good: true,
    counts: { answered: 1, handled: 1 },
    visit: async (client) => empty(await client.send(json(disconnect())), 201),
  },
  'async event by GET': {
    share: 60,
    good: true,
    counts: { answered: 1, handled: 1 },
    visit: async (client) => empty(await client.get(disconnect()), 201),
  },
  'async event, duplicate': {
    share: 40,
    good: true,
    counts: { answered: 2, handled: 1, repeated: 1 },
    async visit(client) {
      const body = json(disconnect());
      empty(await client.send(body), 201);
      empty(await client.send(body), 201);
    },
  },
  'async event, its handler throws': {
    share: 30,
    good: true,
    counts: { answered: 1, handled: 1, 'onError, async': 1 },
    visit: async (client) => empty(await client.send(json(transferDisconnect())), 201),
  },
  'async event without a handler': {
    share: 20,
    good: true,
    counts: { answered: 1 },
    visit: async (client) => empty(await client.send(json({ ...callEvent('dtmf'), digit: '1' })), 201),
  },
  'health check': {
    share: 20,
    good: true,
    async visit(client) {
      const { status, body } = await client.get('');
      assert.deepEqual({ status, body }, { status: 200, body: 'up' });
    },
  },
  'handler throws': answeredByFallback(20, 'throws', { 'onError, answer': 1 }),
  'handler rejects': answeredByFallback(20, 'rejects', { 'onError, answer': 1 }),
  'component throws': answeredByFallback(20, 'component throws', { 'onError, answer': 1 }),
  'handler returns an invalid document': answeredByFallback(20, 'invalid', { 'onError, answer': 1 }),
  'handler returns malformed BXML': answeredByFallback(20, 'bad text', { 'onError, answer': 1 }),
  'handler returns null': answeredByFallback(20, 'null', { 'onError, answer': 1 }),
  'handler is late': answeredByFallback(2, 'late', { 'onError, timeout': 1, late: 1 }),
  'handler is late, and throws': answeredByFallback(2, 'late, and throws', { 'onError, timeout': 1, late: 1 }),

  'no credentials': refusal(30, 401, 'request.credentials', (client) =>
    client.send(json(callEvent('initiate')), { headers: { authorization: '' } }),
  ),
  'wrong credentials': refusal(30, 401, 'request.credentials', (client) =>
    client.send(json(callEvent('initiate')), {
      headers: { authorization: basic({ ...credentials, password: words(1) }) },
    }),
  ),
  'malformed JSON': refusal(30, 400, 'request.json', (client) => client.send(json(callEvent('initiate')).slice(0, -9))),
  'invalid UTF-8': refusal(20, 400, 'request.json', (client) => client.send(Buffer.from('{"a":"\xff"}', 'latin1'))),
  'an array': refusal(20, 400, 'event.not-object', (client) => client.send('[]')),
  'nested deeply': refusal(10, 400, 'event.missing-field', (client) =>
    client.send(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
  ),
  'a field is missing': refusal(20, 400, 'event.missing-field', (client) =>
    client.send(json({ ...callEvent('initiate'), callId: undefined })),
  ),
  'a field of the wrong type': refusal(20, 400, 'event.wrong-type', (client) =>
    client.send(json({ ...callEvent('initiate'), from: 5 })),
  ),
  'a wrong content type': refusal(20, 415, 'request.content-type', (client) =>
    client.send('eventType=initiate', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  ),
  'an encoded body': refusal(20, 415, 'request.content-encoding', (client) =>
    client.send(gzipSync(json(callEvent('initiate'))), { headers: { 'content-encoding': 'gzip' } }),
  ),
  'a wrong method': refusal(20, 405, 'request.method', (client) =>
    client.send(json(callEvent('initiate')), { method: 'PUT' }),
  ),
  'too large, with content-length': refusal(10, 413, 'request.size', (client) =>
    client.sendSlowly(['{'], { pause: 0, end: false, headers: { 'content-length': limit + 1 } }),
  ),
  'too large, in chunks': refusal(6, 413, 'request.size', (client) =>
    client.sendSlowly(Array(100).fill(' '.repeat(4096)), { pause: 5, end: false }),
  ),
  'an upload that stops': refusal(2, 408, 'request.timeout', (client) =>
    client.sendSlowly(['{"eventType":'], { pause: 0, end: false }),
  ),
  'an event of unknown type': {
    share: 20,
    good: false,
    counts: { 'refused, event.unknown-type': 1 },
    visit: async (client) => refused(await client.send(json(callEvent('newEvent'))), 404, 'event.unknown-type'),
  },
  'an aborted upload': {
    share: 10,
    good: false,
    // Koa emits this error for every connection that breaks while a response is sent.
    counts: { 'refused, request.aborted': 1, 'errors of the app': 1 },
    visit: (client) => client.leave(json(callEvent('initiate')), { announced: 5000, after: 10 }),
  },
  'a client that disconnects while the handler runs': {
    share: 10,
    good: false,
    counts: { late: 1, 'aborted handlers': 1 },
    visit: (client) => client.leave(json(redirect('patient')), { after: 100 }),
  },
};
