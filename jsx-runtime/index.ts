/**
 * The entry that the compiler imports under `"jsx": "react-jsx"` and `"jsxImportSource": "bxml-jsx"`. Programs have
 * no need to import it themselves.
 *
 * @module bxml-jsx/jsx-runtime
 */
import { type BxmlElement, ElementNode, type ElementProps, type ElementType } from './element.js';

export { Fragment } from './fragment.js';
export type { JSX } from './jsx-namespace.js';

/**
 * Makes an element. `children` come in the props, and `_key` is ignored: nothing here is ever reconciled.
 *
 * @example
 * jsx(SpeakSentence, { voice: 'julie', children: 'Hello' });
 */
export function jsx(type: ElementType, props: ElementProps | null, _key?: unknown): BxmlElement {
  return new ElementNode(type, props ?? {});
}

/** Makes an element with several children; the compiler calls it, and it does the same as `jsx`. */
export const jsxs: typeof jsx = jsx;
