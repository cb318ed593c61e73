// Valid values that are probably accidents; test/render/accidental-urls.test.tsx has many more URLs.
import { type BxmlElement, Gather, PlayAudio, Redirect, SpeakSentence, ssml } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, type RuleCase } from '../rule-cases.js';

const say = (...children: readonly unknown[]): BxmlElement => doc(jsx(SpeakSentence, { children }));
const gather = (...children: readonly unknown[]): BxmlElement =>
  doc(<Gather gatherUrl="/g">{jsx(SpeakSentence, { children })}</Gather>);

const speech: readonly RuleCase[] = [
  [say('Hello [object Object]!'), say('Hello [object]!'), '"[object Object]"'],
  [say('[object Promise]'), say('[objects]'), '"[object Promise]"'],
  [gather('Hello ', String({}), '.'), gather('Hello ', 'Ann', '.'), '"[object Object]"'],
  [say(ssml('<emphasis>[object Map]</emphasis>')), say(ssml('<emphasis>object</emphasis>')), '"[object Map]"'],
  [say('Hello ', 'undefined', '!'), say('An undefined error.'), '"undefined"'],
  [say('You owe NaN dollars.'), say('NaNcy has naan, NaN-free.'), '"NaN"'],
  [say('NaN'), say('nan'), '"NaN"'],
  [say('Balance: ', `${Number.NaN}`), say('null', 'Infinity', 'true'), '"NaN"'],
].map(
  ([bad, good, word]): RuleCase => ({
    rule: 'speak.accidental',
    level: 'warning',
    bad,
    good,
    says: ['The speech contains', String(word)],
  }),
);

const urls: readonly RuleCase[] = [
  {
    rule: 'url.accidental',
    level: 'warning',
    bad: doc(<Redirect redirectUrl="/calls/undefined" />),
    good: doc(<Redirect redirectUrl="/calls/undefined-terms" />),
    says: ['redirectUrl on <Redirect>', '"undefined"', 'missing value'],
  },
  {
    rule: 'url.accidental',
    level: 'warning',
    bad: doc(<PlayAudio>{'https://a.example/sounds/{{name}}.mp3'}</PlayAudio>),
    good: doc(<PlayAudio>https://a.example/sounds/name.mp3</PlayAudio>),
    says: ['The text of <PlayAudio>', '{{name}}', 'not filled in'],
  },
];

export const accidentCases: readonly RuleCase[] = [...speech, ...urls];
