import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { asserting, isTrueOrMissing } from './checks.js';
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

/**
 * What an endpoint does when a `Connect` calls it. It accepts at once unless another outcome is set.
 *
 * @example
 * { after: 3 }         // accepts after three seconds
 * { noAnswer: true }   // the attempt times out
 * { fails: true }      // the connection fails
 */
export type EndpointBehavior = {
  /** Virtual seconds until it accepts or fails. If more than 30, the attempt times out instead. @default 0 */
  readonly after?: number | undefined;
} & (
  | Readonly<{ accepts?: true; noAnswer?: never; fails?: never }>
  | Readonly<{ noAnswer: true; accepts?: never; fails?: never }>
  | Readonly<{ fails: true; accepts?: never; noAnswer?: never }>
);

const oneOutcome = ({ accepts, noAnswer, fails }: Readonly<Record<string, unknown>>): string | undefined =>
  [accepts, noAnswer, fails].filter((each) => each !== undefined).length > 1
    ? 'has more than one outcome; expected one of accepts, noAnswer, fails'
    : undefined;

const behaviorFields: FieldChecks<EndpointBehavior> = {
  after: is.seconds,
  accepts: isTrueOrMissing,
  noAnswer: isTrueOrMissing,
  fails: isTrueOrMissing,
};

export const assertEndpointBehavior = asserting(is.objectOf<EndpointBehavior>(behaviorFields, { also: oneOutcome }));
