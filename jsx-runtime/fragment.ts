import { COMPONENT_KIND, ComponentKind } from './component-kind.js';
import type { BxmlElement, TextAndElements } from './element.js';

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
  // The walk recognises the kind and never calls this. Called all the same, it gives its children.
  (props: FragmentProps) => props.children as BxmlElement,
  { [COMPONENT_KIND]: new ComponentKind('fragment', undefined) },
);
