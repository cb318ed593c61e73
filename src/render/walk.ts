import { COMPONENT_KIND } from '../../jsx-runtime/component-kind.js';
import { type ElementNode, isElementNode, isReadNode } from '../../jsx-runtime/element.js';
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
import type { Frame } from './frame.js';
import { strayText } from './nesting.js';
import { nameOf, type Report } from './report.js';
import { OutOfBounds, SettledElement, SettledFailure } from './settled.js';
import { writeSsml } from './ssml-element.js';
import { writeVerb } from './verb-element.js';
import { VerbSequence } from './verb-sequence.js';

/**
 * One pass over a tree: runs the components, checks everything, and returns the text of the document. Faults go to
 * the report and do not stop the walk, so that all of them are found at once.
 */
export class Walk {
  readonly report: Report;
  readonly context: ResponseContext;
  readonly sequence: VerbSequence;
  /** The line break and indent before the next element; `undefined` in compact output. */
  indent: string | undefined;
  /** Characters that laying out has added. */
  laidOut = 0;
  #provided: ProvidedValues | undefined;
  #depth = 0;
  #valuesLeft = MAX_VALUES;
  #stopped = false;

  constructor(report: Report, context: ResponseContext, pretty: boolean) {
    this.report = report;
    this.context = context;
    this.sequence = new VerbSequence(report);
    this.indent = pretty ? '\n' : undefined;
  }

  /** The text of a child, or of any nesting of arrays of children, inside the element that the frame is of. */
  children(value: unknown, frame: Frame): string {
    if (typeof value === 'string') return this.#text(value, frame);
    if (--this.#valuesLeft < 0) return this.#stop('large', frame);
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) ? this.#number(value, frame) : this.#notAChild(value, frame);
      case 'undefined':
      case 'boolean':
        return '';
      case 'object':
        return value === null ? '' : this.#nested(value, frame);
      default:
        return this.#notAChild(value, frame);
    }
  }

  #text(text: string, frame: Frame): string {
    // A long text counts for more, so that one shared text cannot be multiplied beyond memory.
    this.#valuesLeft -= 1 + (text.length >> 6);
    if (this.#valuesLeft < 0) return this.#stop('large', frame);
    switch (frame.content) {
      case 'text':
        frame.text += text;
        return '';
      case 'speech':
        if (!frame.spoken) frame.spoken = isSpoken(text);
        return escapeText(text, this.report);
      case 'unknown':
        return escapeText(text, this.report);
      default:
        if (isWhiteSpace(text)) return '';
        frame.faulty = true;
        this.report.add(strayText(frame, text));
        return frame.content === 'document' ? '' : escapeText(text, this.report);
    }
  }

  #number(value: number, frame: Frame): string {
    const text = decimalText(value);
    if (frame.content !== 'speech') return this.#text(text, frame);
    frame.spoken = true;
    return text;
  }

  #nested(value: object, frame: Frame): string {
    if (this.#depth >= MAX_DEPTH) return this.#stop('deep', frame);
    const depth = this.#depth++;
    const { owners } = this.report;
    const owned = owners.length;
    const provided = this.#provided;
    let text: string;
    try {
      text = isElementNode(value) ? this.#node(value, undefined, frame) : this.#otherThanNode(value, frame);
    } catch (thrown) {
      frame.faulty = true;
      const thrower = owners.length > owned ? owners.at(-1) : undefined;
      const name = (thrower && nameOf(thrower)) || 'A child';
      reportThrown(this.report, name, thrown, thrower && hintForThrower(thrower, thrown));
      text = '';
      // Whatever was under way is over.
      owners.length = owned;
      this.#provided = provided;
    }
    this.#depth = depth;
    return text;
  }

  #otherThanNode(value: object, frame: Frame): string {
    if (Array.isArray(value)) return this.#list(value, frame);
    if (value instanceof SettledElement) return this.#node(value.node, value, frame);
    if (value instanceof SettledFailure) return this.#failure(value, frame);
    if (value instanceof OutOfBounds) return this.#stop(value.which, frame);
    return this.#notAChild(value, frame);
  }

  #list(values: readonly unknown[], frame: Frame): string {
    let out = '';
    for (let index = 0; index < values.length && !this.#stopped; index++) {
      const value = values[index];
      out += typeof value === 'string' ? this.#text(value, frame) : this.children(value, frame);
    }
    return out;
  }

  #node(node: ElementNode, settled: SettledElement | undefined, frame: Frame): string {
    const { type } = node;
    if (typeof type !== 'function') return this.#named(node, type, settled, frame);
    const component = type as BrandedComponent;
    const kind = component[COMPONENT_KIND];
    if (kind?.kind === 'fragment') return this.#fragment(node, contentOf(node, settled), frame);
    if (kind?.kind === 'provider') {
      return this.#provider(kind.of as Context<unknown>, node, contentOf(node, settled), frame);
    }
    const { owners } = this.report;
    owners.push(node);
    const text =
      kind === undefined
        ? this.#component(component, node, settled, frame)
        : writeVerb(this, compiledVerb(kind), node, contentOf(node, settled), frame);
    owners.pop();
    return text;
  }

  #fragment(node: ElementNode, content: unknown, frame: Frame): string {
    if (node.source === undefined) return this.children(content, frame);
    frame.textSource ??= node.source;
    // It is on no path, but where it was written tells where its text is.
    const { owners } = this.report;
    owners.push(node);
    const text = this.children(content, frame);
    owners.pop();
    return text;
  }

  #named(node: ElementNode, type: unknown, settled: SettledElement | undefined, frame: Frame): string {
    if (typeof type !== 'string') {
      frame.faulty = true;
      this.report.add(wrongElementType(type));
      return '';
    }
    this.report.owners.push(node);
    const text = writeSsml(this, type, node, contentOf(node, settled), frame);
    this.report.owners.pop();
    return text;
  }

  #component(
    component: BrandedComponent,
    node: ElementNode,
    settled: SettledElement | undefined,
    frame: Frame,
  ): string {
    const result = settled === undefined ? runComponent(component, node.props, this.#provided) : settled.content;
    if (result === undefined) {
      frame.faulty = true;
      this.report.add(returnedUndefined(nameOf(node)));
      return '';
    }
    if (abandonPromise(result)) {
      frame.faulty = true;
      this.report.add(asyncComponent(nameOf(node)));
      return '';
    }
    return this.children(result, frame);
  }

  #provider(context: Context<unknown>, node: ElementNode, content: unknown, frame: Frame): string {
    const outer = this.#provided;
    this.#provided = { context, value: node.props.value, outer };
    const text = this.children(content, frame);
    this.#provided = outer;
    return text;
  }

  #failure({ node, thrown }: SettledFailure, frame: Frame): string {
    const { owners } = this.report;
    frame.faulty = true;
    if (node === undefined) {
      reportThrown(this.report, 'A child', thrown);
      return '';
    }
    owners.push(node);
    reportThrown(this.report, nameOf(node), thrown, hintForThrower(node, thrown));
    owners.pop();
    return '';
  }

  #notAChild(value: unknown, frame: Frame): string {
    frame.faulty = true;
    this.report.add(abandonPromise(value) ? promiseAsChild : wrongChild(value));
    return '';
  }

  /** A tree without end is reported once; from then on everything is passed over. */
  #stop(which: 'deep' | 'large', frame: Frame): string {
    frame.faulty = true;
    if (!this.#stopped) this.report.add(outOfBounds(which));
    this.#stopped = true;
    return '';
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
