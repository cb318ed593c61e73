import { webhooks } from 'bxml-jsx/fetch';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paths } from '../phone-menu/handlers.js';
import { sampleAnswers, sampleEvents } from '../phone-menu/test-helpers.js';
import { handler as awsHandler, type FunctionUrlEvent, functionUrlHandler, phoneMenu } from './handler.js';

const test = suite('phone menu on Lambda');

/** Returns the function and the messages of its log. */
function menu(auth?: Parameters<typeof phoneMenu>[1]) {
  const messages: string[] = [];
  const log = pino({}, { write: (line) => messages.push(JSON.parse(line).msg) });
  return { handler: phoneMenu(log, auth), messages };
}

/** Returns the whole payload that AWS sends for a request. */
function requested(rawPath: string, body?: string, changes: Partial<FunctionUrlEvent> = {}, method = 'POST') {
  const domainName = 'abc123.lambda-url.eu-central-1.on.aws';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc123',
      domainName,
      domainPrefix: 'abc123',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'test' },
      requestId: '3f0d6c1e-1c3b-4f7b-9a7e-0d8b0c3c7f55',
      stage: '$default',
    },
    body,
    isBase64Encoded: false,
    ...changes,
    headers: {
      host: domainName,
      'content-type': 'application/json',
      'x-forwarded-for': '203.0.113.7',
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...changes.headers,
    },
  };
}

test('each path responds with its document', async () => {
  const { handler } = menu();
  for (const [path, event, part] of sampleAnswers) {
    const { statusCode, headers, body, isBase64Encoded } = await handler(requested(path, JSON.stringify(event)));
    assert.equal(
      { statusCode, headers, isBase64Encoded },
      {
        statusCode: 200,
        headers: { 'content-type': 'application/xml; charset=utf-8' },
        isBase64Encoded: false,
      },
    );
    assert.match(body, part);
  }
});

test('a body in base64 is decoded', async () => {
  const seen: unknown[] = [];
  const handler = functionUrlHandler(
    webhooks({
      gather: ({ tag }) => {
        seen.push(tag);
        return '<Response/>';
      },
    }),
  );
  const text = JSON.stringify({ ...sampleEvents.gather('1'), tag: 'Zoë 😀' });
  const changes = {
    isBase64Encoded: true,
    headers: { 'content-length': String(Buffer.byteLength(text)) },
  };
  const encoded = requested('/', Buffer.from(text).toString('base64'), changes);
  assert.is((await handler(encoded)).statusCode, 200);
  assert.is((await handler(requested('/', text))).statusCode, 200);
  assert.equal(seen, ['Zoë 😀', 'Zoë 😀']);
});

test('an asynchronous event is acknowledged after its handler', async () => {
  const { handler, messages } = menu();
  const { statusCode, body } = await handler(requested(paths.call, JSON.stringify(sampleEvents.disconnect)));
  assert.equal({ statusCode, body }, { statusCode: 201, body: '' });
  assert.equal(messages, ['the call is over', 'answered']);
});

test('an event in the query is read', async () => {
  const { handler } = menu();
  const rawQueryString = new URLSearchParams(Object.entries(sampleEvents.initiate)).toString();
  const { statusCode, body } = await handler(requested(paths.call, undefined, { rawQueryString }, 'GET'));
  assert.is(statusCode, 200);
  assert.match(body, 'Welcome to Blue Harbor.');
});

test('responds 401 without the right credentials', async () => {
  const { handler } = menu({ username: 'bandwidth', password: 'ahoy' });
  const body = JSON.stringify(sampleEvents.initiate);
  const refused = await handler(requested(paths.call, body));
  assert.is(refused.statusCode, 401);
  assert.match(refused.headers['www-authenticate'] ?? '', 'Basic');
  const authorization = `Basic ${btoa('bandwidth:ahoy')}`;
  assert.is((await handler(requested(paths.call, body, { headers: { authorization } }))).statusCode, 200);
});

test('other requests are refused, and no request makes the function throw', async () => {
  const { handler } = menu();
  const body = JSON.stringify(sampleEvents.initiate);
  const status = async (...request: Parameters<typeof requested>): Promise<number> =>
    (await handler(requested(...request))).statusCode;
  assert.is(await status('/elsewhere', body), 404);
  assert.is(await status(paths.call), 400);
  assert.is(await status(paths.call, '{'), 400);
  assert.is(await status(paths.call, undefined, {}, 'GET'), 404);
  assert.is(await status(paths.call, body, {}, 'HEAD'), 404);
  assert.is(await status(paths.call, body, {}, 'DELETE'), 405);
  assert.is(await status(paths.call, body, {}, 'TRACE'), 400);
  assert.is(await status(paths.call, body, { headers: { 'x-name': 'Łódź' } }), 400);
  assert.is(await status(paths.call, body, { headers: { 'content-type': undefined } }), 415);
});

test('the exported handler serves the phone menu', async () => {
  assert.is((await awsHandler(requested('/elsewhere', '{}'))).statusCode, 404);
});

test.run();
