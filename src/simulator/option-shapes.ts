// What may be given to a platform, for tests that no compiler has read: a misspelt option would be passed over in silence.
import { webhookEventDefinitions } from '../events/event-definitions.js';
import type { EventType } from '../events/webhook-event.js';
import type { Credentials } from './address.js';
import type { ReferOutcome } from './call.js';
import type { Disrupted } from './disruptions.js';
import type { KeyOptions, SpeechOptions } from './input-options.js';
import type { Callee, CreateCall } from './outbound-call.js';
import type { InboundCall } from './platform.js';
import { platformFailures, type Reception } from './reception.js';
import * as is from './shape-check.js';
import { simulatedEventTypes } from './simulated-events.js';
import type { ApplicationSettings, SimulatorOptions } from './simulator-options.js';

const { shape, fits, seconds, method, url } = is;

const credentials = shape<Credentials>(
  { username: is.secret, password: is.secret },
  { required: ['username', 'password'] },
);

/** Seconds that may be set for the answer to a webhook. */
const callbackTimeout = is.range(1, 25, 'seconds');

const applicationFields: is.FieldChecks<ApplicationSettings> = {
  url,
  method,
  fallbackUrl: url,
  fallbackMethod: method,
  statusUrl: (value, name) => value === null || url(value, name),
  statusMethod: method,
  statusFallbackUrl: url,
  credentials,
  fallbackCredentials: credentials,
  callbackTimeout,
};

const OUTCOMES = ['answers', 'busy', 'rejects', 'noAnswer', 'fails'];
const onlyTrue = fits('true, or left out', (value) => value === true);

const receptionFields: is.FieldChecks<Reception> = {
  ringsAfter: seconds,
  after: seconds,
  answers: onlyTrue,
  busy: onlyTrue,
  rejects: onlyTrue,
  noAnswer: onlyTrue,
  fails: is.oneOf(Object.keys(platformFailures)),
};

const oneOutcome = (given: Readonly<Record<string, unknown>>): string | undefined => {
  const asked = OUTCOMES.filter((name) => given[name] !== undefined);
  return asked.length > 1 ? `has more than one outcome: ${asked.join(', ')}; expected one of them` : undefined;
};

const isEventType = is.oneOf(Object.keys(webhookEventDefinitions));

/** What somebody who is dialled does. */
export const reception = shape<Reception>(receptionFields, { also: oneOutcome });

/** The same of an outbound call. */
export const callee = shape<Callee>(
  {
    ...receptionFields,
    detectedAs: is.someText,
    detectedAfter: seconds,
    hangsUpAfter: seconds,
    hangsUpDuring: isEventType,
  },
  { also: oneOutcome },
);

type ReferFields = { succeeds?: true; fails?: true; status?: number; notifyStatus?: number };

const sipStatus = is.range(200, 699, 'a final status of SIP');

/** How a REFER goes. */
export const referOutcome = shape<ReferFields & Partial<ReferOutcome>>(
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
);

const CREDENTIALS =
  'Pass the credentials that Bandwidth sends as application: { credentials: { username, password } }.';

/** When credentials are sent; not which. */
const whenSent: is.Check = (value, name) => {
  if (is.isRecord(value)) throw is.wrongOption(`${name} is an object; expected "challenge", "at-once".`, CREDENTIALS);
  is.oneOf(['challenge', 'at-once'])(value, name);
};

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
const strictCode = is.oneOf(STRICT_CODES);

/** What strict mode passes over. */
const allow: is.Check = (value, name) => {
  is.texts(value, name);
  for (const [index, code] of (value as readonly string[]).entries()) {
    if (!code.includes('.')) strictCode(code, `${name}[${index}]`);
  }
};

/** Which requests are disrupted, and how. */
export const disrupted = shape<Disrupted>({ event: isEventType, url: is.someText, times: is.atLeastOne });

const NAMED = ['refused', 'reset', 'timeout', 'twice', 'afterNext'];
const late = shape<{ late: number }>({ late: seconds }, { required: ['late'] });
export const disruption: is.Check = (value, name) =>
  is.isRecord(value) ? late(value, name) : is.oneOf(NAMED)(value, name);

/** A type of event that the simulator sends, for steps that name one. */
export const sentEventType = is.oneOf(simulatedEventTypes, 'an event that the simulator sends');

/** The fields that a step expects of an event. */
export const eventFields = is.record;

/** The values of these are checked by the step itself, whose errors name its line. */
const anyValue: is.Check = () => {};

/** The options of the step that presses keys. */
export const keyOptions = shape<KeyOptions>({ every: anyValue, now: is.boolean });

/** The options of the step that says words. */
export const speechOptions = shape<SpeechOptions>({ seconds: anyValue, partial: anyValue });

/** The options of the step that hangs up. */
export const hangUpOptions = shape<{ during?: EventType | undefined }>({ during: isEventType });

/** A call that comes in. */
export const inboundCall = shape<InboundCall>({
  ...applicationFields,
  from: is.someText,
  to: is.someText,
  fields: is.record,
  hangsUpDuring: isEventType,
});

type MachineDetection = NonNullable<CreateCall['machineDetection']>;

const { orNull } = is;

const nullableUrl = orNull(is.both(url, is.atMost(2048)));
const nullableMethod = orNull(method);
const nullableSecret = orNull(is.both(is.secret, is.atMost(1024)));
const nullableSeconds = orNull(seconds);

const machineDetection = shape<MachineDetection>({
  mode: is.oneOf(['sync', 'async']),
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
  is.fits(
    'text without control characters',
    (value) => typeof value === 'string' && !/[\u0000-\u001f\u007f-\u009f]/.test(value),
  ),
  is.atMost(256),
);

/** Values with commas between them, each with its encoding at the end. */
const uui = is.both(
  is.fits(
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
export const createCall = shape<CreateCall>(
  {
    to: is.someText,
    from: is.someText,
    applicationId: is.someText,
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
    priority: orNull(is.oneOfNumbers([1, 2, 3, 4, 5])),
    privacy: orNull(is.boolean),
    displayName: orNull(displayName),
    uui: orNull(uui),
    tag: orNull(is.both(is.text, is.atMost(4096))),
  },
  { required: ['to', 'from', 'answerUrl'], also: nameUnderPrivacy },
);

const secondsOrFunction = fits(
  'a number of seconds, or a function',
  (value) => is.isSeconds(value) || is.isFunction(value),
);

type Limits = NonNullable<SimulatorOptions['limits']>;
type Processing = NonNullable<SimulatorOptions['processing']>;

const receptions: is.Check = (value, name) => {
  if (is.isFunction(value)) return;
  is.record(value, name);
  for (const [to, each] of Object.entries(value as object)) reception(each, `${name}[${JSON.stringify(to)}]`);
};

/** The options of `simulate`. `rules` and `verbs` are left to those who read documents by them. */
export const simulatorOptions = shape<SimulatorOptions>(
  {
    application: shape<ApplicationSettings>(applicationFields),
    origin: is.origin,
    alsoServes: fits('a list of origins', (value) => Array.isArray(value) && value.every(is.isOrigin)),
    accountId: is.someText,
    applicationId: is.someText,
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
        (is.isRecord(value) && Object.values(value).every((each) => is.isSeconds(each))),
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
      seconds: is.aboveZero,
      realSeconds: is.aboveZero,
      steps: is.atLeastOne,
      documents: is.atLeastOne,
    }),
    drain: is.callback,
    onBehaviour: is.callback,
  },
  { instead: { auth: CREDENTIALS, username: CREDENTIALS, password: CREDENTIALS } },
);
