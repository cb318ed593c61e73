/**
 * The entry that compilers import under `"jsx": "react-jsxdev"` and `"jsxImportSource": "bxml-jsx"`. Elements record
 * their file, line and column, and problems report them. Use it in development and tests.
 *
 * @module bxml-jsx/jsx-dev-runtime
 */

import { type BxmlElement, type ElementProps, type ElementType, locatedNode } from '../src/jsx/element.js';
import type { SourcePosition } from '../src/problems/problem.js';

export { Fragment } from '../src/jsx/create-element.js';
export type { JSX } from './index.js';

/** The source position of a JSX expression, as the compiler passes it. */
export interface CompiledSource {
  readonly fileName?: string | undefined;
  readonly lineNumber?: number | undefined;
  readonly columnNumber?: number | undefined;
}

/**
 * Creates an element with its source position and freezes it, so that code which modifies an element fails during
 * development.
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
    // A proxy that cannot be frozen. If it throws when it is read, the renderer reports that with its position.
    return props;
  }
}

function positionOf(source: CompiledSource | undefined): SourcePosition | undefined {
  if (source?.lineNumber === undefined) return undefined;
  const position = { line: source.lineNumber, column: source.columnNumber ?? 1 };
  return source.fileName === undefined ? position : { file: source.fileName, ...position };
}
