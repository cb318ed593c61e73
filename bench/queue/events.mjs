// Events with different keys, as a platform sends them.
const start = Date.UTC(2026, 10, 24);
let count = 0;

/** Returns a new event of one of many calls, of about 600 bytes. */
export function nextEvent() {
  const number = count++;
  const callId = `c-95ac8d6e-${process.pid}-b38f-4198-${Math.floor(number / 4)}`;
  const eventTime = new Date(start + number).toISOString();
  return {
    eventType: 'recordingAvailable',
    eventTime,
    accountId: '920012',
    applicationId: '7fc9698a-b04a-468b-9e8f-91238c0d0086',
    from: '+15551112222',
    to: '+15553334444',
    direction: 'inbound',
    callId,
    recordingId: `r-fbe05094-${number}`,
    channels: 1,
    startTime: eventTime,
    endTime: eventTime,
    duration: 'PT13.67S',
    fileFormat: 'wav',
    callUrl: `https://voice.bandwidth.com/api/v2/accounts/9900000/calls/${callId}`,
    mediaUrl: `https://voice.bandwidth.com/api/v2/accounts/9900000/calls/${callId}/recordings/r-${number}/media`,
    status: 'complete',
  };
}
