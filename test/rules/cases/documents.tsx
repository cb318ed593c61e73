// Rules of the whole document: its root, its size, verbs that never run.
import {
  Bridge,
  Bxml,
  Connect,
  CustomParam,
  Endpoint,
  Forward,
  Gather,
  Hangup,
  PhoneNumber,
  Record,
  Redirect,
  Refer,
  Response,
  render,
  SipUri,
  SpeakSentence,
  StreamParam,
  Tag,
  Transfer,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const hi = <SpeakSentence>hi</SpeakSentence>;

const roots: readonly RuleCase[] = [
  {
    rule: 'root.single',
    locked: true,
    bad: <Hangup />,
    good: doc(<Hangup />),
    says: ['<Hangup> is not a document', 'Wrap it in <Response>'],
  },
  { rule: 'root.single', locked: true, bad: null, good: <Response />, says: ['is not a document', '<Response>'] },
  { rule: 'root.single', locked: true, bad: 'Goodbye', good: doc(hi), says: ['"Goodbye"', '<Response>'] },
  { rule: 'root.single', locked: true, bad: <s>hi</s>, good: doc(hi), says: ['<s>', '<Response>'] },
  {
    rule: 'root.single',
    locked: true,
    bad: [doc(hi), <Bxml key="second">{hi}</Bxml>],
    good: [null, <Bxml key="only">{hi}</Bxml>, false],
    says: ['A second root, <Bxml>'],
  },
  { rule: 'root.known-children', bad: doc('Goodbye', hi), good: doc(hi), says: ['"Goodbye"', '<SpeakSentence>'] },
  {
    rule: 'root.known-children',
    bad: jsx(Bxml, { children: ['Goodbye', hi] }),
    good: <Bxml>{hi}</Bxml>,
    says: ['"Goodbye"', 'inside <Bxml>'],
  },
  {
    rule: 'root.known-children',
    bad: doc(<emphasis>hi</emphasis>),
    good: doc(hi),
    says: ['<emphasis>', 'SSML', 'capital letter'],
  },
  {
    rule: 'root.known-children',
    bad: doc(<Response>{hi}</Response>),
    good: doc(hi),
    says: ['<Response> is not allowed inside <Response>', 'only be the root'],
  },
  {
    rule: 'root.known-children',
    bad: doc(<Endpoint>e-1</Endpoint>),
    good: doc(
      <Connect>
        <Endpoint>e-1</Endpoint>
      </Connect>,
    ),
    says: ['<Endpoint>', 'inside <Connect>'],
  },
  {
    rule: 'root.known-children',
    bad: doc(<StreamParam name="a" value="b" />),
    good: doc(),
    says: ['<StreamParam>', 'inside <StartStream>'],
  },
  {
    rule: 'root.known-children',
    bad: doc(<CustomParam name="a" value="b" />),
    good: doc(),
    says: ['<CustomParam>', 'inside <StartTranscription>'],
  },
  {
    rule: 'root.known-children',
    locked: true,
    bad: doc(jsx('Gather', { gatherUrl: '/g' })),
    good: doc(jsx(Gather, { gatherUrl: '/g' })),
    says: ['<Gather>', 'created from a string', 'import { Gather }'],
  },
];

const tags = Buffer.byteLength(render(doc(hi))) - 2;
const sizes = limitCases(
  { max: 65_536, above: 65_537 },
  (bytes) => doc(<SpeakSentence>{'x'.repeat(bytes - tags)}</SpeakSentence>),
  { rule: 'root.size', says: ['65537 bytes', 'at most 65536 (64 KB)', '<Redirect>'] },
);

const dead: readonly RuleCase[] = [
  {
    rule: 'verb.unreachable',
    level: 'warning',
    bad: doc(<Gather gatherUrl="/g">{hi}</Gather>, <Tag>x</Tag>),
    good: doc(<Tag>x</Tag>, <Gather gatherUrl="/g">{hi}</Gather>),
    says: ['<Tag> never runs', 'its gatherUrl takes over'],
  },
  {
    rule: 'verb.unreachable',
    level: 'warning',
    bad: doc(<Forward to="+15551230000" />, hi),
    good: doc(<Forward to="+15551230000" />),
    says: ['<SpeakSentence> never runs', '<Forward>', 'Move it before <Forward>'],
  },
  {
    rule: 'hangup.unreachable',
    level: 'warning',
    bad: doc(<Hangup />, hi, hi),
    good: doc(hi, hi, <Hangup />),
    says: ['<SpeakSentence> never runs', '<Hangup>'],
  },
  {
    rule: 'redirect.last',
    level: 'warning',
    bad: doc(<Redirect redirectUrl="/next" />, <Hangup />, hi),
    good: doc(hi, <Redirect redirectUrl="/next" />),
    says: ['<Hangup> never runs', '<Redirect>'],
  },
];

// These verbs end a document only if a URL continues the call.
const callId = 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d';
const phone = <PhoneNumber>+15551230000</PhoneNumber>;
const desk = <SipUri>sip:desk@pbx.example</SipUri>;
const handovers = (
  [
    [Record, 'recordCompleteUrl', null],
    [Bridge, 'bridgeCompleteUrl', callId],
    [Transfer, 'transferCompleteUrl', phone],
    [Refer, 'referCompleteUrl', desk],
  ] as const
).map(
  ([verb, attribute, children]): RuleCase => ({
    rule: 'verb.unreachable',
    level: 'warning',
    bad: doc(jsx(verb, { [attribute]: '/next', children }), <Tag>x</Tag>, <Hangup />),
    good: doc(jsx(verb, { children }), <Tag>x</Tag>, <Hangup />),
    says: ['<Tag> never runs', `its ${attribute} takes over`],
  }),
);

export const documentCases: readonly RuleCase[] = [...roots, ...sizes, ...dead, ...handovers];
