import { type BxmlElement, PhoneNumber, SipUri, Transfer } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const phone = <PhoneNumber>+15551230000</PhoneNumber>;
const transfer = (props: object, children: unknown = phone): BxmlElement => doc(jsx(Transfer, { ...props, children }));
const ring = (text: string): BxmlElement => transfer({}, <PhoneNumber>{text}</PhoneNumber>);
const ringWith = (uui: string): BxmlElement => transfer({}, <PhoneNumber uui={uui}>+15551230000</PhoneNumber>);
const sipWith = (uui: string): BxmlElement => transfer({}, <SipUri uui={uui}>sip:desk@pbx.example</SipUri>);
const sized = (length: number): string => `${'a'.repeat(length - ';encoding=jwt'.length)};encoding=jwt`;

const transfers: readonly RuleCase[] = [
  ...limitCases(
    { min: 1, below: 0, max: 8, above: 9 },
    (count) =>
      doc(
        <Transfer>
          {Array.from({ length: count }, (_, key) =>
            key % 2 === 0 ? (
              <PhoneNumber key={key}>+15551230000</PhoneNumber>
            ) : (
              <SipUri key={key}>sip:a@b.example</SipUri>
            ),
          )}
        </Transfer>,
      ),
    { rule: 'transfer.destinations', says: ['<Transfer> has', '<PhoneNumber>', '<SipUri>', '1 to 8'] },
  ),
  {
    rule: 'transfer.no-text',
    bad: transfer({}, ['+15551230000', phone]),
    good: transfer({}, ['\n  ', phone]),
    says: ['"+15551230000"', '<Transfer>', 'PhoneNumber, SipUri'],
  },
  ...limitCases({ min: 1, below: 0.5, max: 300, above: 300.5 }, (callTimeout) => transfer({ callTimeout }), {
    rule: 'transfer.callTimeout',
    says: ['callTimeout', '1 to 300 seconds'],
  }),
  {
    rule: 'transfer.diversionReason',
    level: 'warning',
    bad: transfer({ diversionReason: 'away', diversionTreatment: 'propagate' }),
    good: transfer({ diversionReason: 'away', diversionTreatment: 'stack' }),
    says: ['diversionReason', 'propagate', 'diversionTreatment="stack"'],
  },
  {
    rule: 'transfer.diversionReason',
    level: 'warning',
    bad: transfer({ diversionReason: 'away' }),
    good: transfer({ diversionTreatment: 'none' }),
    says: ['diversionReason', 'none', 'diversionTreatment="stack"'],
  },
  ...limitCases({ max: 256, above: 257 }, (length) => transfer({ transferCallerDisplayName: 'é'.repeat(length) }), {
    rule: 'transfer.displayName',
    says: ['transferCallerDisplayName', '257 characters', 'at most 256'],
  }),
  ...['Front\tdesk', 'Front\ndesk', 'Front\u0085desk'].map(
    (name): RuleCase => ({
      rule: 'transfer.displayName',
      bad: transfer({ transferCallerDisplayName: name }),
      good: transfer({ transferCallerDisplayName: 'Front desk' }),
      says: ['transferCallerDisplayName', 'control characters'],
    }),
  ),
  {
    rule: 'transfer.displayName',
    bad: transfer({ privacy: true, transferCallerDisplayName: 'Front desk' }),
    good: transfer({ privacy: false, transferCallerDisplayName: 'Front desk' }),
    says: ['"Front desk"', 'Restricted, Anonymous, Private, Unavailable', 'Remove privacy'],
  },
  ...['Restricted', 'Anonymous', 'Private', 'Unavailable'].map(
    (word): RuleCase => ({
      rule: 'transfer.callerId-word',
      level: 'warning',
      bad: transfer({ transferCallerId: word }),
      good: transfer({ privacy: true, transferCallerDisplayName: word }),
      says: ['transferCallerId', word, 'E.164', `privacy={true} transferCallerDisplayName="${word}"`],
    }),
  ),
];

const phoneNumbers: readonly RuleCase[] = [
  {
    rule: 'phoneNumber.parent',
    bad: doc(phone),
    good: transfer({}),
    says: ['<PhoneNumber> is not allowed inside <Response>', 'inside <Transfer>'],
  },
  ...limitCases({ min: 2, below: 1, max: 15, above: 16 }, (digits) => ring(`+${'1'.repeat(digits)}`), {
    rule: 'phoneNumber.e164',
    says: ['<PhoneNumber>', 'E.164'],
  }),
  ...['5551230000', '+05551230000', '+1 555 123 0000', 'sip:desk@pbx.example'].map(
    (text): RuleCase => ({
      rule: 'phoneNumber.e164',
      bad: ring(text),
      good: ring('\n  +15551230000\n'),
      says: [`"${text}"`, 'E.164', '+15551234567'],
    }),
  ),
  {
    rule: 'phoneNumber.e164',
    bad: ring(' '),
    good: ring('+15551230000'),
    says: ['<PhoneNumber> has no text', 'E.164'],
  },
  ...['hello', 'hello;encoding=', 'hello;encoding=rot13', ';encoding=hex', 'a;encoding=hex,b'].map(
    (uui): RuleCase => ({
      rule: 'phoneNumber.uui',
      bad: ringWith(uui),
      good: ringWith('aGVsbG8=;encoding=base64, 68656c6c6f;ENCODING=Hex,a.b.c;encoding=jwt'),
      says: ['uui on <PhoneNumber>', 'encoding'],
    }),
  ),
  {
    rule: 'phoneNumber.uui',
    bad: ringWith(sized(351)),
    good: ringWith(sized(256)),
    says: ['uui on <PhoneNumber>', '351 characters', 'at most 350'],
  },
  ...limitCases({ max: 256, above: 257 }, (length) => ringWith(sized(length)), {
    rule: 'phoneNumber.uui-length',
    level: 'warning',
    says: ['257 characters', 'up to 256'],
  }),
  {
    rule: 'phoneNumber.uui-length',
    level: 'warning',
    bad: ringWith(sized(350)),
    good: ringWith(sized(256)),
    says: ['350 characters', 'up to 256'],
  },
];

const sipUris: readonly RuleCase[] = [
  {
    rule: 'sipUri.parent',
    bad: doc(<SipUri>sip:desk@pbx.example</SipUri>),
    good: transfer({}, <SipUri>sip:desk@pbx.example</SipUri>),
    says: ['<SipUri> is not allowed inside <Response>', 'inside <Transfer> or <Refer>'],
  },
  {
    rule: 'sipUri.sips',
    level: 'warning',
    bad: transfer({}, <SipUri>SIPS:desk@pbx.example</SipUri>),
    good: transfer({}, <SipUri>sip:desk@pbx.example;transport=tls</SipUri>),
    says: ['"SIPS:desk@pbx.example"', 'Write sip: instead of sips:'],
  },
  {
    rule: 'sipUri.uui',
    bad: sipWith('hello'),
    good: sipWith('aGVsbG8=;encoding=base64'),
    says: ['uui on <SipUri>', '"hello"', 'base64, jwt, hex', 'aGVsbG8=;encoding=base64'],
  },
  ...limitCases({ max: 256, above: 257 }, (length) => sipWith(sized(length)), {
    rule: 'sipUri.uui',
    says: ['uui on <SipUri>', '257 characters', 'at most 256'],
  }),
  {
    rule: 'sipUri.uui-hex',
    level: 'warning',
    bad: sipWith('aGVsbG8=;encoding=base64,68656c6c6f;encoding=hex'),
    good: sipWith('aGVsbG8=;encoding=base64,a.b.c;encoding=jwt'),
    says: ['uui on <SipUri>', 'hex', 'base64'],
  },
];

export const transferCases: readonly RuleCase[] = [...transfers, ...phoneNumbers, ...sipUris];
