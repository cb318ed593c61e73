import type { ResponseContext } from '../verbs/define/verb-definition.js';
import type { ElementScope } from './element-scope.js';
import type { Report } from './report.js';
import type { ElementRuleContext } from './rule-context.js';
import type { VerbSequence } from './verb-sequence.js';

/** The state of a render, as the functions that write parts of a document use it. */
export interface RenderState {
  readonly report: Report;
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  /** The argument of verb rules: select an element with `of` before running a rule. */
  readonly ruleContext: ElementRuleContext;
  /** The document so far. */
  out: string;
  /** The line break and indent before the next element; `undefined` in compact output. */
  indent: string | undefined;
  /** Number of characters of line breaks and indents. */
  laidOut: number;
  /** Number of further values until the size limit of trees. */
  valuesLeft: number;
  /** Writes a child, or nested arrays of children, inside the element of the scope. */
  children(value: unknown, scope: ElementScope): void;
  /** Handles the rejections of promises in a value that is not rendered. */
  refuse(value: unknown): void;
  /** Reports a tree that is too deep or too large, once, and skips the rest of the tree. */
  stop(which: 'deep' | 'large', scope: ElementScope): void;
}
