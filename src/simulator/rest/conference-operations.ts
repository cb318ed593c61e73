// The operations on conferences. They act at once: events that follow are sent in the background.

import type { Check, FieldChecks } from '../../problems/check-options.js';
import { string } from '../../problems/value-checks.js';
import type { ConferenceRecordingState } from '../background/conference-recording.js';
import { SimulatedCall } from '../calls/call.js';
import { CallFailure } from '../calls/failure.js';
import type { Simulation } from '../calls/simulation.js';
import { acceptDocument } from '../delivery/given-document.js';
import { conferenceRedirectEvent } from '../events/conference-events.js';
import { durationText } from '../events/event-fields.js';
import { SimulatedConference } from '../rooms/conference.js';
import { addressFor } from '../settings/address.js';
import { bodyOf } from '../settings/request-body.js';
import {
  activeConferenceFields,
  isUpdateConferenceBody,
  isUpdateMemberBody,
  type UpdateConference,
  type UpdateConferenceMember,
} from '../settings/update-conference.js';
import { isPageSize, isTime, type Page, pageOf } from './lists.js';
import { audioOf, type RecordingMedia } from './recording-audio.js';
import { assertBody, assertBxml } from './request-body.js';
import { invalidRequest, notFound } from './rest-error.js';

/** A member, with its fields in Bandwidth's REST API. */
export interface ConferenceMemberState {
  readonly callId: string;
  readonly conferenceId: string;
  readonly memberUrl: string;
  readonly mute: boolean;
  readonly hold: boolean;
  readonly callIdsToCoach: readonly string[];
}

/** A conference, with its fields in Bandwidth's REST API. */
export interface ConferenceState {
  readonly id: string;
  readonly name: string;
  readonly createdTime: string;
  /** `null` until the conference is over. */
  readonly completedTime: string | null;
  readonly conferenceEventUrl: string | null;
  readonly conferenceEventMethod: 'GET' | 'POST' | null;
  /** The tag of the call that created it. */
  readonly tag: string | null;
  /** Missing in lists. */
  readonly activeMembers?: readonly ConferenceMemberState[];
}

/** A recording of a conference, with its fields in Bandwidth's REST API. */
export interface ConferenceRecordingMetadata {
  readonly accountId: string;
  readonly conferenceId: string;
  readonly name: string;
  readonly recordingId: string;
  readonly duration: string;
  readonly channels: number;
  readonly startTime: string;
  readonly endTime: string;
  readonly fileFormat: string;
  /** `processing` until the file is available, then `complete`. */
  readonly status: 'processing' | 'complete';
  /** Missing until the file is available. */
  readonly mediaUrl?: string;
  readonly recordingName?: string;
}

/** Conditions of `listConferences`: conferences that meet all of them are listed. */
export interface ConferenceQuery {
  readonly name?: string | undefined;
  /** Conferences that were created at this time or later, such as `2026-01-05T09:00:00Z`. */
  readonly minCreatedTime?: string | undefined;
  /** Conferences that were created at this time or earlier. */
  readonly maxCreatedTime?: string | undefined;
  /** The number of conferences to return, 1 to 1000. @default 1000 */
  readonly pageSize?: number | undefined;
  /** The page to return: the `pageToken` of the `Link` header over HTTP. @default the first page */
  readonly pageToken?: string | undefined;
}

const MAX_PAGE = 1000;

const queryFields: FieldChecks<ConferenceQuery> = {
  name: string,
  minCreatedTime: isTime,
  maxCreatedTime: isTime,
  pageSize: isPageSize(MAX_PAGE),
  pageToken: string,
};
const isQuery: Check = bodyOf<ConferenceQuery>(queryFields);

/** @throws RestError (400) */
export function listConferences(simulation: Simulation, query: ConferenceQuery): Page<ConferenceState> {
  assertBody(isQuery, query);
  const { name, minCreatedTime, maxCreatedTime } = query;
  simulation.recordCoverage('listConferences.order');
  const found = [...simulation.conferences.values()].filter((each) => {
    const createdAt = simulation.settings.startsAt + each.startedAt;
    return (
      (name === undefined || each.name === name) &&
      (minCreatedTime === undefined || createdAt >= Date.parse(minCreatedTime)) &&
      (maxCreatedTime === undefined || createdAt <= Date.parse(maxCreatedTime))
    );
  });
  const { items, next } = pageOf(found, query);
  const states = items.flatMap(({ id }) => {
    const conference = SimulatedConference.find(simulation, id);
    return conference === undefined ? [] : [stateOf(conference)];
  });
  return { items: states, next };
}

/** @throws RestError (404) */
export function getConference(simulation: Simulation, conferenceId: string): ConferenceState {
  const conference = known(simulation, conferenceId);
  if (conference.isOver) simulation.recordCoverage('getConference.over');
  return {
    ...stateOf(conference),
    activeMembers: conference.members.map((call) => memberStateOf(conference, call)),
  };
}

/** @throws RestError (404) */
export function getConferenceMember(
  simulation: Simulation,
  conferenceId: string,
  memberId: string,
): ConferenceMemberState {
  const conference = active(simulation, conferenceId);
  return memberStateOf(conference, memberOf(conference, memberId));
}

/** @throws RestError (400, 404) */
export function updateConference(simulation: Simulation, conferenceId: string, body: UpdateConference): void {
  assertBody(isUpdateConferenceBody, body);
  const conference = active(simulation, conferenceId);
  if (body.status === 'completed') {
    // The REST API ignores these fields, although it documents that they are not allowed.
    const given = { ...body } as Readonly<Record<string, unknown>>;
    const ignored = activeConferenceFields.filter((name) => given[name] !== undefined && given[name] !== null);
    if (ignored.length > 0) {
      conference.record.noteChange(conference, `updateConference ignores ${ignored.join(', ')}: it is completed`);
    }
    simulation.recordCoverage('updateConference.completed');
    conference.complete('is ended by updateConference');
    return;
  }
  const address = addressFor('conferenceRedirect', 'updateConference', { ...body }, simulation.settings.origin);
  simulation.recordCoverage('updateConference.redirects');
  conference.record.noteChange(conference, `is redirected by updateConference to ${address?.url}`);
  if (address !== undefined) conference.deliver(conferenceRedirectEvent(conference.facts()), address);
}

/** @throws RestError (400, 404) */
export function updateConferenceBxml(simulation: Simulation, conferenceId: string, bxml: string): void {
  assertBxml(simulation, bxml, 'conference');
  const conference = active(simulation, conferenceId);
  simulation.recordCoverage('updateConferenceBxml.queued');
  conference.record.noteChange(conference, 'is given another document by updateConferenceBxml');
  try {
    conference.enqueue(acceptDocument(conference, bxml, 'updateConferenceBxml'));
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    conference.record.fault(conference, error.cause, error.message, error.failure);
  }
}

/** @throws RestError (400, 404) */
export function updateConferenceMember(
  simulation: Simulation,
  conferenceId: string,
  memberId: string,
  body: UpdateConferenceMember,
): void {
  assertBody(isUpdateMemberBody, body);
  const conference = active(simulation, conferenceId);
  const call = memberOf(conference, memberId);
  const before = conference.membershipOf(call);
  if (before === undefined) throw notFound('member', memberId);
  const { mute = before.mute, hold = before.hold } = body;
  const callIdsToCoach = body.callIdsToCoach ?? before.callIdsToCoach;
  if (callIdsToCoach.length > 0 && body.callIdsToCoach && conference.coachBeside(call) !== undefined) {
    simulation.recordCoverage('updateConferenceMember.second-coach');
    throw invalidRequest('callIdsToCoach is allowed for one member at a time, and another member coaches');
  }
  simulation.recordCoverage('updateConferenceMember.changes');
  conference.update(call, { mute, hold, callIdsToCoach: [...callIdsToCoach] });
}

/** @throws RestError (404) */
export const listConferenceRecordings = (
  simulation: Simulation,
  conferenceId: string,
): readonly ConferenceRecordingMetadata[] => {
  const conference = known(simulation, conferenceId);
  return conference.recordings.map((state) => metadataOf(conference, state));
};

/** @throws RestError (404) */
export function getConferenceRecording(
  simulation: Simulation,
  conferenceId: string,
  recordingId: string,
): ConferenceRecordingMetadata {
  const conference = known(simulation, conferenceId);
  return metadataOf(conference, recordingFor(conference, recordingId));
}

/** @throws RestError (404) for an unknown recording, or audio that is not available */
export function downloadConferenceRecording(
  simulation: Simulation,
  conferenceId: string,
  recordingId: string,
): RecordingMedia {
  const { recording, isAvailable } = recordingFor(known(simulation, conferenceId), recordingId);
  if (!isAvailable) throw notFound('media of recording', recordingId);
  simulation.recordCoverage('recording.media');
  return audioOf(recording);
}

function recordingFor({ recordings }: SimulatedConference, id: string): ConferenceRecordingState {
  const state = recordings.find(({ recording }) => recording.id === id);
  if (state === undefined) throw notFound('recording', id);
  return state;
}

/** Returns a conference, active or over. */
function known(simulation: Simulation, id: string): SimulatedConference {
  const conference = SimulatedConference.find(simulation, id);
  if (conference === undefined) throw notFound('conference', id);
  return conference;
}

/** Returns an active conference. */
function active(simulation: Simulation, id: string): SimulatedConference {
  const conference = known(simulation, id);
  if (!conference.isOver) return conference;
  simulation.recordCoverage('updateConference.over');
  throw notFound('conference', id);
}

function memberOf(conference: SimulatedConference, id: string): SimulatedCall {
  const call = SimulatedCall.find(conference.simulation, id);
  if (call === undefined || conference.membershipOf(call) === undefined) throw notFound('member', id);
  return call;
}

function stateOf({ simulation, id, name, startedAt, endedAt, address, tag }: SimulatedConference): ConferenceState {
  return {
    id,
    name,
    createdTime: simulation.timeText(startedAt),
    completedTime: endedAt === undefined ? null : simulation.timeText(endedAt),
    conferenceEventUrl: address?.url ?? null,
    conferenceEventMethod: address?.method ?? null,
    tag: tag === '' ? null : tag,
  };
}

function memberStateOf(conference: SimulatedConference, call: SimulatedCall): ConferenceMemberState {
  const { mute = false, hold = false, callIdsToCoach = [] } = conference.membershipOf(call) ?? {};
  const { conferenceId, conferenceUrl } = conference.facts();
  return {
    callId: call.id,
    conferenceId,
    memberUrl: `${conferenceUrl}/members/${call.id}`,
    mute,
    hold,
    callIdsToCoach,
  };
}

function metadataOf(
  conference: SimulatedConference,
  { recording, isAvailable }: ConferenceRecordingState,
): ConferenceRecordingMetadata {
  const { accountId, conferenceId, conferenceUrl, name } = conference.facts();
  const { id, milliseconds, channels, startTime, endTime, fileFormat } = recording;
  return {
    accountId,
    conferenceId,
    name,
    recordingId: id,
    duration: durationText(milliseconds),
    channels,
    startTime,
    endTime,
    fileFormat,
    status: isAvailable ? 'complete' : 'processing',
    ...(isAvailable ? { mediaUrl: `${conferenceUrl}/recordings/${id}/media` } : {}),
    ...(recording.name === undefined ? {} : { recordingName: recording.name }),
  };
}
