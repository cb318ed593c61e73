import type {
  ConnectedParty,
  ConnectStatusEvent,
  EndpointConnectedEvent,
  EndpointDisconnectedEvent,
  EndpointEligibleEvent,
  EndpointIneligibleEvent,
  OutboundConnectionRequestEvent,
} from '../../events/index.js';
import { answeredCallDefaults, given as textOf } from './call-defaults.js';
import { DEVICE_ID, ENDPOINT_ID } from './device-fixtures.js';
import { builder, type EventBuilder } from './event-builder.js';

/** The fields of an event of an endpoint's device. */
export interface EndpointDefaults {
  accountId: string;
  endpointId: string;
  deviceId: string;
  timestamp: number;
}

/** The fields by default of `outboundConnectionRequest`. */
export interface OutboundConnectionRequestDefaults {
  endpointId: string;
  to: string;
  toType: 'PHONE_NUMBER';
}

/** The fields by default of `connectStatus`. */
export interface ConnectStatusDefaults {
  status: 'ANSWERED';
  from: string;
  fromType: ConnectedParty;
  to: string;
  toType: ConnectedParty;
}

/** Builders of the events of endpoints, which have no `eventType`. */
export interface EndpointBuilders {
  /**
   * A device has connected to an endpoint: an {@link EndpointConnectedEvent}.
   *
   * @example
   * events.endpointConnected({ endpointId: 'e-17' });
   */
  endpointConnected: EventBuilder<EndpointConnectedEvent, EndpointDefaults>;
  /**
   * A device has left an endpoint: an {@link EndpointDisconnectedEvent}.
   *
   * @example
   * events.endpointDisconnected({ deviceId: 'd-17' });
   */
  endpointDisconnected: EventBuilder<EndpointDisconnectedEvent, EndpointDefaults>;
  /**
   * An endpoint can be reached by `Connect`: an {@link EndpointEligibleEvent}.
   *
   * @example
   * events.endpointEligible({ tags: '{"desk":17}' });
   */
  endpointEligible: EventBuilder<EndpointEligibleEvent, EndpointDefaults>;
  /**
   * An endpoint can no longer be reached by `Connect`: an {@link EndpointIneligibleEvent}.
   *
   * @example
   * events.endpointIneligible({ errorMessage: 'The device has stopped sending sound' });
   */
  endpointIneligible: EventBuilder<EndpointIneligibleEvent, EndpointDefaults>;
  /**
   * An endpoint wishes to be connected: an {@link OutboundConnectionRequestEvent}.
   *
   * @example
   * events.outboundConnectionRequest({ to: '15551230009' });
   */
  outboundConnectionRequest: EventBuilder<OutboundConnectionRequestEvent, OutboundConnectionRequestDefaults>;
  /**
   * A `Connect` has come to another state: a {@link ConnectStatusEvent}. By default the endpoint has answered the call;
   * with another `fromType` or `toType`, `from` and `to` change places.
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
    const call = { id: textOf(given.callId, answeredCallDefaults({}).callId), type: 'CALL' };
    const endpoint = { id: textOf(given.endpointId, ENDPOINT_ID), type: 'ENDPOINT' };
    const fromEndpoint = given.fromType === 'ENDPOINT' || given.toType === 'CALL';
    const [from, to] = fromEndpoint ? [endpoint, call] : [call, endpoint];
    return { status: 'ANSWERED', from: from.id, fromType: from.type, to: to.id, toType: to.type };
  }),
};
