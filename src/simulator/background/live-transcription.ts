import type { SocketEnd } from '../application/web-socket.js';
import type { Utterance } from '../audio/sound-track.js';
import { BackgroundKind } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import {
  type RejectedTranscription,
  realTimeTranscriptionAvailableEvent,
  realTimeTranscriptionRejectedEvent,
  realTimeTranscriptionStartedEvent,
  realTimeTranscriptionStoppedEvent,
  type TranscriptionFacts,
} from '../events/live-transcription-events.js';
import type { Address } from '../settings/address.js';
import { endOf, openLink, type SocketLink } from './socket-link.js';
import { type TrackName, TrackWork, type TrackWorks } from './track-works.js';

/** The transcriptions of a call. */
export const LIVE_TRANSCRIPTIONS = new BackgroundKind<TrackWorks<LiveTranscription>>('transcriptions');

/** A word or a mark in a transcription. */
interface TranscriptItem {
  readonly content: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly confidence: number;
  readonly stable: boolean;
  readonly type: 'PRONUNCIATION' | 'PUNCTUATION';
}

/** Matches a word, which may have apostrophes and hyphens in it, or one mark. */
const ITEM = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Returns the words and marks of a segment. Their times follow from their places in the text. */
function itemsOf(
  text: string,
  startsAt: number,
  endsAt: number,
  stable: boolean,
  textOf: (at: number) => string,
): TranscriptItem[] {
  const timeAt = (index: number): string => textOf(startsAt + ((endsAt - startsAt) * index) / Math.max(1, text.length));
  return [...text.matchAll(ITEM)].map(({ 0: content, index }) => ({
    content,
    startTime: timeAt(index),
    endTime: timeAt(index + content.length),
    confidence: 1,
    stable,
    type: /[\p{L}\p{N}]/u.test(content) ? 'PRONUNCIATION' : 'PUNCTUATION',
  }));
}

/** A transcription of a call while it is up, which a `StartTranscription` has started. */
export class LiveTranscription extends TrackWork {
  readonly #isStabilized: boolean;
  readonly #language: string;
  readonly #segments: Readonly<Record<TrackName, string[]>> = { inbound: [], outbound: [] };
  #link: SocketLink | undefined;

  /** @param base the URL that served the document with the verb */
  constructor(call: SimulatedCall, verb: ParsedVerb, base: string) {
    super(call, verb, base, 't', 'realTimeTranscriptionStarted');
    const { attributes } = verb;
    this.#isStabilized = attributes.stabilized !== false;
    this.#language = stringOf(attributes, 'preferredLanguages')?.split(',')[0]?.trim() || 'en-US';
  }

  /** What events say of it. */
  get facts(): TranscriptionFacts {
    const { id, name, tracks } = this;
    const startTime = this.call.simulation.timeText(this.startedAt);
    return { id, name, tracks, startTime, destination: this.destination, stabilized: this.#isStabilized };
  }

  /** Where the events about its socket are sent, if they are. */
  get #socketEvents(): Address | undefined {
    if (this.destination === undefined) return undefined;
    if (this.address !== undefined) this.call.simulation.recordCoverage('transcription.events');
    return this.address;
  }

  /** Rejects it: it does not start. */
  reject(rejected: RejectedTranscription): void {
    const call = this.call;
    call.simulation.recordCoverage('transcription.rejected');
    this.finish(`is not transcribed: ${rejected.cause}`);
    const address = this.#socketEvents;
    if (address === undefined) return;
    deliverInBackground(call, address, realTimeTranscriptionRejectedEvent(call.facts(), this.facts, rejected));
  }

  /** Opens its socket, if it has a destination. Resolves when it has started, or was rejected. */
  async open(): Promise<void> {
    const call = this.call;
    if (this.destination === undefined) {
      this.#start();
      return;
    }
    const destination = this.destination;
    const opened = await openLink(call, { verb: 'StartTranscription', destination, headers: {} });
    if (this.isOver) {
      if (typeof opened === 'object' && 'close' in opened) opened.close();
    } else if (opened === 'no socket') {
      this.#start();
    } else if ('rejected' in opened) {
      this.reject({ cause: 'connection-error', errorMessage: opened.rejected });
    } else {
      this.#start();
      this.#carry(opened);
    }
  }

  #start(): void {
    const call = this.call;
    this.begin();
    call.record.noteChange(call, `is transcribed${this.destination === undefined ? '' : ` to ${this.destination}`}`);
    for (const track of this.tracks) this.onOver(call[track].listen((utterance) => this.#hear(track, utterance)));
    const address = this.#socketEvents;
    if (address === undefined) return;
    deliverInBackground(call, address, realTimeTranscriptionStartedEvent(call.facts(), this.facts));
  }

  #carry(link: SocketLink): void {
    this.#link = link;
    link.send(JSON.stringify({ eventType: 'start', metadata: this.#metadata(), customParams: this.params }));
    link.listen({
      message: () => this.#ignore(),
      end: (end) => this.#closed(end),
    });
    link.settle();
  }

  #metadata() {
    const { simulation, id: callId } = this.call;
    return {
      accountId: simulation.settings.accountId,
      callId,
      realTimeTranscriptionId: this.id,
      transcriptionName: this.name,
      tracks: this.tracks.map((name) => ({ name })),
      stabilized: this.#isStabilized,
    };
  }

  #hear(track: TrackName, { text, startsAt, endsAt, isPartial }: Utterance): void {
    const { simulation } = this.call;
    simulation.recordCoverage('transcription.words');
    if (isPartial) simulation.recordCoverage('transcription.stabilized');
    if (!isPartial) this.#segments[track].push(text);
    else if (this.#isStabilized) return;
    const textOf = (at: number): string => simulation.timeText(Math.round(at));
    const message = {
      eventType: 'transcription',
      track,
      startTime: textOf(startsAt),
      endTime: textOf(endsAt),
      isPartial,
      language: this.#language,
      transcript: text,
      items: itemsOf(text, startsAt, endsAt, !isPartial, textOf),
    };
    this.#link?.send(JSON.stringify(message));
    this.#link?.settle();
  }

  #ignore(): void {
    if (this.isOver) return;
    const call = this.call;
    call.record.fault(
      call,
      'stream-message',
      `the server of ${this.destination} sent a message, and none has an effect`,
    );
  }

  /** The server has closed the socket, or it broke. */
  #closed(end: SocketEnd): void {
    if (this.isOver) return;
    const call = this.call;
    call.simulation.recordCoverage('transcription.closed');
    const { cause, errorMessage } = endOf(call, `StartTranscription → ${this.destination}`, end);
    this.#stopped(cause, errorMessage);
  }

  stop(): void {
    if (this.isOver) return;
    if (!this.hasStarted) {
      this.finish('is not transcribed: it is stopped during the handshake');
      return;
    }
    const link = this.#link;
    this.call.simulation.recordCoverage('transcription.stopped');
    link?.send(JSON.stringify({ eventType: 'stop', metadata: this.#metadata() }));
    this.#stopped('closed', undefined);
    link?.close();
  }

  #stopped(cause: 'closed' | 'connection-error', errorMessage: string | undefined): void {
    const call = this.call;
    this.finish(`is no longer transcribed${errorMessage === undefined ? '' : `: ${errorMessage}`}`);
    const milliseconds = call.simulation.clock.now - this.startedAt;
    const address = this.#socketEvents;
    if (address !== undefined) {
      const stopped = { cause, errorMessage, milliseconds };
      deliverInBackground(call, address, realTimeTranscriptionStoppedEvent(call.facts(), this.facts, stopped));
    }
    call.record.background(() => this.#complete());
  }

  /** Makes the whole text available. */
  async #complete(): Promise<void> {
    const call = this.call;
    const { simulation, record } = call;
    simulation.recordCoverage('transcription.available-time');
    await record.pause(simulation.settings.processing.transcription * 1000);
    const { id, name, tracks } = this;
    const url = `${call.facts().callUrl}/transcriptions/${id}`;
    simulation.transcripts.add({
      id,
      name,
      callId: call.id,
      url,
      tracks: tracks.map((track) => ({ track, language: this.#language, segments: this.#segments[track] })),
    });
    if (this.address === undefined) return;
    simulation.recordCoverage('transcription.available');
    deliverInBackground(call, this.address, realTimeTranscriptionAvailableEvent(call.facts(), this.facts, url));
  }
}
