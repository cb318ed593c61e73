import type { EndpointEventName, EndpointEventsByName, EventsByType, EventType } from '../events/index.js';
import {
  type CallBuilders,
  callBuilders,
  type MachineDetectionBuilders,
  machineDetectionBuilders,
} from './event-fixtures/call-fixtures.js';
import { type ConferenceBuilders, conferenceBuilders } from './event-fixtures/conference-fixtures.js';
import { type DeviceBuilders, deviceBuilders } from './event-fixtures/device-fixtures.js';
import { type EndpointBuilders, endpointBuilders } from './event-fixtures/endpoint-fixtures.js';
import { type GatherBuilders, gatherBuilders } from './event-fixtures/gather-fixtures.js';
import { type MediaStreamBuilders, mediaStreamBuilders } from './event-fixtures/media-stream-fixtures.js';
import {
  type RealTimeTranscriptionBuilders,
  realTimeTranscriptionBuilders,
} from './event-fixtures/real-time-transcription-fixtures.js';
import { type RecordingBuilders, recordingBuilders } from './event-fixtures/recording-fixtures.js';
import {
  type BridgeBuilders,
  bridgeBuilders,
  type ReferBuilders,
  referBuilders,
  type TransferBuilders,
  transferBuilders,
} from './event-fixtures/transfer-fixtures.js';

/** A builder for every event, by `eventType`, or by `event` if it has no `eventType`. */
export interface EventBuilders
  extends CallBuilders,
    GatherBuilders,
    RecordingBuilders,
    TransferBuilders,
    BridgeBuilders,
    ReferBuilders,
    MachineDetectionBuilders,
    ConferenceBuilders,
    MediaStreamBuilders,
    RealTimeTranscriptionBuilders,
    DeviceBuilders,
    EndpointBuilders {}

/** Every event with its type. The compiler reports a missing builder and a builder of the wrong event. */
type EveryEvent = { readonly [Type in EventType]: () => EventsByType[Type] } & {
  readonly [Name in EndpointEventName]: () => EndpointEventsByName[Name];
};

/**
 * Builders for events as Bandwidth sends them, to pass to handlers: one function per event. Each sets the fields that
 * are always sent and those that the event needs to make sense.
 *
 * All events belong to one call from +15551230001 to +15551230002 on 24 November 2026. Equal arguments return equal
 * events. Fields that you pass override the defaults, and dependent defaults follow them: URLs contain your ids,
 * later times move with earlier ones (a time before yours changes only if it would be later), and durations match
 * their start and end. Only times with a time zone are taken into account. Pass `undefined` to omit a field. Unknown
 * fields are a type error; spread the event to add one.
 *
 * @example
 * const { digits, callUrl } = events.gather({ digits: '1', callId: 'c-17' });
 * const later = { ...events.gather(), fieldOfTomorrow: 1 };
 */
export const events: Readonly<EventBuilders> = Object.freeze({
  ...callBuilders,
  ...gatherBuilders,
  ...recordingBuilders,
  ...transferBuilders,
  ...bridgeBuilders,
  ...referBuilders,
  ...machineDetectionBuilders,
  ...conferenceBuilders,
  ...mediaStreamBuilders,
  ...realTimeTranscriptionBuilders,
  ...deviceBuilders,
  ...endpointBuilders,
}) satisfies EveryEvent;
