import { type ElementNode, isReadNode } from '../jsx/element.js';
import { childrenOf } from './own-props.js';

/** What `renderAsync` puts in the place of an element once everything asynchronous below it has come to rest. */
export class SettledElement {
  readonly node: ElementNode;
  /** The children of an element, the result of a component. */
  readonly content: unknown;

  constructor(node: ElementNode, content: unknown) {
    this.node = node;
    this.content = content;
  }
}

/** What stands in the place of a component or a promise that failed. */
export class SettledFailure {
  readonly node: ElementNode | undefined;
  readonly thrown: unknown;

  constructor(node: ElementNode | undefined, thrown: unknown) {
    this.node = node;
    this.thrown = thrown;
  }
}

/** Stands for what lies too deep, or beyond the most that is looked at. */
export class OutOfBounds {
  readonly which: 'deep' | 'large';

  constructor(which: 'deep' | 'large') {
    this.which = which;
  }
}

/** The children of an element, or what they settled to. */
export function contentOf(node: ElementNode, settled: SettledElement | undefined): unknown {
  if (settled !== undefined) return settled.content;
  return isReadNode(node) ? node.children : childrenOf(node);
}
