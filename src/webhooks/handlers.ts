import type { AddedEvent, AddedEvents } from '../events/added-events.js';
import type { EndpointEventsByName, EventsByType } from '../events/webhook-event.js';
import type { BxmlElement } from '../jsx/element.js';

/**
 * The return type of handlers of asynchronous events: any value except a document, which Bandwidth would not read.
 * `void` alone would not do, because a function that returns a document is assignable to one that returns `void`.
 */
export type NotADocument =
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement returns void.
  | void
  | null
  | undefined
  | string
  | number
  | bigint
  | boolean
  | symbol
  | (object & { readonly '~bxml'?: never } & { readonly then?: never });

/**
 * A document that a handler returns: an element, or a string of BXML, which is parsed and validated like an element.
 */
export type BxmlDocument = BxmlElement | string;

/** Handles a synchronous event and returns a document. A component whose props are the event is one. */
export type SyncHandler<E, C> = (event: E, context: C) => BxmlDocument | Promise<BxmlDocument>;

/** Handles a synchronous event and returns a document, or `null` to respond without one. */
export type EmptySyncHandler<E, C> = (event: E, context: C) => BxmlDocument | null | Promise<BxmlDocument | null>;

/** Handles an asynchronous event. Its result is ignored; returning a document is a type error. */
export type AckHandler<E, C> = (
  event: E,
  context: C,
) => NotADocument | Promise<NotADocument> | PromiseLike<NotADocument>;

type Event<T extends keyof EventsByType> = EventsByType[T];
type Endpoint<T extends keyof EndpointEventsByName> = EndpointEventsByName[T];

/**
 * Event handlers, by event type. `C` is the second argument of handlers, which depends on the framework:
 * `{ ctx, signal }` with Koa.
 *
 * Written out instead of a mapped type, because editors do not show the documentation of mapped keys. A type test
 * compares it with the table of events.
 */
export interface Handlers<C> {
  /** An inbound call arrived. The document says how to handle it. */
  initiate?: SyncHandler<Event<'initiate'>, C> | undefined;
  /** The called party answered an outbound call. */
  answer?: SyncHandler<Event<'answer'>, C> | undefined;
  /** The call ended. */
  disconnect?: AckHandler<Event<'disconnect'>, C> | undefined;
  /** A `<Gather>` ended. The input is in `digits` or `text`. */
  gather?: SyncHandler<Event<'gather'>, C> | undefined;
  /** An interim speech result of a `<Gather>` that is still listening. */
  partialgather?: AckHandler<Event<'partialgather'>, C> | undefined;
  /** A key was pressed while a `<StartGather>` was active. */
  dtmf?: AckHandler<Event<'dtmf'>, C> | undefined;
  /** A `<Redirect>` or a REST update of the call requests a new document. */
  redirect?: SyncHandler<Event<'redirect'>, C> | undefined;
  /** A `<Record>` ended and the call is still active. */
  recordComplete?: SyncHandler<Event<'recordComplete'>, C> | undefined;
  /** A recording is ready to download, or failed. */
  recordingAvailable?: AckHandler<Event<'recordingAvailable'>, C> | undefined;
  /** The transcript of a recording is ready. */
  transcriptionAvailable?: AckHandler<Event<'transcriptionAvailable'>, C> | undefined;
  /** The target call left the `<Bridge>`, or bridging failed. */
  bridgeComplete?: SyncHandler<Event<'bridgeComplete'>, C> | undefined;
  /** The call that ran `<Bridge>` left it. The document is for the target call. */
  bridgeTargetComplete?: SyncHandler<Event<'bridgeTargetComplete'>, C> | undefined;
  /** A party called by `<Transfer>` answered. Only that party hears the document. */
  transferAnswer?: SyncHandler<Event<'transferAnswer'>, C> | undefined;
  /** The `<Transfer>` ended and the original call is still active. */
  transferComplete?: SyncHandler<Event<'transferComplete'>, C> | undefined;
  /** A leg of a `<Transfer>` ended. */
  transferDisconnect?: AckHandler<Event<'transferDisconnect'>, C> | undefined;
  /** Answering machine detection has a result. */
  machineDetectionComplete?: AckHandler<Event<'machineDetectionComplete'>, C> | undefined;
  /** The conference was created by its first member. Return `null` to send no document. */
  conferenceCreated?: EmptySyncHandler<Event<'conferenceCreated'>, C> | undefined;
  /** A call joined the conference. Return `null` to send no document. */
  conferenceMemberJoin?: EmptySyncHandler<Event<'conferenceMemberJoin'>, C> | undefined;
  /** A call left the conference. Return `null` to send no document. */
  conferenceMemberExit?: EmptySyncHandler<Event<'conferenceMemberExit'>, C> | undefined;
  /** A REST update of the conference requests a new document. Return `null` to send none. */
  conferenceRedirect?: EmptySyncHandler<Event<'conferenceRedirect'>, C> | undefined;
  /** The last member left the conference. */
  conferenceCompleted?: AckHandler<Event<'conferenceCompleted'>, C> | undefined;
  /** A conference recording is ready to download, or failed. */
  conferenceRecordingAvailable?: AckHandler<Event<'conferenceRecordingAvailable'>, C> | undefined;
  /** The media stream of a `<StartStream>` started. */
  mediaStreamStarted?: AckHandler<Event<'mediaStreamStarted'>, C> | undefined;
  /** The media stream of a `<StartStream>` could not start. */
  mediaStreamRejected?: AckHandler<Event<'mediaStreamRejected'>, C> | undefined;
  /** The media stream of a `<StartStream>` ended. */
  mediaStreamStopped?: AckHandler<Event<'mediaStreamStopped'>, C> | undefined;
  /** A real-time transcription started. */
  realTimeTranscriptionStarted?: AckHandler<Event<'realTimeTranscriptionStarted'>, C> | undefined;
  /** A real-time transcription could not start. */
  realTimeTranscriptionRejected?: AckHandler<Event<'realTimeTranscriptionRejected'>, C> | undefined;
  /** A real-time transcription ended. */
  realTimeTranscriptionStopped?: AckHandler<Event<'realTimeTranscriptionStopped'>, C> | undefined;
  /** The complete text of a real-time transcription is ready to download. */
  realTimeTranscriptionAvailable?: AckHandler<Event<'realTimeTranscriptionAvailable'>, C> | undefined;
  /** The REFER of a `<Refer>` succeeded or failed. Return `null` to send no document. */
  referComplete?: EmptySyncHandler<Event<'referComplete'>, C> | undefined;
  /** A device connected to a WebRTC endpoint. */
  DEVICE_CONNECTED?: AckHandler<Event<'DEVICE_CONNECTED'>, C> | undefined;
  /** A device disconnected from a WebRTC endpoint. */
  DEVICE_DISCONNECTED?: AckHandler<Event<'DEVICE_DISCONNECTED'>, C> | undefined;
  /** A device connected to an endpoint. */
  endpointConnected?: AckHandler<Endpoint<'endpointConnected'>, C> | undefined;
  /** A device disconnected from an endpoint. */
  endpointDisconnected?: AckHandler<Endpoint<'endpointDisconnected'>, C> | undefined;
  /** The endpoint can be the target of `<Connect>`. */
  endpointEligible?: AckHandler<Endpoint<'endpointEligible'>, C> | undefined;
  /** The endpoint can no longer be the target of `<Connect>`. */
  endpointIneligible?: AckHandler<Endpoint<'endpointIneligible'>, C> | undefined;
  /** An endpoint requests an outbound connection. */
  outboundConnectionRequest?: AckHandler<Endpoint<'outboundConnectionRequest'>, C> | undefined;
  /** The state of a `<Connect>` changed. */
  connectStatus?: AckHandler<Endpoint<'connectStatus'>, C> | undefined;
}

/** Handlers of the events that the program declares in `AddedEvents` of `bxml-jsx/events`. */
export type AddedHandlers<C> = {
  readonly [T in keyof AddedEvents]?:
    | (AddedEvents[T] extends { readonly kind: 'sync' } ? SyncHandler<AddedEvent<T>, C> : AckHandler<AddedEvent<T>, C>)
    | undefined;
};
