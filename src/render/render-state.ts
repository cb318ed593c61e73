import type { ResponseContext } from '../verbs/define/verb-definition.js';
import type { ElementScope } from './element-scope.js';
import type { Report } from './report.js';
import type { ElementRuleContext } from './rule-context.js';
import type { VerbSequence } from './verb-sequence.js';

/** What the functions that write parts of a document see of the walk through its tree. */
export interface RenderState {
  readonly report: Report;
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  /** What the rules of verbs see: turn it to an element before a rule runs. */
  readonly ruleContext: ElementRuleContext;
  /** True if the prototype of all objects has properties that a loop over props would find. */
  readonly isPolluted: boolean;
  /** The document so far. */
  out: string;
  /** The line break and indent before the next element; `undefined` in compact output. */
  indent: string | undefined;
  /** How many characters were added for the layout. */
  laidOut: number;
  /** How many more values are looked at. */
  valuesLeft: number;
  /** Writes a child, or any nesting of arrays of children, inside the element of the scope. */
  children(value: unknown, scope: ElementScope): void;
  /** Writes a list of children from an index on. */
  list(values: readonly unknown[], scope: ElementScope, from: number): void;
  /** Handles the rejections of promises in a value that was refused, or is passed over. */
  refuse(value: unknown): void;
  /** Reports a tree that is too deep or too large, once; everything from here on is passed over. */
  stop(which: 'deep' | 'large', scope: ElementScope): void;
}
