import { anyOf, expects, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { boolean, objectOf } from '../../problems/value-checks.js';
import { asserting } from './checks.js';
import { isCallbackTimeout } from './inbound-call.js';
import { bodyOf, isTag, nullableMethod, nullableSecret } from './request-body.js';

/**
 * A request to place a call, with the fields of `createCall` in Bandwidth's REST API. URLs may be relative to the origin of
 * the application. `null` is the same as omitting the field.
 *
 * @example
 * { to: '+15551230077', from: '+15551230002', answerUrl: '/reminder', disconnectUrl: '/over', callTimeout: 20 }
 */
export interface CreateCall {
  /** The phone number or the SIP URI to call. */
  readonly to: string;
  /** The calling number, one of the account's. */
  readonly from: string;
  /** The `applicationId` of the events. @default that of the platform */
  readonly applicationId?: string | undefined;
  /**
   * Receives `answer`. Must be https if `username` or `password` is set. At most 2048 characters, like every URL of the
   * request.
   */
  readonly answerUrl: string;
  /** HTTP method of the request to `answerUrl`. @default 'POST' */
  readonly answerMethod?: 'GET' | 'POST' | null | undefined;
  /** Receives `answer` if `answerUrl` fails. Must be https if fallback credentials are set. @default none */
  readonly answerFallbackUrl?: string | null | undefined;
  /** HTTP method of the request to `answerFallbackUrl`. @default 'POST' */
  readonly answerFallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `answerUrl` and `disconnectUrl`, at most 1024 characters. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `answerUrl` and `disconnectUrl`, at most 1024 characters. @default none */
  readonly password?: string | null | undefined;
  /** User name of the credentials for `answerFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `answerFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackPassword?: string | null | undefined;
  /** Receives `disconnect`. @default none: no `disconnect` is sent */
  readonly disconnectUrl?: string | null | undefined;
  /** HTTP method of the request to `disconnectUrl`. @default 'POST' */
  readonly disconnectMethod?: 'GET' | 'POST' | null | undefined;
  /** Seconds to ring, 1 to 300. @default 30 */
  readonly callTimeout?: number | null | undefined;
  /** Seconds to wait for the response to a webhook, 1 to 25. @default 15 */
  readonly callbackTimeout?: number | null | undefined;
  /** Turns on answering machine detection. @default no detection */
  readonly machineDetection?: MachineDetection | undefined;
  /** The priority in the queue of outbound calls, 1 (first) to 5. The simulator's queue is always empty. @default 5 */
  readonly priority?: 1 | 2 | 3 | 4 | 5 | null | undefined;
  /** Hides the number from the called party. @default false */
  readonly privacy?: boolean | null | undefined;
  /**
   * The name shown to the called party: at most 256 characters, no control characters; with `privacy` one of
   * `Restricted`, `Anonymous`, `Private` and `Unavailable`. @default none
   */
  readonly displayName?: string | null | undefined;
  /**
   * Values of the User-To-User header of a SIP call, with commas between them, each with its encoding (`jwt`, `base64`
   * or `hex`) at the end; at most 350 characters. @default none
   */
  readonly uui?: string | null | undefined;
  /** Included in the events of the call until a verb changes it; at most 4096 characters. @default none */
  readonly tag?: string | null | undefined;
}

/** Settings of answering machine detection. `null` is the same as omitting the field. */
export interface MachineDetection {
  /**
   * `sync`: detection runs before the `answer` event, which includes the result. `async`: detection runs while the call
   * continues, and `machineDetectionComplete` reports the result. @default 'async'
   */
  readonly mode?: 'sync' | 'async' | undefined;
  /** Seconds for the whole detection, after which its result is `timeout`. @default 15 */
  readonly detectionTimeout?: number | null | undefined;
  /** Seconds without speech after which the result is `silence`. @default 10 */
  readonly silenceTimeout?: number | null | undefined;
  /** Seconds of speech after which an undecided speaker counts as a machine. Ignored: the test decides. @default 10 */
  readonly speechThreshold?: number | null | undefined;
  /** Seconds of silence after which the speech counts as finished. Ignored: the test decides. @default 5 */
  readonly speechEndThreshold?: number | null | undefined;
  /**
   * Seconds of silence after which the message of a machine counts as finished. Ignored: the test decides.
   * @default that of `speechEndThreshold`
   */
  readonly machineSpeechEndThreshold?: number | null | undefined;
  /** Delays the result for a machine until it stops speaking. The test decides when that is. @default false */
  readonly delayResult?: boolean | null | undefined;
  /** Receives `machineDetectionComplete` in `async` mode. */
  readonly callbackUrl?: string | null | undefined;
  /** HTTP method of the request to `callbackUrl`. @default 'POST' */
  readonly callbackMethod?: 'GET' | 'POST' | null | undefined;
  /** Receives `machineDetectionComplete` if `callbackUrl` fails. @default none */
  readonly fallbackUrl?: string | null | undefined;
  /** HTTP method of the request to `fallbackUrl`. @default 'POST' */
  readonly fallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `callbackUrl`; those of the call are not used. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `callbackUrl`. @default none */
  readonly password?: string | null | undefined;
  /** User name of the credentials for `fallbackUrl`. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `fallbackUrl`. @default none */
  readonly fallbackPassword?: string | null | undefined;
}

const { orNull, seconds, url } = is;

const nullableUrl = orNull(is.both(url, is.atMost(2048)));
const nullableSeconds = orNull(seconds);

const machineDetection = objectOf<MachineDetection>({
  mode: anyOf(['sync', 'async']),
  detectionTimeout: nullableSeconds,
  silenceTimeout: nullableSeconds,
  speechThreshold: nullableSeconds,
  speechEndThreshold: nullableSeconds,
  machineSpeechEndThreshold: nullableSeconds,
  delayResult: orNull(boolean),
  callbackUrl: nullableUrl,
  callbackMethod: nullableMethod,
  fallbackUrl: nullableUrl,
  fallbackMethod: nullableMethod,
  username: nullableSecret,
  password: nullableSecret,
  fallbackUsername: nullableSecret,
  fallbackPassword: nullableSecret,
});

const PRIVACY_WORDS = ['Restricted', 'Anonymous', 'Private', 'Unavailable'];

const displayName = is.both(
  expects(
    'a string without control characters',
    (value) => typeof value === 'string' && !/[\u0000-\u001f\u007f-\u009f]/.test(value),
  ),
  is.atMost(256),
);

const uui = is.both(
  expects(
    'User-To-User values that each end with ;encoding=jwt, ;encoding=base64 or ;encoding=hex',
    (value) =>
      typeof value === 'string' &&
      value.split(',').every((each) => /^[^;]+;encoding=(?:jwt|base64|hex)$/.test(each.trim())),
  ),
  is.atMost(350),
);

const nameUnderPrivacy = ({ privacy, displayName }: Readonly<Record<string, unknown>>): string | undefined => {
  if (privacy !== true || typeof displayName !== 'string' || PRIVACY_WORDS.includes(displayName)) return undefined;
  return `has a displayName that privacy does not allow; with privacy it is one of ${PRIVACY_WORDS.join(', ')}`;
};

const fields: FieldChecks<CreateCall> = {
  to: is.nonEmptyString,
  from: is.nonEmptyString,
  applicationId: is.nonEmptyString,
  answerUrl: is.both(url, is.atMost(2048)),
  answerMethod: nullableMethod,
  answerFallbackUrl: nullableUrl,
  answerFallbackMethod: nullableMethod,
  username: nullableSecret,
  password: nullableSecret,
  fallbackUsername: nullableSecret,
  fallbackPassword: nullableSecret,
  disconnectUrl: nullableUrl,
  disconnectMethod: nullableMethod,
  callTimeout: orNull(is.range(1, 300, 'seconds')),
  callbackTimeout: orNull(isCallbackTimeout),
  machineDetection,
  priority: orNull(anyOf([1, 2, 3, 4, 5])),
  privacy: orNull(boolean),
  displayName: orNull(displayName),
  uui: orNull(uui),
  tag: orNull(isTag),
};

export const assertCreateCall = asserting(
  objectOf<CreateCall>(fields, { required: ['to', 'from', 'answerUrl'], also: nameUnderPrivacy }),
);

const E164 = /^\+[1-9]\d{1,14}$/;
const isNumber = expects('a phone number in E.164, such as +15551230001', (value) => E164.test(String(value)));
const isDestination = expects(
  'a phone number in E.164, such as +15551230001, or a SIP URI',
  (value) => typeof value === 'string' && (E164.test(value) || /^sips?:./i.test(value)),
);

/** Checks the body of `createCall` as the REST API does. */
export const isCreateCallBody = bodyOf<CreateCall>(
  { ...fields, to: isDestination, from: isNumber },
  { required: ['to', 'from', 'applicationId', 'answerUrl'], also: nameUnderPrivacy },
);
