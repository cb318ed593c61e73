import { bridgeComplete, bridgeTargetComplete } from './bridge-events.js';
import { answer, disconnect, initiate, redirect } from './call-events.js';
import {
  conferenceCompleted,
  conferenceCreated,
  conferenceMemberExit,
  conferenceMemberJoin,
  conferenceRecordingAvailable,
  conferenceRedirect,
} from './conference-events.js';
import type { EventDefinition } from './define-event.js';
import { deviceConnected, deviceDisconnected } from './device-events.js';
import {
  connectStatus,
  endpointConnected,
  endpointDisconnected,
  endpointEligible,
  endpointIneligible,
  outboundConnectionRequest,
} from './endpoint-events.js';
import { dtmf, gather, partialgather } from './gather-events.js';
import { machineDetectionComplete } from './machine-detection-events.js';
import { mediaStreamRejected, mediaStreamStarted, mediaStreamStopped } from './media-stream-events.js';
import {
  realTimeTranscriptionAvailable,
  realTimeTranscriptionRejected,
  realTimeTranscriptionStarted,
  realTimeTranscriptionStopped,
} from './real-time-transcription-events.js';
import { recordComplete, recordingAvailable, transcriptionAvailable } from './recording-events.js';
import { referComplete } from './refer-events.js';
import { transferAnswer, transferComplete, transferDisconnect } from './transfer-events.js';
import type { EndpointEventName, EventsByType, EventType } from './webhook-event.js';

/** Every event with an `eventType`, by that type. */
export const webhookEventDefinitions = {
  initiate,
  answer,
  redirect,
  disconnect,
  gather,
  partialgather,
  dtmf,
  recordComplete,
  recordingAvailable,
  transcriptionAvailable,
  bridgeComplete,
  bridgeTargetComplete,
  transferAnswer,
  transferComplete,
  transferDisconnect,
  machineDetectionComplete,
  conferenceCreated,
  conferenceMemberJoin,
  conferenceMemberExit,
  conferenceRedirect,
  conferenceCompleted,
  conferenceRecordingAvailable,
  mediaStreamStarted,
  mediaStreamRejected,
  mediaStreamStopped,
  realTimeTranscriptionStarted,
  realTimeTranscriptionRejected,
  realTimeTranscriptionStopped,
  realTimeTranscriptionAvailable,
  referComplete,
  DEVICE_CONNECTED: deviceConnected,
  DEVICE_DISCONNECTED: deviceDisconnected,
} satisfies { [Type in EventType]: EventDefinition & { name: Type } };

/** Every event of a WebRTC endpoint, by the name in `event`. */
export const endpointEventDefinitions = {
  endpointConnected,
  endpointDisconnected,
  endpointEligible,
  endpointIneligible,
  outboundConnectionRequest,
  connectStatus,
} satisfies { [Name in EndpointEventName]: EventDefinition & { name: Name } };

/** The definition of a built-in event. */
export type RegisteredDefinition = EventDefinition & { readonly name: EventType | EndpointEventName };

type Definitions = typeof webhookEventDefinitions;
type TypesWith<Trait> = { [T in EventType]: Definitions[T] extends Trait ? T : never }[EventType];

/** Types of the events that are answered with a document. */
export type SyncEventType = TypesWith<{ readonly kind: 'sync' }>;

/** Types of the events that are only acknowledged. */
export type AsyncEventType = TypesWith<{ readonly kind: 'async' }>;

/** Types of the synchronous events that may be answered without a document. */
export type EmptyAnswerEventType = TypesWith<{ readonly emptyAnswer: number }>;

/** An event that is answered with a document. */
export type SyncEvent = EventsByType[SyncEventType];

/** An event that is only acknowledged. */
export type AsyncEvent = EventsByType[AsyncEventType];
