/** How a state or a choice is painted: the change between two versions, or whether a test visited it. */
export type Mark = 'added' | 'removed' | 'changed' | 'visited' | 'unvisited';

/** A part of a prompt, as a comparison of two versions found it. */
export interface WordChange {
  readonly text: string;
  readonly change: 'added' | 'removed' | undefined;
}

/** Colors of a map. States and choices without a mark are drawn as usual. */
export interface Paint {
  /** The mark of states, by id. */
  readonly states: ReadonlyMap<string, Mark>;
  /** The mark of each choice of an edge, by {@link edgeKey}, in the order of its labels. */
  readonly edges: ReadonlyMap<string, readonly (Mark | undefined)[]>;
  /** The prompts of changed states, by id: the prompts of both versions, with what changed. */
  readonly prompts?: ReadonlyMap<string, readonly (readonly WordChange[])[]>;
  /** One line below the title, such as `86 % of 40 branches visited`. */
  readonly summary: string;
  /** What each mark means, in the order of the legend. */
  readonly legend: readonly (readonly [mark: Mark, meaning: string])[];
}

/** Returns the key of an edge in {@link Paint}. */
export function edgeKey({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} ${to}`;
}

/**
 * Returns the mark of a whole edge: that of its choices if they agree, `visited` if a test has walked one of them,
 * `undefined` otherwise.
 */
export function commonMark(marks: readonly (Mark | undefined)[] | undefined): Mark | undefined {
  const [first, ...others] = marks ?? [];
  if (others.every((mark) => mark === first)) return first;
  return marks?.includes('visited') ? 'visited' : undefined;
}
