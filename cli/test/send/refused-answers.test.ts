// Answers that Bandwidth refuses, servers that do not answer, and the agreement with the simulator of the library.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type HttpApplication, startApplication } from '../http-application.js';
import { runBxml } from '../run-bxml.js';

const test = suite('refused answers');

const xml = (body: string) => ({ type: 'application/xml', body });

/** What the application answers, by path. */
const answers: Readonly<
  Record<string, { status?: number; type?: string; body?: string; headers?: Record<string, string> }>
> = {
  '/valid': xml('<Response><Hangup/></Response>'),
  '/text-xml': { type: 'text/xml; charset=utf-8', body: '<Response/>' },
  '/warning': xml('<Response><Gather/></Response>'),
  '/invalid': xml('<Response>\n\t<Gather maxDigits="99" repatCount="2"/>\n</Response>'),
  '/malformed': xml('<Response>\n  <Gather>\n</Response>'),
  '/empty': xml(''),
  '/no-type': { body: '<Response/>' },
  '/html': { type: 'text/html', body: '<!doctype html>\n<p>Sign in \u001b[31m</p>' },
  '/json': { type: 'application/json', body: '{}' },
  '/long': xml(`<Response><SpeakSentence>${'x'.repeat(65_536)}</SpeakSentence></Response>`),
  '/huge': xml(`<Response>${' '.repeat(30_000_000)}</Response>`),
  '/gzip': { ...xml('x'), headers: { 'content-encoding': 'gzip' } },
  '/redirect': { status: 302, headers: { location: '/valid' } },
  '/not-found': { status: 404, type: 'text/plain', body: 'Not Found' },
  '/method': { status: 405 },
  '/error': { status: 500, type: 'text/plain', body: `Error: no customer\n${'    at frame\n'.repeat(30)}` },
  '/gateway': { status: 502 },
  '/unauthorized': { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
  '/no-challenge': { status: 401 },
  '/created': { ...xml('<Response/>'), status: 201 },
};

let app: HttpApplication;
const sockets = new Set<Socket>();

test.before(async () => {
  app = await startApplication(({ url }, response: ServerResponse) => {
    if (url === '/never') return;
    if (url === '/half') {
      response.writeHead(200, { 'content-type': 'application/xml', 'content-length': '1000' });
      response.write('<Response>');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    if (url === '/drip') {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.write('<Response>');
      return;
    }
    if (url === '/close') {
      response.destroy();
      return;
    }
    const { status = 200, type, body = '', headers = {} } = answers[url] ?? { status: 404 };
    response.writeHead(status, { ...(type === undefined ? {} : { 'content-type': type }), ...headers }).end(body);
  });
});
test.after(() => {
  app.close();
  for (const socket of sockets) socket.destroy();
});

const sent = (path: string, ...more: string[]) => runBxml(['send', 'gather', `${app.origin}${path}`, ...more]);

for (const [path, verdict, hint] of [
  ['/empty', 'The answer has no document; gather requires one.', 'Respond with a <Response> element.'],
  [
    '/no-type',
    'The content type is missing; expected application/xml.',
    'Set the header content-type: application/xml.',
  ],
  ['/html', 'The content type is "text/html"; expected application/xml.', 'The answer is a web page'],
  ['/json', 'The content type is "application/json"; expected application/xml.', 'Set the header'],
  ['/long', 'The answer has 65588 bytes; a document may have at most 65536 (64 KB).', '<Redirect>'],
  ['/huge', 'The answer has more than 131072 bytes; a document may have at most 65536 (64 KB).', ''],
  ['/gzip', 'The answer is compressed (gzip), which the request does not accept.', ''],
  [
    '/redirect',
    'The answer is a redirect (302) to ORIGIN/valid; any status other than 2xx is a failed delivery.',
    'Use that URL instead.',
  ],
  [
    '/not-found',
    'The status is 404; any status other than 2xx is a failed delivery.',
    'The application does not serve /not-found',
  ],
  ['/method', 'The status is 405;', 'with another method: try --get.'],
  ['/error', 'The status is 500;', 'See the log of the application'],
  ['/gateway', 'The status is 502;', 'the application behind it is not'],
  [
    '/unauthorized',
    'The application asks for credentials (401).',
    'Pass --user name:password, or set BXML_USER and BXML_PASSWORD.',
  ],
  [
    '/no-challenge',
    'without the header www-authenticate: Basic, so Bandwidth does not send them.',
    'Respond 401 with www-authenticate',
  ],
] as const) {
  test(`${path} is refused: ${verdict}`, async () => {
    const { status, stdout, stderr } = await sent(path);
    assert.is(stderr, '');
    assert.is(status, 1);
    const text = stdout.replaceAll(app.origin, 'ORIGIN');
    assert.match(text, `✗ `);
    assert.match(text, verdict);
    assert.match(text, hint);
  });
}

test('wrong credentials are refused', async () => {
  const { status, stdout } = await sent('/unauthorized', '--user', 'voice:wrong');
  assert.is(status, 1);
  assert.match(stdout, 'The application does not accept these credentials (401).');
  const without = await sent('/no-challenge', '--user', 'voice:wrong');
  assert.match(without.stdout, 'without the header www-authenticate: Basic');
});

test('problems have the line, the column, the source and the fix', async () => {
  const { status, stdout } = await sent('/invalid');
  assert.is(status, 1);
  assert.match(
    stdout,
    'error 2:10 gather.maxDigits\n  maxDigits on <Gather> is 99; allowed: 1 to 50.\n    2 |  <Gather maxDigits="99" repatCount="2"/>\n      |          ^\n  Set it to 50 or less.\n',
  );
  assert.match(stdout, 'Did you mean repeatCount?');
  assert.match(stdout, '✗ The document is invalid: 2 errors.');
  const { problems } = JSON.parse((await sent('/invalid', '--json')).stdout);
  assert.equal(problems[0].source, { line: 2, column: 10 });
});

test('a document that is not well-formed has its line', async () => {
  const { status, stdout } = await sent('/malformed');
  assert.is(status, 1);
  assert.match(stdout, 'error 3:1 root.well-formed');
  assert.match(stdout, '    3 | </Response>\n      | ^\n');
  assert.match(stdout, '✗ The document is not well-formed.');
});

test('warnings are printed, and accepted', async () => {
  const { status, stdout } = await sent('/warning');
  assert.is(status, 0);
  assert.match(stdout, 'warning 1:11 gather.no-url');
  assert.match(stdout, '✓ The document is valid, with 1 warning.');
});

test('the beginning of a refused body is printed, without control characters', async () => {
  const { stdout } = await sent('/error');
  assert.match(stdout, '\n    Error: no customer\n        at frame\n');
  assert.match(stdout, '… (--raw prints all of it)');
  assert.match((await sent('/html')).stdout, '    <p>Sign in \\u001b[31m</p>');
});

test('a conference event may be answered without a document', async () => {
  const { status, stdout } = await runBxml(['send', 'conferenceMemberJoin', `${app.origin}/empty`]);
  assert.is(status, 0);
  assert.match(stdout, '✓ Accepted without a document');
});

test('a document is checked for what it applies to', async () => {
  const { status, stdout } = await runBxml(['send', 'conferenceMemberJoin', `${app.origin}/valid`]);
  assert.is(status, 1);
  assert.match(stdout, /error .* <Hangup>|error [^\n]*\n[^\n]*<Hangup>/);
});

test('a document in the answer to an asynchronous event is ignored', async () => {
  const { status, stdout } = await runBxml(['send', 'disconnect', `${app.origin}/invalid`]);
  assert.is(status, 0);
  assert.match(stdout, '✓ Acknowledged (200).\n  Bandwidth ignores the document');
  assert.is((await runBxml(['send', 'disconnect', `${app.origin}/error`])).status, 1);
});

test('--raw prints a refused body, with the verdict on standard error', async () => {
  const { status, stdout, stderr } = await sent('/error', '--raw');
  assert.is(status, 1);
  assert.is(stdout, answers['/error']?.body);
  assert.match(stderr, 'The status is 500');
});

for (const [path, failure, hint] of [
  ['/never', 'Within 0.2 s, no response came.', '--timeout waits longer'],
  ['/drip', 'Within 0.2 s, only 200 and 10 bytes came.', ''],
  ['/close', 'The server closed the connection before it responded.', 'the process may have crashed'],
  ['/half', 'The server closed the connection after 200 and 10 bytes.', ''],
] as const) {
  test(`${path} has no answer: ${failure}`, async () => {
    const { status, stdout } = await sent(path, '--timeout', '0.2');
    assert.is(status, 2);
    assert.match(stdout, `✗ ${failure}`);
    assert.match(stdout, hint);
    const { accepted, verdict, answer, attempts } = JSON.parse((await sent(path, '--timeout', '0.2', '--json')).stdout);
    assert.equal([accepted, verdict, answer, attempts[0].failure], [false, failure, undefined, failure]);
    assert.match((await sent(path, '--timeout', '0.2', '--raw')).stderr, failure);
  });
}

/** Starts a server of TCP, which is not HTTP. */
async function startSocket(respond: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    respond(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a port without a server, an unknown host, and servers that are not HTTP', async () => {
  const free = await startApplication(() => undefined);
  free.close();
  const refused = await runBxml(['send', 'gather', free.origin]);
  assert.is(refused.status, 2);
  assert.match(refused.stdout, /✗ No server is listening at 127\.0\.0\.1:\d+\.\n {2}Start the application/);
  const unknown = await runBxml(['send', 'gather', 'http://voice.invalid/']);
  assert.is(unknown.status, 2);
  assert.match(
    unknown.stdout,
    /✗ (The host voice\.invalid is not known|The name server did not answer for voice\.invalid)/,
  );
  const ssh = await startSocket((socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  const notHttp = await runBxml(['send', 'gather', `http://${ssh}/`]);
  assert.is(notHttp.status, 2);
  assert.match(notHttp.stdout, '✗ The response is not HTTP');
  const noTls = await runBxml(['send', 'gather', app.origin.replace('http:', 'https:')]);
  assert.is(noTls.status, 2);
  assert.match(noTls.stdout, 'does not speak TLS.');
  assert.match(noTls.stdout, 'Write http: instead of https:');
});

test('an interrupt stops the request', async () => {
  const interrupted = new AbortController();
  setTimeout(() => interrupted.abort(), 100);
  const { status } = await runBxml(['send', 'gather', `${app.origin}/never`], { signal: interrupted.signal });
  assert.is(status, 130);
});

test('relative URLs that would send credentials in plain text are errors, except on this machine', async () => {
  const body = '<Response>\n  <Record recordCompleteUrl="/next" username="a" password="b"/>\n</Response>';
  const { checkAnswer } = await import('../../src/send/check-answer.js');
  const { eventNamed } = await import('../../src/send/build-event.js');
  const answer = {
    status: 200,
    statusText: 'OK',
    contentType: 'application/xml',
    encoding: undefined,
    challenge: undefined,
    location: undefined,
    body,
    invalidByte: undefined,
    bytes: body.length,
    isCut: false,
    milliseconds: 1,
  };
  const check = (url: string) => checkAnswer(eventNamed('gather'), new URL(url), answer, false);
  const { isAccepted, problems } = check('http://app.example/menu');
  assert.is(isAccepted, false);
  assert.match(problems[0]?.message ?? '', 'recordCompleteUrl on <Record> is "http://app.example/next"');
  assert.is(problems[0]?.code, 'record.https');
  assert.is(check('http://localhost:3000/menu').isAccepted, true);
  assert.is(check('https://app.example/menu').isAccepted, true);
});

for (const path of Object.keys(answers)) {
  test(`the simulator and bxml send agree about ${path}`, async () => {
    const { stdout } = await runBxml(['send', 'initiate', '--json', `${app.origin}${path}`]);
    const call = await simulate(app.origin, { strict: false }).call({ url: path, statusUrl: null });
    const isCalled = !['callback-error', 'invalid-bxml'].includes(await call.ends());
    assert.is(JSON.parse(stdout).accepted, isCalled);
  });
}

test.run();
