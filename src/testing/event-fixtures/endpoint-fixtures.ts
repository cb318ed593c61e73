import type {
  ConnectedParty,
  ConnectStatusEvent,
  EndpointConnectedEvent,
  EndpointDisconnectedEvent,
  EndpointEligibleEvent,
  EndpointIneligibleEvent,
  OutboundConnectionRequestEvent,
} from '../../events/index.js';
import { answeredCallDefaults, stringOr } from './call-defaults.js';
import { DEVICE_ID, ENDPOINT_ID } from './device-fixtures.js';
import { builder, type EventBuilder } from './event-builder.js';

/** Default fields of device events of an endpoint. */
export interface EndpointDefaults {
  accountId: string;
  endpointId: string;
  deviceId: string;
  timestamp: number;
}

/** Default fields of `outboundConnectionRequest`. */
export interface OutboundConnectionRequestDefaults {
  endpointId: string;
  to: string;
  toType: 'PHONE_NUMBER';
}

/** Default fields of `connectStatus`. */
export interface ConnectStatusDefaults {
  status: 'ANSWERED';
  from: string;
  fromType: ConnectedParty;
  to: string;
  toType: ConnectedParty;
}

/** Builders for endpoint events, which have no `eventType`. */
export interface EndpointBuilders {
  /**
   * Builds an {@link EndpointConnectedEvent}: a device connected to an endpoint.
   *
   * @example
   * events.endpointConnected({ endpointId: 'e-17' });
   */
  endpointConnected: EventBuilder<EndpointConnectedEvent, EndpointDefaults>;
  /**
   * Builds an {@link EndpointDisconnectedEvent}: a device disconnected from an endpoint.
   *
   * @example
   * events.endpointDisconnected({ deviceId: 'd-17' });
   */
  endpointDisconnected: EventBuilder<EndpointDisconnectedEvent, EndpointDefaults>;
  /**
   * Builds an {@link EndpointEligibleEvent}: an endpoint can be the target of `Connect`.
   *
   * @example
   * events.endpointEligible({ tags: '{"desk":17}' });
   */
  endpointEligible: EventBuilder<EndpointEligibleEvent, EndpointDefaults>;
  /**
   * Builds an {@link EndpointIneligibleEvent}: an endpoint can no longer be the target of `Connect`.
   *
   * @example
   * events.endpointIneligible({ errorMessage: 'The device stopped sending audio' });
   */
  endpointIneligible: EventBuilder<EndpointIneligibleEvent, EndpointDefaults>;
  /**
   * Builds an {@link OutboundConnectionRequestEvent}: an endpoint requests an outbound connection.
   *
   * @example
   * events.outboundConnectionRequest({ to: '15551230009' });
   */
  outboundConnectionRequest: EventBuilder<OutboundConnectionRequestEvent, OutboundConnectionRequestDefaults>;
  /**
   * Builds a {@link ConnectStatusEvent}: the state of a `Connect` changed. By default the endpoint answered the call.
   * `fromType: 'ENDPOINT'` or `toType: 'CALL'` swaps `from` and `to`.
   *
   * @example
   * events.connectStatus({ status: 'TIMED_OUT', errorMessage: 'The endpoint did not answer' });
   */
  connectStatus: EventBuilder<ConnectStatusEvent, ConnectStatusDefaults>;
}

const deviceOf = (): EndpointDefaults => {
  const { accountId, eventTime } = answeredCallDefaults({});
  return { accountId, endpointId: ENDPOINT_ID, deviceId: DEVICE_ID, timestamp: Date.parse(eventTime) };
};

export const endpointBuilders: EndpointBuilders = {
  endpointConnected: builder({ event: 'endpointConnected' }, deviceOf),
  endpointDisconnected: builder({ event: 'endpointDisconnected' }, deviceOf),
  endpointEligible: builder({ event: 'endpointEligible' }, deviceOf),
  endpointIneligible: builder({ event: 'endpointIneligible' }, deviceOf),
  outboundConnectionRequest: builder({ event: 'outboundConnectionRequest' }, () => ({
    endpointId: ENDPOINT_ID,
    to: '15551230002',
    toType: 'PHONE_NUMBER',
  })),
  connectStatus: builder({ event: 'connectStatus' }, (given) => {
    const call = { id: stringOr(given.callId, answeredCallDefaults({}).callId), type: 'CALL' };
    const endpoint = { id: stringOr(given.endpointId, ENDPOINT_ID), type: 'ENDPOINT' };
    const fromEndpoint = given.fromType === 'ENDPOINT' || given.toType === 'CALL';
    const [from, to] = fromEndpoint ? [endpoint, call] : [call, endpoint];
    return { status: 'ANSWERED', from: from.id, fromType: from.type, to: to.id, toType: to.type };
  }),
};
