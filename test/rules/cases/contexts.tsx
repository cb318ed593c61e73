// Verbs in documents that are not for a call.
import {
  Bridge,
  type BxmlElement,
  Conference,
  Connect,
  Endpoint,
  Forward,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  Record,
  Redirect,
  Refer,
  Ring,
  SendDtmf,
  SipUri,
  StartGather,
  StartStream,
  StartTranscription,
  StopGather,
  StopStream,
  StopTranscription,
  Tag,
  Transfer,
} from 'bxml-jsx';
import { doc, type RuleCase } from '../rule-cases.js';

const bridge = <Bridge>c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d</Bridge>;
const conference = <Conference>room</Conference>;
const connect = (
  <Connect>
    <Endpoint>e-1</Endpoint>
  </Connect>
);
const forward = <Forward to="+15551230000" />;
const refer = (
  <Refer>
    <SipUri>sip:desk@pbx.example</SipUri>
  </Refer>
);
const stream = <StartStream destination="wss://m.example/s" />;
const transcription = <StartTranscription transcriptionEventUrl="/t" />;
const transfer = (
  <Transfer>
    <PhoneNumber>+15551230000</PhoneNumber>
  </Transfer>
);

const inConference = (
  [
    ['bridge.not-in-conference', bridge],
    ['conference.not-in-conference', conference],
    ['connect.not-in-conference', connect],
    ['forward.not-in-conference', forward],
    ['gather.not-in-conference', <Gather key="v" gatherUrl="/g" />],
    ['hangup.not-in-conference', <Hangup key="v" />],
    ['pause.not-in-conference', <Pause key="v" />],
    ['record.not-in-conference', <Record key="v" />],
    ['redirect.not-in-conference', <Redirect key="v" redirectUrl="/n" />],
    ['refer.not-in-conference', refer],
    ['ring.not-in-conference', <Ring key="v" />],
    ['sendDtmf.not-in-conference', <SendDtmf key="v">1</SendDtmf>],
    // At the end of a document for a call, these are warnings.
    ['startGather.not-in-conference', <StartGather key="v" dtmfUrl="/d" />, <Pause key="after" />],
    ['startStream.not-in-conference', stream, <Pause key="after" />],
    ['startTranscription.not-in-conference', transcription, <Pause key="after" />],
    ['stopGather.not-in-conference', <StopGather key="v" />],
    ['stopStream.not-in-conference', <StopStream key="v" name="a" />],
    ['stopTranscription.not-in-conference', <StopTranscription key="v" />],
    ['tag.not-in-conference', <Tag key="v">x</Tag>],
    ['transfer.not-in-conference', transfer],
  ] as const satisfies readonly (readonly [string, BxmlElement, BxmlElement?])[]
).map(
  ([rule, verb, after = null]): RuleCase => ({
    rule,
    context: 'conference',
    goodContext: 'call',
    bad: doc(verb),
    good: doc(verb, after),
    says: ['is not allowed in a response to a conference event', 'allowed: PlayAudio, SpeakSentence'],
  }),
);

const inTransferAnswer = (
  [
    ['bridge.not-in-transferAnswer', bridge],
    ['conference.not-in-transferAnswer', conference],
    ['forward.not-in-transferAnswer', forward],
    ['transfer.not-in-transferAnswer', transfer],
  ] as const
).map(
  ([rule, verb]): RuleCase => ({
    rule,
    context: 'transferAnswer',
    goodContext: 'call',
    bad: doc(verb),
    good: doc(verb),
    says: ['is not allowed in a response to transferAnswer', 'for the called party'],
  }),
);

const unlisted = [
  connect,
  refer,
  stream,
  <StopStream key="v" name="a" />,
  transcription,
  <StopTranscription key="v" />,
].map(
  (verb): RuleCase => ({
    rule: 'transferAnswer.unlisted',
    level: 'warning',
    context: 'transferAnswer',
    goodContext: 'call',
    bad: doc(verb, <Pause />),
    good: doc(verb, <Pause />),
    says: ['does not say whether', 'in a response to transferAnswer'],
  }),
);

export const contextCases: readonly RuleCase[] = [...inConference, ...inTransferAnswer, ...unlisted];
