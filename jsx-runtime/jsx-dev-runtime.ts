/**
 * The entry that the compiler imports under `"jsx": "react-jsxdev"` and `"jsxImportSource": "bxml-jsx"`: elements know
 * the file, line and column they were written at, and problems name it. Meant for development and tests.
 *
 * @module bxml-jsx/jsx-dev-runtime
 */

import { type BxmlElement, type ElementProps, type ElementType, locatedNode } from '../src/jsx/element.js';
import type { SourcePosition } from '../src/problems/problem.js';

export { Fragment } from '../src/jsx/create-element.js';
export type { JSX } from './index.js';

/** Where the compiler says that a JSX expression stands. */
export interface CompiledSource {
  readonly fileName?: string | undefined;
  readonly lineNumber?: number | undefined;
  readonly columnNumber?: number | undefined;
}

/**
 * Makes an element that knows where it was written, and freezes it, so that a change of an element after the fact
 * shows in development.
 */
export function jsxDEV(
  type: ElementType,
  props: ElementProps | null,
  _key?: unknown,
  _isStatic?: boolean,
  source?: CompiledSource,
  _self?: unknown,
): BxmlElement {
  return Object.freeze(locatedNode(type, frozen(props ?? {}), positionOf(source)));
}

function frozen(props: ElementProps): ElementProps {
  try {
    return Object.freeze(props);
  } catch {
    // A proxy that will not be frozen: what it does when it is read is the walk's to report, with its place.
    return props;
  }
}

function positionOf(source: CompiledSource | undefined): SourcePosition | undefined {
  if (source?.lineNumber === undefined) return undefined;
  const position = { line: source.lineNumber, column: source.columnNumber ?? 1 };
  return source.fileName === undefined ? position : { file: source.fileName, ...position };
}
