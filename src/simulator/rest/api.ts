import type { Simulation } from '../calls/simulation.js';
import type { Executors } from '../interpreter/interpreter.js';
import type { ApiOperation } from '../settings/disruptions.js';
import type { CreateEndpoint } from '../settings/endpoint-settings.js';
import type { TranscribeRecording, UpdateCallRecording } from '../settings/recording-requests.js';
import type { UpdateCall } from '../settings/update-call.js';
import type { UpdateConference, UpdateConferenceMember } from '../settings/update-conference.js';
import * as calls from './call-operations.js';
import { type CallState, callStateOf } from './call-state.js';
import * as conferences from './conference-operations.js';
import * as endpoints from './endpoint-operations.js';
import { type CallQuery, listCalls } from './list-calls.js';
import type { RecordingMedia } from './recording-audio.js';
import * as recordings from './recording-operations.js';
import { scriptedError } from './rest-error.js';
import * as transcriptions from './transcription-operations.js';

/** The outbound queue of the account, with the fields of `getStatistics`. */
export interface AccountStatistics {
  /** Calls that wait now. */
  readonly currentCallQueueSize: number;
  /** The number of waiting calls above which `createCall` is refused. */
  readonly maxCallQueueSize: number;
}

/**
 * Bandwidth's REST API: its operations, with their names there, as methods. They act at once in virtual time, also
 * during a webhook, and never wait for a webhook themselves. Each rejects with a `RestError` in place of an error response.
 *
 * @example
 * const { callId } = await platform.api.createCall({ to, from, applicationId, answerUrl: '/agent' });
 * await platform.api.updateCall(call.callId, { redirectUrl: '/agent-is-free' });
 */
export class RestApi {
  readonly #simulation: Simulation;
  readonly #executors: Executors;

  /** @internal */
  constructor(simulation: Simulation, executors: Executors) {
    this.#simulation = simulation;
    this.#executors = executors;
  }

  /** @throws RestError (429, 500, 503) if the test has set it for this operation */
  #begin(operation: ApiOperation): void {
    const failure = this.#simulation.disruptions.takeOperation(operation);
    if (failure !== undefined) throw scriptedError(operation, failure);
  }

  /**
   * Places a call. Resolves at once: the phone rings afterwards, and the option `phones` decides what the called party does.
   *
   * @throws RestError (400) for an invalid or missing field
   * @example
   * const { callId } = await platform.api.createCall({ to, from, applicationId, answerUrl: '/agent' });
   */
  async createCall(request: calls.CreateCallRequest): Promise<calls.CreateCallResponse> {
    this.#begin('createCall');
    return calls.createCall(this.#simulation, this.#executors, request);
  }

  /**
   * Returns the state of a call, or of a leg, until seven days after its end.
   *
   * @throws RestError (404) for an unknown call
   * @example
   * assert.is((await platform.api.getCallState(callId)).state, 'answered');
   */
  async getCallState(callId: string): Promise<CallState> {
    this.#begin('getCallState');
    return callStateOf(this.#simulation, calls.knownCall(this.#simulation, callId));
  }

  /**
   * Returns the states of calls, the oldest first. Calls are listed until seven days after their end.
   *
   * @param query conditions that the calls meet. Default: all calls
   * @throws RestError (400) for an invalid condition
   * @example
   * const reminders = await platform.api.listCalls({ from: '+15551230002', disconnectCause: 'busy' });
   */
  async listCalls(query: CallQuery = {}): Promise<readonly CallState[]> {
    this.#begin('listCalls');
    return listCalls(this.#simulation, query).items;
  }

  /** @internal */
  callPage(query: CallQuery): ReturnType<typeof listCalls> {
    this.#begin('listCalls');
    return listCalls(this.#simulation, query);
  }

  /**
   * Returns the number of calls in the outbound queue, which is always empty here, and its size.
   *
   * @example
   * const { currentCallQueueSize } = await platform.api.getStatistics();
   */
  async getStatistics(): Promise<AccountStatistics> {
    this.#begin('getStatistics');
    return { currentCallQueueSize: 0, maxCallQueueSize: 1500 };
  }

  /**
   * Redirects a call to another document, or ends it. The document begins at once: a webhook of the call that waits for its
   * response is not waited for, and its response is ignored.
   *
   * @throws RestError 400 for an invalid field; 404 for an unknown call, or one that is over; 409 for a call that has just
   * ended, that is not answered yet or that was forwarded
   * @example
   * await platform.api.updateCall(call.callId, { redirectUrl: '/agent-is-free' });
   * await platform.api.updateCall(call.callId, { state: 'completed' });
   */
  async updateCall(callId: string, body: UpdateCall): Promise<void> {
    this.#begin('updateCall');
    calls.updateCall(this.#simulation, callId, body);
  }

  /**
   * Replaces the current document of a call.
   *
   * @param bxml the document; its URLs must be absolute
   * @throws RestError 400 for text that is not well-formed; 404 and 409 as {@link updateCall}
   * @example
   * await platform.api.updateCallBxml(call.callId, '<Bxml><SpeakSentence>Goodbye.</SpeakSentence></Bxml>');
   */
  async updateCallBxml(callId: string, bxml: string): Promise<void> {
    this.#begin('updateCallBxml');
    calls.updateCallBxml(this.#simulation, callId, bxml);
  }

  /**
   * Returns the transcriptions of `StartTranscription` on a call whose whole text can be fetched.
   *
   * @throws RestError (404) for an unknown call
   * @example
   * const [{ transcriptionId }] = await platform.api.listRealTimeTranscriptions(call.callId);
   */
  async listRealTimeTranscriptions(callId: string): Promise<readonly transcriptions.CallTranscriptionMetadata[]> {
    this.#begin('listRealTimeTranscriptions');
    return transcriptions.listRealTimeTranscriptions(this.#simulation, callId);
  }

  /**
   * Returns the whole text of a transcription.
   *
   * @throws RestError (404) for an unknown call or transcription, and for one that is not complete yet
   * @example
   * const { tracks } = await platform.api.getRealTimeTranscription(call.callId, transcriptionId);
   */
  async getRealTimeTranscription(callId: string, transcriptionId: string): Promise<transcriptions.CallTranscription> {
    this.#begin('getRealTimeTranscription');
    return transcriptions.getRealTimeTranscription(this.#simulation, callId, transcriptionId);
  }

  /**
   * Deletes a transcription.
   *
   * @throws RestError (404) for an unknown call or transcription
   * @example
   * await platform.api.deleteRealTimeTranscription(call.callId, transcriptionId);
   */
  async deleteRealTimeTranscription(callId: string, transcriptionId: string): Promise<void> {
    this.#begin('deleteRealTimeTranscription');
    transcriptions.deleteRealTimeTranscription(this.#simulation, callId, transcriptionId);
  }

  /**
   * Pauses the recordings of a call, or resumes them. Has no effect if the call is not recorded.
   *
   * @throws RestError 400 for an invalid state; 404 for an unknown call, or one that is over
   * @example
   * await platform.api.updateCallRecordingState(call.callId, { state: 'paused' });
   */
  async updateCallRecordingState(callId: string, body: UpdateCallRecording): Promise<void> {
    this.#begin('updateCallRecordingState');
    recordings.updateCallRecordingState(this.#simulation, callId, body);
  }

  /**
   * Returns the recordings of a call; an empty array for an unknown call. The latest two hundred of the platform are kept.
   *
   * @example
   * const [recording] = await platform.api.listCallRecordings(call.callId);
   */
  async listCallRecordings(callId: string): Promise<readonly recordings.CallRecordingMetadata[]> {
    this.#begin('listCallRecordings');
    return recordings.listCallRecordings(this.#simulation, callId);
  }

  /**
   * Returns the recordings of all calls, the oldest first.
   *
   * @param query conditions that the recordings meet. Default: all recordings
   * @throws RestError (400) for an invalid condition
   * @example
   * const messages = await platform.api.listAccountCallRecordings({ to: '+15551230002' });
   */
  async listAccountCallRecordings(
    query: recordings.RecordingQuery = {},
  ): Promise<readonly recordings.CallRecordingMetadata[]> {
    this.#begin('listAccountCallRecordings');
    return recordings.listAccountCallRecordings(this.#simulation, query);
  }

  /**
   * Returns a recording of a call.
   *
   * @throws RestError (404) for an unknown recording
   * @example
   * const { status, duration } = await platform.api.getCallRecording(call.callId, recordingId);
   */
  async getCallRecording(callId: string, recordingId: string): Promise<recordings.CallRecordingMetadata> {
    this.#begin('getCallRecording');
    return recordings.getCallRecording(this.#simulation, callId, recordingId);
  }

  /**
   * Deletes a recording with its audio and its transcription.
   *
   * @throws RestError 404 for an unknown recording; 400 for one that has not stopped
   * @example
   * await platform.api.deleteRecording(call.callId, recordingId);
   */
  async deleteRecording(callId: string, recordingId: string): Promise<void> {
    this.#begin('deleteRecording');
    recordings.deleteRecording(this.#simulation, callId, recordingId);
  }

  /**
   * Returns the audio of a recording: its duration, at most ten minutes. As WAV it has what was said with the option `audio`;
   * everything else, and an MP3 file, is silence.
   *
   * @throws RestError (404) for an unknown recording, or audio that is not available
   * @example
   * const { contentType, data } = await platform.api.downloadCallRecording(call.callId, recordingId);
   */
  async downloadCallRecording(callId: string, recordingId: string): Promise<RecordingMedia> {
    this.#begin('downloadCallRecording');
    return recordings.downloadCallRecording(this.#simulation, callId, recordingId);
  }

  /**
   * Deletes the audio of a recording. The recording stays, with the status `deleted`.
   *
   * @throws RestError 404 for an unknown recording; 400 for one that has not stopped
   * @example
   * await platform.api.deleteRecordingMedia(call.callId, recordingId);
   */
  async deleteRecordingMedia(callId: string, recordingId: string): Promise<void> {
    this.#begin('deleteRecordingMedia');
    recordings.deleteRecordingMedia(this.#simulation, callId, recordingId);
  }

  /**
   * Returns the text of a recording: what the party said in the steps of the test.
   *
   * @throws RestError (404) for an unknown recording, or one without a transcription
   * @example
   * const { transcripts } = await platform.api.getRecordingTranscription(call.callId, recordingId);
   */
  async getRecordingTranscription(callId: string, recordingId: string): Promise<recordings.RecordingTranscriptions> {
    this.#begin('getRecordingTranscription');
    return recordings.getRecordingTranscription(this.#simulation, callId, recordingId);
  }

  /**
   * Requests the transcription of a recording. `transcriptionAvailable` follows, if the request has a `callbackUrl`.
   *
   * @throws RestError 404 for an unknown recording; 400 for an invalid field or a recording without audio
   * @example
   * await platform.api.transcribeCallRecording(call.callId, recordingId, { callbackUrl: '/transcribed' });
   */
  async transcribeCallRecording(callId: string, recordingId: string, body: TranscribeRecording = {}): Promise<void> {
    this.#begin('transcribeCallRecording');
    recordings.transcribeCallRecording(this.#simulation, callId, recordingId, body);
  }

  /**
   * Deletes the transcription of a recording.
   *
   * @throws RestError (404) for an unknown recording, or one without a transcription
   * @example
   * await platform.api.deleteRecordingTranscription(call.callId, recordingId);
   */
  async deleteRecordingTranscription(callId: string, recordingId: string): Promise<void> {
    this.#begin('deleteRecordingTranscription');
    recordings.deleteRecordingTranscription(this.#simulation, callId, recordingId);
  }

  /** @internal */
  conferencePage(query: conferences.ConferenceQuery): ReturnType<typeof conferences.listConferences> {
    this.#begin('listConferences');
    return conferences.listConferences(this.#simulation, query);
  }

  /**
   * Returns conferences, the oldest first, active and over, without their members.
   *
   * @param query conditions that the conferences meet. Default: all conferences
   * @throws RestError (400) for an invalid condition
   * @example
   * const [queue] = await platform.api.listConferences({ name: 'queue-7' });
   */
  async listConferences(query: conferences.ConferenceQuery = {}): Promise<readonly conferences.ConferenceState[]> {
    this.#begin('listConferences');
    return conferences.listConferences(this.#simulation, query).items;
  }

  /**
   * Returns a conference with its members. A conference that is over has no members, and a `completedTime`.
   *
   * @throws RestError (404) for an unknown conference
   * @example
   * const { activeMembers } = await platform.api.getConference(room.id);
   */
  async getConference(conferenceId: string): Promise<conferences.ConferenceState> {
    this.#begin('getConference');
    return conferences.getConference(this.#simulation, conferenceId);
  }

  /**
   * Ends a conference, or fetches a document for it. The members of a conference that ends continue with the verb after
   * `Conference`.
   *
   * @throws RestError 400 for an invalid field; 404 for an unknown conference, or one that is over
   * @example
   * await platform.api.updateConference(room.id, { redirectUrl: '/announcement' });
   * await platform.api.updateConference(room.id, { status: 'completed' });
   */
  async updateConference(conferenceId: string, body: UpdateConference): Promise<void> {
    this.#begin('updateConference');
    conferences.updateConference(this.#simulation, conferenceId, body);
  }

  /**
   * Puts a document into the queue of a conference.
   *
   * @param bxml the document; its URLs must be absolute
   * @throws RestError 400 for text that is not well-formed; 404 for an unknown conference, or one that is over
   * @example
   * await platform.api.updateConferenceBxml(room.id, '<Bxml><SpeakSentence>Closing soon.</SpeakSentence></Bxml>');
   */
  async updateConferenceBxml(conferenceId: string, bxml: string): Promise<void> {
    this.#begin('updateConferenceBxml');
    conferences.updateConferenceBxml(this.#simulation, conferenceId, bxml);
  }

  /**
   * Returns a member of a conference.
   *
   * @param memberId the `callId` of the member
   * @throws RestError (404) for an unknown conference or member, or one that has left
   */
  async getConferenceMember(conferenceId: string, memberId: string): Promise<conferences.ConferenceMemberState> {
    this.#begin('getConferenceMember');
    return conferences.getConferenceMember(this.#simulation, conferenceId, memberId);
  }

  /**
   * Mutes a member, puts it on hold, or lets it coach.
   *
   * @param memberId the `callId` of the member
   * @throws RestError 400 for an invalid field, or a second coach; 404 for an unknown conference or member, or one that has
   * left
   * @example
   * await platform.api.updateConferenceMember(room.id, customer.callId, { hold: true });
   * await platform.api.updateConferenceMember(room.id, supervisor.callId, { callIdsToCoach: [agent.callId] });
   */
  async updateConferenceMember(conferenceId: string, memberId: string, body: UpdateConferenceMember): Promise<void> {
    this.#begin('updateConferenceMember');
    conferences.updateConferenceMember(this.#simulation, conferenceId, memberId, body);
  }

  /**
   * Returns the recordings of a conference that have stopped.
   *
   * @throws RestError (404) for an unknown conference
   */
  async listConferenceRecordings(conferenceId: string): Promise<readonly conferences.ConferenceRecordingMetadata[]> {
    this.#begin('listConferenceRecordings');
    return conferences.listConferenceRecordings(this.#simulation, conferenceId);
  }

  /**
   * Returns a recording of a conference.
   *
   * @throws RestError (404) for an unknown conference or recording
   */
  async getConferenceRecording(
    conferenceId: string,
    recordingId: string,
  ): Promise<conferences.ConferenceRecordingMetadata> {
    this.#begin('getConferenceRecording');
    return conferences.getConferenceRecording(this.#simulation, conferenceId, recordingId);
  }

  /**
   * Returns the audio of a recording of a conference: silence of its duration, at most ten minutes.
   *
   * @throws RestError (404) for an unknown recording, or audio that is not available
   * @example
   * const { data } = await platform.api.downloadConferenceRecording(room.id, recordingId);
   */
  async downloadConferenceRecording(conferenceId: string, recordingId: string): Promise<RecordingMedia> {
    this.#begin('downloadConferenceRecording');
    return conferences.downloadConferenceRecording(this.#simulation, conferenceId, recordingId);
  }

  /**
   * Creates a WebRTC endpoint. `platform.endpoint(endpointId)` plays its device in a test.
   *
   * @throws RestError (400) for an invalid or missing field
   * @example
   * const { data } = await platform.api.createEndpoint({ type: 'WEBRTC', direction: 'BIDIRECTIONAL', eventCallbackUrl: '/desk' });
   */
  async createEndpoint(request: CreateEndpoint): Promise<endpoints.EndpointEnvelope<endpoints.CreatedEndpoint>> {
    this.#begin('createEndpoint');
    return endpoints.createEndpoint(this.#simulation, request);
  }

  /**
   * Returns the endpoints that have not expired, the oldest first.
   *
   * @param query conditions that the endpoints meet. Default: the first hundred
   * @throws RestError (400) for an invalid condition
   * @example
   * const { data } = await platform.api.listEndpoints({ status: 'CONNECTED' });
   */
  async listEndpoints(
    query: endpoints.EndpointQuery = {},
  ): Promise<endpoints.EndpointEnvelope<readonly endpoints.EndpointState[]>> {
    this.#begin('listEndpoints');
    return endpoints.listEndpoints(this.#simulation, query);
  }

  /**
   * Returns an endpoint with its device.
   *
   * @throws RestError (404) for an unknown endpoint
   * @example
   * const { data } = await platform.api.getEndpoint(endpointId);
   */
  async getEndpoint(endpointId: string): Promise<endpoints.EndpointEnvelope<endpoints.EndpointState>> {
    this.#begin('getEndpoint');
    return endpoints.getEndpoint(this.#simulation, endpointId);
  }

  /**
   * Deletes an endpoint: its device and its calls are disconnected.
   *
   * @throws RestError (404) for an unknown endpoint
   * @example
   * await platform.api.deleteEndpoint(endpointId);
   */
  async deleteEndpoint(endpointId: string): Promise<void> {
    this.#begin('deleteEndpoint');
    endpoints.deleteEndpoint(this.#simulation, endpointId);
  }

  /**
   * Rejects: Bandwidth's SDK has this operation, and the service is said to lack it.
   *
   * @throws RestError (404)
   */
  async updateEndpointBxml(endpointId: string, _bxml: string): Promise<never> {
    this.#begin('updateEndpointBxml');
    return endpoints.updateEndpointBxml(this.#simulation, endpointId);
  }
}
