import { fileName } from '../draw/picture/printable.js';
import type { CallMap, MapEdge, MapState } from '../map/call-map.js';
import { similarity } from './word-diff.js';

/** The state of the new map for each state of the old one that is still there, by id. */
export type Matches = ReadonlyMap<string, string>;

/** How alike two states must be that are reached by the same choice. */
const SAME_PLACE = 0.3;
/** How alike two states must be that are found nowhere else. */
const ANY_PLACE = 0.6;

/**
 * Matches the states of two versions: by signature; then by place, as states that the same choice of matched states leads
 * to, if they are alike; then by likeness alone.
 */
export function matchStates(old: CallMap, young: CallMap): Matches {
  const matching = new Matching(old, young);
  matching.bySignature();
  matching.byPlace();
  matching.byLikeness();
  matching.byPlace();
  return matching.matches;
}

class Matching {
  readonly matches = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #old: Indexed;
  readonly #young: Indexed;

  constructor(old: CallMap, young: CallMap) {
    this.#old = indexed(old);
    this.#young = indexed(young);
  }

  bySignature(): void {
    const young = bySignature(this.#young.states.values());
    for (const [signature, states] of bySignature(this.#old.states.values())) {
      const others = young.get(signature) ?? [];
      for (const [i, state] of states.entries()) {
        const other = others[i];
        if (other !== undefined) this.#match(state, other);
      }
    }
  }

  /** Matches along the choices, from the start and from what is matched. */
  byPlace(): void {
    const [oldStart, youngStart] = [first(this.#old.states), first(this.#young.states)];
    if (oldStart !== undefined && youngStart !== undefined && this.#areFree(oldStart, youngStart))
      this.#match(oldStart, youngStart);
    const queue = [...this.matches];
    for (const [from, otherFrom] of queue) {
      const candidates = this.#targetsInSamePlace(from, otherFrom).filter(([a, b]) => this.#areFree(a, b));
      const scored = candidates
        .map(([a, b]) => ({ a, b, score: likeness(a, b) }))
        .filter(({ score }) => score >= SAME_PLACE);
      for (const { a, b } of scored.sort((one, other) => other.score - one.score)) {
        if (!this.#areFree(a, b)) continue;
        this.#match(a, b);
        queue.push([a.id, b.id]);
      }
    }
  }

  byLikeness(): void {
    const free = [...this.#young.states.values()].filter(({ id }) => !this.#taken.has(id));
    const scored = [...this.#old.states.values()]
      .filter(({ id }) => !this.matches.has(id))
      .flatMap((a) => free.filter((b) => a.kind === b.kind).map((b) => ({ a, b, score: likeness(a, b) })))
      .filter(({ score }) => score >= ANY_PLACE);
    for (const { a, b } of scored.sort((one, other) => other.score - one.score))
      if (this.#areFree(a, b)) this.#match(a, b);
  }

  #match(a: MapState, b: MapState): void {
    this.matches.set(a.id, b.id);
    this.#taken.add(b.id);
  }

  #areFree(a: MapState, b: MapState): boolean {
    return !this.matches.has(a.id) && !this.#taken.has(b.id) && (a.kind === 'end') === (b.kind === 'end');
  }

  /** Returns the targets of choices with the same label. */
  #targetsInSamePlace(from: string, otherFrom: string): [MapState, MapState][] {
    const others = this.#young.choices.get(otherFrom);
    const pairs: [MapState, MapState][] = [];
    for (const [label, to] of this.#old.choices.get(from) ?? []) {
      const [a, b] = [this.#old.states.get(to), this.#young.states.get(others?.get(label) ?? '')];
      if (a !== undefined && b !== undefined) pairs.push([a, b]);
    }
    return pairs;
  }
}

/** A map with its states by id, and the target of each choice by source and label. */
interface Indexed {
  readonly states: ReadonlyMap<string, MapState>;
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

function indexed({ states, edges }: CallMap): Indexed {
  return { states: new Map(states.map((state) => [state.id, state])), choices: choicesOf(edges) };
}

/** Returns the target of each choice, by source and label. */
function choicesOf(edges: readonly MapEdge[]): Map<string, Map<string, string>> {
  const choices = new Map<string, Map<string, string>>();
  for (const { from, to, labels } of edges) {
    const own = choices.get(from) ?? new Map<string, string>();
    choices.set(from, own);
    for (const label of labels) own.set(label, to);
  }
  return choices;
}

function bySignature(states: Iterable<MapState>): Map<string, MapState[]> {
  const found = new Map<string, MapState[]>();
  for (const state of states) found.set(state.signature, [...(found.get(state.signature) ?? []), state]);
  return found;
}

function first<T>(values: ReadonlyMap<string, T>): T | undefined {
  for (const value of values.values()) return value;
  return undefined;
}

/** Returns how alike two states are, from 0 to 1: by their title and what is heard. */
function likeness(a: MapState, b: MapState): number {
  if (a.kind !== b.kind) return 0;
  const title = a.title === b.title ? 1 : similarity(a.title, b.title);
  if (a.heard.length + b.heard.length === 0) return title;
  return 0.4 * title + 0.6 * similarity(heardText(a), heardText(b));
}

/** Returns what is heard at a state as one text. */
export function heardText({ heard }: MapState): string {
  return heard.map(({ kind, text }) => (kind === 'audio' ? `♪ ${fileName(text)}` : text)).join(' ');
}
