/**
 * The entry that the compiler imports under `"jsx": "react-jsx"` and `"jsxImportSource": "bxml-jsx"`. Programs have
 * no need to import it themselves.
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

/** The types that the TypeScript compiler reads for JSX compiled with `"jsxImportSource": "bxml-jsx"`. */
export declare namespace JSX {
  /** What a JSX expression gives. */
  type Element = BxmlElement;

  /** What may stand as a tag: a component, synchronous or not, or the lower-case name of an SSML element. */
  type ElementType =
    | keyof IntrinsicElements
    // biome-ignore lint/suspicious/noExplicitAny: a component may take any props; `never` would refuse them all.
    | ((props: any) => TextAndElements | Promise<TextAndElements>);

  /** Children of a tag are its prop `children`. */
  interface ElementChildrenAttribute {
    // biome-ignore lint/complexity/noBannedTypes: the compiler reads the name of the key and ignores its type.
    children: {};
  }

  /** `key` is accepted everywhere, for habits' sake, and ignored. */
  interface IntrinsicAttributes {
    key?: string | number | bigint | null | undefined;
  }

  /** Lower-case tags: the nine elements of SSML, and nothing else. */
  interface IntrinsicElements extends SsmlElements {}
}
