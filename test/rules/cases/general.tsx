// The general codes, which apply to all elements.
import {
  type BxmlElement,
  Conference,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  PlayAudio,
  Redirect,
  SipUri,
  SpeakSentence,
  StartStream,
  StartTranscription,
  StreamParam,
  Tag,
  Transfer,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const say = (children: unknown): BxmlElement => doc(jsx(SpeakSentence, { children }));
const gather = (props: object): BxmlElement => doc(jsx(Gather, { gatherUrl: '/g', ...props }));
const transfer = (children: unknown, props: object = {}): BxmlElement => doc(jsx(Transfer, { ...props, children }));
const phone = <PhoneNumber>+15551230000</PhoneNumber>;

const attributes: readonly RuleCase[] = [
  {
    rule: 'attribute.unknown',
    bad: doc(jsx(Gather, { gaherUrl: '/g' })),
    good: gather({}),
    says: ['gaherUrl', 'allowed: ', 'Did you mean gatherUrl?'],
  },
  {
    rule: 'attribute.unknown',
    bad: doc(jsx(Redirect, { redirectURL: '/n' })),
    good: doc(<Redirect redirectUrl="/n" />),
    says: ['redirectURL', 'Did you mean redirectUrl?'],
  },
  {
    rule: 'attribute.unknown',
    locked: true,
    bad: gather({ 'tag="" x': 'y' }),
    good: gather({ tag: '' }),
    says: ['has no attribute "tag=\\"\\" x"'],
  },
  {
    rule: 'attribute.type',
    bad: gather({ maxDigits: '5' }),
    good: gather({ maxDigits: 5 }),
    says: ['maxDigits', '"5"', 'a whole number', 'maxDigits={5}'],
  },
  {
    rule: 'attribute.type',
    bad: gather({ profanityFilter: 'true', input: 'speech' }),
    good: gather({ profanityFilter: true, input: 'speech' }),
    says: ['profanityFilter', '"true"', 'true or false', 'profanityFilter={true}'],
  },
  { rule: 'attribute.type', bad: gather({ tag: 7 }), good: gather({ tag: '7' }), says: ['tag', '7', 'String(value)'] },
  {
    rule: 'attribute.type',
    locked: true,
    bad: gather({ tag: { id: 7 } }),
    good: gather({ tag: 'id-7' }),
    says: ['tag', 'an object', 'a string'],
  },
  {
    rule: 'attribute.type',
    bad: gather({ repeatCount: 1.5 }),
    good: gather({ repeatCount: 1 }),
    says: ['repeatCount', '1.5', 'whole number'],
  },
  {
    rule: 'attribute.enum',
    bad: gather({ gatherMethod: 'get' }),
    good: gather({ gatherMethod: 'GET' }),
    says: ['gatherMethod', '"get"', 'GET, POST', 'Did you mean "GET"?'],
  },
  ...limitCases({ min: 1, below: 0 }, (repeatCount) => gather({ repeatCount }), {
    rule: 'attribute.range',
    says: ['repeatCount', '0', '1 or more'],
  }),
  ...limitCases({ max: 256, above: 257 }, (length) => gather({ tag: 'x'.repeat(length) }), {
    rule: 'attribute.length',
    says: ['tag', '257', 'at most 256'],
  }),
  ...limitCases({ max: 256, above: 257 }, (length) => gather({ tag: '😀'.repeat(length) }), {
    rule: 'attribute.length',
    says: ['tag', '257', 'at most 256'],
  }),
  ...limitCases(
    { max: 255, above: 256 },
    (length) => doc(<StartTranscription name={'n'.repeat(length)} transcriptionEventUrl="/t" />, <Pause />),
    { rule: 'attribute.length', says: ['name', '256', 'at most 255'] },
  ),
];

const patterns: readonly RuleCase[] = [
  {
    rule: 'attribute.pattern',
    bad: doc(<StartTranscription name="my name" transcriptionEventUrl="/t" />, <Pause />),
    good: doc(<StartTranscription name="My_name-1" transcriptionEventUrl="/t" />, <Pause />),
    says: ['"my name"', 'letters, digits, _ and -'],
  },
  ...['ftp://a.example/g', '', 'a b', 'https://', 'https:///g'].map(
    (address): RuleCase => ({
      rule: 'attribute.pattern',
      bad: gather({ gatherUrl: address }),
      good: gather({ gatherUrl: 'HTTP://a.example:8080/g?x=1&y=2#z' }),
      says: ['gatherUrl', JSON.stringify(address), 'http or https', 'relative'],
    }),
  ),
  {
    rule: 'attribute.pattern',
    bad: doc(<StartTranscription destination="/live" transcriptionEventUrl="/t" />, <Pause />),
    good: doc(<StartTranscription destination="WS://media.example" transcriptionEventUrl="../t" />, <Pause />),
    says: ['destination', '"/live"', 'ws:// or wss://'],
  },
  {
    rule: 'attribute.pattern',
    bad: transfer(phone, { transferCallerId: '555-0100' }),
    good: transfer(phone, { transferCallerId: '' }),
    says: ['transferCallerId', '"555-0100"', 'E.164', 'Anonymous'],
  },
  {
    rule: 'attribute.pattern',
    bad: doc(<PlayAudio>my song.mp3</PlayAudio>),
    good: doc(<PlayAudio>{'\n  ../my-song.mp3\n'}</PlayAudio>),
    says: ['<PlayAudio>', '"my song.mp3"', 'http or https'],
  },
  {
    rule: 'attribute.pattern',
    bad: transfer(<SipUri>+15551230000</SipUri>),
    good: transfer(<SipUri>SIP:desk@pbx.example</SipUri>),
    says: ['<SipUri>', '"+15551230000"', 'sip:', '<PhoneNumber>'],
  },
  {
    rule: 'attribute.required',
    bad: transfer(<SipUri> </SipUri>),
    good: transfer(<SipUri>sip:desk@pbx.example</SipUri>),
    says: ['<SipUri> has no text', 'SIP URI'],
  },
  {
    rule: 'attribute.required',
    bad: doc(<StartStream destination="wss://m.example/s">{jsx(StreamParam, { name: 'a' })}</StartStream>, <Pause />),
    good: doc(
      <StartStream destination="wss://m.example/s">
        <StreamParam name="a" value="" />
      </StartStream>,
      <Pause />,
    ),
    says: ['<StreamParam>', 'value', 'required'],
  },
];

const Boom = (): BxmlElement => {
  throw new RangeError('no such balance');
};
const Balance = async (): Promise<BxmlElement> => <Pause />;
const Forgetful = (() => undefined) as unknown as () => BxmlElement;
const nested = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : [nested(depth - 1, inner)]);
const doubled = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((part) => [part, part], null);

const trees: readonly RuleCase[] = [
  {
    rule: 'text.illegal',
    locked: true,
    bad: say('a\u0007b'),
    good: say('a\t\n\r\u0085😀b'),
    says: ['U+0007', 'position 2', 'Remove or replace it'],
  },
  { rule: 'text.illegal', locked: true, bad: gather({ tag: '\ud83d' }), good: gather({ tag: '😀' }), says: ['U+D83D'] },
  {
    rule: 'child.type',
    locked: true,
    bad: say(['You owe ', Number.NaN]),
    good: say(['You owe ', 0]),
    says: ['NaN is not a valid child', 'finite numbers'],
  },
  {
    rule: 'child.type',
    locked: true,
    bad: doc(jsx(Forgetful, {})),
    good: doc(null, undefined, true, false),
    says: ['Forgetful returned undefined', 'null', 'Is a return statement missing?'],
  },
  {
    rule: 'nesting.child',
    bad: doc(jsx(Conference, { children: ['room', <Pause key="p" />] })),
    good: doc(<Conference>room</Conference>, <Pause />),
    says: ['<Pause> is not allowed inside <Conference>', 'allowed: text', '<Response>'],
  },
  {
    rule: 'nesting.child',
    bad: transfer([phone, <Hangup key="h" />]),
    good: doc(<Transfer>{phone}</Transfer>, <Hangup />),
    says: ['<Hangup> is not allowed inside <Transfer>', 'PhoneNumber, SipUri', '<Response>'],
  },
  {
    rule: 'nesting.child',
    bad: doc(jsx(Pause, { children: 'a while' })),
    good: doc(<Pause />, <Tag>a while</Tag>),
    says: ['"a while"', '<Pause>', 'nothing'],
  },
  {
    rule: 'component.threw',
    locked: true,
    bad: doc(<Boom />),
    good: doc(<Pause />),
    says: ['Boom threw RangeError: no such balance'],
  },
  {
    rule: 'component.async',
    locked: true,
    bad: doc(<Balance />),
    good: doc(<Pause />),
    says: ['Balance is asynchronous', 'renderAsync'],
  },
  {
    rule: 'tree.depth',
    locked: true,
    bad: doc(nested(500, <Pause />)),
    good: doc(nested(400, <Pause />)),
    says: ['more than 500 levels deep', 'contain itself'],
  },
  { rule: 'tree.size', locked: true, bad: doc(doubled(21)), good: doc(doubled(12)), says: ['more than 2000000'] },
];

export const generalCases: readonly RuleCase[] = [...attributes, ...patterns, ...trees];
