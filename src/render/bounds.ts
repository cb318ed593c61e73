/**
 * How deep components, fragments, arrays and elements may nest. Far beyond any document, and far within the smallest
 * stack of a browser.
 */
export const MAX_DEPTH = 500;

/**
 * How many values a render looks at in all. A document of 64 KB has at most ten thousand elements; this bounds what a
 * tree can make of shared parts, whose number doubles with every level.
 */
export const MAX_VALUES = 2_000_000;

/** For how many values something to wait for counts, since it takes that much more time and memory than a value. */
export const VALUES_A_PROMISE = 20;
