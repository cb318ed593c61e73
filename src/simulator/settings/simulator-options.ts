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
import { type Behavior, behaviors } from '../behaviors/index.js';
import { assertCalleeBehavior, type CalleeBehavior, isCalleeBehavior, type PhoneDialer } from './callee-behavior.js';
import { type Assertion, asserting, assertSecondsOption, checkedResult } from './checks.js';
import { type ApplicationSettings, applicationFields } from './inbound-call.js';
import { socketUrls, streamsOption } from './socket-urls.js';

/** A sentence that a party heard. */
export interface HeardSpeech {
  readonly kind: 'speech';
  /** The words as spoken: without markup, white space collapsed, and with the `alias` of a `sub` in place of its text. */
  readonly text: string;
  /** The content with its SSML markup. */
  readonly ssml: string;
  /** The voice, if the document sets one. */
  readonly voice?: string;
  /** The language, if the document sets one. */
  readonly locale?: string;
  /** The gender, if the document sets one. */
  readonly gender?: string;
  /** The name of the conference, if a conference played it. */
  readonly conference?: string;
  /** Seconds after which a key or the end of the call stopped it; missing if it was heard to its end. */
  readonly stoppedAfter?: number;
}

/** An audio file that a party heard. */
export interface HeardAudio {
  readonly kind: 'audio';
  /** Its absolute URL. */
  readonly url: string;
  /** The name of the conference, if a conference played it. */
  readonly conference?: string;
  /** Seconds after which a key or the end of the call stopped it; missing if it was heard to its end. */
  readonly stoppedAfter?: number;
}

/** Audio that a party heard because the server of a `StartStream` played it. */
export interface HeardStream {
  readonly kind: 'stream';
  /** The name of the stream; without one, its id. */
  readonly stream: string;
  /** Seconds of audio that the server has sent for it. */
  readonly seconds: number;
  /** The audio: mu-law, 8000 bytes a second. Missing until it has been heard. */
  readonly audio?: Uint8Array;
  /** Seconds after which `clear`, the end of the stream or that of the call stopped it; missing if it was heard to its end. */
  readonly stoppedAfter?: number;
}

/** What another party said in a bridge, a transfer, a conference or on an endpoint, and a party heard. */
export interface HeardVoice {
  readonly kind: 'voice';
  /** The words. */
  readonly text: string;
  /** The number of the party that said them, with a count if another party has the same; `endpoint` for an endpoint. */
  readonly from: string;
  /** Seconds after which it was not heard any more, such as by mute; missing if it was heard to its end. */
  readonly stoppedAfter?: number;
}

/** A prompt that a party heard, or what another party said. */
export type Heard = HeardSpeech | HeardAudio | HeardStream | HeardVoice;

/** A fault of the application that fails a step in strict mode. */
export interface SimulatedFault {
  /** The id of a rule, or a code of strict mode such as `unserved` or `handler-error`. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** Why, and how to fix it, such as the error that a handler threw; an empty string if that is unknown. */
  readonly reason: string;
  /** The leg: `caller`, or the number that was dialed; for a conference, its name. */
  readonly leg: string;
}

/**
 * Options of `simulate`. Every duration is in seconds. `patience` and `limits.realSeconds` are real time, all others are
 * virtual time.
 */
export interface SimulatorOptions {
  /** The settings of the voice application. */
  readonly application?: ApplicationSettings | undefined;
  /** The origin of the application. @default 'https://app.example', or that of the base URL of a running server */
  readonly origin?: string | undefined;
  /**
   * Other origins that the application serves. Requests to any other origin are refused and not sent.
   * @default none
   */
  readonly alsoServes?: readonly string[] | undefined;
  /** The `accountId` of the events. @default '5500000' */
  readonly accountId?: string | undefined;
  /** The `applicationId` of the events. @default 'a1b2c3d4-0000-4000-8000-000000000001' */
  readonly applicationId?: string | undefined;
  /** The start of virtual time. @default '2026-01-05T09:00:00.000Z'; with `clock: 'real'`, now */
  readonly startsAt?: Date | string | undefined;
  /**
   * `virtual`: time passes only in steps, as fast as possible. `real`: time passes by itself, for a person who holds the call;
   * `platform.skip` moves it ahead, and `platform.watch` reports what happens. In real time a request times out after the
   * `callbackTimeout` of its call, the timeline has requests and responses as they were sent, and faults are in the timeline
   * without strict mode too.
   *
   * @example
   * const platform = simulate('http://127.0.0.1:3000', { clock: 'real', strict: false });
   * platform.watch((change) => console.log(change));
   * @default 'virtual'
   */
  readonly clock?: 'virtual' | 'real' | undefined;
  /**
   * The length of speech: seconds per character, or a function that returns the seconds of a whole prompt.
   * @default 0.065, plus the breaks of the SSML
   */
  readonly speech?: number | ((prompt: Pick<HeardSpeech, 'text' | 'ssml' | 'voice' | 'locale'>) => number) | undefined;
  /**
   * The length of audio files: seconds for every file, an object of seconds by URL (as in the document, or absolute), or a
   * function of the absolute URL.
   * @default 3
   */
  readonly audio?: number | Readonly<Record<string, number>> | ((url: string) => number) | undefined;
  /**
   * Seconds that each request takes to reach the application, or a function of its URL. A request that takes longer than
   * the `callbackTimeout` times out, but still reaches the application.
   * @default 0
   */
  readonly latency?: number | ((url: string) => number) | undefined;
  /**
   * Where the WebSockets of `StartStream` and `StartTranscription` are opened: the origin of a server, which gets the
   * path and the query of each destination; or a function that returns the URL to open for a destination, `undefined` to
   * refuse it. `false` opens no sockets: streams start and stop with their events, and carry nothing.
   *
   * @example
   * simulate(app, { streams: 'ws://127.0.0.1:8080' })
   * @default destinations on this machine (`localhost`, `127.0.0.1`, `[::1]`) are opened, all others refused
   */
  readonly streams?: false | string | ((destination: string) => string | undefined) | undefined;
  /**
   * What the called party does, by phone number or SIP URI; or a function, called each time a phone is dialed with
   * the number and what dials it. A step of the test, such as `transferredTo`, overrides it.
   * @example { '+15551230101': { busy: true }, 'sip:desk@pbx.example': { after: 3 } }
   */
  readonly phones?:
    | Readonly<Record<string, CalleeBehavior>>
    | ((to: string, dialedBy: PhoneDialer) => CalleeBehavior | undefined)
    | undefined;
  /**
   * Seconds until a recording is available, and seconds from then until its transcription is.
   * @default { recording: 2, transcription: 5 }
   */
  readonly processing?: { readonly recording?: number; readonly transcription?: number } | undefined;
  /**
   * `challenge`: the first request to a URL with credentials is sent without them, and again with them after a 401.
   * `at-once`: the first request includes them. @default 'challenge'
   */
  readonly credentials?: 'challenge' | 'at-once' | undefined;
  /**
   * Fails the test for warnings of documents, requests that the application does not serve, lost events, streams that
   * break, messages on a stream that Bandwidth does not know, handlers that fail, and asynchronous events that a document
   * asks for but no handler handles.
   * @default true
   */
  readonly strict?: boolean | undefined;
  /**
   * What strict mode ignores: codes of warnings, `unserved`, `lost-event`, `lost-stream`, `stream-message`,
   * `handler-error`, `no-handler`, `loop`, `callback-error`, `invalid-bxml` or `skipped-verb`. @default none
   */
  readonly allow?: readonly string[] | undefined;
  /** Severities of individual rules, as in `render`. */
  readonly rules?: RenderOptions['rules'];
  /** Verbs made with `defineVerb`. */
  readonly verbs?: Iterable<Verb<never>> | undefined;
  /**
   * Seconds of real time, 0.001 or more, after which a request times out. Also limits `drain`, and handlers that continue
   * after their event was acknowledged. The default keeps a step within the 5 seconds that Vitest and Jest allow a test. For
   * a slower application, raise `limits.realSeconds` and the timeout of the test runner too.
   * @default 1; with `clock: 'real'`, 30
   */
  readonly patience?: number | undefined;
  /** Limits of one step of a test. */
  readonly limits?:
    | {
        /** Seconds of virtual time; with `clock: 'real'`, of the time of the platform. @default 604800, which is a week */
        readonly seconds?: number | undefined;
        /**
         * Seconds of real time for the whole step; longer if more than ten calls run at once. Ignored with `clock: 'real'`.
         * @default 4
         */
        readonly realSeconds?: number | undefined;
        /** Steps of the clock for the call of that step. @default 100000 */
        readonly steps?: number | undefined;
        /** Documents that a call may fetch while no time passes, except during its requests. @default 50 */
        readonly documents?: number | undefined;
        /**
         * Calls that lead to each other: each is placed by the application while it handles an event of the one before.
         * `createCall` refuses more, and strict mode fails with `loop`.
         * @default 500
         */
        readonly calls?: number | undefined;
      }
    | undefined;
  /**
   * Awaited by `ends`, `hangUp` and `settles` after a call has settled, for other work of the application such as a queue.
   * Asynchronous handlers of this package's webhooks in the same process are awaited without it. A step fails if `drain`
   * takes longer than `patience`.
   *
   * @example
   * simulate(app, { drain: () => queue.onIdle() })
   * @default no other work is awaited
   */
  readonly drain?: (() => unknown) | undefined;
  /**
   * Called with each fault of strict mode, in place of failing a step: for programs that hold calls and report what they find.
   * Not called for the codes in `allow`, and never without strict mode, except for a verb that cannot be simulated.
   *
   * @example
   * simulate(app, { onFault: ({ code, message }) => void faults.push(`${code}: ${message}`) })
   */
  readonly onFault?: ((fault: SimulatedFault) => void) | undefined;
  /** Called with each behavior of `docs/simulator.md` that the simulator follows, each verb and each event. */
  readonly onBehavior?: ((behavior: Behavior | `verb:${string}` | `event:${string}`) => void) | undefined;
}

const CREDENTIALS =
  'Pass the credentials that Bandwidth sends as application: { credentials: { username, password } }.';

/** Checks the mode of sending credentials. Messages show no values of objects, which may be the credentials themselves. */
const credentialsMode: Check = (value) =>
  isRecord(value)
    ? faultOf('is an object; expected "challenge", "at-once"', CREDENTIALS)
    : anyOf(['challenge', 'at-once'])(value);

/** The codes of strict mode that are not ids of rules. Ids of rules contain a period. */
const STRICT_CODES = [
  'unserved',
  'lost-event',
  'lost-stream',
  'stream-message',
  'no-handler',
  'handler-error',
  'callback-error',
  'invalid-bxml',
  'loop',
  'skipped-verb',
];
const strictCode = anyOf(STRICT_CODES);

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

const calleeBehaviors: Check = (value) => {
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

/** Asserts the options of `simulate`, except the contents of `rules` and `verbs`, which `validate` and `parse` check. */
const assertOptions = asserting(
  objectOf<SimulatorOptions>(
    {
      application: objectOf<ApplicationSettings>(applicationFields),
      origin: isAnOrigin,
      alsoServes: expects('an array of origins', (value) => Array.isArray(value) && value.every(isOrigin)),
      accountId: nonEmptyString,
      applicationId: nonEmptyString,
      startsAt: expects(
        'a Date, or a string with a date',
        (value) => (value instanceof Date || typeof value === 'string') && !Number.isNaN(new Date(value).getTime()),
      ),
      clock: anyOf(['virtual', 'real']),
      speech: secondsOrFunction,
      audio: expects(
        'a number of seconds, an object of seconds by URL, or a function',
        (value) =>
          isSeconds(value) ||
          isFunction(value) ||
          (isRecord(value) && Object.values(value).every((each) => isSeconds(each))),
      ),
      latency: secondsOrFunction,
      streams: streamsOption,
      phones: calleeBehaviors,
      processing: objectOf<Processing>({ recording: seconds, transcription: seconds }),
      credentials: credentialsMode,
      strict: boolean,
      allow,
      rules: record,
      verbs: expects(
        'an array of verbs',
        (value) => isFunction(Object(value)[Symbol.iterator]) && typeof value !== 'string',
      ),
      patience: range(0.001, 2_147_483, 'seconds'),
      limits: objectOf<Limits>({
        seconds: aboveZero,
        realSeconds: aboveZero,
        steps: positiveInteger,
        documents: positiveInteger,
        calls: positiveInteger,
      }),
      drain: callback,
      onFault: callback,
      onBehavior: callback,
    },
    { instead: (field) => (['auth', 'username', 'password'].includes(field) ? CREDENTIALS : undefined) },
  ),
);

/** Seconds. */
const WEEK = 604_800;

/** The options of `simulate` with their defaults. */
export type Settings = ReturnType<typeof settingsOf>;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws BxmlError `simulator.options`, or the codes of `rules` and `verbs`, for an invalid or unknown option
 */
export function settingsOf(options: SimulatorOptions, origin: string) {
  assertOptions(options, 'options');
  const { application = {}, processing = {}, limits = {}, rules } = options;
  const { speech, audio, latency, phones } = options;
  const verbs = options.verbs && [...options.verbs];
  const isRealTime = options.clock === 'real';
  // Throws for invalid verbs and rules, before the first document is read.
  validate(parse('<Response/>', { verbs }), { rules });
  return {
    application,
    origin: options.origin ?? origin,
    served: new Set([options.origin ?? origin, ...(options.alsoServes ?? [])].map((each) => new URL(each).origin)),
    accountId: options.accountId ?? '5500000',
    applicationId: options.applicationId ?? 'a1b2c3d4-0000-4000-8000-000000000001',
    startsAt: new Date(options.startsAt ?? (isRealTime ? Date.now() : '2026-01-05T09:00:00.000Z')).getTime(),
    isRealTime,
    speech:
      typeof speech === 'function' ? checkedSeconds(speech, 'speech') : (speech ?? behaviors['speech.time'].value),
    audio: typeof audio === 'function' ? checkedSeconds(audio, 'audio') : (audio ?? {}),
    latency: typeof latency === 'function' ? checkedSeconds(latency, 'latency') : (latency ?? 0),
    streams: socketUrls(options.streams, options.origin ?? origin),
    phones:
      typeof phones === 'function'
        ? checkedResult(phones, assertBehaviorIfSet, 'the result of options.phones')
        : (phones ?? {}),
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
    patience: (options.patience ?? (isRealTime ? 30 : 1)) * 1000,
    limits: {
      seconds: limits.seconds ?? WEEK,
      realSeconds: limits.realSeconds ?? 4,
      steps: limits.steps ?? 100_000,
      documents: limits.documents ?? behaviors['document.loop'].value,
      calls: limits.calls ?? behaviors['createCall.loop'].value,
    },
    drain: options.drain,
    onFault: options.onFault,
    onBehavior: options.onBehavior,
  };
}

const checkedSeconds = <A extends readonly unknown[]>(compute: (...values: A) => number, name: string) =>
  checkedResult(compute, assertSecondsOption, `the result of options.${name}`);

const assertBehaviorIfSet: Assertion = (value, name) => value === undefined || assertCalleeBehavior(value, name);
