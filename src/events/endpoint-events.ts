import { defineEvent, type FieldRules } from './define-event.js';

/** What every event of a WebRTC endpoint may tell. The product is in beta, and more may change here than elsewhere. */
interface EndpointEventBase {
  /** Which event this is. */
  event: string;
  /** Never there: these events are told apart by `event`. */
  eventType?: undefined;
  /**
   * Number of your Bandwidth account, as text.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Id of the endpoint, an opaque text.
   * @example 'e-61c8a3f0'
   */
  endpointId?: string | undefined;
  /**
   * Id of the endpoint's device, an opaque text.
   * @example 'd-0b5e94c7'
   */
  deviceId?: string | undefined;
  /**
   * When it happened, in milliseconds since 1970.
   * @example 1795512612480
   */
  timestamp?: number | undefined;
  /**
   * Text of your own, given when the endpoint was created; many put JSON into it.
   * @example '{"desk":17}'
   */
  tags?: string | undefined;
}

/** What an event of one device tells. */
export interface EndpointDeviceEvent extends EndpointEventBase {
  /** Number of your Bandwidth account, as text. */
  accountId: string;
  /** Id of the endpoint, an opaque text. */
  endpointId: string;
  /** Id of the endpoint's device, an opaque text. */
  deviceId: string;
  /** When it happened, in milliseconds since 1970. */
  timestamp: number;
}

const deviceFields = {
  accountId: 'string',
  endpointId: 'string',
  deviceId: 'string',
  timestamp: 'integer',
} as const satisfies FieldRules;

/** A device has connected to the endpoint. */
export interface EndpointConnectedEvent extends EndpointDeviceEvent {
  event: 'endpointConnected';
}

export const endpointConnected = defineEvent<EndpointConnectedEvent>()('endpointConnected', {
  kind: 'async',
  fields: deviceFields,
});

/** A device has left the endpoint. */
export interface EndpointDisconnectedEvent extends EndpointDeviceEvent {
  event: 'endpointDisconnected';
}

export const endpointDisconnected = defineEvent<EndpointDisconnectedEvent>()('endpointDisconnected', {
  kind: 'async',
  fields: deviceFields,
});

/** The endpoint sends sound: from now on `Connect` can reach it. */
export interface EndpointEligibleEvent extends EndpointDeviceEvent {
  event: 'endpointEligible';
}

export const endpointEligible = defineEvent<EndpointEligibleEvent>()('endpointEligible', {
  kind: 'async',
  fields: deviceFields,
});

/** The endpoint can no longer be reached by `Connect`. */
export interface EndpointIneligibleEvent extends EndpointDeviceEvent {
  event: 'endpointIneligible';
  /**
   * What went wrong, for people to read.
   * @example 'The device has stopped sending sound'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const endpointIneligible = defineEvent<EndpointIneligibleEvent>()('endpointIneligible', {
  kind: 'async',
  fields: deviceFields,
});

/** An endpoint wishes to be connected. Nothing happens by itself: decide, and place the call over REST. */
export interface OutboundConnectionRequestEvent extends EndpointEventBase {
  event: 'outboundConnectionRequest';
  /**
   * Where it wishes to be connected to; a number may come without its plus.
   * @example '15551230002'
   */
  to?: string | undefined;
  /**
   * What `to` is.
   * @example 'PHONE_NUMBER'
   */
  toType?: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT' | (string & {}) | undefined;
  /**
   * Who wishes it, if that is told.
   * @example 'e-61c8a3f0'
   */
  from?: string | undefined;
  /**
   * What `from` is, if that is told.
   * @example 'ENDPOINT'
   */
  fromType?: string | undefined;
}

export const outboundConnectionRequest = defineEvent<OutboundConnectionRequestEvent>()('outboundConnectionRequest', {
  kind: 'async',
  fields: { timestamp: 'integer?' },
});

/** What stands at one end of a `Connect`. */
export type ConnectedParty = 'CALL' | 'ENDPOINT' | (string & {});

/** A `Connect` between a call and an endpoint has come to another state. */
export interface ConnectStatusEvent extends EndpointEventBase {
  /** Filled in where it did not come: the event is also known by `status` with `fromType` or `toType`. */
  event: 'connectStatus';
  /**
   * The state.
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
   * Id of the side that connects.
   * @example 'c-7d40b1e2-3f68a905'
   */
  from?: string | undefined;
  /**
   * What `from` is.
   * @example 'CALL'
   */
  fromType?: ConnectedParty | undefined;
  /**
   * Id of the side that is connected to.
   * @example 'e-61c8a3f0'
   */
  to?: string | undefined;
  /**
   * What `to` is.
   * @example 'ENDPOINT'
   */
  toType?: ConnectedParty | undefined;
  /**
   * Id of the call.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId?: string | undefined;
  /**
   * What went wrong, for people to read.
   * @example 'The endpoint did not answer'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const connectStatus = defineEvent<ConnectStatusEvent>()('connectStatus', {
  kind: 'async',
  fields: { timestamp: 'integer?' },
});
