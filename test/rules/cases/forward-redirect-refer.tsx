import {
  Bridge,
  type BxmlElement,
  Conference,
  Forward,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  PlayAudio,
  Record,
  Redirect,
  Refer,
  Ring,
  SendDtmf,
  SipUri,
  SpeakSentence,
  StartGather,
  StopGather,
  Transfer,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const away = <Forward to="+15551230000" />;
const forward = (props: object): BxmlElement => doc(jsx(Forward, { to: 'sip:desk@pbx.example', ...props }));
const sized = (length: number): string => `${'a'.repeat(length - ';encoding=jwt'.length)};encoding=jwt`;

const answering: readonly RuleCase[] = [
  ['Ring', <Ring key="v" />],
  ['SpeakSentence', <SpeakSentence key="v">hi</SpeakSentence>],
  ['PlayAudio', <PlayAudio key="v">/beep.wav</PlayAudio>],
  ['Record', <Record key="v" />],
  ['SendDtmf', <SendDtmf key="v">1</SendDtmf>],
  ['Conference', <Conference key="v">room</Conference>],
  ['Bridge', <Bridge key="v">c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d</Bridge>],
  [
    'Transfer',
    <Transfer key="v">
      <PhoneNumber>+15551230000</PhoneNumber>
    </Transfer>,
  ],
].map(
  ([name, verb]): RuleCase => ({
    rule: 'forward.unanswered-only',
    level: 'warning',
    bad: doc(verb, <Pause />, away),
    good: doc(<Ring answerCall={false} />, <Pause />, away),
    says: [`the <${name}> before it`, name === 'Ring' ? 'answerCall={false}' : `Remove <${name}>`, '<Transfer>'],
  }),
);

const gathering: RuleCase = {
  rule: 'forward.unanswered-only',
  level: 'warning',
  // With gatherUrl, no later verb would run.
  besides: ['gather.no-url'],
  bad: doc(<Gather />, away),
  good: doc(<Pause />, away),
  says: ['the <Gather> before it', 'Remove <Gather>'],
};

const forwards: readonly RuleCase[] = [
  {
    rule: 'forward.to',
    bad: doc(jsx(Forward, {})),
    good: doc(<Forward to="+15551230000" />),
    says: ['<Forward>', 'to', 'required'],
  },
  ...['', '555-0100', '+0555', 'sips:desk@pbx.example', 'sip:', 'desk@pbx.example'].map(
    (to): RuleCase => ({
      rule: 'forward.to',
      bad: forward({ to }),
      good: forward({ to: 'SIP:desk@pbx.example' }),
      says: [`to on <Forward> is "${to}"`, 'E.164', 'sip:'],
    }),
  ),
  ...limitCases({ min: 1, below: 0.9, max: 300, above: 300.1 }, (callTimeout) => forward({ callTimeout }), {
    rule: 'forward.callTimeout',
    says: ['callTimeout', '1 to 300 seconds'],
  }),
  {
    rule: 'forward.startGather',
    level: 'warning',
    bad: doc(<StartGather dtmfUrl="/keys" />, away),
    good: doc(<StartGather dtmfUrl="/keys" />, <StopGather />, away),
    says: ['<StartGather>', '<Transfer>'],
  },
  {
    rule: 'forward.diversionReason',
    level: 'warning',
    bad: forward({ diversionReason: 'user-busy' }),
    good: forward({ diversionReason: 'user-busy', diversionTreatment: 'stack' }),
    says: ['diversionReason', 'diversionTreatment="stack"'],
  },
  ...['hello', 'hello;encoding=rot13', ';encoding=base64', 'a;encoding=base64,', ''].map(
    (uui): RuleCase => ({
      rule: 'forward.uui',
      bad: forward({ uui }),
      good: forward({ uui: 'aGVsbG8=;encoding=base64,a.b.c;encoding=jwt' }),
      says: ['uui on <Forward>', 'encoding=base64'],
    }),
  ),
  ...limitCases({ max: 256, above: 257 }, (length) => forward({ uui: sized(length) }), {
    rule: 'forward.uui',
    says: ['uui on <Forward>', '257 characters', 'at most 256'],
  }),
  {
    rule: 'forward.uui-hex',
    level: 'warning',
    bad: forward({ uui: '68656c6c6f;encoding=hex' }),
    good: forward({ uui: 'aGVsbG8=;encoding=base64' }),
    says: ['uui on <Forward>', 'hex', 'base64'],
  },
  {
    rule: 'forward.uui-sip',
    level: 'warning',
    bad: forward({ to: '+15551230000', uui: 'aGVsbG8=;encoding=base64' }),
    good: forward({ to: 'sip:desk@pbx.example', uui: 'aGVsbG8=;encoding=base64' }),
    says: ['uui on <Forward>', '"+15551230000"', 'sip:'],
  },
  ...limitCases({ max: 256, above: 257 }, (length) => forward({ callerDisplayName: 'x'.repeat(length) }), {
    rule: 'forward.displayName',
    says: ['callerDisplayName', '257 characters', 'at most 256'],
  }),
  {
    rule: 'forward.displayName',
    bad: forward({ callerDisplayName: 'a\u007fb' }),
    good: forward({ callerDisplayName: 'Zoë & Söhne' }),
    says: ['callerDisplayName', 'control characters'],
  },
  {
    rule: 'forward.displayName',
    bad: forward({ privacy: true, callerDisplayName: 'Bob' }),
    good: forward({ privacy: true, callerDisplayName: 'Private' }),
    says: ['"Bob"', 'Restricted, Anonymous, Private, Unavailable', 'Remove privacy'],
  },
  {
    rule: 'forward.from-word',
    level: 'warning',
    bad: forward({ from: 'Anonymous' }),
    good: forward({ from: '+15551230009' }),
    says: ['from on <Forward>', '"Anonymous"', 'privacy={true} callerDisplayName="Anonymous"'],
  },
];

const refers: readonly RuleCase[] = [
  { rule: 'refer.child', bad: doc(<Refer />), good: refer(1), says: ['<Refer> has 0 <SipUri>', 'exactly 1', 'Add'] },
  { rule: 'refer.child', bad: refer(2), good: refer(1), says: ['<Refer> has 2 <SipUri>', 'exactly 1'] },
  {
    rule: 'refer.child',
    bad: doc(
      <Refer>
        <SipUri>sip:desk@pbx.example</SipUri>
        <Hangup />
      </Refer>,
    ),
    good: doc(<Refer>{<SipUri>sip:desk@pbx.example</SipUri>}</Refer>, <Hangup />),
    says: ['<Hangup> is not allowed inside <Refer>', 'allowed: SipUri'],
  },
  {
    rule: 'phoneNumber.parent',
    bad: doc(
      <Refer>
        <PhoneNumber>+15551230000</PhoneNumber>
      </Refer>,
    ),
    good: refer(1),
    says: ['<PhoneNumber> is not allowed inside <Refer>', 'inside <Transfer>'],
  },
  {
    rule: 'refer.no-text',
    bad: doc(jsx(Refer, { children: ['sip:desk@pbx.example', <SipUri key="s">sip:desk@pbx.example</SipUri>] })),
    good: refer(1),
    says: ['"sip:desk@pbx.example"', '<Refer>', 'SipUri'],
  },
  ...['sips:desk@pbx.example', 'desk@pbx.example', '+15551230000', 'sip:'].map(
    (text): RuleCase => ({
      rule: 'refer.sip',
      bad: doc(
        <Refer>
          <SipUri>{text}</SipUri>
        </Refer>,
      ),
      good: doc(
        <Refer>
          <SipUri> Sip:desk@pbx.example </SipUri>
        </Refer>,
      ),
      says: [`"${text}"`, 'must begin with sip:'],
    }),
  ),
  {
    rule: 'sipUri.refer-bare',
    bad: doc(
      <Refer>
        <SipUri transferAnswerUrl="/a" tag="x" uui="hello">
          sip:desk@pbx.example
        </SipUri>
      </Refer>,
    ),
    good: refer(1),
    says: ['transferAnswerUrl, tag, uui', 'inside <Refer> it must not have attributes', '<Transfer>'],
  },
];

function refer(count: number): BxmlElement {
  const targets = Array.from({ length: count }, (_, key) => <SipUri key={key}>sip:desk@pbx.example</SipUri>);
  return doc(<Refer>{targets}</Refer>);
}

const redirects: readonly RuleCase[] = [
  {
    rule: 'redirect.url',
    bad: doc(jsx(Redirect, { redirectUrl: null })),
    good: doc(<Redirect redirectUrl="next" />),
    says: ['<Redirect>', 'redirectUrl', 'required'],
  },
  {
    rule: 'redirect.url',
    bad: doc(<Redirect redirectUrl="" />),
    good: doc(<Redirect redirectUrl="https://a.example/next" />),
    says: ['redirectUrl', '""', 'http or https'],
  },
];

export const forwardCases: readonly RuleCase[] = [...answering, gathering, ...forwards, ...refers, ...redirects];
