import type {
  DisconnectEvent,
  GatherEvent,
  InitiateEvent,
  RecordCompleteEvent,
  RecordingAvailableEvent,
  TransferAnswerEvent,
  TransferCompleteEvent,
  TransferDisconnectEvent,
} from 'bxml-jsx/events';
import { paths } from './paths.js';

// The events of one call as Bandwidth sends them, to try the menu and to test it.

const call = {
  accountId: '5500000',
  applicationId: '4bd8a3f1-55c2-4d4a-9f5e-6d1f0a7c2e10',
  from: '+15551239876',
  to: '+15551230000',
  direction: 'inbound',
  callId: 'c-2f6c1d90-83ae4b17-5d20-4c6e-b7f4-90a1e3d85c42',
  callUrl: 'https://voice.bandwidth.com/api/v2/accounts/5500000/calls/c-2f6c1d90-83ae4b17-5d20-4c6e-b7f4-90a1e3d85c42',
  startTime: '2026-11-24T09:00:00.000Z',
};

const leg = {
  ...call,
  direction: 'outbound',
  callId: 'c-7be1c0a2-0f9d4c55-8a43-4a0c-a6b0-1d7e6f3b2c91',
  parentCallId: call.callId,
  transferCallerId: call.from,
  transferTo: '+15551230101',
};

const recording = {
  recordingId: 'r-0c5f9c3e-7c1b-4f6e-8f7e-2a9d3b1c4e55',
  startTime: '2026-11-24T09:01:10.000Z',
  endTime: '2026-11-24T09:01:23.670Z',
  duration: 'PT13.67S',
  fileFormat: 'wav',
  channels: 1,
};

/** A call comes in. */
export const initiate: InitiateEvent = { eventType: 'initiate', eventTime: '2026-11-24T09:00:00.120Z', ...call };

/** The caller pressed these keys, or none, at this attempt. */
export const gather = (digits: string, attempt = 1): GatherEvent => ({
  eventType: 'gather',
  eventTime: '2026-11-24T09:00:14.300Z',
  ...call,
  answerTime: '2026-11-24T09:00:01.000Z',
  digits,
  terminatingDigit: '',
  tag: String(attempt),
});

/** A phone of the department was picked up. */
export const transferAnswer: TransferAnswerEvent = { eventType: 'transferAnswer', ...leg, tag: 'sales' };

/** The transfer is over: `hangup` after a conversation. */
export const transferComplete = (cause: TransferCompleteEvent['cause']): TransferCompleteEvent => ({
  eventType: 'transferComplete',
  ...call,
  transferCallerId: leg.transferCallerId,
  transferTo: leg.transferTo,
  cause,
  tag: 'sales',
});

/** A phone of the department has stopped ringing, or was hung up. */
export const transferDisconnect: TransferDisconnectEvent = {
  eventType: 'transferDisconnect',
  ...leg,
  endTime: '2026-11-24T09:00:40.000Z',
  cause: 'timeout',
  tag: 'sales',
};

/** The caller has left a message. */
export const recordComplete: RecordCompleteEvent = {
  eventType: 'recordComplete',
  ...call,
  ...recording,
  tag: 'sales',
};

/** The message can be fetched. */
export const recordingAvailable: RecordingAvailableEvent = {
  eventType: 'recordingAvailable',
  ...call,
  ...recording,
  status: 'complete',
  tag: 'sales',
};

/** The call is over. */
export const disconnect: DisconnectEvent = {
  eventType: 'disconnect',
  ...call,
  endTime: '2026-11-24T09:01:30.000Z',
  cause: 'hangup',
  tag: 'sales',
};

/** Where each of them comes to that is answered with a document, and a part of what answers it. */
export const answers = [
  [paths.call, initiate, 'Welcome to Blue Harbor.'],
  [paths.menu, gather('1'), '<Transfer '],
  [paths.transfer, transferAnswer, 'A call for sales.'],
  [paths.transfer, transferComplete('busy'), '<Record '],
  [paths.voicemail, recordComplete, 'sales will call you back'],
] as const;
