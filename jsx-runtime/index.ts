/**
 * The entry that compilers import under `"jsx": "react-jsx"` and `"jsxImportSource": "bxml-jsx"`. Applications do not
 * import it themselves.
 *
 * @module bxml-jsx/jsx-runtime
 */

import {
  type BxmlElement,
  ElementNode,
  type ElementProps,
  type ElementType,
  type TextAndElements,
} from '../src/jsx/element.js';
import type { SsmlElements } from '../src/ssml/ssml-elements.js';

export { Fragment } from '../src/jsx/create-element.js';

/**
 * Creates an element. The children are a prop, and `_key` is ignored because elements are never reconciled.
 *
 * @example
 * jsx(SpeakSentence, { voice: 'julie', children: 'Hello' });
 */
export function jsx(type: ElementType, props: ElementProps | null, _key?: unknown): BxmlElement {
  return new ElementNode(type, props ?? {});
}

/** Creates an element with several children. Compilers call it; it is the same function as `jsx`. */
export const jsxs: typeof jsx = jsx;

/** The types that the TypeScript compiler reads for JSX compiled with `"jsxImportSource": "bxml-jsx"`. */
export declare namespace JSX {
  /** The type of a JSX expression. */
  type Element = BxmlElement;

  /** The types allowed as a tag: a component, synchronous or asynchronous, or the lower-case name of an SSML element. */
  type ElementType =
    | keyof IntrinsicElements
    // biome-ignore lint/suspicious/noExplicitAny: a component may take any props; `never` would reject all of them.
    | ((props: any) => TextAndElements | Promise<TextAndElements>);

  /** The children of a tag are its `children` prop. */
  interface ElementChildrenAttribute {
    // biome-ignore lint/complexity/noBannedTypes: the compiler reads the name of the key and ignores its type.
    children: {};
  }

  /** `key` is accepted on every element, as in React, and ignored. */
  interface IntrinsicAttributes {
    key?: string | number | bigint | null | undefined;
  }

  /** Lower-case tags: only the nine SSML elements. */
  interface IntrinsicElements extends SsmlElements {}
}
