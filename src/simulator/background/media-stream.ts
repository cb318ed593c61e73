import type { SocketEnd } from '../application/web-socket.js';
import { FRAME, SILENT_FRAME } from '../audio/sound-track.js';
import { behaviors } from '../behaviors/index.js';
import { BackgroundKind } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { InputKind } from '../calls/input.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { basic } from '../delivery/request-attempt.js';
import { type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import {
  mediaStreamRejectedEvent,
  mediaStreamStartedEvent,
  mediaStreamStoppedEvent,
  type RejectedStream,
  type StreamFacts,
} from '../events/stream-events.js';
import type { Credentials } from '../settings/address.js';
import type { TimedStep } from '../time/clock.js';
import { endOf, openLink, type SocketLink } from './socket-link.js';
import { mediaMessage, parseServerMessage } from './stream-messages.js';
import { StreamPlayer } from './stream-player.js';
import { TrackWork, type TrackWorks } from './track-works.js';

/** Says that a stream is over. */
export const STREAM_OVER = new InputKind<undefined>('stream over');

/** The streams of a call. */
export const MEDIA_STREAMS = new BackgroundKind<TrackWorks<MediaStream>>('streams');

/** Real milliseconds that a server has for an answer while something else is scheduled to happen. */
const HELD = 100;

/** Frames that are sent at a time. */
const BURST = behaviors['stream.frames'].value;

/** A stream of the audio of a call to a WebSocket of the application, which a `StartStream` has started. */
export class MediaStream extends TrackWork {
  readonly #credentials: Credentials | undefined;
  readonly #player: StreamPlayer;
  readonly #isTwoWay: boolean;
  #link: SocketLink | undefined;
  #next: TimedStep | undefined;
  #sent = 0;
  /** The moment up to which the audio was sent. */
  #sentUntil = 0;
  /** Since when nothing was heard in either direction. */
  #quietSince: number;
  /** True if the server may be working on an answer. */
  #awaitsServer = true;

  /** @param base the URL that served the document with the verb */
  constructor(call: SimulatedCall, verb: ParsedVerb, base: string) {
    super(call, verb, base, 's', 'mediaStreamStarted');
    const { attributes } = verb;
    const username = stringOf(attributes, 'destinationUsername');
    const password = stringOf(attributes, 'destinationPassword');
    const hasCredentials = username !== undefined || password !== undefined;
    this.#credentials = hasCredentials ? { username: username ?? '', password: password ?? '' } : undefined;
    this.#isTwoWay = stringOf(attributes, 'mode') === 'bidirectional';
    this.#quietSince = this.startedAt;
    this.#player = new StreamPlayer(call, this.name, () => this.#expectServer());
  }

  /** True if a socket carries it. */
  get hasSocket(): boolean {
    return this.#link !== undefined;
  }

  /** What events say of it. */
  get facts(): StreamFacts {
    const { id, name, tracks } = this;
    const startTime = this.call.simulation.timeText(this.startedAt);
    return { id, name, tracks, destination: this.destination ?? '', startTime };
  }

  /** Rejects it: it does not start. */
  reject(rejected: RejectedStream): void {
    const call = this.call;
    this.#end(`is not streamed to ${this.destination}: ${rejected.cause}`);
    if (this.address === undefined) return;
    deliverInBackground(call, this.address, mediaStreamRejectedEvent(call.facts(), this.facts, rejected));
  }

  /** Opens its socket. Resolves when it has started, or was rejected. */
  async open(): Promise<void> {
    const call = this.call;
    const { simulation } = call;
    const opened = await openLink(call, {
      verb: 'StartStream',
      destination: this.destination ?? '',
      headers: this.#headers(),
    });
    if (this.isOver) {
      if (typeof opened === 'object' && 'close' in opened) opened.close();
    } else if (opened === 'no socket') {
      simulation.recordCoverage('stream.no-socket');
      this.#start();
    } else if ('rejected' in opened) {
      simulation.recordCoverage('stream.rejected');
      this.reject({ cause: 'connection-error', errorMessage: opened.rejected });
    } else {
      this.#start();
      this.#carry(opened);
    }
  }

  #headers(): Readonly<Record<string, string>> {
    if (this.#credentials === undefined) return {};
    this.call.simulation.recordCoverage('stream.credentials');
    return { authorization: basic(this.#credentials) };
  }

  #start(): void {
    const call = this.call;
    const { now } = call.simulation.clock;
    this.begin();
    this.#sentUntil = now;
    this.#quietSince = now;
    call.simulation.recordCoverage('stream.started');
    call.record.noteChange(call, `is streamed to ${this.destination}`);
    if (this.address === undefined) return;
    deliverInBackground(call, this.address, mediaStreamStartedEvent(call.facts(), this.facts));
  }

  /** Sends and plays over the socket. */
  #carry(link: SocketLink): void {
    this.#link = link;
    const { params: streamParams } = this;
    if (streamParams !== undefined) this.call.simulation.recordCoverage('stream.params');
    link.send(JSON.stringify({ eventType: 'start', metadata: this.#metadata(), streamParams }));
    link.listen({
      message: (text) => this.#receive(text),
      end: (end) => this.#closed(end),
    });
    if (this.isOver) return;
    this.#next = this.#nextBurst();
    link.settle();
  }

  #metadata() {
    const { simulation, id: callId } = this.call;
    const mediaFormat = { encoding: 'PCMU', sampleRate: 8000 };
    return {
      accountId: simulation.settings.accountId,
      callId,
      streamId: this.id,
      streamName: this.name,
      tracks: this.tracks.map((name) => ({ name, mediaFormat })),
    };
  }

  #nextBurst(): TimedStep {
    const { clock } = this.call.simulation;
    const isIdle = (): boolean => this.#isQuietFor(behaviors['stream.quiet'].value.idle);
    return clock.after(BURST * FRAME, this.call.record, () => this.#sendBurst(), undefined, { isIdle });
  }

  /** Sends the next burst of frames. */
  #sendBurst(): void {
    const { simulation } = this.call;
    simulation.recordCoverage('stream.frames');
    this.#sendFrames();
    if (this.#player.isPlaying) this.#quietSince = simulation.clock.now;
    this.#next = this.#nextBurst();
    this.#link?.settle();
    this.#waitForServer();
  }

  /** Sends the whole frames that were not sent yet. */
  #sendFrames(): void {
    const { now } = this.call.simulation.clock;
    const messages: string[] = [];
    for (; this.#sentUntil + FRAME <= now; this.#sentUntil += FRAME) messages.push(...this.#framesAt(this.#sentUntil));
    this.#link?.send(...messages);
  }

  /** Returns the messages with the frame of each track that begins at a moment. */
  #framesAt(at: number): string[] {
    const { inbound, outbound } = this.call;
    return this.tracks.map((track) => {
      const frame = (track === 'inbound' ? inbound : outbound).frameAt(at);
      if (frame !== SILENT_FRAME) this.#expectServer();
      return mediaMessage(track, frame, ++this.#sent);
    });
  }

  /** Something was heard: the server may answer. */
  #expectServer(): void {
    this.#quietSince = this.call.simulation.clock.now;
    this.#awaitsServer = true;
  }

  /** A server that needs real time for its answer gets it once it has been quiet for a while, each time once. */
  #waitForServer(): void {
    const { clock, settings } = this.call.simulation;
    if (!this.#awaitsServer || !this.#isQuietFor(behaviors['stream.quiet'].value.answer)) return;
    this.#awaitsServer = false;
    this.call.simulation.recordCoverage('stream.quiet');
    // A server that cannot answer on the stream may still act by other means, which only matters if nothing else does.
    if (clock.hasForeground && !this.#isTwoWay) return;
    this.#link?.waitForServer(clock.hasForeground ? HELD : settings.patience);
  }

  #isQuietFor(seconds: number): boolean {
    return this.call.simulation.clock.now - this.#quietSince >= seconds * 1000;
  }

  #receive(text: string | undefined): void {
    const call = this.call;
    const { simulation } = call;
    if (this.isOver) return;
    this.#quietSince = simulation.clock.now;
    const message = parseServerMessage(text);
    if ('unknown' in message) {
      this.#ignore(message.unknown);
    } else if (!this.#isTwoWay) {
      simulation.recordCoverage('stream.one-way');
      this.#ignore(`${'clear' in message ? 'clear' : 'playAudio'} on a stream with mode="unidirectional"`);
    } else if ('clear' in message) {
      simulation.recordCoverage('stream.clear');
      this.#player.clear();
    } else {
      simulation.recordCoverage('stream.plays');
      this.#awaitsServer = false;
      this.#player.play(message.play);
    }
  }

  #ignore(what: string): void {
    const call = this.call;
    call.simulation.recordCoverage('stream.ignored');
    call.record.noteChange(call, `ignores ${what}`);
    call.record.fault(call, 'stream-message', `the server of ${this.destination} sent ${what}`);
  }

  /** The server has closed the socket, or it broke. */
  #closed(end: SocketEnd): void {
    if (this.isOver) return;
    const call = this.call;
    const { cause, errorMessage } = endOf(call, `StartStream → ${this.destination}`, end);
    call.simulation.recordCoverage(cause === 'closed' ? 'stream.closed' : 'stream.broken');
    const why = errorMessage ?? 'the server closed the socket';
    this.#stopped(cause, errorMessage, `is no longer streamed to ${this.destination}: ${why}`);
  }

  stop(): void {
    if (this.isOver) return;
    if (!this.hasStarted) {
      this.#end(`is not streamed to ${this.destination}: it is stopped during the handshake`);
      return;
    }
    const link = this.#link;
    if (link !== undefined) this.#sendFrames();
    link?.send(JSON.stringify({ eventType: 'stop', metadata: this.#metadata() }));
    this.#stopped('closed', undefined, `is no longer streamed to ${this.destination}`);
    link?.close();
  }

  #stopped(cause: 'closed' | 'connection-error', errorMessage: string | undefined, words: string): void {
    const call = this.call;
    const milliseconds = call.simulation.clock.now - this.startedAt;
    const wasPlaying = this.#player.isPlaying;
    if (wasPlaying) call.simulation.recordCoverage('stream.cuts');
    this.#end(words);
    if (this.address === undefined) return;
    const stopped = { cause, errorMessage, milliseconds };
    deliverInBackground(call, this.address, mediaStreamStoppedEvent(call.facts(), this.facts, stopped));
  }

  #end(words: string): void {
    if (this.#next !== undefined) this.call.simulation.clock.cancel(this.#next);
    this.#player.clear();
    this.finish(words);
    this.call.deliver(STREAM_OVER.of(undefined));
  }
}
