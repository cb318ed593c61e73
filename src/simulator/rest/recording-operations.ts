// The operations on recordings of calls.
import type { FieldChecks } from '../../problems/check-options.js';
import { string } from '../../problems/value-checks.js';
import { RecordingFile, type TranscriptClip } from '../background/recording-file.js';
import { behaviors } from '../behaviors/index.js';
import { SimulatedCall } from '../calls/call.js';
import type { Simulation } from '../calls/simulation.js';
import { deliverInBackground } from '../delivery/delivery.js';
import type { Sender } from '../delivery/sender.js';
import { durationText } from '../events/event-fields.js';
import { transcriptionAvailableEvent } from '../events/recording-events.js';
import { SimulatedConference } from '../rooms/conference.js';
import { addressFor } from '../settings/address.js';
import {
  isTranscribeRecordingBody,
  isUpdateCallRecordingBody,
  type TranscribeRecording,
  type UpdateCallRecording,
} from '../settings/recording-requests.js';
import { bodyOf } from '../settings/request-body.js';
import { isTime } from './lists.js';
import { audioOf, type RecordingMedia, wavOf } from './recording-audio.js';
import { assertBody } from './request-body.js';
import { invalidRequest, notFound } from './rest-error.js';

/** A recording, with the fields of `getCallRecording` in Bandwidth's REST API. */
export interface CallRecordingMetadata {
  readonly applicationId: string;
  readonly accountId: string;
  readonly callId: string;
  /** The call that dialed the recorded leg: only of a leg of a `Transfer`, like the two fields after it. */
  readonly parentCallId?: string;
  readonly transferCallerId?: string;
  readonly transferTo?: string;
  readonly recordingId: string;
  readonly to: string;
  readonly from: string;
  /** Such as `PT13.67S`. */
  readonly duration: string;
  readonly direction: 'inbound' | 'outbound';
  /** 2 if each side of the call has its own channel. */
  readonly channels: 1 | 2;
  readonly startTime: string;
  /** Missing while the call is recorded. */
  readonly endTime?: string;
  readonly fileFormat: string;
  /** `partial` while the call is recorded, then `processing`; `deleted` if the audio was deleted. */
  readonly status: 'partial' | 'processing' | 'complete' | 'deleted';
  /** Only if the audio can be downloaded. */
  readonly mediaUrl?: string;
  readonly transcription: {
    readonly id?: string;
    readonly status: 'none' | 'available' | 'file-size-too-small' | 'file-size-too-big';
    readonly completedTime?: string;
    readonly url?: string;
  };
  readonly recordingName?: string;
}

/** The text of a recording, with the fields of `getRecordingTranscription`. */
export interface RecordingTranscriptions {
  /** The whole text of each speaker. */
  readonly transcripts: readonly { readonly speaker: number; readonly text: string; readonly confidence: number }[];
  /** The parts of the text in order. */
  readonly clips: readonly TranscriptClip[];
}

/** Conditions of `listAccountCallRecordings`: recordings that meet all of them are listed. */
export interface RecordingQuery {
  /** The called number or SIP URI. */
  readonly to?: string | undefined;
  /** The calling number. */
  readonly from?: string | undefined;
  /** Recordings that began at this time or later. */
  readonly minStartTime?: string | undefined;
  /** Recordings that began before this time. */
  readonly maxStartTime?: string | undefined;
}

const queryFields: FieldChecks<RecordingQuery> = {
  to: string,
  from: string,
  minStartTime: isTime,
  maxStartTime: isTime,
};
const isRecordingQuery = bodyOf<RecordingQuery>(queryFields);

/** @throws RestError (400, 404) */
export function updateCallRecordingState(simulation: Simulation, callId: string, body: UpdateCallRecording): void {
  assertBody(isUpdateCallRecordingBody, body);
  const call = SimulatedCall.find(simulation, callId);
  if (call === undefined) throw notFound('call', callId);
  const active = filesOf(simulation).filter((file) => file.callId === callId && file.stopped === undefined);
  simulation.recordCoverage(active.length === 0 ? 'recording.none' : 'recording.state');
  for (const file of active) {
    if (body.state === 'paused') file.pause();
    else file.resume();
  }
}

export const listCallRecordings = (simulation: Simulation, callId: string): readonly CallRecordingMetadata[] =>
  filesOf(simulation)
    .filter((file) => file.callId === callId)
    .map(metadataOf);

/** @throws RestError (400) */
export function listAccountCallRecordings(
  simulation: Simulation,
  query: RecordingQuery,
): readonly CallRecordingMetadata[] {
  assertBody(isRecordingQuery, query);
  const { to, from, minStartTime, maxStartTime } = query;
  return filesOf(simulation)
    .filter(({ call, startedAt }) => {
      const time = simulation.settings.startsAt + startedAt;
      return (
        (to === undefined || call.to === to) &&
        (from === undefined || call.from === from) &&
        (minStartTime === undefined || time >= Date.parse(minStartTime)) &&
        (maxStartTime === undefined || time < Date.parse(maxStartTime))
      );
    })
    .map(metadataOf);
}

/** @throws RestError (404) */
export const getCallRecording = (simulation: Simulation, callId: string, id: string): CallRecordingMetadata =>
  metadataOf(fileFor(simulation, callId, id));

/** @throws RestError (400, 404) */
export function deleteRecording(simulation: Simulation, callId: string, id: string): void {
  simulation.recordings.delete(stoppedFile(simulation, callId, id));
  simulation.recordCoverage('recording.deleted');
}

/** @throws RestError (404) */
export function downloadCallRecording(simulation: Simulation, callId: string, id: string): RecordingMedia {
  const file = fileFor(simulation, callId, id);
  const { status, stopped } = file;
  if (status !== 'complete' || stopped === undefined) throw notFound('media of recording', id);
  simulation.recordCoverage('recording.media');
  return audioOf(stopped, (milliseconds) => file.sound(milliseconds));
}

/** A path of the audio of a recording: of a call, or of a conference. */
const MEDIA_PATH = /\/(calls|conferences)\/([\w-]+)\/recordings\/([\w-]+)\/media$/;

/** Returns the audio of a stopped recording as WAV, by its `mediaUrl`; `undefined` if it is not one of this simulation. */
export function recordedAudio(simulation: Simulation, mediaUrl: string): RecordingMedia | undefined {
  const [, of, owner = '', id = ''] = MEDIA_PATH.exec(mediaUrl) ?? [];
  if (of === 'conferences') {
    const state = SimulatedConference.find(simulation, owner)?.recordings.find(({ recording }) => recording.id === id);
    return state && wavOf(state.recording);
  }
  const file = simulation.recordings.get(owner, id);
  if (!(file instanceof RecordingFile) || file.stopped === undefined || file.status === 'deleted') return undefined;
  return wavOf(file.stopped, (milliseconds) => file.sound(milliseconds));
}

/** @throws RestError (400, 404) */
export function deleteRecordingMedia(simulation: Simulation, callId: string, id: string): void {
  stoppedFile(simulation, callId, id).status = 'deleted';
  simulation.recordCoverage('recording.deleted');
}

/** @throws RestError (404) */
export function getRecordingTranscription(simulation: Simulation, callId: string, id: string): RecordingTranscriptions {
  const { transcription, clips } = fileFor(simulation, callId, id);
  if (transcription?.status !== 'available') throw notFound('transcription of recording', id);
  simulation.recordCoverage('recording.transcript');
  const speakers = [...new Set(clips.map(({ speaker }) => speaker))].sort((one, other) => one - other);
  const transcripts = speakers.map((speaker) => ({
    speaker,
    text: clips
      .filter((clip) => clip.speaker === speaker)
      .map(({ text }) => text)
      .join(' '),
    confidence: 1,
  }));
  return { transcripts, clips };
}

/** @throws RestError (400, 404) */
export function transcribeCallRecording(
  simulation: Simulation,
  callId: string,
  id: string,
  body: TranscribeRecording,
): void {
  assertBody(isTranscribeRecordingBody, body);
  const file = fileFor(simulation, callId, id);
  if (file.status !== 'complete') throw invalidRequest(`recording [${id}] has no audio to transcribe`);
  const { record } = file.call;
  record.background(async () => {
    await record.pause(simulation.settings.processing.transcription * 1000);
    transcribed(simulation, file, body);
  });
}

function transcribed(simulation: Simulation, file: RecordingFile, body: TranscribeRecording): void {
  const { call, stopped } = file;
  if (stopped === undefined) return;
  const transcriptionId = simulation.ids.next('t');
  file.transcribed(transcriptionId);
  simulation.recordCoverage('recording.transcription-bounds');
  simulation.recordCoverage('recording.transcription-time');
  const address = addressFor(
    'transcriptionAvailable',
    'transcribeCallRecording',
    { ...body },
    simulation.settings.origin,
  );
  if (address === undefined) return;
  const sender: Sender = {
    simulation,
    record: call.record,
    name: call.name,
    callbackTimeout: body.callbackTimeout ?? behaviors['delivery.timeout'].value,
    isOver: call.isOver,
    responseContext: undefined,
    requesting: 0,
    throwIfEnded: () => undefined,
  };
  const facts = { ...call.facts(), tag: body.tag ?? '' };
  deliverInBackground(sender, address, transcriptionAvailableEvent(facts, stopped, transcriptionId));
}

/** @throws RestError (404) */
export function deleteRecordingTranscription(simulation: Simulation, callId: string, id: string): void {
  const file = fileFor(simulation, callId, id);
  if (file.transcription === undefined) throw notFound('transcription of recording', id);
  file.transcription = undefined;
  simulation.recordCoverage('recording.deleted');
}

const filesOf = ({ recordings }: Simulation): readonly RecordingFile[] =>
  [...recordings.values()].filter((file) => file instanceof RecordingFile);

/** @throws RestError (404) for an unknown recording */
function fileFor(simulation: Simulation, callId: string, id: string): RecordingFile {
  const file = simulation.recordings.get(callId, id);
  if (!(file instanceof RecordingFile)) throw notFound('recording', id);
  return file;
}

/** @throws RestError (404) for an unknown recording; 400 for one that has not stopped */
function stoppedFile(simulation: Simulation, callId: string, id: string): RecordingFile {
  const file = fileFor(simulation, callId, id);
  if (file.stopped === undefined) throw invalidRequest(`recording [${id}] has not stopped`);
  return file;
}

function metadataOf(file: RecordingFile): CallRecordingMetadata {
  const { call, id, stopped, transcription, channels, fileFormat, name } = file;
  const { applicationId, accountId, callId, callUrl, to, from, direction, transfer } = call.facts();
  const url = `${callUrl}/recordings/${id}`;
  return {
    applicationId,
    accountId,
    callId,
    ...(transfer === undefined
      ? {}
      : { parentCallId: transfer.parentCallId, transferCallerId: transfer.callerId, transferTo: transfer.to }),
    recordingId: id,
    to,
    from,
    duration: durationText(stopped?.milliseconds ?? call.simulation.clock.now - file.startedAt),
    direction,
    channels,
    startTime: call.simulation.timeText(file.startedAt),
    ...(stopped === undefined ? {} : { endTime: stopped.endTime }),
    fileFormat,
    status: file.status,
    ...(file.status === 'complete' ? { mediaUrl: `${url}/media` } : {}),
    transcription: transcription === undefined ? { status: 'none' } : { ...transcription, url: `${url}/transcription` },
    ...(name === undefined ? {} : { recordingName: name }),
  };
}
