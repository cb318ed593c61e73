import { defineEvent, type FieldRules } from './define-event.js';

/** Whether a device or an endpoint is connected. */
export type ConnectionStatus = 'CONNECTED' | 'DISCONNECTED' | (string & {});

/** A device of a WebRTC endpoint. */
export interface EndpointDevice {
  /** Id of the device, an opaque text. */
  deviceId: string;
  /** Name of the device, at most 1024 characters. */
  deviceName?: string | undefined;
  /** Whether the device is connected. */
  status: ConnectionStatus;
  /** When the device connected for the first time (ISO 8601). */
  creationTimestamp: string;
}

/**
 * What an event of a device tells of its WebRTC endpoint. The product is in beta: the same moment may also be told by an
 * event without `eventType`, see {@link EndpointEvent}.
 */
export interface DeviceEvent {
  /** Which event this is. */
  eventType: string;
  /** When Bandwidth made the event (ISO 8601). */
  eventTime: string;
  /** Id of the endpoint, an opaque text. */
  endpointId: string;
  /** Kind of the endpoint. */
  type: 'WEBRTC' | (string & {});
  /** Whether the endpoint is connected. */
  status: ConnectionStatus;
  /** When the endpoint was created (ISO 8601). */
  creationTimestamp: string;
  /** When the endpoint's token expires (ISO 8601), 24 hours after its creation. */
  expirationTimestamp: string;
  /** Text of your own, given when the endpoint was created, at most 1024 characters. */
  tag?: string | undefined;
  /** The device. */
  device?: EndpointDevice | undefined;
}

const deviceFields = {
  eventTime: 'string',
  endpointId: 'string',
  type: 'string',
  status: 'string',
  creationTimestamp: 'string',
  expirationTimestamp: 'string',
  device: 'object?',
} as const satisfies FieldRules;

/** A device has connected to a WebRTC endpoint. */
export interface DeviceConnectedEvent extends DeviceEvent {
  eventType: 'DEVICE_CONNECTED';
}

export const deviceConnected = defineEvent<DeviceConnectedEvent>()('DEVICE_CONNECTED', {
  kind: 'async',
  fields: deviceFields,
});

/** A device has left a WebRTC endpoint. */
export interface DeviceDisconnectedEvent extends DeviceEvent {
  eventType: 'DEVICE_DISCONNECTED';
}

export const deviceDisconnected = defineEvent<DeviceDisconnectedEvent>()('DEVICE_DISCONNECTED', {
  kind: 'async',
  fields: deviceFields,
});
