/**
 * Testing tools: an in-process simulator of calls with virtual time, builders for Bandwidth's events, and documents
 * formatted for snapshots.
 *
 * @module
 */

export type { SimulatedApplication } from '../simulator/application/application.js';
export { type Basis, type Behavior, behaviors } from '../simulator/behaviors/index.js';
export type { AnsweredDocument, AnsweredVerb } from '../simulator/documents/answered-document.js';
export type { Visit, VisitAction } from '../simulator/documents/visits.js';
export { simulate } from '../simulator/index.js';
export type { Platform } from '../simulator/platform/platform.js';
export type { AccountStatistics, RestApi } from '../simulator/rest/api.js';
export type { ApiServer, ApiServerOptions } from '../simulator/rest/api-server.js';
export type { CreateCallRequest, CreateCallResponse } from '../simulator/rest/call-operations.js';
export type { CallState } from '../simulator/rest/call-state.js';
export type {
  ConferenceMemberState,
  ConferenceQuery,
  ConferenceRecordingMetadata,
  ConferenceState,
} from '../simulator/rest/conference-operations.js';
export type {
  CreatedEndpoint,
  EndpointEnvelope,
  EndpointQuery,
  EndpointState,
} from '../simulator/rest/endpoint-operations.js';
export type { CallQuery } from '../simulator/rest/list-calls.js';
export type { RecordingMedia } from '../simulator/rest/recording-audio.js';
export type {
  CallRecordingMetadata,
  RecordingQuery,
  RecordingTranscriptions,
} from '../simulator/rest/recording-operations.js';
export { RestError, type RestErrorBody } from '../simulator/rest/rest-error.js';
export type { CallTranscription, CallTranscriptionMetadata } from '../simulator/rest/transcription-operations.js';
export type { Callee, CalleeBehavior, PhoneDialer, PlatformFailure } from '../simulator/settings/callee-behavior.js';
export type { CreateCall, MachineDetection } from '../simulator/settings/create-call.js';
export type { ApiFailure, ApiOperation, Disrupted, Disruption } from '../simulator/settings/disruptions.js';
export type { CreateEndpoint, EndpointBehavior } from '../simulator/settings/endpoint-settings.js';
export type { ApplicationSettings, InboundCall } from '../simulator/settings/inbound-call.js';
export type { TranscribeRecording, UpdateCallRecording } from '../simulator/settings/recording-requests.js';
export type { ReferOutcome } from '../simulator/settings/refer-outcome.js';
export type { SimulatedEvents, SimulatedEventType } from '../simulator/settings/sent-events.js';
export type {
  Heard,
  HeardAudio,
  HeardSpeech,
  HeardStream,
  HeardVoice,
  SimulatedFault,
  SimulatorOptions,
} from '../simulator/settings/simulator-options.js';
export type { KeyOptions, SoundOptions, SpeechOptions } from '../simulator/settings/step-options.js';
export type { UpdateCall } from '../simulator/settings/update-call.js';
export type { UpdateConference, UpdateConferenceMember } from '../simulator/settings/update-conference.js';
export type { Call } from '../simulator/steps/caller.js';
export type {
  CallChoice,
  ChoiceOptions,
  ConnectedChoice,
  ConnectedParty,
  IdleChoice,
  ListeningChoice,
  OverChoice,
  ReferChoice,
  RingingChoice,
  RingingPhone,
} from '../simulator/steps/choice.js';
export type { ConferenceMember, ConferenceRoom, Participant } from '../simulator/steps/conference-room.js';
export type { DeviceOptions, Endpoint } from '../simulator/steps/endpoint.js';
export type { Matching } from '../simulator/steps/event-match.js';
export type { AnswerOptions, Line, SpeechInProgress } from '../simulator/steps/line.js';
export type { Party } from '../simulator/steps/party.js';
export type { Phone } from '../simulator/steps/phone.js';
export { CallError, type CallErrorCode } from '../simulator/steps/step.js';
export type { WatchedChange, WatchedLeg } from '../simulator/steps/watch.js';
export type {
  Change,
  FoundProblem,
  Input,
  ReceivedResponse,
  SentEvent,
  SentRequest,
  TimelineEntry,
  Trouble,
} from '../simulator/time/timeline.js';
export type { Built, EventBuilder, Given, NoSuchField } from './event-fixtures/event-builder.js';
export { type EventBuilders, events } from './events.js';
export { type PrettyOptions, pretty, prettyAsync } from './pretty.js';
