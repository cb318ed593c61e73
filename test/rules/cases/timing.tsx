import { type BxmlElement, Pause, Ring, SendDtmf } from 'bxml-jsx';
import { doc, limitCases, type RuleCase } from '../rule-cases.js';

const send = (text: string): BxmlElement => doc(<SendDtmf>{text}</SendDtmf>);

export const timingCases: readonly RuleCase[] = [
  ...limitCases(
    { min: 0.1, below: 0.09, max: 86_400, above: 86_400.1 },
    (duration) => doc(<Pause duration={duration} />),
    { rule: 'pause.duration', says: ['duration on <Pause>', '0.1 to 86400 seconds'] },
  ),
  ...limitCases(
    { min: 0.1, below: 0, max: 86_400, above: 86_401 },
    (duration) => doc(<Ring duration={duration} answerCall={false} />),
    { rule: 'ring.duration', says: ['duration on <Ring>', '0.1 to 86400 seconds'] },
  ),
  ...limitCases(
    { min: 50, below: 49.9, max: 5000, above: 5000.1 },
    (milliseconds) => doc(<SendDtmf toneDuration={milliseconds}>1</SendDtmf>),
    { rule: 'sendDtmf.range', says: ['toneDuration', '50 to 5000 milliseconds'] },
  ),
  ...limitCases(
    { min: 50, below: 49, max: 5000, above: 5001 },
    (milliseconds) => doc(<SendDtmf toneInterval={milliseconds}>1</SendDtmf>),
    { rule: 'sendDtmf.range', says: ['toneInterval', '50 to 5000 milliseconds'] },
  ),
  ...limitCases({ min: 1, below: 0, max: 50, above: 51 }, (length) => send('1'.repeat(length)), {
    rule: 'sendDtmf.content',
    says: ['<SendDtmf>', '1 to 50 characters', '0-9 * # A-D a-d'],
  }),
  ...['hello', '12 34', '1;2', 'E'].map(
    (text): RuleCase => ({
      rule: 'sendDtmf.content',
      bad: send(text),
      good: send('\n  0123456789*#ABCDabcd,wW\n'),
      says: [`"${text}"`, 'pauses , w W'],
    }),
  ),
];
