/**
 * Types for Bandwidth's webhook events, one interface per event, and `parseEvent`, which validates a webhook body.
 *
 * @module
 */
export type { ResponseContext } from '../verbs/define/verb-definition.js';
export type { AddedEvent, AddedEvents, AddedEventsTraits, AddedEventTraits } from './added-events.js';
export type { BridgeCompleteEvent, BridgeTargetCompleteEvent } from './bridge-events.js';
export type {
  AnswerEvent,
  CallCause,
  DisconnectEvent,
  Diversion,
  InitiateEvent,
  RedirectEvent,
  StirShaken,
} from './call-events.js';
export type { CallDirection, CallEvent } from './call-fields.js';
export type {
  ConferenceCompletedEvent,
  ConferenceCreatedEvent,
  ConferenceEvent,
  ConferenceMemberEvent,
  ConferenceMemberExitEvent,
  ConferenceMemberJoinEvent,
  ConferenceRecordingAvailableEvent,
  ConferenceRedirectEvent,
} from './conference-events.js';
export type {
  ConnectionStatus,
  DeviceConnectedEvent,
  DeviceDisconnectedEvent,
  DeviceEvent,
  EndpointDevice,
} from './device-events.js';
export type {
  ConnectedParty,
  ConnectStatusEvent,
  EndpointConnectedEvent,
  EndpointDeviceEvent,
  EndpointDisconnectedEvent,
  EndpointEligibleEvent,
  EndpointIneligibleEvent,
  OutboundConnectionRequestEvent,
} from './endpoint-events.js';
export type {
  AsyncEvent,
  AsyncEventType,
  EmptyAnswerEventType,
  SyncEvent,
  SyncEventType,
} from './event-definitions.js';
export { EventError, type EventErrorCode } from './event-error.js';
export type { DtmfEvent, GatherEvent, PartialGatherEvent } from './gather-events.js';
export type { MachineDetectionCompleteEvent, MachineDetectionResult } from './machine-detection-events.js';
export type {
  MediaStream,
  MediaStreamRejectedEvent,
  MediaStreamStartedEvent,
  MediaStreamStoppedEvent,
  MediaTrack,
  StoppedMediaStream,
  StreamRejectedCause,
  StreamStoppedCause,
} from './media-stream-events.js';
export { eventTypes, isSync, parseEvent } from './parse-event.js';
export type {
  AvailableRealTimeTranscription,
  RealTimeTranscription,
  RealTimeTranscriptionAvailableEvent,
  RealTimeTranscriptionRejectedEvent,
  RealTimeTranscriptionStartedEvent,
  RealTimeTranscriptionStoppedEvent,
  StoppedRealTimeTranscription,
} from './real-time-transcription-events.js';
export type {
  ProcessedRecording,
  RecordCompleteEvent,
  Recording,
  RecordingAvailableEvent,
  RecordingFileFormat,
  RecordingStatus,
  RecordingTranscription,
  TranscriptionAvailableEvent,
} from './recording-events.js';
export type { ReferCompleteEvent } from './refer-events.js';
export type { TransferAnswerEvent, TransferCompleteEvent, TransferDisconnectEvent } from './transfer-events.js';
export type {
  AnyEvent,
  EndpointEvent,
  EndpointEventName,
  EndpointEventsByName,
  EventsByType,
  EventType,
  UnknownEvent,
  WebhookEvent,
} from './webhook-event.js';
