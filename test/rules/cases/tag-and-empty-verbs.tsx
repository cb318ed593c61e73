// The verb that sets the tag, and the verbs without attributes and children.
import { Hangup, PauseRecording, ResumeRecording, StopGather, StopRecording, Tag } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const empty = (
  [
    ['hangup.no-attributes', 'Hangup', Hangup],
    ['pauseRecording.no-attributes', 'PauseRecording', PauseRecording],
    ['resumeRecording.no-attributes', 'ResumeRecording', ResumeRecording],
    ['stopGather.no-attributes', 'StopGather', StopGather],
    ['stopRecording.no-attributes', 'StopRecording', StopRecording],
  ] as const
).flatMap(([rule, name, Empty]): RuleCase[] => [
  {
    rule,
    bad: doc(jsx(Empty, { tag: 'x' })),
    good: doc(<Tag>x</Tag>, <Empty />),
    says: [`<${name}> has no attribute tag`, 'allowed: none'],
  },
  {
    rule,
    bad: doc(jsx(Empty, { children: 'bye' })),
    good: doc(jsx(Empty, { key: 'k', children: [null, ' '] })),
    says: ['"bye"', `inside <${name}>`, 'nothing'],
  },
]);

export const tagCases: readonly RuleCase[] = [
  ...empty,
  {
    rule: 'tag.no-attributes',
    bad: doc(jsx(Tag, { tag: 'x' })),
    good: doc(<Tag>x</Tag>),
    says: ['<Tag> has no attribute tag', 'allowed: none'],
  },
  ...limitCases({ max: 256, above: 257 }, (length) => doc(<Tag>{` ${'😀'.repeat(length)} `}</Tag>), {
    rule: 'tag.length',
    level: 'warning',
    says: ['<Tag>', '257 characters', 'more than 256'],
  }),
  {
    rule: 'tag.length',
    level: 'warning',
    bad: doc(<Tag>{'x'.repeat(4096)}</Tag>),
    good: doc(<Tag> </Tag>),
    says: ['4096 characters', 'more than 256'],
  },
];
