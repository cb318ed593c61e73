// Phone numbers as people write them: the hint has the E.164 format and the assumption behind it.
import { defineVerb, Forward, PhoneNumber, Refer, Response, SipUri, Transfer, validate } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem, thrownBy } from '../problems.js';
import { processorTimeOf } from '../processor-time.js';

const test = suite('hints for phone numbers');

const phone = (text: string) => (
  <Response>
    <Transfer>
      <PhoneNumber>{text}</PhoneNumber>
    </Transfer>
  </Response>
);
const sip = (text: string) => (
  <Response>
    <Transfer>
      <SipUri>{text}</SipUri>
    </Transfer>
  </Response>
);
const refer = (text: string) => (
  <Response>
    <Refer>
      <SipUri>{text}</SipUri>
    </Refer>
  </Response>
);
const forward = (to: string) => (
  <Response>
    <Forward to={to} />
  </Response>
);
const from = (from: string) => (
  <Response>
    <Forward to="+15551230077" from={from} />
  </Response>
);
const callerId = (id: string) => (
  <Response>
    <Transfer transferCallerId={id}>
      <PhoneNumber>+15551230077</PhoneNumber>
    </Transfer>
  </Response>
);
const hintOf = (node: unknown): string => onlyProblem(node).hint ?? '';

const american = 'If it is a US or Canadian number, write +15551230077.';
const written: readonly (readonly [text: string, hint: string])[] = [
  ['(555) 123-0077', american],
  ['555.123.0077', american],
  ['555 123 0077', american],
  ['5551230077', american],
  ['1-555-123-0077', american],
  ['1 (555) 123 0077', american],
  ['15551230077', american],
  ['+1 555 123 0077', 'Write +15551230077.'],
  ['+1 (555) 123-0077', 'Write +15551230077.'],
  ['+1\u2013555\u2013123\u20130077', 'Write +15551230077.'],
  ['＋１５５５１２３００７７', 'Write +15551230077.'],
  ['\u202a+15551230077\u202c', 'Write +15551230077.'],
  ['tel:+1-555-123-0077', 'Write +15551230077.'],
  ['TEL:+15551230077', 'Write +15551230077.'],
  ['00441632960077', 'Write +441632960077.'],
  ['00 44 1632 960077', 'Write +441632960077.'],
  ['+44 (0)1632 960077', 'Write +441632960077.'],
  ['+49 1521 0000000', 'Write +4915210000000.'],
  ['011 44 1632 960077', 'If it is the number as dialed from the US or Canada, write +441632960077.'],
  ['447911123456', 'If it starts with the country code, write +447911123456.'],
  ['01632 960077', 'Replace the leading 0 with + and the country code.'],
  ['555-0100', 'Write it with +, the country code and the area code.'],
  ['1-800-FLOWERS', 'If it is a US or Canadian number, write +18003569377.'],
];

for (const [text, hint] of written) {
  test(`the hint for ${text} has the E.164 format, for every attribute with a number`, () => {
    for (const node of [phone(text), forward(text), from(text), callerId(text)]) assert.is(hintOf(node), hint);
  });
}

test('the suggested number has no extension', () => {
  for (const text of [
    '555-123-0077 x12',
    '555-123-0077 ext. 12',
    'tel:5551230077;ext=12',
    '555-123-0077,,12',
    '(555) 123-0077 #12',
  ]) {
    assert.is(hintOf(phone(text)), `${american} It cannot include an extension: send the extension with <SendDtmf>.`);
  }
});

test('the hint for a SIP URI instead of a number names the element for it', () => {
  for (const text of ['sip:desk@pbx.example', 'SIPS:desk@pbx.example', 'desk@pbx.example', '+15551230077@pbx.example'])
    assert.match(hintOf(phone(text)), '<SipUri>');
  assert.match(hintOf(phone('client:alice')), '<Endpoint>');
  assert.match(hintOf(phone('+15551230077, +15551230078')), 'a <PhoneNumber> for each');
  assert.match(hintOf(callerId('sip:desk@pbx.example')), 'not a SIP URI');
  assert.is(hintOf(forward('desk@pbx.example')), 'Write sip: before it.');
  assert.is(hintOf(forward('sips:desk@pbx.example')), 'Write sip: instead of sips:.');
});

test('the hint for a number instead of a SIP URI names the element for it', () => {
  assert.is(hintOf(sip('+15551230077')), 'Write <PhoneNumber>+15551230077</PhoneNumber>.');
  assert.is(hintOf(sip('tel:+1-555-123-0077')), 'Write <PhoneNumber>+15551230077</PhoneNumber>.');
  assert.match(hintOf(sip('(555) 123-0077')), 'number, write <PhoneNumber>+15551230077</PhoneNumber>.');
  assert.match(hintOf(sip('555-0100')), '<PhoneNumber>');
  assert.match(hintOf(refer('+15551230077')), '<Transfer> with <PhoneNumber>');
  for (const node of [sip('desk@pbx.example'), refer('desk@pbx.example')])
    assert.is(hintOf(node), 'Write sip: before it.');
});

test('the hint for a word for a hidden number says how to hide it', () => {
  for (const word of ['anonymous', 'PRIVATE', 'unknown', 'blocked', 'withheld'])
    assert.is(hintOf(callerId(word)), 'To hide the number, set privacy to true.');
});

test('values that are not numbers get no suggestion', () => {
  for (const text of [
    'sales',
    '12',
    '+0123456789',
    '+1555123abc',
    '2026-11-30',
    '192.0.2.1',
    '000000',
    'undefined',
    '{{number}}',
    '$15.00',
    '1e10',
    '555 123 0077 or so',
  ])
    assert.is(hintOf(phone(text)), '', text);
});

test('reads strings of any length quickly', () => {
  const took = processorTimeOf(() => {
    for (const part of ['1', '(', ' ', '-', '+1 ', 'x', ',', '(0)', ';ext=', 'sip:', '@', 'a@'])
      for (const node of [phone, sip, refer, forward, callerId]) validate(node(part.repeat(20_000)));
  });
  assert.ok(took < 2000, `${took} ms`);
});

test('a custom verb can have hints for values and text, but not for a secret', () => {
  const hint = (value: string) => `Write ${value.toUpperCase()}.`;
  const shape = { type: 'string', pattern: /^[A-Z]+$/, expected: 'capitals', hint } as const;
  const Whisper = defineVerb('Whisper', {
    attributes: { pin: { ...shape, secret: true }, room: shape },
    content: 'text',
    text: { expected: 'capitals', pattern: /^[A-Z]+$/, hint },
  });
  const said = validate(
    <Response>
      <Whisper pin="abc" room="def">
        ghi
      </Whisper>
    </Response>,
  );
  assert.equal(
    said.map(({ hint }) => hint),
    [undefined, 'Write DEF.', 'Write GHI.'],
  );
});

test('rejects a hint that is not a function', () => {
  const attributes = { room: { type: 'string', pattern: /^a$/, hint: 'Write a.' as never } } as const;
  assert.match(thrownBy(() => defineVerb('Whisper', { attributes })).message, 'the hint of "room" is "Write a."');
  const text = { expected: 'a', hint: 'Write a.' as never };
  assert.match(
    thrownBy(() => defineVerb('Whisper', { attributes: {}, content: 'text', text })).message,
    'the hint of its text',
  );
});

test.run();
