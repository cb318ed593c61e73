import { type BxmlElement, Gather, Hangup, Pause, PlayAudio, SpeakSentence, StartGather } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const prompts = (count: number, repeatCount?: number): BxmlElement =>
  doc(
    <Gather gatherUrl="/g" repeatCount={repeatCount}>
      {Array.from({ length: count }, (_, key) =>
        key % 2 === 0 ? <SpeakSentence key={key}>hi</SpeakSentence> : <PlayAudio key={key}>/beep.wav</PlayAudio>,
      )}
    </Gather>,
  );

export const gatherCases: readonly RuleCase[] = [
  {
    rule: 'gather.children',
    bad: doc(
      <Gather gatherUrl="/g">
        <Pause />
      </Gather>,
    ),
    good: prompts(2),
    says: ['<Pause> is not allowed inside <Gather>', 'SpeakSentence, PlayAudio', '<Response>'],
  },
  {
    rule: 'gather.children',
    bad: doc(
      <Gather gatherUrl="/g">
        <Hangup />
      </Gather>,
    ),
    good: doc(<Gather gatherUrl="/g" />),
    says: ['<Hangup>', 'SpeakSentence, PlayAudio'],
  },
  {
    rule: 'gather.children',
    bad: doc(jsx(Gather, { gatherUrl: '/g', children: 'Press one' })),
    good: doc(
      <Gather gatherUrl="/g">
        <SpeakSentence>Press one</SpeakSentence>
      </Gather>,
    ),
    says: ['"Press one"', '<Gather>', 'SpeakSentence, PlayAudio'],
  },
  ...limitCases({ max: 20, above: 21 }, (count) => prompts(count), {
    rule: 'gather.repeat',
    says: ['21 prompts', 'at most 20', 'fewer <SpeakSentence>'],
  }),
  ...limitCases({ max: 10, above: 11 }, (repeatCount) => prompts(2, repeatCount), {
    rule: 'gather.repeat',
    says: ['2 prompts and repeatCount 11', 'at most 20', 'Lower repeatCount'],
  }),
  ...limitCases(
    { min: 1, below: 0, max: 50, above: 51 },
    (maxDigits) => doc(<Gather gatherUrl="/g" maxDigits={maxDigits} />),
    { rule: 'gather.maxDigits', says: ['maxDigits', '1 to 50'] },
  ),
  ...limitCases(
    { min: 1, below: 0.99, max: 60, above: 60.01 },
    (seconds) => doc(<Gather gatherUrl="/g" interDigitTimeout={seconds} />),
    { rule: 'gather.interDigitTimeout', says: ['interDigitTimeout', '1 to 60 seconds'] },
  ),
  ...limitCases(
    { min: 0, below: -0.01, max: 60, above: 60.01 },
    (seconds) => doc(<Gather gatherUrl="/g" firstDigitTimeout={seconds} />),
    { rule: 'gather.firstDigitTimeout', says: ['firstDigitTimeout', '0 to 60 seconds'] },
  ),
  {
    rule: 'gather.no-url',
    level: 'warning',
    bad: doc(<Gather maxDigits={1} />),
    good: doc(<Gather maxDigits={1} gatherUrl="/g" />),
    says: ['gatherUrl', 'the digits are lost'],
  },
  {
    rule: 'gather.terminatingDigits',
    level: 'warning',
    bad: doc(<Gather gatherUrl="/g" terminatingDigits="#x" />),
    good: doc(<Gather gatherUrl="/g" terminatingDigits="0123456789*#ABCDabcd" />),
    says: ['terminatingDigits', '"x"', '0-9 * # A-D'],
  },
  ...(
    [
      ['hints', 'sales, support'],
      ['language', 'en-US'],
      ['partialResultCallback', '/p'],
      ['partialResultCallbackMethod', 'GET'],
      ['profanityFilter', false],
      ['speechModel', 'telephony'],
      ['speechTimeout', 3],
    ] as const
  ).map(
    ([name, value], index): RuleCase => ({
      rule: 'gather.speech-only',
      level: 'warning',
      bad: doc(<Gather gatherUrl="/g" input={index % 2 === 0 ? undefined : 'dtmf'} {...{ [name]: value }} />),
      good: doc(<Gather gatherUrl="/g" input={index % 2 === 0 ? 'speech' : 'dtmf_speech'} {...{ [name]: value }} />),
      says: [name, 'input'],
    }),
  ),
  {
    rule: 'startGather.url',
    bad: doc(jsx(StartGather, {}), <Pause />),
    good: doc(<StartGather dtmfUrl="/keys" />, <Pause />),
    says: ['<StartGather>', 'dtmfUrl', 'required'],
  },
  {
    rule: 'startGather.url',
    bad: doc(<StartGather dtmfUrl="mailto:me@a.example" />, <Pause />),
    good: doc(<StartGather dtmfUrl="https://a.example/keys" />, <Pause />),
    says: ['dtmfUrl', '"mailto:me@a.example"', 'http or https'],
  },
];
