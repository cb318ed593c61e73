// Documents that are not UTF-8: in which encoding, at which byte, and for applications of every kind.
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Problem } from 'bxml-jsx';
import { CallError, type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { listener, serving } from './applications.js';

const test = suite('encodings of responses');

const xml = (words: string, declaration = '') =>
  `${declaration}<Response>\n  <SpeakSentence>${words}</SpeakSentence>\n</Response>`;
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();
const utf32 = (text: string) => Buffer.from(new Uint32Array([...text].map((each) => each.codePointAt(0) ?? 0)).buffer);

/** Runs a call of an application that responds with bytes. Returns the problems of its document and the cause of its end. */
async function problemsOf(app: SimulatedApplication) {
  const call = await simulate(app, { strict: false }).call({ url: '/call' });
  const cause = await call.ends();
  const problems = call.timeline.flatMap((entry): Problem[] => (entry.kind === 'problem' ? [entry.problem] : []));
  return { cause, problems, transcript: call.transcript() };
}

/** Runs it in this process as a listener and as a fetch handler, and as a server. */
async function everyWay(
  bytes: Uint8Array,
  type: string,
  check: (found: Awaited<ReturnType<typeof problemsOf>>) => void,
) {
  const answer = (_: unknown, response: ServerResponse): void =>
    void response.writeHead(200, { 'content-type': type }).end(bytes);
  check(await problemsOf(listener(answer)));
  check(
    await problemsOf((_request: Request) => new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })),
  );
  check(await serving(answer, problemsOf));
}

const warnings: readonly (readonly [what: string, Uint8Array, type: string, message: RegExp, place: string])[] = [
  [
    'Latin-1',
    Buffer.from(xml('Café.'), 'latin1'),
    'application/xml',
    /^The byte 0xE9 is not UTF-8, and is read as \ufffd\.$/,
    '2:21',
  ],
  [
    'Latin-1 that is declared',
    Buffer.from(xml('Für'), 'latin1'),
    'text/xml;charset="ISO-8859-1"',
    /^The byte 0xFC/,
    '2:19',
  ],
  [
    'the end of a character is missing',
    Buffer.concat([Buffer.from(xml('é')), Buffer.from('<!--'), Buffer.from([0xe2, 0x82]), Buffer.from('-->')]),
    'application/xml',
    /^The byte 0xE2/,
    '3:16',
  ],
  [
    'an invalid byte after U+FFFD',
    Buffer.concat([Buffer.from('<Response><!--\ufffd'), Buffer.from([0xff]), Buffer.from('--></Response>')]),
    'application/xml',
    /^The byte 0xFF/,
    '1:16',
  ],
  [
    'a byte order mark before',
    Buffer.concat([Buffer.from('\ufeff<Response><!--'), Buffer.from([0x80]), Buffer.from('--></Response>')]),
    'application/xml',
    /^The byte 0x80/,
    '1:15',
  ],
  [
    'UTF-8 with another charset',
    Buffer.from(xml('Café.')),
    'application/xml; charset=ISO-8859-1',
    /^The content type declares charset=ISO-8859-1, but the document is UTF-8\.$/,
    '',
  ],
];

for (const [what, bytes, type, message, place] of warnings)
  test(`a warning names the byte: ${what}`, () =>
    everyWay(bytes, type, ({ cause, problems }) => {
      assert.is(cause, 'hangup');
      const [problem] = problems;
      assert.is(problems.length, 1);
      assert.is(problem?.code, 'response.encoding');
      assert.is(problem?.severity, 'warning');
      assert.match(problem?.message ?? '', message);
      assert.match(problem?.hint ?? '', 'Content-Type: application/xml; charset=utf-8');
      assert.is(problem?.source === undefined ? '' : `${problem.source.line}:${problem.source.column}`, place);
    }));

const unreadable: readonly (readonly [encoding: string, Uint8Array, RegExp])[] = [
  ['UTF-16LE', utf16(`\ufeff${xml('Café.')}`), /encoded as UTF-16LE; expected UTF-8/],
  ['UTF-16BE', swapped(`\ufeff${xml('Café.')}`), /encoded as UTF-16BE; expected UTF-8/],
  ['UTF-16LE without a byte order mark', utf16(xml('Hi.')), /encoded as UTF-16LE/],
  ['UTF-16BE without a byte order mark', swapped(xml('Hi.')), /encoded as UTF-16BE/],
  ['UTF-32LE', utf32(`\ufeff${xml('Hi.')}`), /encoded as UTF-32LE/],
];

for (const [what, bytes, message] of unreadable)
  test(`a document in ${what} is invalid, with one problem`, () =>
    everyWay(bytes, 'application/xml; charset=utf-16', ({ cause, problems, transcript }) => {
      assert.is(cause, 'invalid-bxml');
      assert.equal(
        problems.map(({ code, severity }) => [code, severity]),
        [['response.encoding', 'error']],
      );
      assert.match(problems[0]?.message ?? '', message);
      assert.match(problems[0]?.hint ?? '', /^Encode the document as UTF-8/);
      assert.match(transcript, message);
    }));

test('a document that is compressed although the request does not accept that is invalid', async () => {
  const headers = { 'content-type': 'application/xml', 'content-encoding': 'gzip' };
  const { cause, problems } = await problemsOf((_request: Request) => new Response(gzipSync(xml('Hi.')), { headers }));
  assert.is(cause, 'invalid-bxml');
  assert.match(problems[0]?.message ?? '', /compressed \(gzip\)/);
});

const fine: readonly (readonly [string, string, string])[] = [
  ['characters of every length', xml('Aé€😀'), 'application/xml'],
  ['U+FFFD as such', xml('\ufffd'), 'application/xml'],
  ['a byte order mark', `\ufeff${xml('é')}`, 'application/xml'],
  ['a charset of other letter case', xml('é'), 'application/xml; charset=UTF8'],
  ['ASCII with another charset', xml('e'), 'text/xml; charset=ISO-8859-1'],
];

for (const [what, text, type] of fine)
  test(`UTF-8 has no problem: ${what}`, () =>
    everyWay(Buffer.from(text), type, ({ cause, problems }) => {
      assert.is(cause, 'hangup');
      assert.equal(problems, []);
    }));

test('a declaration of another encoding is the error of a document, and its first byte a warning', async () => {
  const bytes = Buffer.from(xml('é', '<?xml version="1.0" encoding="ISO-8859-1"?>'), 'latin1');
  await everyWay(bytes, 'application/xml', ({ cause, problems }) => {
    assert.is(cause, 'invalid-bxml');
    assert.match(problems[0]?.message ?? '', /The encoding "ISO-8859-1" is not supported/);
  });
});

test('the warning fails a step in strict mode, unless it is allowed', async () => {
  const app = (_request: Request) =>
    new Response(Buffer.from(xml('Café.'), 'latin1'), { headers: { 'content-type': 'application/xml' } });
  const error = await simulate(app)
    .call({ url: '/call' })
    .then((call) => call.ends())
    .catch((thrown: unknown) => thrown);
  assert.instance(error, CallError);
  assert.match(String(error), /response\.encoding(.|\n)*The byte 0xE9/);
  const call = await simulate(app, { allow: ['response.encoding'] }).call({ url: '/call' });
  await call.hears('Caf\ufffd.');
  await call.ends('hangup');
});

test.run();
