// Generates events, each different.
let seed = 7;
let calls = 0;
/** Returns an integer below `below`; the sequence is the same in every run. */
export const next = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  // The lower bits have a short period.
  return Math.floor((seed / 2 ** 32) * below);
};
const vocabulary = 'alpha bravo charlie delta echo foxtrot golf hotel "india" <juliett> kilo & lima mike'.split(' ');
export const words = (count) => Array.from({ length: count }, () => vocabulary[next(vocabulary.length)]).join(' ');
const number = () => `+1555${String(next(10_000_000)).padStart(7, '0')}`;

/** Returns an event of a new call. */
export function callEvent(eventType, more = {}) {
  const callId = `c-${String(++calls).padStart(8, '0')}-83ae4b17-5d20-4c6e-b7f4-90a1e3d85c42`;
  const now = new Date().toISOString();
  return {
    eventType,
    eventTime: now,
    accountId: '5500000',
    applicationId: '4bd8a3f1-55c2-4d4a-9f5e-6d1f0a7c2e10',
    from: number(),
    to: number(),
    direction: 'inbound',
    callId,
    callUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${callId}`,
    startTime: now,
    callerDisplayName: words(1 + next(4)),
    ...more,
  };
}
