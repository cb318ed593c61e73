import { behaviors } from '../behaviors/index.js';
import type { BackgroundKind, BackgroundWork } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { type ParsedVerb, stringOf } from '../documents/parsed-verb.js';
import { type Address, addressFor, type FieldValues } from '../settings/address.js';

/** A side of the call. */
export type TrackName = 'inbound' | 'outbound';

/** A stream or a transcription, which takes tracks of a call under a name. */
export abstract class TrackWork {
  readonly id: string;
  readonly name: string;
  readonly tracks: readonly TrackName[];
  protected readonly call: SimulatedCall;
  /** Where its socket is opened; `undefined` if it needs none. */
  protected readonly destination: string | undefined;
  /** Where its events are sent, if they are. */
  protected readonly address: Address | undefined;
  readonly #children: readonly ParsedVerb[];
  /** When it has started; before that, when its verb was executed. */
  protected startedAt: number;
  protected hasStarted = false;
  #isOver = false;
  readonly #onOver = new Set<() => void>();

  /**
   * @param base the URL that served the document with the verb
   * @param prefix the beginning of its id
   * @param started the event that reports its start
   */
  constructor(
    call: SimulatedCall,
    { name, attributes, children }: ParsedVerb,
    base: string,
    prefix: 's' | 't',
    started: 'mediaStreamStarted' | 'realTimeTranscriptionStarted',
  ) {
    const { ids, clock } = call.simulation;
    this.call = call;
    this.#children = children;
    this.id = ids.next(prefix);
    this.name = stringOf(attributes, 'name') ?? this.id;
    this.tracks = tracksOf(attributes);
    this.destination = stringOf(attributes, 'destination');
    this.address = addressFor(started, name, attributes, base);
    this.startedAt = clock.now;
  }

  /** True if it was rejected, or has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Calls back when it is over. */
  onOver(action: () => void): void {
    this.#onOver.add(action);
  }

  /** The elements inside its verb, by name; `undefined` if there are none. */
  protected get params(): Readonly<Record<string, string>> | undefined {
    if (this.#children.length === 0) return undefined;
    return Object.fromEntries(
      this.#children.map(({ attributes }) => [stringOf(attributes, 'name') ?? '', stringOf(attributes, 'value') ?? '']),
    );
  }

  protected begin(): void {
    this.hasStarted = true;
    this.startedAt = this.call.simulation.clock.now;
  }

  /** Notes that it is over. @param words the entry in the timeline */
  protected finish(words: string): void {
    this.#isOver = true;
    this.call.record.noteChange(this.call, words);
    for (const action of this.#onOver) action();
  }

  /** Ends it by request of the platform. */
  abstract stop(): void;
}

/** Returns the tracks that the attribute `tracks` names. */
function tracksOf(attributes: FieldValues): readonly TrackName[] {
  const tracks = stringOf(attributes, 'tracks');
  if (tracks === 'both') return ['inbound', 'outbound'];
  return [tracks === 'outbound' ? 'outbound' : 'inbound'];
}

/** Why a stream or a transcription cannot begin. */
export type Refusal<W> = { readonly cause: 'duplicate'; readonly original: W } | { readonly cause: 'track-limit' };

/** The streams, or the transcriptions, of a call that run, by name. */
export class TrackWorks<W extends TrackWork> implements BackgroundWork {
  readonly #works = new Map<string, W>();

  /** Returns why another one cannot begin, if so. */
  refusalOf(work: W): Refusal<W> | undefined {
    const original = this.#works.get(work.name);
    if (original !== undefined) return { cause: 'duplicate', original };
    const used = [...this.#works.values()].reduce((count, { tracks }) => count + tracks.length, 0);
    return used + work.tracks.length > behaviors['stream.track-limit'].value ? { cause: 'track-limit' } : undefined;
  }

  add(work: W): void {
    this.#works.set(work.name, work);
  }

  remove(work: W): void {
    if (this.#works.get(work.name) === work) this.#works.delete(work.name);
  }

  named(name: string): W | undefined {
    return this.#works.get(name);
  }

  get all(): readonly W[] {
    return [...this.#works.values()];
  }

  /** True if one of them takes what the party says. */
  get isListening(): boolean {
    return this.all.some(({ tracks }) => tracks.includes('inbound'));
  }

  /** Ends all of them. */
  stop(): void {
    for (const work of this.all) work.stop();
  }
}

/** Returns the works of a kind of a call; the first time they are made. */
export function trackWorksOf<W extends TrackWork>(
  call: SimulatedCall,
  kind: BackgroundKind<TrackWorks<W>>,
): TrackWorks<W> {
  const known = call.background.get(kind);
  if (known !== undefined) return known;
  const works = new TrackWorks<W>();
  call.background.start(kind, works);
  return works;
}
