import type { SsmlElements } from '../src/ssml/ssml-elements.js';
import type { BxmlElement, TextAndElements } from './element.js';

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
