import { COMPONENT_KIND } from '../../jsx-runtime/component-kind.js';
import { ElementNode, isElementNode, isReadNode } from '../../jsx-runtime/element.js';
import type { ResponseContext } from '../verbs/verb-definition.js';
import { escapeText, isWhiteSpace } from '../xml/characters.js';
import { decimalText } from './attribute-value.js';
import { MAX_DEPTH, MAX_VALUES } from './bounds.js';
import { compiledVerb } from './compiled-verb.js';
import { abandonPromise, type BrandedComponent } from './component.js';
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
import { type Context, type ProvidedValues, runComponent } from './context.js';
import { DocumentText } from './document-text.js';
import type { Frame } from './frame.js';
import { strayText } from './nesting.js';
import { nameOf, type Report } from './report.js';
import { OutOfBounds, SettledElement, SettledFailure } from './settled.js';
import { writeSsml } from './ssml-element.js';
import { writeVerb } from './verb-element.js';
import { VerbSequence } from './verb-sequence.js';

/**
 * One pass over a tree: runs the components, checks everything, and writes the document. Faults go to the report and
 * do not stop the walk, so that all of them are found at once.
 */
export class Walk extends DocumentText {
  readonly report: Report;
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  /** What is still to come of the opening tag just written, and the same if the element holds nothing. */
  tagEnd = '';
  emptyTag = '';
  /** The children of the element whose opening tag was just written. */
  content: unknown = undefined;
  /** The line break and indent before the next element; `undefined` in compact output. */
  indent: string | undefined;
  /** Characters that laying out has added. */
  laidOut = 0;
  #provided: ProvidedValues | undefined = undefined;
  #depth = 0;
  #valuesLeft = MAX_VALUES;
  #stopped = false;

  constructor(report: Report, context: ResponseContext, pretty: boolean, declaration: string) {
    super();
    this.report = report;
    this.context = context;
    this.sequence = new VerbSequence(report);
    this.markup(declaration);
    this.indent = pretty ? '\n' : undefined;
  }

  /** Writes a child, or any nesting of arrays of children, inside the element that the frame is of. */
  children(value: unknown, frame: Frame): void {
    if (typeof value === 'string') {
      this.text(value, frame);
      return;
    }
    if (--this.#valuesLeft < 0) {
      this.#stop('large', frame);
      return;
    }
    if (typeof value === 'object') {
      if (value !== null) this.#nested(value, frame);
    } else if (typeof value === 'number' && Number.isFinite(value)) this.#number(value, frame);
    else if (value !== undefined && typeof value !== 'boolean') this.#notAChild(value, frame);
  }

  /** Writes a list of children of speech: the texts and numbers with which it begins, then the rest guarded. */
  speech(list: readonly unknown[], frame: Frame): void {
    if (--this.#valuesLeft < 0) {
      this.#stop('large', frame);
      return;
    }
    let index = 0;
    if (this.#depth < MAX_DEPTH) {
      const { done, run } = this;
      const { owned } = this.report;
      try {
        const { length } = list;
        for (; index < length; index++) {
          const child = list[index];
          if (typeof child === 'string') {
            const { words } = this.run;
            // Words that are known to come here, taken without a detour.
            if (words !== undefined && words.piece === child && frame.spoken && this.#valuesLeft > 0) {
              this.run = words;
              this.#valuesLeft--;
            } else this.text(child, frame);
          } else if (typeof child === 'number' && Number.isFinite(child)) this.#number(child, frame);
          else break;
        }
        if (index === length) return;
      } catch (thrown) {
        this.#failed(thrown, frame, owned);
        this.backTo(done, run);
        return;
      }
    }
    this.#nested(list, frame, index);
  }

  /** Writes a text, or gathers it where the rules are about the whole. */
  text(text: string, frame: Frame): void {
    // A long text counts for more, so that one shared text cannot be multiplied beyond memory.
    this.#valuesLeft -= 1 + (text.length >> 6);
    if (this.#valuesLeft < 0) {
      this.#stop('large', frame);
      return;
    }
    switch (frame.content) {
      case 'text':
        frame.text += text;
        return;
      case 'speech':
        if (!frame.spoken) frame.spoken = isSpoken(text);
        if (!this.knownWords(text)) this.#words(text);
        return;
      case 'unknown':
        this.#words(text);
        return;
      default:
        if (isWhiteSpace(text)) return;
        frame.faulty = true;
        this.report.add(strayText(frame, text));
        if (frame.content !== 'document') this.#words(text);
    }
  }

  #words(text: string): void {
    if (text === '') return;
    const { report } = this;
    const { bytesBeyondAscii } = report;
    const escaped = escapeText(text, report);
    if (escaped === text && report.bytesBeyondAscii === bytesBeyondAscii) this.run.remember(text);
    this.varying(escaped);
  }

  #number(value: number, frame: Frame): void {
    const text = decimalText(value);
    // A single digit is mostly a constant, as in "press 1".
    if (frame.content !== 'speech' || text.length === 1) {
      this.text(text, frame);
      return;
    }
    frame.spoken = true;
    this.varying(text);
  }

  /** Writes an element or a list of children. What fails in it, or in one child of the list, takes nothing else along. */
  #nested(value: object, frame: Frame, from = 0): void {
    const depth = this.#depth;
    if (depth >= MAX_DEPTH) {
      this.#stop('deep', frame);
      return;
    }
    const { owned } = this.report;
    const provided = this.#provided;
    let { done, run } = this;
    const begun = done;
    const runBegun = run;
    let list: readonly unknown[] | undefined;
    let index = from;
    /** The child of the list that is under way, if one is. */
    let taken = -1;
    for (;;) {
      try {
        this.#depth = depth + 1;
        if (list === undefined) {
          if (value instanceof ElementNode) {
            this.#node(value, undefined, frame);
            break;
          }
          if (!Array.isArray(value)) {
            this.#other(value, frame);
            break;
          }
          list = value as readonly unknown[];
        }
        for (; index < list.length && !this.#stopped; index++) {
          const child = list[index];
          if (typeof child === 'string') {
            const { words } = this.run;
            // Words that are known to come here, taken without a detour.
            if (words !== undefined && words.piece === child && frame.spoken && this.#valuesLeft > 0) {
              this.run = words;
              this.#valuesLeft--;
            } else this.text(child, frame);
            continue;
          }
          if (typeof child !== 'object' || child === null) {
            this.children(child, frame);
            continue;
          }
          taken = index;
          done = this.done;
          run = this.run;
          if (!(child instanceof ElementNode)) this.children(child, frame);
          else if (--this.#valuesLeft < 0) this.#stop('large', frame);
          else if (depth + 1 >= MAX_DEPTH) this.#stop('deep', frame);
          else {
            this.#depth = depth + 2;
            this.#node(child, undefined, frame);
            this.#depth = depth + 1;
          }
        }
        break;
      } catch (thrown) {
        this.#failed(thrown, frame, owned);
        this.report.owned = owned;
        this.#provided = provided;
        const isOfChild = taken === index;
        this.backTo(isOfChild ? done : begun, isOfChild ? run : runBegun);
        if (!isOfChild) break;
        index++;
      }
    }
    this.#depth = depth;
  }

  #failed(thrown: unknown, frame: Frame, owned: number): void {
    const { report } = this;
    frame.faulty = true;
    const thrower = report.innermost(owned);
    const name = (thrower && nameOf(thrower)) || 'A child';
    reportThrown(report, name, thrown, thrower && hintForThrower(thrower, thrown));
  }

  #other(value: object, frame: Frame): void {
    if (value instanceof SettledElement) this.#node(value.node, value, frame);
    else if (isElementNode(value)) this.#node(value, undefined, frame);
    else if (value instanceof SettledFailure) this.#failure(value, frame);
    else if (value instanceof OutOfBounds) this.#stop(value.which, frame);
    else this.#notAChild(value, frame);
  }

  #node(node: ElementNode, settled: SettledElement | undefined, frame: Frame): void {
    const { type } = node;
    if (typeof type !== 'function') {
      this.#named(node, type, settled, frame);
      return;
    }
    const component = type as BrandedComponent;
    const kind = component[COMPONENT_KIND];
    const { report } = this;
    if (kind === undefined) {
      report.enter(node);
      const result = settled === undefined ? runComponent(component, node.props, this.#provided) : settled.content;
      if (result instanceof ElementNode && this.#depth < MAX_DEPTH) {
        // What it throws is caught around the component.
        this.#depth++;
        this.#node(result, undefined, frame);
        this.#depth--;
      } else this.#result(result, node, frame);
      report.leave();
    } else if (kind.kind === 'verb') {
      report.enter(node);
      writeVerb(this, compiledVerb(kind), node, settled, frame);
      report.leave();
    } else if (kind.kind === 'fragment') this.#fragment(node, contentOf(node, settled), frame);
    else this.#provider(kind.of as Context<unknown>, node, contentOf(node, settled), frame);
  }

  /** Writes what a component gave. */
  #result(result: unknown, node: ElementNode, frame: Frame): void {
    if (result === undefined) {
      frame.faulty = true;
      this.report.add(returnedUndefined(nameOf(node)));
    } else if (!(result instanceof ElementNode) && abandonPromise(result)) {
      frame.faulty = true;
      this.report.add(asyncComponent(nameOf(node)));
    } else this.children(result, frame);
  }

  #fragment(node: ElementNode, content: unknown, frame: Frame): void {
    // It is on no path, but where it was written tells where its text is.
    const isOwner = node.source !== undefined;
    if (isOwner) {
      frame.textSource ??= node.source;
      this.report.enter(node);
    }
    this.children(content, frame);
    if (isOwner) this.report.leave();
  }

  #named(node: ElementNode, type: unknown, settled: SettledElement | undefined, frame: Frame): void {
    if (typeof type !== 'string') {
      frame.faulty = true;
      this.report.add(wrongElementType(type));
      return;
    }
    this.report.enter(node);
    writeSsml(this, type, node, contentOf(node, settled), frame);
    this.report.leave();
  }

  #provider(context: Context<unknown>, node: ElementNode, content: unknown, frame: Frame): void {
    const outer = this.#provided;
    this.#provided = { context, value: node.props.value, outer };
    this.children(content, frame);
    this.#provided = outer;
  }

  #failure({ node, thrown }: SettledFailure, frame: Frame): void {
    frame.faulty = true;
    if (node === undefined) {
      reportThrown(this.report, 'A child', thrown);
      return;
    }
    this.report.enter(node);
    reportThrown(this.report, nameOf(node), thrown, hintForThrower(node, thrown));
    this.report.leave();
  }

  #notAChild(value: unknown, frame: Frame): void {
    frame.faulty = true;
    this.report.add(abandonPromise(value) ? promiseAsChild : wrongChild(value));
  }

  /** A tree without end is reported once; from then on everything is passed over. */
  #stop(which: 'deep' | 'large', frame: Frame): void {
    frame.faulty = true;
    if (!this.#stopped) this.report.add(outOfBounds(which));
    this.#stopped = true;
  }
}

/** Whether there is something in the text other than white space; mostly the first character tells. */
function isSpoken(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || /\S/.test(text);
}

/** The children of an element, or what they settled to. */
function contentOf(node: ElementNode, settled: SettledElement | undefined): unknown {
  if (settled !== undefined) return settled.content;
  return isReadNode(node) ? node.children : node.props.children;
}
