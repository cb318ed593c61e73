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

/** The second argument of the handler of an asynchronous event. A queue passes nothing else. */
export interface WorkContext {
  /**
   * Identifies the event: the same for every delivery and every attempt. Store it in the transaction that stores the
   * handler's effect, so that the effect happens once.
   */
  readonly key: string;
  /** The number of the attempt, from 1. Without a queue there is only one. Attempts that a crash interrupted count. */
  readonly attempt: number;
  /**
   * Aborts when the attempt has taken the `timeout` of `queue.work`, or when the worker closes and stops waiting for it.
   * Never without a queue.
   */
  readonly signal: AbortSignal;
}

type Event<T extends keyof EventsByType> = EventsByType[T];
type Endpoint<T extends keyof EndpointEventsByName> = EndpointEventsByName[T];

/**
 * Event handlers, by event type. `C` is the second argument of handlers, which depends on the framework:
 * `{ ctx, signal }` with Koa. `A` is the second argument of the handlers of asynchronous events, which also has the key
 * of the event and the number of the attempt. A queue passes only these.
 *
 * Written out instead of a mapped type, because editors do not show the documentation of mapped keys. A type test
 * compares it with the table of events.
 */
export interface Handlers<C, A = C & WorkContext> {
  /** An inbound call arrived. The document says how to handle it. */
  initiate?: SyncHandler<Event<'initiate'>, C> | undefined;
  /** The called party answered an outbound call. */
  answer?: SyncHandler<Event<'answer'>, C> | undefined;
  /** The call ended. */
  disconnect?: AckHandler<Event<'disconnect'>, A> | undefined;
  /** A `<Gather>` ended. The input is in `digits` or `text`. */
  gather?: SyncHandler<Event<'gather'>, C> | undefined;
  /** An interim speech result of a `<Gather>` that is still listening. */
  partialgather?: AckHandler<Event<'partialgather'>, A> | undefined;
  /** A key was pressed while a `<StartGather>` was active. */
  dtmf?: AckHandler<Event<'dtmf'>, A> | undefined;
  /** A `<Redirect>` or a REST update of the call requests a new document. */
  redirect?: SyncHandler<Event<'redirect'>, C> | undefined;
  /** A `<Record>` ended and the call is still active. */
  recordComplete?: SyncHandler<Event<'recordComplete'>, C> | undefined;
  /** A recording is ready to download, or failed. */
  recordingAvailable?: AckHandler<Event<'recordingAvailable'>, A> | undefined;
  /** The transcript of a recording is ready. */
  transcriptionAvailable?: AckHandler<Event<'transcriptionAvailable'>, A> | undefined;
  /** The target call left the `<Bridge>`, or bridging failed. */
  bridgeComplete?: SyncHandler<Event<'bridgeComplete'>, C> | undefined;
  /** The call that ran `<Bridge>` left it. The document is for the target call. */
  bridgeTargetComplete?: SyncHandler<Event<'bridgeTargetComplete'>, C> | undefined;
  /** A party called by `<Transfer>` answered. Only that party hears the document. */
  transferAnswer?: SyncHandler<Event<'transferAnswer'>, C> | undefined;
  /** The `<Transfer>` ended and the original call is still active. */
  transferComplete?: SyncHandler<Event<'transferComplete'>, C> | undefined;
  /** A leg of a `<Transfer>` ended. */
  transferDisconnect?: AckHandler<Event<'transferDisconnect'>, A> | undefined;
  /** Answering machine detection has a result. */
  machineDetectionComplete?: AckHandler<Event<'machineDetectionComplete'>, A> | undefined;
  /** The conference was created by its first member. Return `null` to send no document. */
  conferenceCreated?: EmptySyncHandler<Event<'conferenceCreated'>, C> | undefined;
  /** A call joined the conference. Return `null` to send no document. */
  conferenceMemberJoin?: EmptySyncHandler<Event<'conferenceMemberJoin'>, C> | undefined;
  /** A call left the conference. Return `null` to send no document. */
  conferenceMemberExit?: EmptySyncHandler<Event<'conferenceMemberExit'>, C> | undefined;
  /** A REST update of the conference requests a new document. Return `null` to send none. */
  conferenceRedirect?: EmptySyncHandler<Event<'conferenceRedirect'>, C> | undefined;
  /** The last member left the conference. */
  conferenceCompleted?: AckHandler<Event<'conferenceCompleted'>, A> | undefined;
  /** A conference recording is ready to download, or failed. */
  conferenceRecordingAvailable?: AckHandler<Event<'conferenceRecordingAvailable'>, A> | undefined;
  /** The media stream of a `<StartStream>` started. */
  mediaStreamStarted?: AckHandler<Event<'mediaStreamStarted'>, A> | undefined;
  /** The media stream of a `<StartStream>` could not start. */
  mediaStreamRejected?: AckHandler<Event<'mediaStreamRejected'>, A> | undefined;
  /** The media stream of a `<StartStream>` ended. */
  mediaStreamStopped?: AckHandler<Event<'mediaStreamStopped'>, A> | undefined;
  /** A real-time transcription started. */
  realTimeTranscriptionStarted?: AckHandler<Event<'realTimeTranscriptionStarted'>, A> | undefined;
  /** A real-time transcription could not start. */
  realTimeTranscriptionRejected?: AckHandler<Event<'realTimeTranscriptionRejected'>, A> | undefined;
  /** A real-time transcription ended. */
  realTimeTranscriptionStopped?: AckHandler<Event<'realTimeTranscriptionStopped'>, A> | undefined;
  /** The complete text of a real-time transcription is ready to download. */
  realTimeTranscriptionAvailable?: AckHandler<Event<'realTimeTranscriptionAvailable'>, A> | undefined;
  /** The REFER of a `<Refer>` succeeded or failed. Return `null` to send no document. */
  referComplete?: EmptySyncHandler<Event<'referComplete'>, C> | undefined;
  /** A device connected to a WebRTC endpoint. */
  DEVICE_CONNECTED?: AckHandler<Event<'DEVICE_CONNECTED'>, A> | undefined;
  /** A device disconnected from a WebRTC endpoint. */
  DEVICE_DISCONNECTED?: AckHandler<Event<'DEVICE_DISCONNECTED'>, A> | undefined;
  /** A device connected to an endpoint. */
  endpointConnected?: AckHandler<Endpoint<'endpointConnected'>, A> | undefined;
  /** A device disconnected from an endpoint. */
  endpointDisconnected?: AckHandler<Endpoint<'endpointDisconnected'>, A> | undefined;
  /** The endpoint can be the target of `<Connect>`. */
  endpointEligible?: AckHandler<Endpoint<'endpointEligible'>, A> | undefined;
  /** The endpoint can no longer be the target of `<Connect>`. */
  endpointIneligible?: AckHandler<Endpoint<'endpointIneligible'>, A> | undefined;
  /** An endpoint requests an outbound connection. */
  outboundConnectionRequest?: AckHandler<Endpoint<'outboundConnectionRequest'>, A> | undefined;
  /** The state of a `<Connect>` changed. */
  connectStatus?: AckHandler<Endpoint<'connectStatus'>, A> | undefined;
}

/** Handlers of the events that the program declares in `AddedEvents` of `bxml-jsx/events`. */
export type AddedHandlers<C, A = C & WorkContext> = {
  readonly [T in keyof AddedEvents]?:
    | (AddedEvents[T] extends { readonly kind: 'sync' } ? SyncHandler<AddedEvent<T>, C> : AckHandler<AddedEvent<T>, A>)
    | undefined;
};
