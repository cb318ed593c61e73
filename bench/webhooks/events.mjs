// Webhooks of inbound calls, all different, with every field that is usually sent.
import { inputsOf } from '../inputs.mjs';

const hex = (number, length) => (Math.imul(number + 1, 2654435761) >>> 0).toString(16).padStart(length, '0');

export const events = inputsOf(42).map(({ name, from, to }, index) => {
  const callId = `c-${hex(index, 8)}-${hex(index + 7, 8)}-5d20-4c6e-b7f4-${hex(index + 13, 12)}`;
  const time = Date.UTC(2026, 10, 24, 9) + index * 977;
  return {
    eventType: 'initiate',
    eventTime: new Date(time + 120).toISOString(),
    accountId: '5500000',
    applicationId: '4bd8a3f1-55c2-4d4a-9f5e-6d1f0a7c2e10',
    from,
    to,
    direction: 'inbound',
    callId,
    callUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${callId}`,
    startTime: new Date(time).toISOString(),
    privacy: index % 16 === 0,
    callerDisplayName: name,
  };
});
