import { defineEvent, type FieldRules } from './define-event.js';

/** What every event of a WebRTC endpoint may tell. The product is in beta, and more may change here than elsewhere. */
export interface EndpointEventBase {
  /** Which event this is. */
  event: string;
  /** Never there: these events are told apart by `event`. */
  eventType?: undefined;
  /** Number of your Bandwidth account, as text. */
  accountId?: string | undefined;
  /** Id of the endpoint, an opaque text. */
  endpointId?: string | undefined;
  /** Id of the endpoint's device, an opaque text. */
  deviceId?: string | undefined;
  /** When it happened, in milliseconds since 1970. */
  timestamp?: number | undefined;
  /** Text of your own, given when the endpoint was created; many put JSON into it. */
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
  /** What went wrong, for people to read. */
  errorMessage?: string | null | undefined;
  /** Number of the failure, for Bandwidth's support. */
  errorId?: string | null | undefined;
}

export const endpointIneligible = defineEvent<EndpointIneligibleEvent>()('endpointIneligible', {
  kind: 'async',
  fields: deviceFields,
});

/** An endpoint wishes to be connected. Nothing happens by itself: decide, and place the call over REST. */
export interface OutboundConnectionRequestEvent extends EndpointEventBase {
  event: 'outboundConnectionRequest';
  /** Where it wishes to be connected to; a number may come without its plus. */
  to?: string | undefined;
  /** What `to` is. */
  toType?: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT' | (string & {}) | undefined;
  /** Who wishes it, if that is told. */
  from?: string | undefined;
  /** What `from` is, if that is told. */
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
  /** The state. */
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
  /** Id of the side that connects. */
  from?: string | undefined;
  /** What `from` is. */
  fromType?: ConnectedParty | undefined;
  /** Id of the side that is connected to. */
  to?: string | undefined;
  /** What `to` is. */
  toType?: ConnectedParty | undefined;
  /** Id of the call. */
  callId?: string | undefined;
  /** What went wrong, for people to read. */
  errorMessage?: string | null | undefined;
  /** Number of the failure, for Bandwidth's support. */
  errorId?: string | null | undefined;
}

export const connectStatus = defineEvent<ConnectStatusEvent>()('connectStatus', {
  kind: 'async',
  fields: { timestamp: 'integer?' },
});
