/**
 * Bandwidth phone calls as TSX components: the BXML elements, and functions that render them as validated BXML.
 *
 * @module bxml-jsx
 */

export { type Context, createContext, type ProviderProps, useContext } from './components/context.js';
export type { AbortSignalLike } from './components/resolve.js';
export { createElement, Fragment, type FragmentProps } from './jsx/create-element.js';
export type {
  BxmlElement,
  ElementsOnly,
  NoChildrenAllowed,
  Nothing,
  TextAndElements,
  TextOnly,
} from './jsx/element.js';
export { BxmlError } from './problems/bxml-error.js';
export { formatProblem, type Problem, type SourcePosition } from './problems/problem.js';
export { render, renderAsync, validate, validateAsync } from './render/render.js';
export type { RenderOptions, RuleLevel } from './render/render-options.js';
export { ssml } from './ssml/ssml.js';
export type * from './ssml/ssml-elements.js';
export * from './verbs/index.js';
