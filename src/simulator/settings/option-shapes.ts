// What may be given to a platform, for tests that no compiler has read: a misspelt option would be passed over in silence.
import { webhookEventDefinitions } from '../../events/event-definitions.js';
import type { EventType } from '../../events/webhook-event.js';
import { BxmlError } from '../../problems/bxml-error.js';
import * as options from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import type { InboundCall } from '../platform/platform.js';
import type { Callee, CreateCall } from '../rest/create-call.js';
import type { ReferOutcome } from '../steps/caller.js';
import type { Credentials } from './address.js';
import { platformFailures, type Reception } from './callee-behavior.js';
import type { Disrupted } from './disruptions.js';
import type { KeyOptions, SpeechOptions } from './input-options.js';
import { simulatedEventTypes } from './sent-events.js';
import type { ApplicationSettings, SimulatorOptions } from './simulator-options.js';

const { seconds, url } = is;
const { objectOf: shape } = is;
const { expects: fits } = options;

const CODE = 'simulator.options';

/** Throws if a value does not pass its check. `name` is what the message calls it. */
export type Assertion = (value: unknown, name: string) => void;

const asserting =
  (check: options.Check): Assertion =>
  (value, name) =>
    options.checkOptions(check, value, name, CODE);

/** Returns the error of a wrong option. */
export const wrongOption = (message: string, hint?: string): BxmlError =>
  BxmlError.of(CODE, message, hint === undefined ? {} : { hint });

/** Returns the function, with its results checked. */
export function checkedResult<A extends readonly unknown[], R>(
  given: (...values: A) => R,
  assertion: Assertion,
  name: string,
): (...values: A) => R {
  return (...values) => {
    const result = given(...values);
    assertion(result, name);
    return result;
  };
}

/** Asserts a number of seconds. */
export const assertedSeconds = asserting(seconds);

const method = fits('GET or POST', (value) => value === 'GET' || value === 'POST');

const credentials = shape<Credentials>(
  { username: is.secret, password: is.secret },
  { required: ['username', 'password'] },
);

/** Seconds that may be set for the answer to a webhook. */
const callbackTimeout = is.range(1, 25, 'seconds');

const applicationFields: options.FieldChecks<ApplicationSettings> = {
  url,
  method,
  fallbackUrl: url,
  fallbackMethod: method,
  statusUrl: is.orNull(url),
  statusMethod: method,
  statusFallbackUrl: url,
  credentials,
  fallbackCredentials: credentials,
  callbackTimeout,
};

const OUTCOMES = ['answers', 'busy', 'rejects', 'noAnswer', 'fails'];
const onlyTrue = fits('true, or left out', (value) => value === true);

const receptionFields: options.FieldChecks<Reception> = {
  ringsAfter: seconds,
  after: seconds,
  answers: onlyTrue,
  busy: onlyTrue,
  rejects: onlyTrue,
  noAnswer: onlyTrue,
  fails: options.anyOf(Object.keys(platformFailures)),
};

const oneOutcome = (given: Readonly<Record<string, unknown>>): string | undefined => {
  const asked = OUTCOMES.filter((name) => given[name] !== undefined);
  return asked.length > 1 ? `has more than one outcome: ${asked.join(', ')}; expected one of them` : undefined;
};

const isEventType = options.anyOf(Object.keys(webhookEventDefinitions));

/** What somebody who is dialled does. */
const isReception = shape<Reception>(receptionFields, { also: oneOutcome });
export const reception = asserting(isReception);

/** The same of an outbound call. */
export const callee = asserting(
  shape<Callee>(
    {
      ...receptionFields,
      detectedAs: is.nonEmptyString,
      detectedAfter: seconds,
      hangsUpAfter: seconds,
      hangsUpDuring: isEventType,
    },
    { also: oneOutcome },
  ),
);

type ReferFields = { succeeds?: true; fails?: true; status?: number; notifyStatus?: number };

const sipStatus = is.range(200, 699, 'a final status of SIP');

/** How a REFER goes. */
export const referOutcome = asserting(
  shape<ReferFields & Partial<ReferOutcome>>(
    { succeeds: onlyTrue, fails: onlyTrue, status: sipStatus, notifyStatus: sipStatus },
    {
      also: ({ succeeds, fails, status, notifyStatus }) => {
        if (succeeds === fails) return 'is to have either succeeds: true or fails: true';
        const isTooMuch = succeeds === true && (status !== undefined || notifyStatus !== undefined);
        if (isTooMuch) return 'has a status, which only one that fails has';
        if (notifyStatus === undefined) return undefined;
        if (Number(notifyStatus) < 300) return 'has a notifyStatus of success, but fails';
        return Number(status ?? 202) < 300 ? undefined : 'has a notifyStatus, which a REFER that was refused has not';
      },
    },
  ),
);

const CREDENTIALS =
  'Pass the credentials that Bandwidth sends as application: { credentials: { username, password } }.';

/** When credentials are sent; not which. */
const whenSent: options.Check = (value) =>
  options.isRecord(value)
    ? options.faultOf('is an object; expected "challenge", "at-once"', CREDENTIALS)
    : options.anyOf(['challenge', 'at-once'])(value);

/** The codes of strict mode that are not the id of a rule; those have a period in them. */
const STRICT_CODES = [
  'unserved',
  'lost-event',
  'no-handler',
  'handler-error',
  'callback-error',
  'invalid-bxml',
  'loop',
];
const strictCode = options.anyOf(STRICT_CODES);

/** What strict mode passes over. */
const allow: options.Check = (value) => {
  const fault = is.strings(value);
  if (fault !== undefined) return fault;
  for (const [index, code] of (value as readonly string[]).entries()) {
    const unknown = code.includes('.') ? undefined : strictCode(code);
    if (unknown !== undefined) return options.faultAt(`[${index}]`, unknown);
  }
  return undefined;
};

/** Which requests are disrupted, and how. */
export const disrupted = asserting(
  shape<Disrupted>({ event: isEventType, url: is.nonEmptyString, times: is.positiveInteger }),
);

const NAMED = ['refused', 'reset', 'timeout', 'twice', 'afterNext'];
const late = shape<{ late: number }>({ late: seconds }, { required: ['late'] });
export const disruption = asserting((value) => (options.isRecord(value) ? late(value) : options.anyOf(NAMED)(value)));

/** A type of event that the simulator sends, for steps that name one. */
export const sentEventType = asserting(options.anyOf(simulatedEventTypes, 'an event that the simulator sends'));

/** The fields that a step expects of an event. */
export const eventFields = asserting(is.record);

// The values of `every`, `seconds` and `partial` are checked by the step itself, whose errors name its line.

/** The options of the step that presses keys. */
export const keyOptions = asserting(shape<KeyOptions>({ every: options.anything, now: is.boolean }));

/** The options of the step that says words. */
export const speechOptions = asserting(shape<SpeechOptions>({ seconds: options.anything, partial: options.anything }));

/** The options of the step that hangs up. */
export const hangUpOptions = asserting(shape<{ during?: EventType | undefined }>({ during: isEventType }));

/** A call that comes in. */
export const inboundCall = asserting(
  shape<InboundCall>({
    ...applicationFields,
    from: is.nonEmptyString,
    to: is.nonEmptyString,
    fields: is.record,
    hangsUpDuring: isEventType,
  }),
);

type MachineDetection = NonNullable<CreateCall['machineDetection']>;

const { orNull } = is;

const nullableUrl = orNull(is.both(url, is.atMost(2048)));
const nullableMethod = orNull(method);
const nullableSecret = orNull(is.both(is.secret, is.atMost(1024)));
const nullableSeconds = orNull(seconds);

const machineDetection = shape<MachineDetection>({
  mode: options.anyOf(['sync', 'async']),
  detectionTimeout: nullableSeconds,
  silenceTimeout: nullableSeconds,
  speechThreshold: nullableSeconds,
  speechEndThreshold: nullableSeconds,
  machineSpeechEndThreshold: nullableSeconds,
  delayResult: orNull(is.boolean),
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
  fits(
    'text without control characters',
    (value) => typeof value === 'string' && !/[\u0000-\u001f\u007f-\u009f]/.test(value),
  ),
  is.atMost(256),
);

/** Values with commas between them, each with its encoding at the end. */
const uui = is.both(
  fits(
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

/** The request for an outbound call. */
export const createCall = asserting(
  shape<CreateCall>(
    {
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
      callbackTimeout: orNull(callbackTimeout),
      machineDetection,
      priority: orNull(options.anyOf([1, 2, 3, 4, 5])),
      privacy: orNull(is.boolean),
      displayName: orNull(displayName),
      uui: orNull(uui),
      tag: orNull(is.both(is.string, is.atMost(4096))),
    },
    { required: ['to', 'from', 'answerUrl'], also: nameUnderPrivacy },
  ),
);

const secondsOrFunction = fits(
  'a number of seconds, or a function',
  (value) => is.isSeconds(value) || is.isFunction(value),
);

type Limits = NonNullable<SimulatorOptions['limits']>;
type Processing = NonNullable<SimulatorOptions['processing']>;

const receptions: options.Check = (value) => {
  if (is.isFunction(value)) return undefined;
  const fault = is.record(value);
  if (fault !== undefined) return fault;
  for (const [to, each] of Object.entries(value as object)) {
    const wrong = isReception(each);
    if (wrong !== undefined) return options.faultAt(`[${JSON.stringify(to)}]`, wrong);
  }
  return undefined;
};

const aboveZero = fits(
  'a number above 0',
  (value) => typeof value === 'number' && value > 0 && value <= Number.MAX_VALUE,
);

/** The options of `simulate`. `rules` and `verbs` are left to those who read documents by them. */
export const simulatorOptions = asserting(
  shape<SimulatorOptions>(
    {
      application: shape<ApplicationSettings>(applicationFields),
      origin: is.origin,
      alsoServes: fits('a list of origins', (value) => Array.isArray(value) && value.every(is.isOrigin)),
      accountId: is.nonEmptyString,
      applicationId: is.nonEmptyString,
      startsAt: fits(
        'a date, or a text that is one',
        (value) => (value instanceof Date || typeof value === 'string') && !Number.isNaN(new Date(value).getTime()),
      ),
      speech: secondsOrFunction,
      audio: fits(
        'a number of seconds, an object of seconds by address, or a function',
        (value) =>
          is.isSeconds(value) ||
          is.isFunction(value) ||
          (options.isRecord(value) && Object.values(value).every((each) => is.isSeconds(each))),
      ),
      latency: secondsOrFunction,
      phones: receptions,
      processing: shape<Processing>({ recording: seconds, transcription: seconds }),
      credentials: whenSent,
      strict: is.boolean,
      allow,
      rules: is.record,
      verbs: fits(
        'a list of verbs',
        (value) => is.isFunction(Object(value)[Symbol.iterator]) && typeof value !== 'string',
      ),
      patience: is.range(0.001, 2_147_483, 'seconds'),
      limits: shape<Limits>({
        seconds: aboveZero,
        realSeconds: aboveZero,
        steps: is.positiveInteger,
        documents: is.positiveInteger,
      }),
      drain: is.callback,
      onBehaviour: is.callback,
    },
    { instead: (field) => (['auth', 'username', 'password'].includes(field) ? CREDENTIALS : undefined) },
  ),
);
