// Where events are sent. Nobody needs it to read one, so no entry of the package loads this module: the reference is
// written from it.
import type { EventDefinition } from './define-event.js';
import type { EndpointEventName, EventType } from './webhook-event.js';

/** The names under which an address and what belongs to it are given. */
export interface DeliveryAddress {
  readonly url: string;
  /** What chooses between POST and GET; `null` where nothing is known to, so that it is POST. */
  readonly method: string | null;
  /** The user name and the password of HTTP Basic; `null` where none are known to be sent. */
  readonly credentials: readonly [user: string, password: string] | null;
}

/** One of the places that an event is sent to. */
export interface DeliveryTarget {
  /** What the names are of: attributes of a verb, fields of a REST request, or settings of the voice application. */
  readonly of:
    | { readonly verb: string }
    | { readonly operation: string }
    | { readonly settings: 'the voice application' };
  /** The address that is tried first. */
  readonly first: DeliveryAddress;
  /** The address for when the first fails; `null` where there is no such thing. */
  readonly fallback: DeliveryAddress | null;
  /** Which of the events go there, where not all of them do. */
  readonly only?: string;
  /** What sets the seconds to wait for the answer, where the request has a field of its own for it. */
  readonly timeout?: string;
}

/** How often an event is sent again to the URL that it could not be delivered to: after a failed connection alone. */
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

/** The target whose names all begin with the same word, as most do. */
const once = (of: DeliveryTarget['of'], prefix: string): DeliveryTarget => ({
  of,
  first: first(prefix),
  fallback: null,
});

/** The same with a fallback. */
const twice = (of: DeliveryTarget['of'], prefix: string): DeliveryTarget => ({
  of,
  first: first(prefix),
  fallback: fallback(prefix),
});

/** A field of the object that asks for machine detection. */
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

/** Where each event is sent; the compiler misses an event that is not here. */
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
      // The name in the dashboard: no other is known.
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
