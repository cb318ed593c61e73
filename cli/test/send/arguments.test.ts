// Wrong arguments of `bxml send`: nothing is sent, and the message names the fix.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('arguments of bxml send');

// Nothing listens there, so a request would be reported.
const URL = 'http://127.0.0.1:9';

for (const [args, message, hint] of [
  [[], 'No event is given.', 'bxml send --help lists the events'],
  [['gather'], 'No URL is given.', 'Write bxml send gather'],
  [['gahter', URL], '"gahter" is not an event.', 'Did you mean gather?'],
  [['xyzzy', URL], '"xyzzy" is not an event.', 'Events: initiate, answer'],
  [['gather', '--digit', '1', URL], 'The event gather has no field digit.', 'Did you mean --digits?'],
  [['gather', '--callid1', '1', URL], 'The event gather has no field callid1.', 'Did you mean --call-id?'],
  [['gather', '--feild', 'a=1', URL], 'The event gather has no field feild.', 'Did you mean --field?'],
  [['gather', '--xyzzy', '1', URL], 'The event gather has no field xyzzy.', 'Its fields: --'],
  [['gather', URL, '--digits'], '--digits has no value.', "For example: --digits '42'"],
  [['gather', '--field', 'digits', URL], '--field "digits" has no value.', 'Write --field name=value.'],
  [['gather', '--field', '=1', URL], '--field "=1" has no name.', 'Write --field name=value.'],
  [['gather', '--field', '__proto__.a=1', URL], '--field cannot set "__proto__.a".', ''],
  [
    ['disconnect', '--sip-response-code', 'x', URL],
    '--sip-response-code is "x"; expected an integer.',
    'For example: --sip-response-code 503',
  ],
  [['disconnect', '--sip-response-code', '1.5', URL], 'expected an integer', ''],
  [['initiate', '--privacy=maybe', URL], '--privacy is "maybe"; expected true or false.', ''],
  [
    ['initiate', '--sip-headers', '{"X-A":1}', URL],
    'expected an object with string values as JSON.',
    "{ 'X-Ticket': '17' }",
  ],
  [['initiate', '--diversion', 'x', URL], '--diversion is "x"; expected an object as JSON.', ''],
  [['recordComplete', '--field', 'channels=two', URL], '--field channels is "two"; expected an integer.', ''],
  [['gather', URL, 'extra'], 'The argument "extra" is not expected after the URL.', 'Fields are options'],
  [['gather', 'menu'], '"menu" is not a URL.', 'Write an http or https URL'],
  [['gather', 'ftp://example.com/'], 'The URL has the scheme ftp: and cannot receive events.', ''],
  [['gather', 'http://voice:secret@localhost/'], 'The URL has credentials in it.', 'Pass them as --user name:password'],
  [['gather', '--user', 'voice', URL], 'The credentials have no password.', 'set BXML_PASSWORD'],
  [['gather', '--user', ':secret', URL], 'The credentials have no user name.', ''],
  [['gather', '--header', 'x', URL], '--header "x" is not a header.', 'Write --header "name: value".'],
  [['gather', '--header', 'x: a\nb', URL], '--header "x: …" is not a header.', ''],
  [['gather', '--timeout', 'soon', URL], '--timeout is "soon"; expected seconds, more than 0', ''],
  [['gather', '--timeout', '0', URL], '--timeout is "0"', ''],
  [['--file', 'missing.json', URL], 'Cannot find the file missing.json.', 'Pass the path of a JSON file'],
  [['--file', 'broken.json', URL], 'broken.json is not JSON:', 'It must contain one event'],
  [['--file', 'other.json', URL], 'The object is not an event: it has neither "eventType" nor "event".', ''],
  [['--file', 'short.json', URL], 'The event gather is missing the required fields "from"', ''],
  [['answer', '--file', 'gather.json', URL], 'The file has the event gather, and the argument is answer.', ''],
  [['--file', '.', URL], '. is a folder; expected a file.', ''],
  [['--file', '-', URL], 'Standard input is not JSON:', ''],
] as const) {
  test(`bxml send ${args.join(' ').replaceAll('\n', '\\n')}: ${message}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bxml-send-'));
    try {
      writeFileSync(join(folder, 'broken.json'), '{');
      writeFileSync(join(folder, 'other.json'), '{"type":"gather"}');
      writeFileSync(join(folder, 'short.json'), '{"eventType":"gather"}');
      const call = {
        from: '+15551230001',
        to: '+15551230002',
        direction: 'inbound',
        callId: 'c-1',
        callUrl: 'https://x.example',
      };
      writeFileSync(join(folder, 'gather.json'), JSON.stringify({ eventType: 'gather', ...call }));
      const { status, stdout, stderr } = await runBxml(['send', ...args], { cwd: folder });
      assert.is(stdout, '');
      assert.is(status, 2);
      assert.match(stderr, /^bxml: /);
      assert.match(stderr, message);
      assert.match(stderr, hint);
      assert.not.match(stderr, /secret/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('a password in the environment without a user name is reported', async () => {
  const { status, stderr } = await runBxml(['send', 'gather', URL], { env: { BXML_USER: 'voice' } });
  assert.is(status, 2);
  assert.match(stderr, 'The credentials have no password.');
});

test('credentials to an http URL of another machine have a remark', async () => {
  const { stderr } = await runBxml(['send', 'gather', '--user', 'a:b', '--timeout', '0.01', 'http://192.0.2.1/'], {});
  assert.match(stderr, 'are sent as plain text');
});

test.run();
