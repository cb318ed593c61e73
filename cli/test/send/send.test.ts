// What `bxml send` sends, and what it prints about good answers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventError, parseEvent } from 'bxml-jsx/events';
import { events } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../../src/events/event-definitions.js';
import { eventInfos } from '../../src/send/event-fields.js';
import { type HttpApplication, sendXml, startApplication } from '../http-application.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml send');

const CREDENTIALS = `Basic ${btoa('voice:the:secret')}`;
let app: HttpApplication;

test.before(async () => {
  app = await startApplication(({ url, headers }, response) => {
    if (url.startsWith('/guarded') && headers.authorization !== CREDENTIALS) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="voice"' }).end();
    } else if (url.startsWith('/acknowledge')) response.writeHead(201).end();
    else sendXml(response, `<SpeakSentence>Hello.</SpeakSentence>${url === '/conference' ? '' : '<Hangup/>'}`);
  });
});
test.after(() => app.close());

const last = () => {
  const request = app.requests.at(-1);
  assert.ok(request);
  return { ...request, event: request.body === '' ? undefined : JSON.parse(request.body) };
};

test('every event of the library can be sent, with its builder', () => {
  const names = [...Object.keys(webhookEventDefinitions), ...Object.keys(endpointEventDefinitions)];
  assert.equal(
    eventInfos.map(({ name }) => name),
    names,
  );
  assert.equal(Object.keys(events).sort(), [...names].sort());
});

test('no field has the name of an option of the command', () => {
  const own = ['field', 'file', 'get', 'user', 'header', 'json', 'raw', 'help', 'timeout'];
  assert.equal(
    eventInfos.flatMap(({ fields }) => fields.filter(({ name }) => own.includes(name))),
    [],
  );
});

for (const { name, nameField, kind } of eventInfos) {
  test(`${name} is sent as JSON and ${kind === 'sync' ? 'answered' : 'acknowledged'}`, async () => {
    const { status, stdout, stderr } = await runBxml([
      'send',
      name,
      `${app.origin}/${kind === 'async' ? 'acknowledge' : name.startsWith('conference') ? 'conference' : 'call'}`,
    ]);
    assert.is(stderr, '');
    assert.is(status, 0, stdout);
    assert.match(stdout, kind === 'sync' ? '✓ The document is valid' : '✓ Acknowledged (201).');
    const { method, headers, event } = last();
    assert.is(method, 'POST');
    assert.is(headers['content-type'], 'application/json');
    assert.is(event[nameField], name);
    assert.not.throws(
      () => parseEvent(event),
      (error: unknown) => error instanceof EventError,
    );
  });
}

test('the answer is printed with its status, its size and the document', async () => {
  const { status, stdout } = await runBxml(['send', 'gather', '--digits', '1', `${app.origin}/menu`]);
  assert.is(status, 0);
  assert.is(
    stdout.replace(/\d+ ms/, '5 ms'),
    `gather → POST ${app.origin}/menu
200 OK, application/xml, 106 bytes, 5 ms

<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence>Hello.</SpeakSentence>
  <Hangup/>
</Response>

✓ The document is valid.
`,
  );
  assert.is(last().event.digits, '1');
});

test('fields are options, in any order and in both spellings', async () => {
  await runBxml([
    'send',
    '--call-id=c-17',
    'disconnect',
    '--from',
    '+15551230009',
    `${app.origin}/acknowledge`,
    '--sipResponseCode',
    '503',
    '--cause',
    'busy',
    '--tag',
    '',
  ]);
  const { callId, callUrl, from, sipResponseCode, cause, tag } = last().event;
  assert.equal([callId, from, sipResponseCode, cause, tag], ['c-17', '+15551230009', 503, 'busy', '']);
  // Fields that depend on others follow.
  assert.ok(callUrl.endsWith('/c-17'));
});

test('a boolean field needs no value', async () => {
  await runBxml(['send', 'initiate', '--privacy', `${app.origin}/call`]);
  assert.is(last().event.privacy, true);
  await runBxml(['send', 'initiate', '--privacy', 'false', `${app.origin}/call`]);
  assert.is(last().event.privacy, false);
});

test('lists, objects and nested fields are set', async () => {
  await runBxml([
    'send',
    'mediaStreamStarted',
    '--media-stream.name',
    'bot',
    '--media-stream.tracks',
    'inbound,outbound',
    `${app.origin}/acknowledge`,
  ]);
  assert.equal([last().event.mediaStream.name, last().event.mediaStream.tracks], ['bot', ['inbound', 'outbound']]);
  assert.ok(last().event.mediaStream.id.startsWith('s-'));
  await runBxml([
    'send',
    'initiate',
    '--diversion',
    '{"reason":"no-answer"}',
    '-F',
    'sipHeaders.X-Ticket=17',
    '--field',
    'sipHeaders.X-A.b=c=d',
    `${app.origin}/call`,
  ]);
  assert.equal(last().event.diversion, { reason: 'no-answer' });
  assert.equal(last().event.sipHeaders, { 'X-Ticket': '17', 'X-A.b': 'c=d' });
  await runBxml([
    'send',
    'initiate',
    '--field',
    'stirShaken={"verstat":"TN-Validation-Passed"}',
    '--field',
    'stirShaken.attestationIndicator=A',
    `${app.origin}/call`,
  ]);
  assert.equal(last().event.stirShaken, { verstat: 'TN-Validation-Passed', attestationIndicator: 'A' });
});

test('a new field is sent as JSON, with a remark', async () => {
  const { status, stderr } = await runBxml([
    'send',
    'gather',
    '--field',
    'confidence={"a":[1]}',
    '--field',
    'digit=7',
    `${app.origin}/menu`,
  ]);
  assert.is(status, 0);
  assert.equal([last().event.confidence, last().event.digit], [{ a: [1] }, 7]);
  assert.match(stderr, 'The event gather has no documented field confidence; it is sent as it is.');
  assert.match(stderr, 'no documented field digit; it is sent as it is. Did you mean digits?');
});

test('a value that is not documented has a remark', async () => {
  const { status, stderr } = await runBxml(['send', 'disconnect', '--cause', 'bussy', `${app.origin}/acknowledge`]);
  assert.is(status, 0);
  assert.is(stderr, '--cause "bussy" is not a documented value; new values are possible. Did you mean busy?\n');
});

test('the event happens now, unless a time is given', async () => {
  await runBxml(['send', 'recordComplete', `${app.origin}/call`]);
  const { startTime, endTime, eventTime } = last().event;
  assert.ok(Math.abs(Date.parse(eventTime) - Date.now()) < 60_000);
  assert.ok(startTime < endTime && endTime <= eventTime);
  await runBxml(['send', 'recordComplete', '--start-time', '2026-01-05T09:00:00.000Z', `${app.origin}/call`]);
  assert.is(last().event.startTime, '2026-01-05T09:00:00.000Z');
});

test('--get sends the event in the query, objects as JSON', async () => {
  const { stdout } = await runBxml([
    'send',
    'initiate',
    '--get',
    '--sip-headers',
    '{"X-A":"b c"}',
    `${app.origin}/call?key=1&x=a%20b`,
  ]);
  const { method, url, body, headers } = last();
  assert.equal([method, body, headers['content-type']], ['GET', '', undefined]);
  const query = new URL(url, app.origin).searchParams;
  assert.equal(
    [query.get('key'), query.get('x'), query.get('eventType'), query.get('from')],
    ['1', 'a b', 'initiate', '+15551230001'],
  );
  assert.is(query.get('sipHeaders'), '{"X-A":"b c"}');
  assert.match(stdout, `initiate → GET ${app.origin}/call?key=1&x=a%20b\n`);
});

test('credentials are sent after a 401, from --user or the environment', async () => {
  const url = `${app.origin}/guarded`;
  for (const [args, env] of [
    [['--user', 'voice:the:secret'], {}],
    [['-u', 'voice'], { BXML_PASSWORD: 'the:secret' }],
    [[], { BXML_USER: 'voice', BXML_PASSWORD: 'the:secret' }],
  ] as const) {
    const before = app.requests.length;
    const { status, stdout, stderr } = await runBxml(['send', 'initiate', ...args, url], { env });
    assert.is(status, 0, stdout);
    assert.match(stdout, /401 Unauthorized, .*without credentials\n200 OK, .*, with credentials\n/);
    assert.not.match(stdout + stderr, /secret/);
    assert.equal(
      app.requests.slice(before).map(({ headers }) => headers.authorization),
      [undefined, CREDENTIALS],
    );
  }
});

test('an application that does not ask for the credentials is reported', async () => {
  const { status, stdout } = await runBxml(['send', 'initiate', '--user', 'voice:x', `${app.origin}/call`]);
  assert.is(status, 0);
  assert.match(stdout, '! The application accepted the event without credentials: anyone can send it events.');
  const { stdout: json } = await runBxml(['send', 'initiate', '--json', '--user', 'voice:x', `${app.origin}/call`]);
  assert.is(JSON.parse(json).acceptsWithoutCredentials, true);
});

test('headers are added', async () => {
  await runBxml([
    'send',
    'initiate',
    '-H',
    'X-Forwarded-Proto: https',
    '--header',
    'Host:voice.example',
    `${app.origin}/call`,
  ]);
  assert.equal([last().headers['x-forwarded-proto'], last().headers.host], ['https', 'voice.example']);
});

test('an event is read from a file or standard input, and changed by options', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-send-'));
  try {
    const event = { ...events.gather({ digits: '7' }), future: { a: 1 } };
    writeFileSync(join(folder, 'event.json'), `\ufeff${JSON.stringify(event)}`);
    await runBxml(['send', '--file', 'event.json', `${app.origin}/menu`], { cwd: folder });
    assert.equal(last().event, event);
    await runBxml(
      ['send', 'gather', '--file', 'event.json', '--digits', '8', '--field', 'future.b=2', `${app.origin}/menu`],
      { cwd: folder },
    );
    assert.equal(last().event, { ...event, digits: '8', future: { a: 1, b: 2 } });
    await runBxml(['send', '--file', '-', `${app.origin}/menu`], { input: JSON.stringify(event) });
    assert.equal(last().event, event);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the scheme of a local host may be left out', async () => {
  const { status } = await runBxml(['send', 'initiate', `${app.origin.replace('http://', '')}/call`]);
  assert.is(status, 0);
});

test('--json prints the request, the answer and the check', async () => {
  const { status, stdout } = await runBxml(['send', 'gather', '--digits', '1', '--json', `${app.origin}/menu`]);
  assert.is(status, 0);
  const { accepted, verdict, request, attempts, answer, problems, document } = JSON.parse(stdout);
  assert.equal([accepted, verdict, problems], [true, 'The document is valid.', []]);
  assert.equal([request.method, request.url, request.event.digits], ['POST', `${app.origin}/menu`, '1']);
  assert.equal([attempts.length, attempts[0].status, attempts[0].credentials], [1, 200, false]);
  assert.equal([answer.status, answer.contentType, answer.bytes, answer.cut], [200, 'application/xml', 106, false]);
  assert.match(answer.body, '<Response><SpeakSentence>');
  assert.match(document, '<Response>\n  <SpeakSentence>');
});

test('--raw prints the body unchanged', async () => {
  const { stdout, stderr } = await runBxml(['send', 'gather', '--raw', `${app.origin}/menu`]);
  assert.is(
    stdout,
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><SpeakSentence>Hello.</SpeakSentence><Hangup/></Response>',
  );
  assert.match(stderr, /^200 OK, application\/xml, 106 bytes, \d+ ms\nThe document is valid\.\n$/);
});

test('--help lists the events, and the fields of one', async () => {
  const { status, stdout } = await runBxml(['send', '--help']);
  assert.is(status, 0);
  assert.match(stdout, /^Usage: bxml send EVENT \[options\] URL\n/);
  assert.match(stdout, /Exit status: 0 the answer is accepted/);
  for (const { name } of eventInfos) assert.match(stdout, `\n  ${name} `);
  const gather = await runBxml(['send', 'gather', '-h']);
  assert.match(
    gather.stdout,
    'Usage: bxml send gather [options] URL\n\nA `Gather` ended with digits, speech or a timeout. The answer is a document.',
  );
  assert.match(gather.stdout, /--digits text +The pressed digits, .* Example: '42'/);
  const detection = await runBxml(['send', 'machineDetectionComplete', '--help']);
  assert.match(detection.stdout, /--machine-detection-result\.value text +Result of the detection\. \(human, /);
  assert.match((await runBxml(['help', 'send'])).stdout, /^Usage: bxml send EVENT/);
});

test.run();
