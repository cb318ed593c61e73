import { parse } from '../../parse/index.js';
import { anyOf, type Check, expects, faultAt, faultOf, isRecord } from '../../problems/check-options.js';
import {
  boolean,
  callback,
  origin as isAnOrigin,
  isFunction,
  isOrigin,
  isSeconds,
  nonEmptyString,
  objectOf,
  positiveInteger,
  range,
  record,
  seconds,
  strings,
} from '../../problems/value-checks.js';
import { validate } from '../../render/render.js';
import type { RenderOptions } from '../../render/render-options.js';
import type { Verb } from '../../verbs/define/define-verb.js';
import { type Behavior, behaviors } from './behaviors.js';
import { assertCalleeBehavior, type CalleeBehavior, isCalleeBehavior } from './callee-behavior.js';
import { type Assertion, assertedSeconds, asserting, checkedResult } from './checks.js';
import { type ApplicationSettings, applicationFields } from './inbound-call.js';

/** A piece of speech that a party heard. */
export interface HeardSpeech {
  readonly kind: 'speech';
  /** The words as they are spoken, with the `alias` of a `sub`; without markup, white space collapsed. */
  readonly text: string;
  /** The content as it was marked up. */
  readonly ssml: string;
  /** The voice, the language and the gender that were asked for, where they were. */
  readonly voice?: string;
  readonly locale?: string;
  readonly gender?: string;
  /** It was stopped by a key or by the end of the call, after so many seconds. */
  readonly stoppedAfter?: number;
}

/** An audio file that a party heard. */
export interface HeardAudio {
  readonly kind: 'audio';
  /** Its absolute address. */
  readonly url: string;
  /** It was stopped by a key or by the end of the call, after so many seconds. */
  readonly stoppedAfter?: number;
}

/** Options of `simulate`. Every duration is in seconds: of virtual time, except `patience` and `limits.realSeconds`. */
export interface SimulatorOptions {
  /** The settings of the voice application. */
  readonly application?: ApplicationSettings | undefined;
  /** Where the application is thought to be served. @default 'https://app.example', or the base URL itself */
  readonly origin?: string | undefined;
  /**
   * Other origins that the application serves. A request to any other origin is refused and not sent.
   * @default none
   */
  readonly alsoServes?: readonly string[] | undefined;
  /** @default '5500000' */
  readonly accountId?: string | undefined;
  /** @default 'a1b2c3d4-0000-4000-8000-000000000001' */
  readonly applicationId?: string | undefined;
  /** The moment at which virtual time begins. @default '2026-01-05T09:00:00.000Z' */
  readonly startsAt?: Date | string | undefined;
  /**
   * How long speech takes: seconds a character, or a function that gives the seconds of a whole prompt.
   * @default 0.065, and the breaks of its SSML
   */
  readonly speech?: number | ((prompt: Pick<HeardSpeech, 'text' | 'ssml' | 'voice' | 'locale'>) => number) | undefined;
  /**
   * How long audio takes: seconds of every file, seconds by address (as in the document, or absolute), or a function of
   * the absolute address.
   * @default 3
   */
  readonly audio?: number | Readonly<Record<string, number>> | ((url: string) => number) | undefined;
  /**
   * Seconds that each request takes on its way to the application. One that takes longer than the `callbackTimeout` has
   * timed out, and arrives all the same.
   * @default 0
   */
  readonly latency?: number | ((url: string) => number) | undefined;
  /**
   * What happens when a number or a SIP URI is dialled, by number or from a function that is asked each time, where no
   * step of the test says something else.
   * @example { '+15551230101': { busy: true }, 'sip:desk@pbx.example': { after: 3 } }
   */
  readonly phones?: Readonly<Record<string, CalleeBehavior>> | ((to: string) => CalleeBehavior | undefined) | undefined;
  /** Seconds until a recording, and after that its transcription, can be fetched. @default { recording: 2, transcription: 5 } */
  readonly processing?: { readonly recording?: number; readonly transcription?: number } | undefined;
  /** Whether the first request to an address with credentials comes without them. @default 'challenge' */
  readonly credentials?: 'challenge' | 'at-once' | undefined;
  /**
   * Warnings of documents, requests that are not served, events that are lost, handlers that fail and asynchronous events
   * that a document asked for and nothing handles make the test fail.
   * @default true
   */
  readonly strict?: boolean | undefined;
  /**
   * What strict mode passes over: codes of warnings, `unserved`, `lost-event`, `handler-error`, `no-handler`, `loop`,
   * `callback-error` or `invalid-bxml`. @default none
   */
  readonly allow?: readonly string[] | undefined;
  /** Severities of single rules, as in `render`. */
  readonly rules?: RenderOptions['rules'];
  /** Verbs made with `defineVerb`. */
  readonly verbs?: Iterable<Verb<never>> | undefined;
  /**
   * Seconds of real time, 0.001 or more, after which a request counts as timed out, and for which a handler may run on after its event was
   * acknowledged, and `drain`. A step that waits for the application fails before the 5 seconds that Vitest and Jest give
   * a test; raise `limits.realSeconds` too, and their time-out, for an application that is slower.
   * @default 1
   */
  readonly patience?: number | undefined;
  /** How much one step of a test may take. */
  readonly limits?:
    | {
        /** Seconds of virtual time. @default 604800, which is a week */
        readonly seconds?: number | undefined;
        /** Seconds of real time, for the step as a whole; longer if more than ten calls are under way at once. @default 4 */
        readonly realSeconds?: number | undefined;
        /** Steps of the clock for the call of that step. @default 100000 */
        readonly steps?: number | undefined;
        /** Documents that a call fetches while no time passes but that of its requests. @default 50 */
        readonly documents?: number | undefined;
      }
    | undefined;
  /**
   * Awaited by `ends`, `hangUp` and `settles` once a call has come to rest: for other work of the application, such as a
   * queue. Asynchronous handlers of our own webhooks in the same process are waited for without it. A step fails if it
   * takes longer than `patience`.
   *
   * @example
   * simulate(app, { drain: () => queue.onIdle() })
   * @default nothing else is waited for
   */
  readonly drain?: (() => unknown) | undefined;
  /** Told each behavior of `docs/simulator.md` as it is followed, verbs and events too. */
  readonly onBehavior?: ((behavior: Behavior | `verb:${string}` | `event:${string}`) => void) | undefined;
}

const CREDENTIALS =
  'Pass the credentials that Bandwidth sends as application: { credentials: { username, password } }.';

/** When credentials are sent; not which. */
const whenSent: Check = (value) =>
  isRecord(value)
    ? faultOf('is an object; expected "challenge", "at-once"', CREDENTIALS)
    : anyOf(['challenge', 'at-once'])(value);

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
const strictCode = anyOf(STRICT_CODES);

/** What strict mode passes over. */
const allow: Check = (value) => {
  const fault = strings(value);
  if (fault !== undefined) return fault;
  for (const [index, code] of (value as readonly string[]).entries()) {
    const unknown = code.includes('.') ? undefined : strictCode(code);
    if (unknown !== undefined) return faultAt(`[${index}]`, unknown);
  }
  return undefined;
};

const secondsOrFunction = expects(
  'a number of seconds, or a function',
  (value) => isSeconds(value) || isFunction(value),
);

type Limits = NonNullable<SimulatorOptions['limits']>;
type Processing = NonNullable<SimulatorOptions['processing']>;

const receptions: Check = (value) => {
  if (isFunction(value)) return undefined;
  const fault = record(value);
  if (fault !== undefined) return fault;
  for (const [to, each] of Object.entries(value as object)) {
    const wrong = isCalleeBehavior(each);
    if (wrong !== undefined) return faultAt(`[${JSON.stringify(to)}]`, wrong);
  }
  return undefined;
};

const aboveZero = expects(
  'a number above 0',
  (value) => typeof value === 'number' && value > 0 && value <= Number.MAX_VALUE,
);

/** The options of `simulate`. `rules` and `verbs` are left to those who read documents by them. */
const assertOptions = asserting(
  objectOf<SimulatorOptions>(
    {
      application: objectOf<ApplicationSettings>(applicationFields),
      origin: isAnOrigin,
      alsoServes: expects('a list of origins', (value) => Array.isArray(value) && value.every(isOrigin)),
      accountId: nonEmptyString,
      applicationId: nonEmptyString,
      startsAt: expects(
        'a date, or a text that is one',
        (value) => (value instanceof Date || typeof value === 'string') && !Number.isNaN(new Date(value).getTime()),
      ),
      speech: secondsOrFunction,
      audio: expects(
        'a number of seconds, an object of seconds by address, or a function',
        (value) =>
          isSeconds(value) ||
          isFunction(value) ||
          (isRecord(value) && Object.values(value).every((each) => isSeconds(each))),
      ),
      latency: secondsOrFunction,
      phones: receptions,
      processing: objectOf<Processing>({ recording: seconds, transcription: seconds }),
      credentials: whenSent,
      strict: boolean,
      allow,
      rules: record,
      verbs: expects(
        'a list of verbs',
        (value) => isFunction(Object(value)[Symbol.iterator]) && typeof value !== 'string',
      ),
      patience: range(0.001, 2_147_483, 'seconds'),
      limits: objectOf<Limits>({
        seconds: aboveZero,
        realSeconds: aboveZero,
        steps: positiveInteger,
        documents: positiveInteger,
      }),
      drain: callback,
      onBehavior: callback,
    },
    { instead: (field) => (['auth', 'username', 'password'].includes(field) ? CREDENTIALS : undefined) },
  ),
);

/** Seconds. */
const WEEK = 604_800;

/** The options with their defaults. */
export type Settings = ReturnType<typeof settingsOf>;

/**
 * Fills in the defaults.
 *
 * @throws BxmlError (`simulator.options`, and the codes of `rules` and `verbs`) for a wrong option, or an unknown one
 */
export function settingsOf(options: SimulatorOptions, origin: string) {
  assertOptions(options, 'options');
  const { application = {}, processing = {}, limits = {}, rules } = options;
  const { speech, audio, latency, phones } = options;
  const verbs = options.verbs && [...options.verbs];
  // Throws for verbs and rules of a wrong kind, which no document could be read by.
  validate(parse('<Response/>', { verbs }), { rules });
  return {
    application,
    origin: options.origin ?? origin,
    served: new Set([options.origin ?? origin, ...(options.alsoServes ?? [])].map((each) => new URL(each).origin)),
    accountId: options.accountId ?? '5500000',
    applicationId: options.applicationId ?? 'a1b2c3d4-0000-4000-8000-000000000001',
    startsAt: new Date(options.startsAt ?? '2026-01-05T09:00:00.000Z').getTime(),
    speech: typeof speech === 'function' ? giving(speech, 'speech') : (speech ?? behaviors['speech.time'].value),
    audio: typeof audio === 'function' ? giving(audio, 'audio') : (audio ?? behaviors['audio.time'].value),
    latency: typeof latency === 'function' ? giving(latency, 'latency') : (latency ?? 0),
    phones: typeof phones === 'function' ? checkedResult(phones, receptionIfAny, 'what phones gives') : (phones ?? {}),
    processing: {
      recording: processing.recording ?? behaviors['recording.available'].value,
      transcription: processing.transcription ?? behaviors['recording.transcription-time'].value,
    },
    credentials: options.credentials ?? 'challenge',
    strict: options.strict ?? true,
    allow: new Set(options.allow),
    rules,
    verbs,
    /** Milliseconds. */
    patience: (options.patience ?? 1) * 1000,
    limits: {
      seconds: limits.seconds ?? WEEK,
      realSeconds: limits.realSeconds ?? 4,
      steps: limits.steps ?? 100_000,
      documents: limits.documents ?? behaviors['document.loop'].value,
    },
    drain: options.drain,
    onBehavior: options.onBehavior,
  };
}

const giving = <A extends readonly unknown[]>(given: (...values: A) => number, name: string) =>
  checkedResult(given, assertedSeconds, `what ${name} gives`);

const receptionIfAny: Assertion = (value, name) => value === undefined || assertCalleeBehavior(value, name);
