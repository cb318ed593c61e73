import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { bodyOf } from './request-body.js';

/** A request to create an endpoint, with the fields of `createEndpoint` in Bandwidth's REST API. */
export interface CreateEndpoint {
  readonly type: 'WEBRTC';
  /** The direction of its calls. */
  readonly direction: 'INBOUND' | 'OUTBOUND' | 'BIDIRECTIONAL';
  /** Receives the events of the endpoint. It may be relative to the origin of the application. */
  readonly eventCallbackUrl?: string | null | undefined;
  /** Receives the events if `eventCallbackUrl` fails. */
  readonly eventFallbackUrl?: string | null | undefined;
  /** The `tags` of its events, at most 1024 characters. */
  readonly tag?: string | null | undefined;
  /** Ignored: no member is described. */
  readonly connectionMetadata?: object | null | undefined;
}

const nullableUrl = is.orNull(is.url);

const fields: FieldChecks<CreateEndpoint> = {
  type: anyOf(['WEBRTC']),
  direction: anyOf(['INBOUND', 'OUTBOUND', 'BIDIRECTIONAL']),
  eventCallbackUrl: nullableUrl,
  eventFallbackUrl: nullableUrl,
  tag: is.orNull(is.both(is.string, is.atMost(1024))),
  connectionMetadata: is.orNull(is.record),
};

/** Checks the body of `createEndpoint`. */
export const isCreateEndpointBody = bodyOf<CreateEndpoint>(fields, { required: ['type', 'direction'] });
