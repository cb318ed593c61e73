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

/** A builder for every event, by its `eventType`, or by its `event` where it has none. */
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

/** Every event there is: the compiler misses a builder that is not there, and one that makes another event. */
type EveryEvent = { readonly [Type in EventType]: () => EventsByType[Type] } & {
  readonly [Name in EndpointEventName]: () => EndpointEventsByName[Name];
};

/**
 * Events as Bandwidth sends them, to call handlers with: a function for every event, which fills the fields that are
 * always sent, and those without which the event would make no sense.
 *
 * All are of one call, from +15551230001 to +15551230002, on the 24th of November 2026; the same call of a function
 * gives an equal event. What is given has its way, and what depends on it follows: addresses the ids in them, later
 * times the earlier ones (a time before one that is given stays, unless it would be later), durations their start and
 * end. Times follow those that name their zone. `undefined` leaves a field out. Fields that no interface knows are
 * refused; spread the event to add one.
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
