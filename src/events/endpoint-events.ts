import { defineEvent, type FieldRules } from './define-event.js';

/** Fields of WebRTC endpoint events. The product is in beta, so these events are more likely to change. */
interface EndpointEventBase {
  /** Which event this is. */
  event: string;
  /** Always missing. Use `event` to distinguish these events. */
  eventType?: undefined;
  /**
   * Your Bandwidth account id, as a string.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Endpoint id, an opaque string.
   * @example 'e-61c8a3f0'
   */
  endpointId?: string | undefined;
  /**
   * Device id, an opaque string.
   * @example 'd-0b5e94c7'
   */
  deviceId?: string | undefined;
  /**
   * Unix timestamp of the event in milliseconds.
   * @example 1795512612480
   */
  timestamp?: number | undefined;
  /**
   * Your own string, set when the endpoint was created; often JSON.
   * @example '{"desk":17}'
   */
  tags?: string | undefined;
}

/** Fields of an event about one device. */
export interface EndpointDeviceEvent extends EndpointEventBase {
  /** Your Bandwidth account id, as a string. */
  accountId: string;
  /** Endpoint id, an opaque string. */
  endpointId: string;
  /** Device id, an opaque string. */
  deviceId: string;
  /** Unix timestamp of the event in milliseconds. */
  timestamp: number;
}

const deviceFields = {
  accountId: 'string',
  endpointId: 'string',
  deviceId: 'string',
  timestamp: 'integer',
} as const satisfies FieldRules;

/** A device connected to the endpoint. */
export interface EndpointConnectedEvent extends EndpointDeviceEvent {
  event: 'endpointConnected';
}

export const endpointConnected = defineEvent<EndpointConnectedEvent>()('endpointConnected', {
  kind: 'async',
  fields: deviceFields,
});

/** A device disconnected from the endpoint. */
export interface EndpointDisconnectedEvent extends EndpointDeviceEvent {
  event: 'endpointDisconnected';
}

export const endpointDisconnected = defineEvent<EndpointDisconnectedEvent>()('endpointDisconnected', {
  kind: 'async',
  fields: deviceFields,
});

/** The endpoint sends audio and can be the target of `Connect`. */
export interface EndpointEligibleEvent extends EndpointDeviceEvent {
  event: 'endpointEligible';
}

export const endpointEligible = defineEvent<EndpointEligibleEvent>()('endpointEligible', {
  kind: 'async',
  fields: deviceFields,
});

/** The endpoint can no longer be the target of `Connect`. */
export interface EndpointIneligibleEvent extends EndpointDeviceEvent {
  event: 'endpointIneligible';
  /**
   * Human-readable error description.
   * @example 'The device stopped sending audio'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const endpointIneligible = defineEvent<EndpointIneligibleEvent>()('endpointIneligible', {
  kind: 'async',
  fields: deviceFields,
});

/** An endpoint requests an outbound connection. Bandwidth does not connect it; create the call with the REST API. */
export interface OutboundConnectionRequestEvent extends EndpointEventBase {
  event: 'outboundConnectionRequest';
  /**
   * The requested destination; a number may be without its plus sign.
   * @example '15551230002'
   */
  to?: string | undefined;
  /**
   * The type of `to`.
   * @example 'PHONE_NUMBER'
   */
  toType?: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT' | (string & {}) | undefined;
  /**
   * The requester, if it is sent.
   * @example 'e-61c8a3f0'
   */
  from?: string | undefined;
  /**
   * The type of `from`, if it is sent.
   * @example 'ENDPOINT'
   */
  fromType?: string | undefined;
}

export const outboundConnectionRequest = defineEvent<OutboundConnectionRequestEvent>()('outboundConnectionRequest', {
  kind: 'async',
  fields: { timestamp: 'integer?' },
});

/** The type of one side of a `Connect`. */
export type ConnectedParty = 'CALL' | 'ENDPOINT' | (string & {});

/** The state of a `Connect` between a call and an endpoint changed. */
export interface ConnectStatusEvent extends EndpointEventBase {
  /** Added if it was not sent: the event is also identified by `status` with `fromType` or `toType`. */
  event: 'connectStatus';
  /**
   * The new state.
   * @example 'ANSWERED'
   */
  status?:
    | 'INITIATED'
    | 'ANSWERED'
    | 'COMPLETED'
    | 'TIMED_OUT'
    | 'DENIED'
    | 'CANCELED'
    | 'FAILED'
    | (string & {})
    | undefined;
  /**
   * Id of the connecting side.
   * @example 'c-7d40b1e2-3f68a905'
   */
  from?: string | undefined;
  /**
   * The type of `from`.
   * @example 'CALL'
   */
  fromType?: ConnectedParty | undefined;
  /**
   * Id of the other side.
   * @example 'e-61c8a3f0'
   */
  to?: string | undefined;
  /**
   * The type of `to`.
   * @example 'ENDPOINT'
   */
  toType?: ConnectedParty | undefined;
  /**
   * Id of the call.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId?: string | undefined;
  /**
   * Human-readable error description.
   * @example 'The endpoint did not answer'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const connectStatus = defineEvent<ConnectStatusEvent>()('connectStatus', {
  kind: 'async',
  fields: { timestamp: 'integer?' },
});
