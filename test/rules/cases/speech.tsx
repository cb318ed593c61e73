import { type BxmlElement, Gather, Hangup, PlayAudio, SpeakSentence, ssml } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, type RuleCase } from '../rule-cases.js';

const say = (children: unknown, props: object = {}): BxmlElement => doc(jsx(SpeakSentence, { ...props, children }));
const el = (name: string, props: object = {}): BxmlElement => jsx(name, { children: 'hi', ...props });

const speech: readonly RuleCase[] = [
  {
    rule: 'speak.not-blank',
    bad: doc(<SpeakSentence />),
    good: say(' . '),
    says: ['<SpeakSentence> has no words', '<Pause>'],
  },
  { rule: 'speak.not-blank', bad: say([' ', null, '\n']), good: say([' ', 0]), says: ['<SpeakSentence> has no words'] },
  {
    rule: 'speak.not-blank',
    bad: doc(<Gather gatherUrl="/g">{jsx(SpeakSentence, { children: <break time="1s" /> })}</Gather>),
    good: doc(<Gather gatherUrl="/g">{jsx(SpeakSentence, { children: [<break key="b" />, 'hi'] })}</Gather>),
    says: ['<SpeakSentence> has no words'],
  },
  {
    rule: 'playAudio.content',
    bad: doc(<PlayAudio> </PlayAudio>),
    good: doc(<PlayAudio>/beep.wav</PlayAudio>),
    says: ['<PlayAudio> has no text', 'audio file'],
  },
  {
    rule: 'speak.voice',
    bad: say('hi', { voice: 'esperanca' }),
    good: say('hi', { voice: 'esperanza' }),
    says: ['voice on <SpeakSentence> is "esperanca"', 'susan', 'Did you mean "esperanza"?'],
  },
  {
    rule: 'speak.voice',
    bad: say('hi', { locale: 'en-US' }),
    good: say('hi', { locale: 'en_US' }),
    says: ['locale on <SpeakSentence> is "en-US"', 'cmn-CN', 'Did you mean "en_US"?'],
  },
  {
    rule: 'speak.voice-legacy',
    level: 'warning',
    bad: say('hi', { voice: 'samuel' }),
    good: say('hi', { voice: 'paul' }),
    says: ['"samuel"', 'an old name', 'paul'],
  },
  {
    rule: 'speak.voice-legacy',
    level: 'warning',
    bad: say('hi', { voice: 'Emily' }),
    good: say('hi', { voice: 'susan' }),
    says: ['"Emily"', 'an old name', 'susan'],
  },
  {
    rule: 'speak.voice-legacy',
    level: 'warning',
    bad: say('hi', { voice: 'Julie' }),
    good: say('hi', { voice: 'julie' }),
    says: ['"Julie"', 'lower case', 'voice="julie"'],
  },
  {
    rule: 'speak.gender',
    bad: say('hi', { gender: 'robot' }),
    good: say('hi', { gender: 'male' }),
    says: ['gender', '"robot"', 'male, female'],
  },
  {
    rule: 'speak.ignored',
    level: 'warning',
    bad: say('hi', { voice: 'julie', gender: 'female', locale: 'en_US' }),
    good: say('hi', { gender: 'female', locale: 'en_US' }),
    says: ['gender and locale', 'voice is set', 'remove voice'],
  },
];

const verbsInSpeech: readonly RuleCase[] = [
  {
    rule: 'speak.ssml',
    locked: true,
    bad: say(['bye', <Hangup key="h" />]),
    good: doc(<SpeakSentence>bye</SpeakSentence>, <Hangup />),
    says: ['<Hangup> is not allowed inside speech', 'Close the speech before <Hangup>'],
  },
  {
    rule: 'speak.ssml',
    locked: true,
    bad: say(<s>{jsx(SpeakSentence, { children: 'hi' }) as never}</s>),
    good: say(<s>hi</s>),
    says: ['<SpeakSentence>', '(<s>)'],
  },
  {
    rule: 'speak.ssml',
    locked: true,
    bad: say(ssml('bye <Hangup/>')),
    good: say(ssml('bye')),
    says: ['<Hangup> is not allowed inside speech'],
  },
];

const unlisted: readonly RuleCase[] = [
  {
    rule: 'speak.ssml-unlisted',
    bad: say(['x', el('breaks', { children: null })]),
    good: say(['x', el('break', { children: null })]),
    says: ['<breaks>', 'break, emphasis', 'Did you mean <break>?'],
  },
  {
    rule: 'speak.ssml-unlisted',
    bad: say(ssml('<audio src="/a.wav">x</audio>')),
    good: say(ssml('<s>x</s>')),
    says: ['<audio>', 'say-as', 'sub'],
  },
  {
    rule: 'speak.ssml-unlisted',
    bad: say(el('emphasis', { lever: 'strong' })),
    good: say(el('emphasis', { level: 'strong' })),
    says: ['<emphasis> has no attribute lever', 'Did you mean level?'],
  },
  ...(
    [
      ['break', 'strength', 'huge', 'x-strong'],
      ['break', 'time', '1 s', '1s'],
      ['break', 'time', '10.1s', '10s'],
      ['break', 'time', '10001ms', '10000ms'],
      ['break', 'time', '-1s', '+.5s'],
      ['emphasis', 'level', 'weak', 'reduced'],
      ['prosody', 'pitch', 'highest', 'x-high'],
      ['prosody', 'pitch', '+5', '-15%'],
      ['prosody', 'rate', '-50%', '0%'],
      ['prosody', 'rate', 'default', 'x-slow'],
      ['prosody', 'volume', '6dB', '+6dB'],
      ['prosody', 'volume', '+6db', 'silent'],
      ['lang', 'xml:lang', 'en_US', 'en-US'],
      ['say-as', 'interpret-as', 'currency', 'cardinal'],
    ] as const
  ).map(
    ([name, attribute, bad, good]): RuleCase => ({
      rule: 'speak.ssml-unlisted',
      bad: say(['x', el(name, { [attribute]: bad, ...(name === 'break' ? { children: null } : {}) })]),
      good: say(['x', el(name, { [attribute]: good, ...(name === 'break' ? { children: null } : {}) })]),
      says: [`${attribute} on <${name}> is "${bad}"`, 'allowed: '],
    }),
  ),
  {
    rule: 'speak.ssml-unlisted',
    bad: say(el('say-as', { 'interpret-as': 'date', format: 'yyyy' })),
    good: say(el('say-as', { 'interpret-as': 'date', format: 'ymd' })),
    says: ['format on <say-as> is "yyyy"', 'mdy, dmy, ymd'],
  },
  {
    rule: 'speak.ssml-unlisted',
    bad: say(el('sub', { alias: 'x', children: el('s') })),
    good: say(el('s', { children: el('sub', { alias: 'x' }) })),
    says: ['<s> is not allowed inside <sub>', 'only text'],
  },
  {
    rule: 'speak.ssml-unlisted',
    bad: say(['x', el('break')]),
    good: say(['x', el('break', { children: ' ' })]),
    says: ['"hi"', '<break>', 'nothing'],
  },
];

const required: readonly RuleCase[] = [
  ...(
    [
      ['lang', 'xml:lang', 'fr-FR'],
      ['phoneme', 'ph', 'pɪˈkɑːn'],
      ['say-as', 'interpret-as', 'ordinal'],
      ['sub', 'alias', 'World Wide Web'],
    ] as const
  ).map(
    ([name, attribute, value]): RuleCase => ({
      rule: 'ssml.required',
      bad: say(el(name)),
      good: say(el(name, { [attribute]: value })),
      says: [`<${name}> is missing the required attribute ${attribute}`],
    }),
  ),
  {
    rule: 'ssml.required',
    bad: say(el('say-as', { 'interpret-as': 'date' })),
    good: say(el('say-as', { 'interpret-as': 'date', format: 'd' })),
    says: ['<say-as interpret-as="date"> is missing the required attribute format', 'mdy, dmy'],
  },
];

export const speechCases: readonly RuleCase[] = [...speech, ...verbsInSpeech, ...unlisted, ...required];
