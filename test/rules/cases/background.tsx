// Verbs that work in the background, and the verbs after them that keep the call up.
import {
  Bxml,
  type BxmlElement,
  Conference,
  Gather,
  Hangup,
  Pause,
  PauseRecording,
  Record,
  Redirect,
  type ResponseContext,
  ResumeRecording,
  SpeakSentence,
  StartGather,
  StartRecording,
  StartStream,
  StartTranscription,
  StopGather,
  StopRecording,
  StopStream,
  StopTranscription,
  Tag,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, type RuleCase } from '../rule-cases.js';

interface Background {
  readonly rule: string;
  readonly start: BxmlElement;
  readonly says: readonly [string, ...string[]];
}

const background: readonly Background[] = [
  {
    rule: 'startStream.last',
    start: <StartStream name="bot" destination="wss://media.example/live" />,
    says: ['No verb after <StartStream>', 'the stream ends', '<StopStream wait={true}>'],
  },
  {
    rule: 'startTranscription.last',
    start: <StartTranscription transcriptionEventUrl="/text" />,
    says: ['No verb after <StartTranscription>', 'the transcription ends', '<Pause>'],
  },
  {
    rule: 'startGather.last',
    start: <StartGather dtmfUrl="/key" />,
    says: ['No verb after <StartGather>', 'key presses are not reported', '<Pause>'],
  },
  {
    rule: 'startRecording.last',
    start: <StartRecording />,
    says: ['No verb after <StartRecording>', 'nothing is recorded', '<Pause>'],
  },
];

/** Verbs after which the next verb runs immediately, or that end the call. */
const instant: readonly BxmlElement[] = [
  <Tag key="v">a</Tag>,
  <PauseRecording key="v" />,
  <ResumeRecording key="v" />,
  <StopGather key="v" />,
  <StopRecording key="v" />,
  <StopTranscription key="v" />,
  <StopStream key="v" name="bot" />,
  <StopStream key="v" name="bot" wait={false} />,
  <Hangup key="v" />,
];

/** Verbs that keep the call up or hand it off. */
const lasting: readonly BxmlElement[] = [
  <Pause key="v" />,
  <SpeakSentence key="v">One moment.</SpeakSentence>,
  <Gather key="v" gatherUrl="/digits" />,
  <Record key="v" recordCompleteUrl="/done" />,
  <Conference key="v">room</Conference>,
  <Redirect key="v" redirectUrl="/next" />,
  <StopStream key="v" name="bot" wait />,
];

const caseOf = ({ rule, says }: Background, more: Pick<RuleCase, 'bad' | 'good'>): RuleCase => ({
  rule,
  level: 'warning',
  says,
  ...more,
});

/** Contexts in which the call continues after the document. */
const otherContexts: readonly ResponseContext[] = ['transferAnswer', 'conference'];
const isAllowedIn = (context: ResponseContext, rule: string): boolean =>
  rule === 'startRecording.last' || (context === 'transferAnswer' && rule === 'startGather.last');

/** Not on Bandwidth's list of verbs for transferAnswer: whether their work continues after the response is not documented. */
const uncertain = background
  .filter(({ rule }) => !isAllowedIn('transferAnswer', rule))
  .map(
    ({ rule, start }): RuleCase => ({
      rule,
      level: 'warning',
      context: 'transferAnswer',
      besides: ['transferAnswer.unlisted'],
      bad: doc(<Pause />, start),
      good: doc(start, <Pause />),
      says: ['does not document whether', 'before <Transfer>'],
    }),
  );

const inCall: readonly RuleCase[] = background.flatMap((verb) => [
  caseOf(verb, { bad: doc(verb.start), good: doc(verb.start, <Pause />) }),
  caseOf(verb, { bad: doc(<Pause />, verb.start), good: doc(verb.start, <Tag>a</Tag>, <Pause />, <Hangup />) }),
  caseOf(verb, {
    bad: jsx(Bxml, { children: [verb.start, <Tag key="t">a</Tag>, <Hangup key="h" />] }),
    good: jsx(Bxml, { children: [verb.start, <Pause key="p" />] }),
  }),
  ...instant.map((next) => caseOf(verb, { bad: doc(verb.start, next), good: doc(verb.start, lasting[0], next) })),
  ...lasting.map((next) => caseOf(verb, { bad: doc(verb.start), good: doc(verb.start, next) })),
  ...otherContexts
    .filter((context) => isAllowedIn(context, verb.rule))
    .map((goodContext) => ({ ...caseOf(verb, { bad: doc(verb.start), good: doc(verb.start) }), goodContext })),
]);

export const backgroundCases: readonly RuleCase[] = [...inCall, ...uncertain];
