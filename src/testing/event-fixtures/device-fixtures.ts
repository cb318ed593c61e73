import type {
  ConnectionStatus,
  DeviceConnectedEvent,
  DeviceDisconnectedEvent,
  EndpointDevice,
} from '../../events/index.js';
import { builder, type EventBuilder } from './event-builder.js';
import { timesOf } from './times.js';

/** Default fields of a device event. */
export interface DeviceDefaults {
  eventTime: string;
  endpointId: string;
  type: 'WEBRTC';
  status: ConnectionStatus;
  creationTimestamp: string;
  expirationTimestamp: string;
  device: EndpointDevice;
}

/** Builders for device events that have an `eventType`. `device` may be partial. */
export interface DeviceBuilders {
  /**
   * Builds a {@link DeviceConnectedEvent}: a device connected to a WebRTC endpoint.
   *
   * @example
   * events.DEVICE_CONNECTED({ tag: 'desk-17', device: { deviceName: 'Reception desk' } });
   */
  DEVICE_CONNECTED: EventBuilder<DeviceConnectedEvent, DeviceDefaults>;
  /**
   * Builds a {@link DeviceDisconnectedEvent}: a device disconnected from a WebRTC endpoint.
   *
   * @example
   * events.DEVICE_DISCONNECTED({ endpointId: 'e-17' });
   */
  DEVICE_DISCONNECTED: EventBuilder<DeviceDisconnectedEvent, DeviceDefaults>;
}

export const ENDPOINT_ID = 'e-61c8a3f0';
export const DEVICE_ID = 'd-0b5e94c7';

const DAY = 86_400_000;
/** Milliseconds between the creation of the endpoint and the start of the call. */
const CREATED = -5_398_013;

/** The passed fields on which the default times depend. */
interface GivenDevice {
  readonly eventTime?: unknown;
  readonly creationTimestamp?: unknown;
  readonly device?: { readonly creationTimestamp?: unknown } | undefined;
}

function deviceDefaults(
  status: ConnectionStatus,
  { eventTime, creationTimestamp, device }: GivenDevice,
): DeviceDefaults {
  const times = timesOf(
    { creationTimestamp, connected: device?.creationTimestamp, eventTime },
    { creationTimestamp: CREATED, connected: 7310, eventTime: 5_405_170 },
  );
  const { expiration } = timesOf(
    { created: creationTimestamp ?? times.creationTimestamp },
    { created: CREATED, expiration: DAY },
  );
  return {
    eventTime: times.eventTime,
    endpointId: ENDPOINT_ID,
    type: 'WEBRTC',
    status,
    creationTimestamp: times.creationTimestamp,
    expirationTimestamp: expiration,
    device: { deviceId: DEVICE_ID, status, creationTimestamp: times.connected },
  };
}

export const deviceBuilders: DeviceBuilders = {
  DEVICE_CONNECTED: builder({ eventType: 'DEVICE_CONNECTED' }, (given) => deviceDefaults('CONNECTED', given)),
  DEVICE_DISCONNECTED: builder({ eventType: 'DEVICE_DISCONNECTED' }, (given) => deviceDefaults('DISCONNECTED', given)),
};
