import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { curlCommand } from '../../../src/phone/page/detail/curl.js';
import { parseEvent } from '../../../src/phone/page/detail/parse-event.js';
import { chooseVoice } from '../../../src/phone/page/sound/choose-voice.js';
import { frequenciesOf, isKey, KEYS } from '../../../src/phone/page/sound/keys.js';
import { sentencesOf } from '../../../src/phone/page/sound/sentences.js';
import { defaultDraft, dialCommand, parseSipHeaders } from '../../../src/phone/page/telephone/draft.js';
import {
  formatClock,
  formatDuration,
  formatNumber,
  isOfKeys,
  nameAmong,
  shortName,
  splitAllowed,
} from '../../../src/phone/page/wording.js';
import { agent, caller, exchange } from '../browser/scenes.js';

const test = suite('words and values of the page');

test('separates a message from what is allowed, and keys from speech', () => {
  assert.equal(splitAllowed('<A> has no b; allowed: c, d.'), { head: '<A> has no b.', allowed: 'c, d.' });
  assert.equal(splitAllowed('It is wrong.'), { head: 'It is wrong.', allowed: '' });
  assert.equal(['presses 1', 'receives the tones 12', 'says “presses”', 'speaks for 2 s'].map(isOfKeys), [
    true,
    true,
    false,
    false,
  ]);
});

test('formats times, durations and numbers', () => {
  assert.equal(
    [0, 12.34, 59.96, 61, 3_725.5, -1].map((one) => formatClock(one)),
    ['0:00.0', '0:12.3', '1:00.0', '1:01.0', '1:02:05.5', '0:00.0'],
  );
  assert.equal(
    [59.99, 3_600].map((one) => formatClock(one, 0)),
    ['0:59', '1:00:00'],
  );
  assert.equal([0.04, 8.14, 12.4, 999, 10_003].map(formatDuration), ['0 ms', '8.1 ms', '12 ms', '999 ms', '10.0 s']);
  assert.equal(['+15551230001', '+4930123456', 'sip:a@b.example', ''].map(formatNumber), [
    '+1 555 123 0001',
    '+4930123456',
    'sip:a@b.example',
    '',
  ]);
});

test('callers of one name have their numbers instead, and others keep their names', () => {
  const one = caller({ number: '+15551230001' });
  const two = caller({ id: 'handset-9', number: 'sip:ada@pbx.example' });
  const ada = caller({ id: 'handset-8', displayName: 'Ada' });
  const all = [one, two, ada, agent()];
  assert.equal(
    all.map((each) => nameAmong(each, all)),
    ['+1 555 123 0001', 'sip:ada@pbx.example', 'Ada', '+1 555 123 0101'],
  );
  assert.is(nameAmong(one, [one, agent()]), 'Caller');
  assert.equal(['+1 555 123 0001', '+4930123456', 'sip:ada@pbx.example', 'Ada', '+1 555'].map(shortName), [
    '…0001',
    '…3456',
    'sip:ada@pbx.example',
    'Ada',
    '+1 555',
  ]);
});

test('each key has its two frequencies', () => {
  assert.equal(frequenciesOf('1'), [697, 1209]);
  assert.equal(frequenciesOf('0'), [941, 1336]);
  assert.equal(frequenciesOf('#'), [941, 1477]);
  assert.is(new Set(KEYS.map((key) => frequenciesOf(key).join())).size, 12);
  assert.equal(['5', '*', 'a', '', '12'].map(isKey), [true, true, false, false, false]);
});

test('splits text into sentences, and long ones into parts', () => {
  assert.equal(sentencesOf('Hello. It costs 3.50 now! Really?', 'en-US'), ['Hello.', 'It costs 3.50 now!', 'Really?']);
  assert.equal(sentencesOf('  ', 'en-US'), []);
  assert.equal(sentencesOf('One. Two.', 'not a locale'), ['One. Two.']);
  const long = `${'word '.repeat(30)}, and ${'more '.repeat(40)}`;
  const parts = sentencesOf(long, 'en-US');
  assert.ok(parts.every(({ length }) => length <= 180));
  assert.is(parts.join(' ').replace(/\s+/g, ' '), long.trim().replace(/\s+/g, ' '));
  assert.is(sentencesOf('x'.repeat(1_000), 'en-US').join(''), 'x'.repeat(1_000));
});

test('chooses voices by locale, language, name and gender', () => {
  const voices = [
    { name: 'Alex', lang: 'en-US', default: true },
    { name: 'Samantha', lang: 'en_US', default: false },
    { name: 'Kate', lang: 'en-GB', default: false },
    { name: 'Google français', lang: 'fr-FR', default: false },
  ];
  const choose = (locale: string, gender: string, voice = ''): string | undefined =>
    chooseVoice(voices, { locale, gender, voice })?.name;
  assert.is(choose('en_US', 'female'), 'Samantha');
  assert.is(choose('en_US', 'male'), 'Alex');
  assert.is(choose('en_GB', 'male'), 'Kate');
  assert.is(choose('en_AU', 'female', 'kate'), 'Kate');
  assert.is(choose('fr_CA', 'female'), 'Google français');
  assert.is(choose('', ''), 'Alex');
  assert.is(choose('ja_JP', 'female'), undefined);
  assert.is(chooseVoice([], { locale: 'en_US', gender: '', voice: '' }), undefined);
});

test('reads SIP headers, and says which line is not one', () => {
  assert.equal(parseSipHeaders('User-to-User: a;b=c\n\n  X-Tenant :blue '), {
    'User-to-User': 'a;b=c',
    'X-Tenant': 'blue',
  });
  assert.is(parseSipHeaders('X: 1\n: 2'), 'Line 2 is not a header. Write it as “Name: value”.');
  assert.equal(Object.entries(parseSipHeaders('__proto__: x')), [['__proto__', 'x']]);
});

test('does not dial without both numbers', () => {
  assert.match(String(dialCommand({ ...defaultDraft, to: ' ' })), /Both numbers are needed/);
});

test('quotes a request for the shell', () => {
  const of = (part: Parameters<typeof exchange>[1]): string => {
    const { exchange: built } = exchange(1, part);
    return built === undefined ? '' : curlCommand(built);
  };
  assert.is(of({ method: 'GET', url: "http://localhost/a?b='c'" }), "curl -i 'http://localhost/a?b='\\''c'\\'''");
  assert.is(
    of({ url: 'http://localhost/', event: { a: "it's" } }),
    `curl -i -X POST 'http://localhost/' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"a":"it'\\''s"}'`,
  );
});

test('reads an edited event, and says where it is wrong', () => {
  assert.equal(parseEvent('{"a": 1}'), { ok: true, event: { a: 1 } });
  const message = (text: string): string => {
    const parsed = parseEvent(text);
    return parsed.ok ? '' : parsed.message;
  };
  assert.match(message('{\n  "a": 1,,\n}'), /^Not JSON: .* in line 2, column 10\.$/);
  assert.match(message(''), /^Not JSON: /);
  assert.match(message('[1]'), /^An event is an object/);
  assert.match(message('null'), /^An event is an object/);
});

test.run();
