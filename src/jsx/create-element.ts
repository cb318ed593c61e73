import {
  type BxmlElement,
  COMPONENT_KIND,
  ComponentKind,
  ElementNode,
  type ElementType,
  type TextAndElements,
} from './element.js';

/**
 * Creates an element from a type, props and children. Compilers import it from the package's main entry for the one
 * form that `jsx` cannot express, a `key` after spread props: `<Pause {...props} key="k" />`.
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
 * Groups children without adding an element to the document: `<>…</>`.
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
  // The renderer checks the kind and never calls this function. A direct call returns the children.
  (props: FragmentProps) => props.children as BxmlElement,
  { [COMPONENT_KIND]: new ComponentKind('fragment', undefined) },
);
