import { COMPONENT_KIND, type ComponentKind, type ElementNode } from '../jsx/element.js';

/** A function used as the type of an element. */
export interface BrandedComponent {
  (props: ElementNode['props']): unknown;
  /** Absent from components of the user's own. */
  readonly [COMPONENT_KIND]?: ComponentKind;
}

/** Whether it is no element of the document but stands for what it gives: a component of the user's own, a fragment. */
export function standsForContent({ type }: ElementNode): boolean {
  const kind = typeof type === 'function' ? (type as BrandedComponent)[COMPONENT_KIND] : null;
  return kind === undefined || kind?.kind === 'fragment';
}

/** Whether it is something to wait for. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
