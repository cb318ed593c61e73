import type { InitiateEvent } from '../../events/call-events.js';
import type { EventType } from '../../events/webhook-event.js';
import type { FieldChecks } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, orNull, range, record, secret, url } from '../../problems/value-checks.js';
import type { Credentials } from './address.js';
import { asserting, isEventType, isMethod } from './checks.js';

/** The settings of the voice application, as in Bandwidth's dashboard. URLs may be relative to the origin. */
export interface ApplicationSettings {
  /** Receives `initiate`. */
  readonly url?: string | undefined;
  /** HTTP method of the request to `url`. @default 'POST' */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Receives `initiate` if `url` fails. */
  readonly fallbackUrl?: string | undefined;
  /** HTTP method of the request to `fallbackUrl`. @default 'POST' */
  readonly fallbackMethod?: 'GET' | 'POST' | undefined;
  /** Receives `disconnect` of inbound calls; `null` turns it off. @default the `url` of the call */
  readonly statusUrl?: string | null | undefined;
  /** HTTP method of the request to `statusUrl`. @default 'POST' */
  readonly statusMethod?: 'GET' | 'POST' | undefined;
  /** Receives `disconnect` if `statusUrl` fails. */
  readonly statusFallbackUrl?: string | undefined;
  /** Sent to `url` and `statusUrl`. */
  readonly credentials?: Credentials | undefined;
  /** Sent to `fallbackUrl`. */
  readonly fallbackCredentials?: Credentials | undefined;
  /** Seconds to wait for the response to a webhook, 1 to 25. @default 15 */
  readonly callbackTimeout?: number | undefined;
}

export const isCredentials = objectOf<Credentials>(
  { username: secret, password: secret },
  { required: ['username', 'password'] },
);

export const isCallbackTimeout = range(1, 25, 'seconds');

export const applicationFields: FieldChecks<ApplicationSettings> = {
  url,
  method: isMethod,
  fallbackUrl: url,
  fallbackMethod: isMethod,
  statusUrl: orNull(url),
  statusMethod: isMethod,
  statusFallbackUrl: url,
  credentials: isCredentials,
  fallbackCredentials: isCredentials,
  callbackTimeout: isCallbackTimeout,
};

/** An inbound call. Settings of the application that are set here apply to this call only. */
export interface InboundCall extends ApplicationSettings {
  /** The number or SIP URI of the caller. @default '+15551230001' */
  readonly from?: string | undefined;
  /** The number or SIP URI that the caller dials. @default '+15551230002' */
  readonly to?: string | undefined;
  /** Additional fields of the `initiate` event, such as `callerDisplayName` or `sipHeaders`. */
  readonly fields?: Partial<InitiateEvent> | undefined;
  /**
   * The caller hangs up while the application handles the first event of this type. Use it for `initiate`: no step can
   * hang up then, because `platform.call` resolves only after the response to that event. @default never
   */
  readonly hangsUpDuring?: EventType | undefined;
}

export const assertInboundCall = asserting(
  objectOf<InboundCall>({
    ...applicationFields,
    from: nonEmptyString,
    to: nonEmptyString,
    fields: record,
    hangsUpDuring: isEventType,
  }),
);
