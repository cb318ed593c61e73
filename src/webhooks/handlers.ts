import type { AddedEvent, AddedEvents } from '../events/added-events.js';
import type { EndpointEventsByName, EventsByType } from '../events/webhook-event.js';
import type { BxmlElement } from '../jsx/element.js';

/**
 * Whatever the handler of an asynchronous event may return: anything but a document, which nobody would read. Not
 * simply `void`, to which a document could be assigned.
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

/** A document as an answer: an element, or BXML as text, which is read and checked like any other. */
export type BxmlDocument = BxmlElement | string;

/** Answers an event with a document. A component of the event fits. */
export type SyncHandler<E, C> = (event: E, context: C) => BxmlDocument | Promise<BxmlDocument>;

/** Answers an event with a document, or with `null` for none. */
export type EmptySyncHandler<E, C> = (event: E, context: C) => BxmlDocument | null | Promise<BxmlDocument | null>;

/** Takes note of an event; what it returns is ignored, and a document does not compile. */
export type AckHandler<E, C> = (
  event: E,
  context: C,
) => NotADocument | Promise<NotADocument> | PromiseLike<NotADocument>;

type Event<T extends keyof EventsByType> = EventsByType[T];
type Endpoint<T extends keyof EndpointEventsByName> = EndpointEventsByName[T];

/**
 * What to do with each event, by its type. `C` is what the framework adds: `{ ctx }` with Koa.
 *
 * Written out rather than mapped from the table of events, because the documentation of a mapped key is lost on the
 * way to the editor; a test of types holds the two together.
 */
export interface Handlers<C> {
  /** An inbound call has arrived: say what happens to it. */
  initiate?: SyncHandler<Event<'initiate'>, C> | undefined;
  /** The party called over REST has picked up. */
  answer?: SyncHandler<Event<'answer'>, C> | undefined;
  /** The call is over. */
  disconnect?: AckHandler<Event<'disconnect'>, C> | undefined;
  /** A `<Gather>` has ended: `digits` or `text` is what came of it. */
  gather?: SyncHandler<Event<'gather'>, C> | undefined;
  /** Speech heard so far while a `<Gather>` still listens. */
  partialgather?: AckHandler<Event<'partialgather'>, C> | undefined;
  /** A key was pressed while `<StartGather>` reports them. */
  dtmf?: AckHandler<Event<'dtmf'>, C> | undefined;
  /** A `<Redirect>`, or a REST update of the call, asks for a document. */
  redirect?: SyncHandler<Event<'redirect'>, C> | undefined;
  /** A `<Record>` has ended and the call is still up. */
  recordComplete?: SyncHandler<Event<'recordComplete'>, C> | undefined;
  /** A recording is ready to be fetched, or has failed. */
  recordingAvailable?: AckHandler<Event<'recordingAvailable'>, C> | undefined;
  /** The transcript of a recording is ready. */
  transcriptionAvailable?: AckHandler<Event<'transcriptionAvailable'>, C> | undefined;
  /** The other call has left the `<Bridge>`, or bridging failed. */
  bridgeComplete?: SyncHandler<Event<'bridgeComplete'>, C> | undefined;
  /** The call that ran `<Bridge>` has left; the answer is for the other one. */
  bridgeTargetComplete?: SyncHandler<Event<'bridgeTargetComplete'>, C> | undefined;
  /** A party called by `<Transfer>` has picked up; the answer is for that party alone. */
  transferAnswer?: SyncHandler<Event<'transferAnswer'>, C> | undefined;
  /** The `<Transfer>` has ended and the original call is still up. */
  transferComplete?: SyncHandler<Event<'transferComplete'>, C> | undefined;
  /** A leg of a `<Transfer>` has ended. */
  transferDisconnect?: AckHandler<Event<'transferDisconnect'>, C> | undefined;
  /** The search for an answering machine has a result. */
  machineDetectionComplete?: AckHandler<Event<'machineDetectionComplete'>, C> | undefined;
  /** The first call has opened the conference; `null` leaves it alone. */
  conferenceCreated?: EmptySyncHandler<Event<'conferenceCreated'>, C> | undefined;
  /** A call has entered the conference; `null` leaves it alone. */
  conferenceMemberJoin?: EmptySyncHandler<Event<'conferenceMemberJoin'>, C> | undefined;
  /** A call has left the conference; `null` leaves it alone. */
  conferenceMemberExit?: EmptySyncHandler<Event<'conferenceMemberExit'>, C> | undefined;
  /** A REST update asks for a document for the conference; `null` leaves it alone. */
  conferenceRedirect?: EmptySyncHandler<Event<'conferenceRedirect'>, C> | undefined;
  /** The last member has left the conference. */
  conferenceCompleted?: AckHandler<Event<'conferenceCompleted'>, C> | undefined;
  /** A recording of a conference is ready, or has failed. */
  conferenceRecordingAvailable?: AckHandler<Event<'conferenceRecordingAvailable'>, C> | undefined;
  /** A stream of `<StartStream>` runs. */
  mediaStreamStarted?: AckHandler<Event<'mediaStreamStarted'>, C> | undefined;
  /** A stream of `<StartStream>` could not start. */
  mediaStreamRejected?: AckHandler<Event<'mediaStreamRejected'>, C> | undefined;
  /** A stream of `<StartStream>` has ended. */
  mediaStreamStopped?: AckHandler<Event<'mediaStreamStopped'>, C> | undefined;
  /** A live transcription runs. */
  realTimeTranscriptionStarted?: AckHandler<Event<'realTimeTranscriptionStarted'>, C> | undefined;
  /** A live transcription could not start. */
  realTimeTranscriptionRejected?: AckHandler<Event<'realTimeTranscriptionRejected'>, C> | undefined;
  /** A live transcription has ended. */
  realTimeTranscriptionStopped?: AckHandler<Event<'realTimeTranscriptionStopped'>, C> | undefined;
  /** The whole text of a live transcription can be fetched. */
  realTimeTranscriptionAvailable?: AckHandler<Event<'realTimeTranscriptionAvailable'>, C> | undefined;
  /** The REFER of a `<Refer>` has succeeded or failed; `null` answers nothing. */
  referComplete?: EmptySyncHandler<Event<'referComplete'>, C> | undefined;
  /** A device has attached to a WebRTC endpoint. */
  DEVICE_CONNECTED?: AckHandler<Event<'DEVICE_CONNECTED'>, C> | undefined;
  /** A device has left a WebRTC endpoint. */
  DEVICE_DISCONNECTED?: AckHandler<Event<'DEVICE_DISCONNECTED'>, C> | undefined;
  /** A device has attached to an endpoint. */
  endpointConnected?: AckHandler<Endpoint<'endpointConnected'>, C> | undefined;
  /** A device has left an endpoint. */
  endpointDisconnected?: AckHandler<Endpoint<'endpointDisconnected'>, C> | undefined;
  /** The endpoint can be the target of `<Connect>`. */
  endpointEligible?: AckHandler<Endpoint<'endpointEligible'>, C> | undefined;
  /** The endpoint can no longer be the target of `<Connect>`. */
  endpointIneligible?: AckHandler<Endpoint<'endpointIneligible'>, C> | undefined;
  /** An endpoint asks to be connected. */
  outboundConnectionRequest?: AckHandler<Endpoint<'outboundConnectionRequest'>, C> | undefined;
  /** A `<Connect>` has changed its state. */
  connectStatus?: AckHandler<Endpoint<'connectStatus'>, C> | undefined;
}

/** Handlers of the events that the program has added, see `AddedEvents` of `bxml-jsx/events`. */
export type AddedHandlers<C> = {
  readonly [T in keyof AddedEvents]?:
    | (AddedEvents[T] extends { readonly kind: 'sync' } ? SyncHandler<AddedEvent<T>, C> : AckHandler<AddedEvent<T>, C>)
    | undefined;
};
