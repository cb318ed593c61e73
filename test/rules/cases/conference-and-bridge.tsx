import { Bridge, Conference, Connect, Endpoint, SpeakSentence } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const endpoint = <Endpoint>e-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85</Endpoint>;

export const conferenceCases: readonly RuleCase[] = [
  {
    rule: 'bridge.content',
    bad: doc(<Bridge />),
    good: doc(<Bridge>{'\n  c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d\n'}</Bridge>),
    says: ['<Bridge> has no text', 'the id of the other call'],
  },
  {
    rule: 'conference.content',
    bad: doc(<Conference>{' \n'}</Conference>),
    good: doc(<Conference>{' room\n'}</Conference>),
    says: ['<Conference> has no text', 'the name of the conference'],
  },
  ...limitCases({ max: 100, above: 101 }, (length) => doc(<Conference>{'r'.repeat(length)}</Conference>), {
    rule: 'conference.name',
    says: ['<Conference>', '1 to 100'],
  }),
  ...['my room', 'réunion', 'a/b'].map(
    (name): RuleCase => ({
      rule: 'conference.name',
      bad: doc(<Conference>{name}</Conference>),
      good: doc(<Conference>A_room-of.1</Conference>),
      says: [`"${name}"`, 'letters', 'digits', 'hyphens', 'underscores', 'periods'],
    }),
  ),
  ...limitCases(
    { min: 1, below: 0.99, max: 25, above: 25.01 },
    (seconds) => doc(<Conference callbackTimeout={seconds}>room</Conference>),
    { rule: 'conference.callbackTimeout', says: ['callbackTimeout', '1 to 25 seconds'] },
  ),
  {
    rule: 'connect.endpoint',
    bad: doc(<Connect />),
    good: doc(<Connect>{endpoint}</Connect>),
    says: ['<Connect> has 0 <Endpoint>', 'at least 1', 'Add <Endpoint>'],
  },
  {
    rule: 'connect.endpoint',
    bad: doc(
      <Connect>
        {endpoint}
        <SpeakSentence>hi</SpeakSentence>
      </Connect>,
    ),
    good: doc(<Connect>{endpoint}</Connect>),
    says: ['<SpeakSentence> is not allowed inside <Connect>', 'allowed: Endpoint'],
  },
  {
    rule: 'connect.endpoint',
    level: 'warning',
    bad: doc(
      <Connect>
        <Endpoint>e-1</Endpoint>
        <Endpoint>e-2</Endpoint>
      </Connect>,
    ),
    good: doc(
      <Connect>
        <Endpoint>e-1</Endpoint>
      </Connect>,
    ),
    says: ['<Connect> contains 2 <Endpoint> elements', 'exactly 1', 'Keep one'],
  },
  {
    rule: 'connect.no-text',
    bad: doc(jsx(Connect, { children: ['e-1', endpoint] })),
    good: doc(<Connect>{endpoint}</Connect>),
    says: ['"e-1"', '<Connect>', 'Endpoint'],
  },
  {
    rule: 'endpoint.content',
    bad: doc(
      <Connect>
        <Endpoint />
      </Connect>,
    ),
    good: doc(<Connect>{endpoint}</Connect>),
    says: ['<Endpoint> has no text', 'the id of an endpoint'],
  },
  {
    rule: 'endpoint.no-attributes',
    bad: doc(<Connect>{jsx(Endpoint, { tag: 'x', children: 'e-1' })}</Connect>),
    good: doc(<Connect>{endpoint}</Connect>),
    says: ['<Endpoint> has no attribute tag', 'allowed: none'],
  },
];
