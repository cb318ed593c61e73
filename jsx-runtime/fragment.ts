import type { BxmlElement, TextAndElements } from './element.js';

/** The brand of `Fragment`, registered so that a fragment of another copy of the package is one here too. */
export const FRAGMENT_BRAND: unique symbol = Symbol.for('bxml-jsx.fragment') as never;

/** Props of {@link Fragment}. */
export interface FragmentProps {
  children?: TextAndElements | undefined;
}

/**
 * Groups children without an element of its own: `<>…</>`.
 *
 * @example
 * const Goodbye = () => (
 *   <>
 *     <SpeakSentence>Goodbye.</SpeakSentence>
 *     <Hangup />
 *   </>
 * );
 */
export const Fragment: (props: FragmentProps) => BxmlElement = Object.assign(
  // The walk recognises the brand and never calls this. Called all the same, it gives its children.
  (props: FragmentProps) => props.children as BxmlElement,
  { [FRAGMENT_BRAND]: true },
);
