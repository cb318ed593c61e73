import { type BxmlElement, ElementNode, type ElementType } from './element.js';

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
