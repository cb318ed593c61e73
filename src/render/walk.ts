import { COMPONENT_KIND } from '../../jsx-runtime/component-kind.js';
import { ElementNode, isElementNode } from '../../jsx-runtime/element.js';
import { RefusedValues } from '../problems/refused-values.js';
import type { ResponseContext } from '../verbs/verb-definition.js';
import { MAX_DEPTH, MAX_VALUES } from './bounds.js';
import { compiledVerb } from './compiled-verb.js';
import { type BrandedComponent, isPromiseLike } from './component.js';
import {
  asyncComponent,
  hintForThrower,
  outOfBounds,
  promiseAsChild,
  reportThrown,
  returnedUndefined,
  wrongChild,
  wrongElementType,
} from './component-faults.js';
import { type ConstantRun, startOfRuns } from './constant-run.js';
import { type Context, type ProvidedValues, runComponent } from './context.js';
import { type DocumentText, markup } from './document-text.js';
import type { Frame } from './frame.js';
import { isPrototypePolluted, providedValueOf } from './own-props.js';
import { type Piece, pieceOf } from './piece.js';
import { nameOf, type Report } from './report.js';
import { contentOf, OutOfBounds, SettledElement, SettledFailure } from './settled.js';
import { writeSsml } from './ssml-element.js';
import { writeLeadingTexts, writeNumberChild, writeTextChild } from './text-writer.js';
import { writeVerb } from './verb-element.js';
import { VerbSequence } from './verb-sequence.js';

const NO_TAG = pieceOf('');

/**
 * One pass over a tree: runs the components, checks everything, and writes the document. Faults go to the report and
 * do not stop the walk, so that all of them are found at once. Its own parts are `private` to the compiler alone: the
 * engine checks each time who asks for one that is private to it, which took a tenth of the time.
 */
export class Walk implements DocumentText {
  readonly report: Report;
  done = '';
  run: ConstantRun = startOfRuns();
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  /** What is still to come of the opening tag just written, and the same if the element holds nothing. */
  tagEnd = NO_TAG;
  emptyTag = NO_TAG;
  /** The children of the element whose opening tag was just written. */
  content: unknown = undefined;
  /** The line break and indent before the next element; `undefined` in compact output. */
  indent: string | undefined;
  /** Characters that laying out has added. */
  laidOut = 0;
  /** How many more values are looked at. */
  valuesLeft = MAX_VALUES;
  /** A bound was reached: everything from here on is passed over. */
  stopped = false;
  /** The prototype of all objects has properties that loops find. */
  readonly isPolluted: boolean;
  private provided: ProvidedValues | undefined = undefined;
  private refused: RefusedValues | undefined = undefined;
  private depth = 0;

  constructor(report: Report, context: ResponseContext, pretty: boolean, declaration: Piece) {
    this.report = report;
    this.context = context;
    this.sequence = new VerbSequence(report);
    markup(this, declaration);
    this.indent = pretty ? '\n' : undefined;
    this.isPolluted = isPrototypePolluted();
  }

  /** Writes a child, or any nesting of arrays of children, inside the element that the frame is of. */
  children(value: unknown, frame: Frame): void {
    if (typeof value === 'string') {
      writeTextChild(this, value, frame);
      return;
    }
    if (--this.valuesLeft < 0) {
      this.stop('large', frame);
      this.refuse(value);
      return;
    }
    if (typeof value === 'object') {
      if (value !== null) this.nested(value, frame);
    } else if (typeof value === 'number' && Number.isFinite(value)) writeNumberChild(this, value, frame);
    else if (value !== undefined && typeof value !== 'boolean') this.notAChild(value, frame);
  }

  /** Writes a list of children of speech, mostly texts alone; what comes after these has a guard for each. */
  speech(list: readonly unknown[], frame: Frame): void {
    if (--this.valuesLeft < 0) {
      this.stop('large', frame);
      this.refuse(list);
      return;
    }
    let index = 0;
    if (this.depth < MAX_DEPTH) {
      const { owned } = this.report;
      try {
        index = writeLeadingTexts(this, list, frame);
        if (this.stopped) this.refuse(list);
        if (index === list.length || this.stopped) return;
      } catch (thrown) {
        this.failed(thrown, frame, owned);
        this.refuse(list);
        return;
      }
    }
    this.nested(list, frame, index);
  }

  /** Writes an element or a list of children. What fails in it, or in one child of the list, takes nothing else along. */
  private nested(value: object, frame: Frame, from = 0): void {
    const depth = this.depth;
    if (depth >= MAX_DEPTH) {
      this.stop('deep', frame);
      this.refuse(value);
      return;
    }
    const { owned } = this.report;
    const provided = this.provided;
    let list: readonly unknown[] | undefined;
    let index = from;
    /** The child of the list that is under way, if one is. */
    let taken = -1;
    let current: unknown = value;
    for (;;) {
      try {
        this.depth = depth + 1;
        if (list === undefined) {
          if (value instanceof ElementNode) {
            this.node(value, undefined, frame);
            break;
          }
          if (!Array.isArray(value)) {
            this.other(value, frame);
            break;
          }
          list = value as readonly unknown[];
        }
        for (; index < list.length && !this.stopped; index++) {
          const child = list[index];
          if (typeof child !== 'object' || child === null) {
            this.children(child, frame);
            continue;
          }
          taken = index;
          current = child;
          if (!(child instanceof ElementNode)) this.children(child, frame);
          else if (--this.valuesLeft < 0) this.stop('large', frame);
          else if (depth + 1 >= MAX_DEPTH) this.stop('deep', frame);
          else {
            this.depth = depth + 2;
            this.node(child, undefined, frame);
            this.depth = depth + 1;
          }
        }
        if (this.stopped) this.refuse(list);
        break;
      } catch (thrown) {
        this.failed(thrown, frame, owned);
        this.report.owned = owned;
        this.provided = provided;
        // What was written stays: nobody gets the text of a document in which something failed.
        if (taken !== index) {
          this.refuse(value);
          break;
        }
        this.refuse(current);
        index++;
      }
    }
    this.depth = depth;
  }

  /** A tree without end is reported once; from then on everything is passed over. */
  stop(which: 'deep' | 'large', frame: Frame): void {
    frame.faulty = true;
    if (!this.stopped) this.report.add(outOfBounds(which));
    this.stopped = true;
  }

  private failed(thrown: unknown, frame: Frame, owned: number): void {
    const { report } = this;
    frame.faulty = true;
    const thrower = report.innermost(owned);
    const name = (thrower && nameOf(thrower)) || 'A child';
    this.refuse(thrower?.props);
    reportThrown(report, name, thrown, thrower && hintForThrower(thrower, thrown));
  }

  /** Handles the rejections of promises in a value that was refused, or is passed over. */
  refuse(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    this.refused ??= new RefusedValues();
    this.refused.add(value);
  }

  private other(value: object, frame: Frame): void {
    if (value instanceof SettledElement) this.node(value.node, value, frame);
    else if (isElementNode(value)) this.node(value, undefined, frame);
    else if (value instanceof SettledFailure) this.failure(value, frame);
    else if (value instanceof OutOfBounds) this.stop(value.which, frame);
    else this.notAChild(value, frame);
  }

  private node(node: ElementNode, settled: SettledElement | undefined, frame: Frame): void {
    const { type } = node;
    if (typeof type !== 'function') {
      this.named(node, type, settled, frame);
      return;
    }
    const component = type as BrandedComponent;
    const kind = component[COMPONENT_KIND];
    const { report } = this;
    if (kind === undefined) {
      report.enter(node);
      const result = settled === undefined ? runComponent(component, node.props, this.provided) : settled.content;
      if (result instanceof ElementNode && this.depth < MAX_DEPTH) {
        // What it throws is caught around the component.
        this.depth++;
        this.node(result, undefined, frame);
        this.depth--;
      } else this.result(result, node, frame);
      report.leave();
    } else if (kind.kind === 'verb') {
      report.enter(node);
      writeVerb(this, compiledVerb(kind), node, settled, frame);
      report.leave();
    } else if (kind.kind === 'fragment') this.fragment(node, contentOf(node, settled), frame);
    else this.provider(kind.of as Context<unknown>, node, contentOf(node, settled), frame);
  }

  /** Writes what a component gave. */
  private result(result: unknown, node: ElementNode, frame: Frame): void {
    if (result === undefined) {
      frame.faulty = true;
      this.report.add(returnedUndefined(nameOf(node)));
    } else if (!(result instanceof ElementNode) && isPromiseLike(result)) {
      frame.faulty = true;
      this.report.add(asyncComponent(nameOf(node)));
      this.refuse(result);
    } else this.children(result, frame);
  }

  private fragment(node: ElementNode, content: unknown, frame: Frame): void {
    // It is on no path, but where it was written tells where its text is.
    const isOwner = node.source !== undefined;
    if (isOwner) {
      frame.textSource ??= node.source;
      this.report.enter(node);
    }
    this.children(content, frame);
    if (isOwner) this.report.leave();
  }

  private named(node: ElementNode, type: unknown, settled: SettledElement | undefined, frame: Frame): void {
    if (typeof type !== 'string') {
      frame.faulty = true;
      this.report.add(wrongElementType(type));
      this.refuse(type);
      this.refuse(node.props);
      return;
    }
    this.report.enter(node);
    writeSsml(this, type, node, contentOf(node, settled), frame);
    this.report.leave();
  }

  private provider(context: Context<unknown>, node: ElementNode, content: unknown, frame: Frame): void {
    const outer = this.provided;
    this.provided = { context, value: providedValueOf(node), outer };
    this.children(content, frame);
    this.provided = outer;
  }

  private failure({ node, thrown }: SettledFailure, frame: Frame): void {
    frame.faulty = true;
    if (node === undefined) {
      reportThrown(this.report, 'A child', thrown);
      return;
    }
    this.report.enter(node);
    reportThrown(this.report, nameOf(node), thrown, hintForThrower(node, thrown));
    this.report.leave();
  }

  private notAChild(value: unknown, frame: Frame): void {
    frame.faulty = true;
    this.report.add(isPromiseLike(value) ? promiseAsChild : wrongChild(value));
    this.refuse(value);
  }
}
