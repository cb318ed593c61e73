import { type BxmlElement, Pause, Record, StartRecording, StopRecording } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const plain = 'http://a.example/done';
/** A document with a verb that keeps the call up: without one, a recording is a warning. */
const withPause = (...verbs: readonly unknown[]): BxmlElement => doc(...verbs, <Pause />);
const secure = 'https://a.example/done';

const record: readonly RuleCase[] = [
  ...(['recordCompleteUrl', 'recordingAvailableUrl'] as const).map(
    (name): RuleCase => ({
      rule: 'record.https',
      bad: doc(<Record username="me" {...{ [name]: plain }} />),
      good: doc(<Record username="me" {...{ [name]: secure }} />),
      says: [name, plain, 'must use https', 'username'],
    }),
  ),
  {
    rule: 'record.https',
    bad: doc(<Record password="secret" transcribe transcriptionAvailableUrl={plain} />),
    good: doc(<Record password="secret" transcribe transcriptionAvailableUrl="/done" />),
    says: ['transcriptionAvailableUrl', plain, 'must use https'],
  },
  {
    rule: 'record.https',
    bad: doc(<Record fallbackUsername="me" recordCompleteUrl={plain} recordCompleteFallbackUrl={plain} />),
    good: doc(<Record fallbackUsername="me" recordCompleteUrl={plain} recordCompleteFallbackUrl={secure} />),
    says: ['recordCompleteFallbackUrl', 'must use https', 'fallbackPassword'],
  },
  ...limitCases({ max: 10_800, above: 10_801 }, (seconds) => doc(<Record maxDuration={seconds} />), {
    rule: 'record.maxDuration',
    says: ['maxDuration', '10801', 'at most 10800 seconds'],
  }),
  ...limitCases(
    { min: 0, below: -0.1, max: 10_800, above: 10_800.5 },
    (seconds) => doc(<Record silenceTimeout={seconds} />),
    { rule: 'record.silenceTimeout', says: ['silenceTimeout', '0 to 10800 seconds'] },
  ),
  {
    rule: 'record.fileFormat',
    bad: doc(jsx(Record, { fileFormat: 'ogg' })),
    good: doc(<Record fileFormat="mp3" />),
    says: ['fileFormat', '"ogg"', 'wav, mp3'],
  },
  {
    rule: 'record.detectLanguage',
    level: 'warning',
    bad: doc(<Record detectLanguage />),
    good: doc(<Record detectLanguage transcribe />),
    says: ['detectLanguage', 'transcribe={true}'],
  },
  {
    rule: 'record.transcriptionUrl',
    level: 'warning',
    bad: doc(<Record transcriptionAvailableUrl="/text" transcribe={false} />),
    good: doc(<Record transcriptionAvailableUrl="/text" transcribe />),
    says: ['transcriptionAvailableUrl', 'transcribe={true}'],
  },
  {
    rule: 'record.terminatingDigits',
    level: 'warning',
    bad: doc(<Record terminatingDigits="1 #" />),
    good: doc(<Record terminatingDigits="" />),
    says: ['terminatingDigits', '" "', '0-9 * # A-D'],
  },
];

const startRecording: readonly RuleCase[] = [
  {
    rule: 'startRecording.https',
    bad: withPause(<StartRecording username="me" recordingAvailableUrl={plain} />),
    good: withPause(<StartRecording recordingAvailableUrl={plain} />),
    says: ['recordingAvailableUrl', plain, 'must use https'],
  },
  {
    rule: 'startRecording.https',
    bad: withPause(<StartRecording password="secret" transcribe transcriptionAvailableUrl="HTTP://a.example" />),
    good: withPause(<StartRecording password="secret" transcribe transcriptionAvailableUrl="HTTPS://a.example" />),
    says: ['transcriptionAvailableUrl', 'must use https'],
  },
  {
    rule: 'startRecording.fileFormat',
    bad: withPause(jsx(StartRecording, { fileFormat: 'WAV' })),
    good: withPause(<StartRecording fileFormat="wav" />),
    says: ['fileFormat', '"WAV"', 'wav, mp3', 'Did you mean "wav"?'],
  },
  {
    rule: 'startRecording.single',
    level: 'warning',
    bad: withPause(<StartRecording />, <StartRecording />),
    good: withPause(<StartRecording />, <StopRecording />, <StartRecording />),
    says: ['<StartRecording> has no effect', '<StopRecording>'],
  },
  {
    rule: 'startRecording.detectLanguage',
    level: 'warning',
    bad: withPause(<StartRecording detectLanguage />),
    good: withPause(<StartRecording detectLanguage={false} />),
    says: ['detectLanguage', 'transcribe={true}'],
  },
  {
    rule: 'startRecording.detectLanguage',
    level: 'warning',
    context: 'conference',
    bad: doc(<StartRecording detectLanguage />),
    good: doc(<StartRecording />),
    says: ['detectLanguage', 'conferences are not transcribed'],
  },
  ...(
    [
      ['transcribe', true],
      ['transcriptionAvailableUrl', '/text'],
      ['tag', 'x'],
      ['multiChannel', true],
    ] as const
  ).map(
    ([name, value]): RuleCase => ({
      rule: 'startRecording.conference-ignored',
      level: 'warning',
      context: 'conference',
      bad: doc(<StartRecording {...{ [name]: value }} />),
      goodContext: name === 'tag' ? 'transferAnswer' : 'call',
      good: withPause(<StartRecording {...{ [name]: value }} />),
      says: [name, 'conference'],
    }),
  ),
];

export const recordingCases: readonly RuleCase[] = [...record, ...startRecording];
