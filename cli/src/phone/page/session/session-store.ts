import type { ApplicationState, CallDefaults, Entry, Handset, PhoneCall, ServerMessage } from '../../protocol.js';

/** What changed, for views that keep something per entry. */
export type EntryChange =
  | { readonly kind: 'reset' }
  /** The oldest entries are gone, up to this id. */
  | { readonly kind: 'dropped'; readonly through: number }
  | { readonly kind: 'added'; readonly entry: Entry }
  | { readonly kind: 'changed'; readonly entry: Entry; readonly previous: Entry };

/** How many entries of a handset are kept in its transcript. The timeline has all of them. */
const TRANSCRIPT_LENGTH = 200;

/** The session's clock: it runs in real time between the messages of the server. */
export interface Clock {
  /** Seconds of the session. */
  readonly base: number;
  /** Milliseconds of the page's own clock at which `base` was right. */
  readonly at: number;
}

/**
 * The session as the server describes it. Entries arrive one by one and may change; they are kept in the order in which
 * they first arrived. Arrays of calls and handsets are replaced when they change, so that they can be compared.
 */
export class SessionStore {
  readonly entries: Entry[] = [];
  calls: readonly PhoneCall[] = [];
  handsets: readonly Handset[] = [];
  application: ApplicationState | undefined;
  /** Number of older entries that were removed. */
  dropped = 0;
  clock: Clock;
  /** What the form for a new call has at first. */
  defaults: CallDefaults = { from: '', to: '', displayName: '' };
  /** True after the first session. */
  isLoaded = false;
  readonly #indexes = new Map<number, number>();
  readonly #transcripts = new Map<string, readonly Entry[]>();
  readonly #listeners = new Set<(change: EntryChange) => void>();
  readonly #now: () => number;

  /** @param now returns milliseconds that only grow */
  constructor(now: () => number) {
    this.#now = now;
    this.clock = { base: 0, at: now() };
  }

  /** Calls `listener` for each change of an entry, at once. Returns the function that ends it. */
  onEntry(listener: (change: EntryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  apply(message: ServerMessage): void {
    switch (message.kind) {
      case 'session':
        this.#reset(message);
        break;
      case 'entry':
        this.#putEntry(message.entry);
        break;
      case 'call':
        this.calls = withItem(this.calls, message.call);
        break;
      case 'handset':
        this.handsets = withItem(this.handsets, message.handset);
        break;
      case 'application':
        this.application = message.application;
        break;
      case 'dropped':
        this.dropped = message.dropped;
        this.#drop(message.through);
        break;
      case 'clock':
        this.#setClock(message.now);
    }
  }

  /** Seconds of the session's clock. */
  get now(): number {
    return this.clock.base + (this.#now() - this.clock.at) / 1000;
  }

  entry(id: number): Entry | undefined {
    const index = this.#indexes.get(id);
    return index === undefined ? undefined : this.entries[index];
  }

  handset(id: string | undefined): Handset | undefined {
    return this.handsets.find((handset) => handset.id === id);
  }

  call(id: string | undefined): PhoneCall | undefined {
    return this.calls.find((call) => call.id === id);
  }

  /** Returns what a handset heard and said last, and why its call failed, in order: at most 200 entries. The array is replaced when it changes. */
  transcript(handset: string): readonly Entry[] {
    return this.#transcripts.get(handset) ?? [];
  }

  #reset(session: Extract<ServerMessage, { kind: 'session' }>): void {
    this.entries.length = 0;
    this.#indexes.clear();
    this.#transcripts.clear();
    this.calls = session.calls;
    this.handsets = session.handsets;
    this.application = session.application;
    this.dropped = session.dropped;
    this.defaults = session.defaults;
    this.isLoaded = true;
    this.#setClock(session.now);
    const transcripts = new Map<string, Entry[]>();
    for (const entry of session.entries) {
      this.#indexes.set(entry.id, this.entries.push(entry) - 1);
      if (!isSpoken(entry)) continue;
      const transcript = transcripts.get(entry.handset);
      if (transcript === undefined) transcripts.set(entry.handset, [entry]);
      else transcript.push(entry);
    }
    for (const [handset, entries] of transcripts) this.#transcripts.set(handset, entries.slice(-TRANSCRIPT_LENGTH));
    this.#notify({ kind: 'reset' });
  }

  #putEntry(entry: Entry): void {
    const index = this.#indexes.get(entry.id);
    if (index === undefined) {
      this.#indexes.set(entry.id, this.entries.push(entry) - 1);
      this.#putSpoken(entry);
      this.#notify({ kind: 'added', entry });
      return;
    }
    const previous = this.entries[index] as Entry; // Each index is that of an entry.
    this.entries[index] = entry;
    this.#putSpoken(entry);
    this.#notify({ kind: 'changed', entry, previous });
  }

  /** Keeps the transcript of a handset up to date with an entry, which may be new, changed, or only now belong to it. */
  #putSpoken(entry: Entry): void {
    const before = this.transcript(entry.handset);
    const position = before.findLastIndex(({ id }) => id <= entry.id);
    const isThere = before[position]?.id === entry.id;
    if (!isThere && !isSpoken(entry)) return;
    const others = before.slice(0, isThere ? position : position + 1);
    const transcript = [...others, ...(isSpoken(entry) ? [entry] : []), ...before.slice(position + 1)];
    this.#transcripts.set(entry.handset, transcript.slice(-TRANSCRIPT_LENGTH));
  }

  #drop(through: number): void {
    const count = this.entries.findLastIndex(({ id }) => id <= through) + 1;
    if (count === 0) return;
    this.entries.splice(0, count);
    this.#indexes.clear();
    for (const [index, { id }] of this.entries.entries()) this.#indexes.set(id, index);
    this.#notify({ kind: 'dropped', through });
  }

  #setClock(base: number): void {
    this.clock = { base, at: this.#now() };
  }

  #notify(change: EntryChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** True if an entry belongs into the transcript of its handset: what it hears and says, and why its call fails. */
function isSpoken({ kind, exchange }: Entry): boolean {
  return (
    kind === 'heard' || kind === 'input' || kind === 'trouble' || (exchange !== undefined && exchange.failure !== '')
  );
}

function withItem<T extends { readonly id: string }>(items: readonly T[], item: T): readonly T[] {
  const index = items.findIndex(({ id }) => id === item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}
