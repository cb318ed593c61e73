import type { Entry } from '../../protocol.js';
import type { EntryChange, SessionStore } from '../session/session-store.js';

/** The groups of entries that the filter shows or hides. */
export type EntryGroup = 'requests' | 'heard' | 'input' | 'changes' | 'problems';

export const entryGroups: readonly EntryGroup[] = ['requests', 'heard', 'input', 'changes', 'problems'];

export interface EntryFilter {
  /** The id of a call; empty for all calls. */
  readonly call: string;
  /** The groups that are shown; empty for all. */
  readonly groups: readonly EntryGroup[];
  readonly search: string;
}

export const everything: EntryFilter = { call: '', groups: [], search: '' };

/** Pixels of a row. Requests have two lines. */
const ROW_HEIGHT = 34;
const EXCHANGE_ROW_HEIGHT = 54;

export function rowHeight({ kind }: Entry): number {
  return kind === 'exchange' ? EXCHANGE_ROW_HEIGHT : ROW_HEIGHT;
}

/** True if an entry is about something that went wrong. */
function hasProblem({ kind, exchange, sound }: Entry): boolean {
  if (kind === 'problem' || kind === 'trouble' || (sound !== undefined && sound.failure !== '')) return true;
  return exchange !== undefined && (exchange.failure !== '' || exchange.problems.length > 0);
}

/** True if an entry says why a call failed. */
export function hasFailed({ kind, exchange }: Entry): boolean {
  return kind === 'trouble' || (exchange !== undefined && exchange.failure !== '');
}

/**
 * The entries that a filter shows, in order, and where each begins in the list. Kept up to date entry by entry, so that a
 * long session costs no more than a short one; a new filter goes through all entries once.
 */
export class FilteredEntries {
  readonly #store: SessionStore;
  #filter = everything;
  #needle = '';
  #entries: Entry[] = [];
  /** Where each entry begins, in pixels, and at the end where the list ends. */
  #tops: number[] = [0];
  #positions = new Map<number, number>();
  #isStale = true;
  /** Pixels of the rows that were dropped at the beginning, in all. */
  droppedHeight = 0;

  constructor(store: SessionStore) {
    this.#store = store;
    store.onEntry((change) => this.#follow(change));
  }

  get filter(): EntryFilter {
    return this.#filter;
  }

  set filter(filter: EntryFilter) {
    this.#filter = filter;
    this.#needle = filter.search.trim().toLowerCase();
    this.#isStale = true;
  }

  get entries(): readonly Entry[] {
    this.#refresh();
    return this.#entries;
  }

  /**
   * The entry that the detail pane follows: the last exchange, or after a failure what has failed, which the `disconnect` of
   * its call would hide.
   */
  get followed(): Entry | undefined {
    const last = this.entries.findLast(({ kind }) => kind === 'exchange');
    if (last?.exchange?.eventType !== 'disconnect') return last;
    const before = this.entries.findLast(
      ({ call, kind, exchange }) =>
        call === last.call && (kind === 'trouble' || (exchange !== undefined && exchange.eventType !== 'disconnect')),
    );
    return before !== undefined && hasFailed(before) ? before : last;
  }

  /** The height of the whole list in pixels. */
  get height(): number {
    this.#refresh();
    return this.top(this.#entries.length);
  }

  /** Returns where the entry at a position begins, in pixels. */
  top(position: number): number {
    return this.#tops[position] ?? 0;
  }

  /** Returns the position of an entry, or -1 if it is not shown. */
  positionOf(id: number | undefined): number {
    this.#refresh();
    return id === undefined ? -1 : (this.#positions.get(id) ?? -1);
  }

  /** Returns the position of the entry at a height in pixels. */
  positionAt(height: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #follow(change: EntryChange): void {
    if (this.#isStale) return;
    if (change.kind === 'reset') {
      this.#isStale = true;
    } else if (change.kind === 'dropped') {
      this.droppedHeight += this.top(this.#entries.findLastIndex(({ id }) => id <= change.through) + 1);
      this.#isStale = true;
    } else if (change.kind === 'added') {
      if (this.#matches(change.entry)) this.#append(change.entry);
    } else {
      this.#replace(change.entry);
    }
  }

  #replace(entry: Entry): void {
    const position = this.#positions.get(entry.id);
    if (this.#matches(entry) !== (position !== undefined)) {
      this.#isStale = true;
    } else if (position !== undefined) {
      this.#entries[position] = entry;
    }
  }

  #refresh(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    this.#entries = [];
    this.#tops = [0];
    this.#positions = new Map();
    for (const entry of this.#store.entries) if (this.#matches(entry)) this.#append(entry);
  }

  #append(entry: Entry): void {
    const position = this.#entries.push(entry) - 1;
    this.#positions.set(entry.id, position);
    this.#tops.push(this.top(position) + rowHeight(entry));
  }

  #matches(entry: Entry): boolean {
    const { call, groups } = this.#filter;
    if (call !== '' && entry.call !== call) return false;
    if (groups.length > 0 && !groups.some((group) => isIn(entry, group))) return false;
    return this.#needle === '' || contains(entry, this.#needle);
  }
}

function isIn(entry: Entry, group: EntryGroup): boolean {
  switch (group) {
    case 'requests':
      return entry.kind === 'exchange';
    case 'heard':
      return entry.kind === 'heard';
    case 'input':
      return entry.kind === 'input';
    case 'changes':
      return entry.kind === 'change';
    case 'problems':
      return hasProblem(entry);
  }
}

function contains({ text, exchange, sound }: Entry, needle: string): boolean {
  if (includes(text, needle) || (sound !== undefined && includes(sound.text, needle))) return true;
  if (exchange === undefined) return false;
  const { eventType, url, outcome, failure, body, event, problems } = exchange;
  return (
    [eventType, url, outcome, failure, body].some((one) => includes(one, needle)) ||
    problems.some(({ code, message }) => includes(code, needle) || includes(message, needle)) ||
    includes(JSON.stringify(event), needle)
  );
}

function includes(text: string, needle: string): boolean {
  return text.toLowerCase().includes(needle);
}
