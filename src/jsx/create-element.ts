import {
  type BxmlElement,
  COMPONENT_KIND,
  ComponentKind,
  ElementNode,
  type ElementType,
  type TextAndElements,
} from './element.js';

/**
 * Makes an element from type, props and children. Compilers import it from the package's main entry for the one form
 * that `jsx` cannot express, a `key` after spread props: `<Pause {...props} key="k" />`.
 *
 * @example
 * createElement(SpeakSentence, { voice: 'julie' }, 'Hello');
 */
export function createElement(
  type: ElementType,
  props: Readonly<Record<string, unknown>> | null,
  ...children: readonly unknown[]
): BxmlElement {
  const { key: _ignored, ...given } = props ?? {};
  if (children.length === 0) return new ElementNode(type, given);
  return new ElementNode(type, { ...given, children: children.length === 1 ? children[0] : children });
}

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
