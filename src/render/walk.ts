import {
  type BrandedComponent,
  isPromiseLike,
  MAX_DEPTH,
  MAX_VALUES,
  nameOf,
  providedValueOf,
} from '../components/component.js';
import {
  asyncComponent,
  hintForThrower,
  outOfBounds,
  promiseAsChild,
  reportThrown,
  returnedUndefined,
  wrongChild,
  wrongElementType,
} from '../components/component-faults.js';
import type { ComponentRuns } from '../components/component-runs.js';
import type { Context, ProvidedValues } from '../components/context.js';
import { contentOf, OutOfBounds, SettledElement, SettledFailure } from '../components/resolve.js';
import { COMPONENT_KIND, ElementNode, isElementNode } from '../jsx/element.js';
import { RefusedValues } from '../problems/refused-values.js';
import { decimalText } from '../values/check-value.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import { compiledVerb, DECLARATION } from './compiled-verb.js';
import type { ElementScope } from './element-scope.js';
import type { RenderState } from './render-state.js';
import type { Report } from './report.js';
import { ElementRuleContext } from './rule-context.js';
import { VerbSequence } from './verb-sequence.js';
import { writeSsml } from './write-ssml.js';
import { writeTextChild } from './write-text.js';
import { writeVerb } from './write-verb.js';

/**
 * Renders a tree that the first pass did not write: runs the components that have not run yet, checks the elements, and
 * writes the document. Problems are added to the report and do not stop the walk, so that all of them are found.
 */
export class Walk implements RenderState {
  readonly report: Report;
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  readonly ruleContext: ElementRuleContext;
  out: string;
  indent: string | undefined;
  laidOut = 0;
  valuesLeft = MAX_VALUES;
  private readonly runs: ComponentRuns;
  private provided: ProvidedValues | undefined = undefined;
  private readonly refused = new RefusedValues();
  private depth = 0;
  /** True if a limit was reached: the rest of the tree is skipped. */
  private stopped = false;

  /** @param runs the components that have run already */
  constructor(report: Report, context: ResponseContext, pretty: boolean, runs: ComponentRuns) {
    this.report = report;
    this.context = context;
    this.runs = runs;
    this.sequence = new VerbSequence(report);
    this.ruleContext = new ElementRuleContext(context, this.sequence);
    this.out = pretty ? DECLARATION : '';
    this.indent = pretty ? '\n' : undefined;
  }

  /** Writes a child, or nested arrays of children, inside the element of the scope. */
  children(value: unknown, scope: ElementScope): void {
    if (typeof value === 'string') {
      writeTextChild(this, value, scope);
      return;
    }
    if (--this.valuesLeft < 0) {
      this.stop('large', scope);
      this.refuse(value);
      return;
    }
    if (typeof value === 'object') {
      if (value !== null) this.nested(value, scope);
    } else if (typeof value === 'number' && Number.isFinite(value)) writeTextChild(this, decimalText(value), scope);
    else if (value !== undefined && typeof value !== 'boolean') this.notAChild(value, scope);
  }

  /** Writes an element or an array of children. If an element throws, its siblings are still written. */
  private nested(value: object, scope: ElementScope): void {
    const { depth, provided } = this;
    if (depth >= MAX_DEPTH) {
      this.stop('deep', scope);
      this.refuse(value);
      return;
    }
    const { owned } = this.report;
    this.depth = depth + 1;
    try {
      if (Array.isArray(value)) this.list(value, scope);
      else this.object(value, scope);
    } catch (thrown) {
      // The text written so far stays, because a document with a failure is never returned.
      this.failed(thrown, scope, owned);
      this.report.owned = owned;
      this.provided = provided;
      this.refuse(value);
    }
    this.depth = depth;
  }

  private list(values: readonly unknown[], scope: ElementScope): void {
    for (let index = 0; index < values.length && !this.stopped; index++) this.children(values[index], scope);
    if (this.stopped) this.refuse(values);
  }

  /** Reports an endless tree, once, and skips the rest. */
  stop(which: 'deep' | 'large', scope: ElementScope): void {
    scope.faulty = true;
    if (!this.stopped) this.report.add(outOfBounds(which));
    this.stopped = true;
  }

  private failed(thrown: unknown, scope: ElementScope, owned: number): void {
    const { report } = this;
    scope.faulty = true;
    const thrower = report.innermost(owned);
    const name = (thrower && nameOf(thrower)) || 'A child';
    this.refuse(thrower?.props);
    reportThrown(report, name, thrown, thrower && hintForThrower(thrower, thrown));
  }

  refuse(value: unknown): void {
    this.refused.add(value);
  }

  private object(value: object, scope: ElementScope): void {
    if (value instanceof SettledElement) this.node(value.node, value, scope);
    else if (isElementNode(value)) this.node(value, undefined, scope);
    else if (value instanceof SettledFailure) this.failure(value, scope);
    else if (value instanceof OutOfBounds) this.stop(value.which, scope);
    else this.notAChild(value, scope);
  }

  private node(node: ElementNode, settled: SettledElement | undefined, scope: ElementScope): void {
    const { type } = node;
    if (typeof type !== 'function') {
      this.named(node, type, settled, scope);
      return;
    }
    const kind = (type as BrandedComponent)[COMPONENT_KIND];
    if (kind === undefined) {
      this.component(node, settled, scope);
      return;
    }
    const verb = compiledVerb(kind);
    if (verb !== undefined) {
      this.report.enter(node);
      writeVerb(this, verb, node, settled, scope);
      this.report.leave();
    } else if (kind.kind === 'fragment') this.fragment(node, contentOf(node, settled), scope);
    else this.provider(kind.of as Context<unknown>, node, contentOf(node, settled), scope);
  }

  private component(node: ElementNode, settled: SettledElement | undefined, scope: ElementScope): void {
    this.report.enter(node);
    this.result(settled === undefined ? this.runs.again(node, this.provided) : settled.content, node, scope);
    this.report.leave();
  }

  /** Writes the result of a component. */
  private result(result: unknown, node: ElementNode, scope: ElementScope): void {
    if (result === undefined) {
      scope.faulty = true;
      this.report.add(returnedUndefined(nameOf(node)));
    } else if (!(result instanceof ElementNode) && isPromiseLike(result)) {
      scope.faulty = true;
      this.report.add(asyncComponent(nameOf(node)));
      this.refuse(result);
    } else this.children(result, scope);
  }

  private fragment(node: ElementNode, content: unknown, scope: ElementScope): void {
    // A fragment has no name in the path, but its source position is that of its text.
    if (scope.content === 'text') scope.textSource ??= node.source;
    this.report.enter(node);
    this.children(content, scope);
    this.report.leave();
  }

  private named(node: ElementNode, type: unknown, settled: SettledElement | undefined, scope: ElementScope): void {
    if (typeof type !== 'string') {
      scope.faulty = true;
      this.report.add(wrongElementType(type), node.source);
      this.refuse(type);
      this.refuse(node.props);
      return;
    }
    this.report.enter(node);
    writeSsml(this, type, node, contentOf(node, settled), scope);
    this.report.leave();
  }

  private provider(context: Context<unknown>, node: ElementNode, content: unknown, scope: ElementScope): void {
    const outer = this.provided;
    this.provided = { context, value: providedValueOf(node), outer };
    this.children(content, scope);
    this.provided = outer;
  }

  private failure({ node, thrown }: SettledFailure, scope: ElementScope): void {
    scope.faulty = true;
    if (node === undefined) {
      reportThrown(this.report, 'A child', thrown);
      return;
    }
    this.report.enter(node);
    reportThrown(this.report, nameOf(node), thrown, hintForThrower(node, thrown));
    this.report.leave();
  }

  private notAChild(value: unknown, scope: ElementScope): void {
    scope.faulty = true;
    this.report.add(isPromiseLike(value) ? promiseAsChild : wrongChild(value));
    this.refuse(value);
  }
}
