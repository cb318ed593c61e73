import type { ElementNode, ElementProps } from '../jsx/element.js';

/** An object of which nothing is known: what a loop over it finds was added to the prototype of all objects. */
const EMPTY = Object.freeze({});

/** True if something has added enumerable properties to the prototype of all objects. */
export function isPrototypePolluted(): boolean {
  for (const _ in EMPTY) return true;
  return false;
}

/**
 * Returns the props without those that only a prototype has: what is inherited was not written in the document, and is
 * neither rendered nor checked. Performance: props of a plain object are returned as they are.
 */
export function ownProps(props: ElementProps, isPolluted: boolean): ElementProps {
  if (!isPolluted && Object.getPrototypeOf(props) === Object.prototype) return props;
  return Object.assign(Object.create(null), props);
}

/** Returns the children of an element that is not read from text, unless only a prototype has them. */
export function childrenOf({ props }: ElementNode): unknown {
  const { children } = props;
  return children === undefined || Object.hasOwn(props, 'children') ? children : undefined;
}

/** Returns the value of a provider, unless only a prototype has it. */
export function providedValueOf({ props }: ElementNode): unknown {
  const { value } = props;
  return value === undefined || Object.hasOwn(props, 'value') ? value : undefined;
}
