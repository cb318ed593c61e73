import type { BridgeCompleteEvent, BridgeTargetCompleteEvent } from './bridge-events.js';
import type { AnswerEvent, DisconnectEvent, InitiateEvent, RedirectEvent } from './call-events.js';
import type {
  ConferenceCompletedEvent,
  ConferenceCreatedEvent,
  ConferenceMemberExitEvent,
  ConferenceMemberJoinEvent,
  ConferenceRecordingAvailableEvent,
  ConferenceRedirectEvent,
} from './conference-events.js';
import type { DeviceConnectedEvent, DeviceDisconnectedEvent } from './device-events.js';
import type {
  ConnectStatusEvent,
  EndpointConnectedEvent,
  EndpointDisconnectedEvent,
  EndpointEligibleEvent,
  EndpointIneligibleEvent,
  OutboundConnectionRequestEvent,
} from './endpoint-events.js';
import type { DtmfEvent, GatherEvent, PartialGatherEvent } from './gather-events.js';
import type { MachineDetectionCompleteEvent } from './machine-detection-events.js';
import type {
  MediaStreamRejectedEvent,
  MediaStreamStartedEvent,
  MediaStreamStoppedEvent,
} from './media-stream-events.js';
import type {
  RealTimeTranscriptionAvailableEvent,
  RealTimeTranscriptionRejectedEvent,
  RealTimeTranscriptionStartedEvent,
  RealTimeTranscriptionStoppedEvent,
} from './real-time-transcription-events.js';
import type { RecordCompleteEvent, RecordingAvailableEvent, TranscriptionAvailableEvent } from './recording-events.js';
import type { ReferCompleteEvent } from './refer-events.js';
import type { TransferAnswerEvent, TransferCompleteEvent, TransferDisconnectEvent } from './transfer-events.js';

/**
 * Any event with an `eventType`. Compare that field to narrow the type.
 *
 * @example
 * if (event.eventType === 'gather') console.log(event.digits);
 */
export type WebhookEvent =
  | InitiateEvent
  | AnswerEvent
  | RedirectEvent
  | DisconnectEvent
  | GatherEvent
  | PartialGatherEvent
  | DtmfEvent
  | RecordCompleteEvent
  | RecordingAvailableEvent
  | TranscriptionAvailableEvent
  | BridgeCompleteEvent
  | BridgeTargetCompleteEvent
  | TransferAnswerEvent
  | TransferCompleteEvent
  | TransferDisconnectEvent
  | MachineDetectionCompleteEvent
  | ConferenceCreatedEvent
  | ConferenceMemberJoinEvent
  | ConferenceMemberExitEvent
  | ConferenceRedirectEvent
  | ConferenceCompletedEvent
  | ConferenceRecordingAvailableEvent
  | MediaStreamStartedEvent
  | MediaStreamRejectedEvent
  | MediaStreamStoppedEvent
  | RealTimeTranscriptionStartedEvent
  | RealTimeTranscriptionRejectedEvent
  | RealTimeTranscriptionStoppedEvent
  | RealTimeTranscriptionAvailableEvent
  | ReferCompleteEvent
  | DeviceConnectedEvent
  | DeviceDisconnectedEvent;

/** Any event of a WebRTC endpoint without an `eventType`. Compare `event` to narrow the type. */
export type EndpointEvent =
  | EndpointConnectedEvent
  | EndpointDisconnectedEvent
  | EndpointEligibleEvent
  | EndpointIneligibleEvent
  | OutboundConnectionRequestEvent
  | ConnectStatusEvent;

/** Any known event. Endpoint events have `eventType === undefined`. */
export type AnyEvent = WebhookEvent | EndpointEvent;

/** An event whose type this version does not know. Not part of any union, so that narrowing by type works. */
export interface UnknownEvent {
  /** The event's type, or the value of `event` if it was sent without an `eventType`. */
  eventType: string;
  [field: string]: unknown;
}

/** Maps each `eventType` to its interface. */
export type EventsByType = { [E in WebhookEvent as E['eventType']]: E };

/** Maps each value of `event` to its interface. */
export type EndpointEventsByName = { [E in EndpointEvent as E['event']]: E };

/** A known `eventType`. */
export type EventType = keyof EventsByType;

/** A known value of `event`. */
export type EndpointEventName = keyof EndpointEventsByName;
