import { defineEvent, type FieldRules } from './define-event.js';

/** Whether a device or an endpoint is connected. */
export type ConnectionStatus = 'CONNECTED' | 'DISCONNECTED' | (string & {});

/** A device of a WebRTC endpoint. */
export interface EndpointDevice {
  /**
   * Device id, an opaque string.
   * @example 'd-0b5e94c7'
   */
  deviceId: string;
  /**
   * Name of the device, at most 1024 characters.
   * @example 'Reception desk'
   */
  deviceName?: string | undefined;
  /**
   * Whether the device is connected.
   * @example 'CONNECTED'
   */
  status: ConnectionStatus;
  /**
   * When the device first connected (ISO 8601).
   * @example '2026-11-24T08:00:07.310Z'
   */
  creationTimestamp: string;
}

/**
 * Fields of a device event with an `eventType`. The product is in beta: the same change may also be reported by an
 * event without `eventType`; see {@link EndpointEvent}.
 */
export interface DeviceEvent {
  /** Which event this is. */
  eventType: string;
  /**
   * When Bandwidth created the event (ISO 8601).
   * @example '2026-11-24T09:30:12.480Z'
   */
  eventTime: string;
  /**
   * Endpoint id, an opaque string.
   * @example 'e-61c8a3f0'
   */
  endpointId: string;
  /**
   * Kind of the endpoint.
   * @example 'WEBRTC'
   */
  type: 'WEBRTC' | (string & {});
  /**
   * Whether the endpoint is connected.
   * @example 'CONNECTED'
   */
  status: ConnectionStatus;
  /**
   * When the endpoint was created (ISO 8601).
   * @example '2026-11-24T08:00:00.000Z'
   */
  creationTimestamp: string;
  /**
   * When the endpoint's token expires (ISO 8601), 24 hours after its creation.
   * @example '2026-11-25T08:00:00.000Z'
   */
  expirationTimestamp: string;
  /**
   * Your own string, set when the endpoint was created, at most 1024 characters.
   * @example 'desk-17'
   */
  tag?: string | undefined;
  /**
   * The device.
   * @example { deviceId: 'd-0b5e94c7', status: 'CONNECTED', creationTimestamp: '2026-11-24T08:00:07.310Z' }
   */
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

/** A device connected to a WebRTC endpoint. */
export interface DeviceConnectedEvent extends DeviceEvent {
  eventType: 'DEVICE_CONNECTED';
}

export const deviceConnected = defineEvent<DeviceConnectedEvent>()('DEVICE_CONNECTED', {
  kind: 'async',
  fields: deviceFields,
});

/** A device disconnected from a WebRTC endpoint. */
export interface DeviceDisconnectedEvent extends DeviceEvent {
  eventType: 'DEVICE_DISCONNECTED';
}

export const deviceDisconnected = defineEvent<DeviceDisconnectedEvent>()('DEVICE_DISCONNECTED', {
  kind: 'async',
  fields: deviceFields,
});
