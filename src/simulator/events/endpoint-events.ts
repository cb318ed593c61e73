// The events of WebRTC endpoints, and of calls that `Connect` connects with one.
import type { DeviceConnectedEvent, DeviceDisconnectedEvent } from '../../events/device-events.js';
import type {
  ConnectStatusEvent,
  EndpointConnectedEvent,
  EndpointDisconnectedEvent,
  EndpointEligibleEvent,
  EndpointIneligibleEvent,
  OutboundConnectionRequestEvent,
} from '../../events/endpoint-events.js';
import type { CallFacts } from '../calls/facts.js';

/** What events say of an endpoint and its device. Texts of times are as Bandwidth writes them. */
export interface EndpointFacts {
  readonly accountId: string;
  readonly endpointId: string;
  readonly deviceId: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly eventTime: string;
  readonly creationTimestamp: string;
  readonly expirationTimestamp: string;
  readonly deviceTimestamp: string;
  readonly tag: string | undefined;
}

const endpointFields = ({ accountId, endpointId, deviceId, timestamp, tag }: EndpointFacts) => ({
  accountId,
  endpointId,
  deviceId,
  timestamp,
  ...(tag === undefined ? {} : { tags: tag }),
});

/** Returns an event about the device of an endpoint. */
export const endpointDeviceEvent = (
  event: 'endpointConnected' | 'endpointDisconnected' | 'endpointEligible' | 'endpointIneligible',
  facts: EndpointFacts,
): EndpointConnectedEvent | EndpointDisconnectedEvent | EndpointEligibleEvent | EndpointIneligibleEvent => ({
  event,
  ...endpointFields(facts),
});

/** Returns the older form of `endpointConnected` and `endpointDisconnected`, which has an `eventType`. */
export function deviceEvent(
  eventType: 'DEVICE_CONNECTED' | 'DEVICE_DISCONNECTED',
  facts: EndpointFacts,
): DeviceConnectedEvent | DeviceDisconnectedEvent {
  const { eventTime, endpointId, deviceId, creationTimestamp, expirationTimestamp, deviceTimestamp, tag } = facts;
  const status = eventType === 'DEVICE_CONNECTED' ? 'CONNECTED' : 'DISCONNECTED';
  return {
    eventType,
    eventTime,
    endpointId,
    type: 'WEBRTC',
    status,
    creationTimestamp,
    expirationTimestamp,
    ...(tag === undefined ? {} : { tag }),
    device: { deviceId, status, creationTimestamp: deviceTimestamp },
  };
}

export const outboundConnectionRequestEvent = (
  facts: EndpointFacts,
  to: string,
  toType: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT',
): OutboundConnectionRequestEvent => ({
  event: 'outboundConnectionRequest',
  ...endpointFields(facts),
  from: facts.endpointId,
  fromType: 'ENDPOINT',
  to,
  toType,
});

/** The states of a `Connect`. */
export type ConnectStatus = 'INITIATED' | 'ANSWERED' | 'COMPLETED' | 'TIMED_OUT' | 'DENIED' | 'CANCELED' | 'FAILED';

/** @param timestamp milliseconds since 1970 */
export const connectStatusEvent = (
  { accountId, callId }: CallFacts,
  endpointId: string,
  timestamp: number,
  status: ConnectStatus,
): ConnectStatusEvent => ({
  event: 'connectStatus',
  status,
  from: callId,
  fromType: 'CALL',
  to: endpointId,
  toType: 'ENDPOINT',
  accountId,
  callId,
  endpointId,
  timestamp,
});
