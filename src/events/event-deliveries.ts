// The URLs that each event is sent to. The simulator and the reference documentation use them; `bxml-jsx/events` does
// not load this module.
import type { EventDefinition } from './define-event.js';
import type { EndpointEventName, EventType } from './webhook-event.js';

/** The names of the attributes, fields or settings that hold a URL, its method and its credentials. */
export interface DeliveryAddress {
  readonly url: string;
  /** The setting for POST or GET; `null` if none is known, so that the method is POST. */
  readonly method: string | null;
  /** The settings for the HTTP Basic username and password; `null` if none are known. */
  readonly credentials: readonly [user: string, password: string] | null;
}

/** One source of the URL that an event is sent to. */
export interface DeliveryTarget {
  /** What has these settings: a verb (attributes), a REST operation (fields) or the voice application. */
  readonly of:
    | { readonly verb: string }
    | { readonly operation: string }
    | { readonly settings: 'the voice application' };
  /** The primary URL. */
  readonly first: DeliveryAddress;
  /** The fallback URL; `null` if none is supported. */
  readonly fallback: DeliveryAddress | null;
  /** Which of the events are sent there; undefined for all. */
  readonly only?: string;
  /** The setting for the seconds to wait for the response; undefined if there is none. */
  readonly timeout?: string;
}

/** How often an event is resent to the same URL. Bandwidth resends only after a failed connection. */
export const retries = { sync: 0, async: 1 } as const satisfies Record<EventDefinition['kind'], number>;

const first = (prefix: string): DeliveryAddress => ({
  url: `${prefix}Url`,
  method: `${prefix}Method`,
  credentials: ['username', 'password'],
});

const fallback = (prefix: string): DeliveryAddress => ({
  url: `${prefix}FallbackUrl`,
  method: `${prefix}FallbackMethod`,
  credentials: ['fallbackUsername', 'fallbackPassword'],
});

/** Returns a target whose settings share a prefix, without a fallback. */
const once = (of: DeliveryTarget['of'], prefix: string): DeliveryTarget => ({
  of,
  first: first(prefix),
  fallback: null,
});

/** Returns a target whose settings share a prefix, with a fallback. */
const twice = (of: DeliveryTarget['of'], prefix: string): DeliveryTarget => ({
  of,
  first: first(prefix),
  fallback: fallback(prefix),
});

/** Returns the name of a field of the `machineDetection` object. */
const detection = (field: string): string => `machineDetection.${field}`;

const voiceApplication = { settings: 'the voice application' } as const;
const applicationCredentials = ['CallbackCreds.UserId', 'CallbackCreds.Password'] as const;
const conference = [twice({ verb: 'Conference' }, 'conferenceEvent')];
const stream = [once({ verb: 'StartStream' }, 'streamEvent')];
const liveTranscription = [once({ verb: 'StartTranscription' }, 'transcriptionEvent')];
const endpointAddresses = {
  first: { url: 'eventCallbackUrl', method: null, credentials: null },
  fallback: { url: 'eventFallbackUrl', method: null, credentials: null },
} as const;
const endpoint = [{ of: { operation: 'createEndpoint' }, ...endpointAddresses }];

/** The targets of each event. The compiler reports a missing event. */
export const eventDeliveries: { readonly [Name in EventType | EndpointEventName]: readonly DeliveryTarget[] } = {
  initiate: [
    {
      of: voiceApplication,
      first: { url: 'CallInitiatedCallbackUrl', method: 'CallInitiatedMethod', credentials: applicationCredentials },
      fallback: {
        url: 'CallInitiatedFallbackUrl',
        method: 'CallInitiatedFallbackMethod',
        credentials: ['CallInitiatedFallbackCreds.UserId', 'CallInitiatedFallbackCreds.Password'],
      },
    },
  ],
  answer: [twice({ operation: 'createCall' }, 'answer')],
  redirect: [twice({ verb: 'Redirect' }, 'redirect'), twice({ operation: 'updateCall' }, 'redirect')],
  disconnect: [
    { ...once({ operation: 'createCall' }, 'disconnect'), only: 'outbound calls' },
    {
      of: voiceApplication,
      first: { url: 'CallStatusCallbackUrl', method: 'CallStatusMethod', credentials: applicationCredentials },
      // The name in the dashboard; the API name is not known.
      fallback: { url: 'Call Status Fallback URL', method: null, credentials: null },
      only: 'inbound calls, and both legs after `Forward`',
    },
  ],
  gather: [twice({ verb: 'Gather' }, 'gather')],
  partialgather: [
    {
      of: { verb: 'Gather' },
      first: { url: 'partialResultCallback', method: 'partialResultCallbackMethod', credentials: null },
      fallback: null,
    },
  ],
  dtmf: [once({ verb: 'StartGather' }, 'dtmf')],
  recordComplete: [twice({ verb: 'Record' }, 'recordComplete')],
  recordingAvailable: [
    once({ verb: 'Record' }, 'recordingAvailable'),
    once({ verb: 'StartRecording' }, 'recordingAvailable'),
  ],
  transcriptionAvailable: [
    once({ verb: 'Record' }, 'transcriptionAvailable'),
    once({ verb: 'StartRecording' }, 'transcriptionAvailable'),
    { ...once({ operation: 'transcribeCallRecording' }, 'callback'), timeout: 'callbackTimeout' },
  ],
  bridgeComplete: [twice({ verb: 'Bridge' }, 'bridgeComplete')],
  bridgeTargetComplete: [twice({ verb: 'Bridge' }, 'bridgeTargetComplete')],
  transferAnswer: [twice({ verb: 'PhoneNumber' }, 'transferAnswer'), twice({ verb: 'SipUri' }, 'transferAnswer')],
  transferComplete: [twice({ verb: 'Transfer' }, 'transferComplete')],
  transferDisconnect: [
    once({ verb: 'PhoneNumber' }, 'transferDisconnect'),
    once({ verb: 'SipUri' }, 'transferDisconnect'),
  ],
  machineDetectionComplete: [
    {
      of: { operation: 'createCall' },
      first: {
        url: detection('callbackUrl'),
        method: detection('callbackMethod'),
        credentials: [detection('username'), detection('password')],
      },
      fallback: {
        url: detection('fallbackUrl'),
        method: detection('fallbackMethod'),
        credentials: [detection('fallbackUsername'), detection('fallbackPassword')],
      },
    },
  ],
  conferenceCreated: conference,
  conferenceMemberJoin: conference,
  conferenceMemberExit: conference,
  conferenceRedirect: [twice({ operation: 'updateConference' }, 'redirect')],
  conferenceCompleted: conference,
  conferenceRecordingAvailable: [
    { ...once({ verb: 'StartRecording' }, 'recordingAvailable'), only: 'recordings that were started in a conference' },
  ],
  mediaStreamStarted: stream,
  mediaStreamRejected: stream,
  mediaStreamStopped: stream,
  realTimeTranscriptionStarted: liveTranscription,
  realTimeTranscriptionRejected: liveTranscription,
  realTimeTranscriptionStopped: liveTranscription,
  realTimeTranscriptionAvailable: liveTranscription,
  referComplete: [
    {
      of: { verb: 'Refer' },
      first: { url: 'referCompleteUrl', method: 'referCompleteMethod', credentials: null },
      fallback: null,
    },
  ],
  DEVICE_CONNECTED: endpoint,
  DEVICE_DISCONNECTED: endpoint,
  endpointConnected: endpoint,
  endpointDisconnected: endpoint,
  endpointEligible: endpoint,
  endpointIneligible: endpoint,
  outboundConnectionRequest: endpoint,
  connectStatus: [{ of: { verb: 'Connect' }, ...endpointAddresses }],
};
