import {
  type BxmlElement,
  CustomParam,
  Pause,
  StartStream,
  StartTranscription,
  StopStream,
  StopTranscription,
  StreamParam,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const plain = 'http://a.example/events';
const socket = 'wss://media.example/live';
const stream = (props: object = {}, ...children: readonly unknown[]): BxmlElement =>
  jsx(StartStream, { destination: socket, ...props, children });
const transcription = (props: object = {}, ...children: readonly unknown[]): BxmlElement =>
  jsx(StartTranscription, { transcriptionEventUrl: '/text', ...props, children });
/** A document with a verb that keeps the call up: without one, a verb in the background is a warning. */
const withPause = (...verbs: readonly unknown[]): BxmlElement => doc(...verbs, <Pause />);
const named = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const startStream: readonly RuleCase[] = [
  {
    rule: 'startStream.destination',
    bad: withPause(jsx(StartStream, {})),
    good: withPause(stream()),
    says: ['<StartStream>', 'destination', 'required'],
  },
  ...['https://media.example/live', '/live', 'wss://', ''].map(
    (destination): RuleCase => ({
      rule: 'startStream.destination',
      bad: withPause(stream({ destination })),
      good: withPause(stream({ destination: 'ws://media.example' })),
      says: ['destination', `"${destination}"`, 'ws:// or wss://'],
    }),
  ),
  ...limitCases(
    { max: 12, above: 13 },
    (count) => withPause(stream({}, ...named(count).map((n) => <StreamParam key={n} name={`n${n}`} value="v" />))),
    { rule: 'startStream.params', says: ['<StartStream> has 13 <StreamParam>', '0 to 12'] },
  ),
  {
    rule: 'startStream.unique',
    level: 'warning',
    bad: withPause(stream({ name: 'a' }), stream({ name: 'a' })),
    good: withPause(stream({ name: 'a' }), <StopStream name="a" />, stream({ name: 'a' })),
    says: ['"a"', 'mediaStreamRejected', '<StopStream>'],
  },
  {
    rule: 'startStream.tracks',
    level: 'warning',
    bad: withPause(stream({ name: 'a', tracks: 'both' }), stream(), stream(), stream()),
    good: withPause(stream({ name: 'a', tracks: 'both' }), stream(), stream()),
    says: ['one more track', '4 are in use', 'mediaStreamRejected', '<StopStream>'],
  },
  {
    rule: 'startStream.tracks',
    level: 'warning',
    bad: withPause(stream(), stream({ name: 'a' }), stream(), stream({ tracks: 'both' })),
    good: withPause(stream(), stream({ name: 'a' }), stream(), <StopStream name="a" />, stream({ tracks: 'both' })),
    says: ['2 more tracks', '3 are in use', 'the limit is 4'],
  },
  {
    rule: 'startStream.https',
    bad: withPause(stream({ username: 'me', streamEventUrl: plain })),
    good: withPause(stream({ destinationUsername: 'me', streamEventUrl: plain })),
    says: ['streamEventUrl', plain, 'must use https'],
  },
  {
    rule: 'stopStream.name',
    bad: doc(jsx(StopStream, { wait: true })),
    good: doc(<StopStream name="" wait />),
    says: ['<StopStream>', 'name', 'required'],
  },
];

const startTranscription: readonly RuleCase[] = [
  ...limitCases(
    { max: 12, above: 13 },
    (count) =>
      withPause(transcription({}, ...named(count).map((n) => <CustomParam key={n} name={`n${n}`} value="v" />))),
    { rule: 'startTranscription.params', says: ['<StartTranscription> has 13 <CustomParam>', '0 to 12'] },
  ),
  {
    rule: 'startTranscription.unique',
    level: 'warning',
    bad: withPause(transcription({ name: 'a' }), transcription({ name: 'a' })),
    good: withPause(transcription({ name: 'a' }), <StopTranscription />, transcription({ name: 'a' })),
    says: ['"a"', 'realTimeTranscriptionRejected', '<StopTranscription>'],
  },
  {
    rule: 'startTranscription.tracks',
    level: 'warning',
    bad: withPause(transcription({ tracks: 'both' }), transcription({ tracks: 'both' }), transcription()),
    good: withPause(transcription({ tracks: 'both' }), transcription({ tracks: 'both' }), stream()),
    says: ['one more track', '4 are in use', 'realTimeTranscriptionRejected', '<StopTranscription>'],
  },
  {
    rule: 'startTranscription.https',
    bad: withPause(transcription({ password: 'secret', transcriptionEventUrl: plain })),
    good: withPause(transcription({ transcriptionEventUrl: plain })),
    says: ['transcriptionEventUrl', plain, 'must use https'],
  },
  {
    rule: 'startTranscription.stabilized',
    level: 'warning',
    bad: withPause(transcription({ stabilized: false })),
    good: withPause(transcription({ stabilized: false, destination: socket })),
    says: ['stabilized', 'destination'],
  },
  {
    rule: 'startTranscription.languages',
    level: 'warning',
    bad: withPause(transcription({ detectLanguage: true, preferredLanguages: 'en-US' })),
    good: withPause(transcription({ detectLanguage: true })),
    says: ['preferredLanguages', 'detectLanguage', 'Remove one'],
  },
  {
    rule: 'startTranscription.languages',
    level: 'warning',
    bad: withPause(transcription({ preferredLanguages: 'en-US, fr-FR, en-GB' })),
    good: withPause(transcription({ preferredLanguages: 'en-US, fr-FR, en_us' })),
    says: ['"en-US"', '"en-GB"', 'one dialect'],
  },
  {
    rule: 'startTranscription.useless',
    level: 'warning',
    bad: withPause(<StartTranscription name="a" />),
    good: withPause(<StartTranscription name="a" destination={socket} />),
    says: ['destination', 'transcriptionEventUrl'],
  },
];

/** The parameters of a stream and of a transcription have the same rules. */
const parameters = (
  [
    ['streamParam', StreamParam, (...children: readonly unknown[]) => withPause(stream({}, ...children))],
    ['customParam', CustomParam, (...children: readonly unknown[]) => withPause(transcription({}, ...children))],
  ] as const
).flatMap(([prefix, Parameter, holding]): RuleCase[] => [
  ...limitCases({ max: 256, above: 257 }, (length) => holding(<Parameter name={'😀'.repeat(length)} value="v" />), {
    rule: `${prefix}.limits`,
    says: ['name on', '257 characters', 'at most 256'],
  }),
  ...limitCases({ max: 2048, above: 2049 }, (length) => holding(<Parameter name="n" value={'v'.repeat(length)} />), {
    rule: `${prefix}.limits`,
    says: ['value on', '2049 characters', 'at most 2048', 'send its key'],
  }),
  {
    rule: `${prefix}.unique`,
    level: 'warning',
    bad: holding(<Parameter key={1} name="a" value="1" />, <Parameter key={2} name="a" value="1" />),
    good: holding(<Parameter key={1} name="a" value="1" />, <Parameter key={2} name="A" value="1" />),
    says: ['"a"', 'overwrites'],
  },
]);

export const streamCases: readonly RuleCase[] = [...startStream, ...startTranscription, ...parameters];
