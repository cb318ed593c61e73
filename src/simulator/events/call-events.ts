// The events of a call, with the fields that each of them has. What is not sent is what nobody has scripted: the caller's
// name, diversions, the headers of SIP.
import type { AnswerEvent, DisconnectEvent, InitiateEvent, RedirectEvent } from '../../events/call-events.js';
import type { DtmfEvent, GatherEvent, PartialGatherEvent } from '../../events/gather-events.js';
import type { MachineDetectionCompleteEvent, MachineDetectionResult } from '../../events/machine-detection-events.js';
import type {
  RecordCompleteEvent,
  RecordingAvailableEvent,
  TranscriptionAvailableEvent,
} from '../../events/recording-events.js';
import type { ReferCompleteEvent } from '../../events/refer-events.js';
import type {
  TransferAnswerEvent,
  TransferCompleteEvent,
  TransferDisconnectEvent,
} from '../../events/transfer-events.js';
import type { StoppedRecording } from '../background/recording.js';
import type { Leg } from '../calls/leg.js';

const API = 'https://voice.bandwidth.com/api/v2/accounts';

/** What every event of a call tells. */
function ofCall(leg: Leg) {
  const { board } = leg.call;
  const { accountId } = board.settings;
  return {
    eventTime: board.timeText(board.clock.now),
    accountId,
    applicationId: leg.call.applicationId,
    from: leg.from,
    to: leg.to,
    direction: leg.direction,
    callId: leg.id,
    callUrl: callUrl(leg),
    ...enqueued(leg),
    startTime: board.timeText(leg.startedAt),
  };
}

function enqueued({ call: { board }, enqueuedAt }: Leg): { readonly enqueuedTime?: string } {
  if (enqueuedAt === undefined) return {};
  board.follow('createCall.enqueued-time');
  return { enqueuedTime: board.timeText(enqueuedAt) };
}

const callUrl = (leg: Leg): string => `${API}/${leg.call.board.settings.accountId}/calls/${leg.id}`;

const tagOf = ({ tag }: Leg) => (tag === '' ? {} : { tag });

const answered = (leg: Leg) =>
  leg.answeredAt === undefined ? {} : { answerTime: leg.call.board.timeText(leg.answeredAt) };

/** What is told of a leg that a transfer made. */
const ofTransfer = ({ transfer }: Leg) =>
  transfer === undefined
    ? {}
    : { parentCallId: transfer.parentCallId, transferCallerId: transfer.callerId, transferTo: transfer.to };

const inProgress = (leg: Leg) => ({ ...ofCall(leg), ...answered(leg), ...ofTransfer(leg), ...tagOf(leg) });

/** What went wrong on a leg, where something did. */
const errorOf = ({ errorMessage, call }: Leg) =>
  errorMessage === undefined ? {} : { errorMessage, errorId: call.board.ids.next('e') };

export const initiateEvent = (leg: Leg, more: Partial<InitiateEvent>): InitiateEvent => ({
  eventType: 'initiate',
  ...ofCall(leg),
  ...more,
});

export const answerEvent = (leg: Leg, machine: MachineDetectionResult | undefined): AnswerEvent => ({
  eventType: 'answer',
  ...ofCall(leg),
  ...answered(leg),
  ...tagOf(leg),
  ...(machine === undefined ? {} : { machineDetectionResult: machine }),
});

export const machineDetectionCompleteEvent = (
  leg: Leg,
  machineDetectionResult: MachineDetectionResult,
): MachineDetectionCompleteEvent => ({
  eventType: 'machineDetectionComplete',
  ...ofCall(leg),
  ...answered(leg),
  ...tagOf(leg),
  machineDetectionResult,
});

export const disconnectEvent = (leg: Leg): DisconnectEvent => ({
  eventType: 'disconnect',
  ...ofCall(leg),
  ...answered(leg),
  endTime: endOf(leg),
  cause: leg.cause,
  ...errorOf(leg),
  ...tagOf(leg),
});

const endOf = (leg: Leg): string => leg.call.board.timeText(leg.endedAt ?? leg.call.board.clock.now);

export const redirectEvent = (leg: Leg): RedirectEvent => ({ eventType: 'redirect', ...inProgress(leg) });

/** What a party has entered while it was listened to. */
export interface Gathered {
  readonly digits: string;
  readonly terminatingDigit: string;
  readonly text?: string;
}

export const gatherEvent = (leg: Leg, gathered: Gathered): GatherEvent => ({
  eventType: 'gather',
  ...inProgress(leg),
  ...gathered,
});

export const partialGatherEvent = (leg: Leg, text: string): PartialGatherEvent => ({
  eventType: 'partialgather',
  ...inProgress(leg),
  text,
});

/** Keys of one moment are a millisecond apart: by its time an application tells an equal key from a repeated event. */
export function dtmfEvent(leg: Leg, digit: string): DtmfEvent {
  const { board } = leg.call;
  leg.keyReportedAt = Math.max(board.clock.now, leg.keyReportedAt + 1);
  return { eventType: 'dtmf', ...inProgress(leg), eventTime: board.timeText(leg.keyReportedAt), digit };
}

/** A recording as all its events tell it; their start is that of the recording. */
function ofRecording(leg: Leg, { id, startedAt, endedAt, milliseconds, fileFormat, channels, name }: StoppedRecording) {
  const { board } = leg.call;
  const { startTime: _, ...call } = ofCall(leg);
  return {
    ...call,
    ...ofTransfer(leg),
    ...tagOf(leg),
    recordingId: id,
    ...(name === undefined ? {} : { recordingName: name }),
    mediaUrl: `${callUrl(leg)}/recordings/${id}/media`,
    startTime: board.timeText(startedAt),
    endTime: board.timeText(endedAt),
    duration: durationText(milliseconds),
    fileFormat,
    channels,
  };
}

export const recordCompleteEvent = (leg: Leg, recording: StoppedRecording): RecordCompleteEvent => ({
  eventType: 'recordComplete',
  ...ofRecording(leg, recording),
  ...answered(leg),
});

export const recordingAvailableEvent = (leg: Leg, recording: StoppedRecording): RecordingAvailableEvent => ({
  eventType: 'recordingAvailable',
  ...ofRecording(leg, recording),
  status: 'complete',
});

export function transcriptionAvailableEvent(leg: Leg, recording: StoppedRecording): TranscriptionAvailableEvent {
  const { board } = leg.call;
  const { channels: _, ...fields } = ofRecording(leg, recording);
  const id = board.ids.next('t');
  return {
    eventType: 'transcriptionAvailable',
    ...fields,
    transcription: {
      id,
      url: `${callUrl(leg)}/recordings/${recording.id}/transcription`,
      status: recording.transcriptionStatus,
      completedTime: board.timeText(board.clock.now),
    },
  };
}

/** What a leg of a transfer says of where it leads. */
const legOf = (leg: Leg) => ({
  transferCallerId: leg.transfer?.callerId ?? leg.from,
  transferTo: leg.transfer?.to ?? leg.to,
});

export const transferAnswerEvent = (leg: Leg): TransferAnswerEvent => ({
  eventType: 'transferAnswer',
  ...inProgress(leg),
  ...legOf(leg),
});

/** Of the call that ran the transfer, about the leg that answered or was the last to end. */
export const transferCompleteEvent = (leg: Leg, called: Leg): TransferCompleteEvent => ({
  eventType: 'transferComplete',
  ...ofCall(leg),
  ...answered(leg),
  ...tagOf(leg),
  ...legOf(called),
  cause: called.cause,
  ...errorOf(called),
});

export function transferDisconnectEvent(leg: Leg): TransferDisconnectEvent {
  const { accountId: _, applicationId: __, ...call } = ofCall(leg);
  return {
    eventType: 'transferDisconnect',
    ...call,
    ...answered(leg),
    ...legOf(leg),
    ...tagOf(leg),
    parentCallId: leg.transfer?.parentCallId ?? leg.id,
    endTime: endOf(leg),
    cause: leg.cause,
    ...errorOf(leg),
  };
}

/** How a SIP call was handed on, or why not. */
export type Referral = Pick<ReferCompleteEvent, 'referCallStatus' | 'referSipResponseCode' | 'notifySipResponseCode'>;

export const referCompleteEvent = (leg: Leg, referral: Referral): ReferCompleteEvent => ({
  eventType: 'referComplete',
  ...ofCall(leg),
  ...answered(leg),
  ...tagOf(leg),
  ...referral,
});

/** Milliseconds as an ISO 8601 duration: `PT13.67S`. */
export const durationText = (milliseconds: number): string => `PT${milliseconds / 1000}S`;
