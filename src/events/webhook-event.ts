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
 * Everything that Bandwidth sends with an `eventType`; compare that field to narrow it.
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

/** Everything that WebRTC endpoints send without an `eventType`; compare `event` to narrow it. */
export type EndpointEvent =
  | EndpointConnectedEvent
  | EndpointDisconnectedEvent
  | EndpointEligibleEvent
  | EndpointIneligibleEvent
  | OutboundConnectionRequestEvent
  | ConnectStatusEvent;

/** Every event there is. `event.eventType === undefined` tells endpoint events from the others. */
export type AnyEvent = WebhookEvent | EndpointEvent;

/** An event of a type that this version does not know. It is in no union, so that narrowing by type keeps working. */
export interface UnknownEvent {
  /** Its type; the value of `event` where it came without an `eventType`. */
  eventType: string;
  [field: string]: unknown;
}

/** Each `eventType` with its interface. */
export type EventsByType = { [E in WebhookEvent as E['eventType']]: E };

/** Each name in `event` with its interface. */
export type EndpointEventsByName = { [E in EndpointEvent as E['event']]: E };

/** A known `eventType`. */
export type EventType = keyof EventsByType;

/** A known value of `event`. */
export type EndpointEventName = keyof EndpointEventsByName;
