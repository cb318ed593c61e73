import { type ElementNode, isElementNode, type ReadNode } from '../../jsx-runtime/element.js';
import { FRAGMENT_BRAND } from '../../jsx-runtime/fragment.js';
import { VERB_BRAND } from '../verbs/define-verb.js';
import type { ResponseContext, VerbDefinition } from '../verbs/verb-definition.js';
import { escapeText, isWhiteSpace } from '../xml/characters.js';
import { decimalText } from './attribute-value.js';
import { MAX_DEPTH, MAX_VALUES } from './bounds.js';
import { compiledVerb } from './compiled-verb.js';
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
import { type Context, PROVIDER_BRAND, type ProvidedValues, runComponent } from './context.js';
import type { Frame } from './frame.js';
import { strayText } from './nesting.js';
import { nameOf, type Report } from './report.js';
import { OutOfBounds, SettledElement, SettledFailure } from './settled.js';
import { writeSsml } from './ssml-element.js';
import { writeVerb } from './verb-element.js';
import { VerbSequence } from './verb-sequence.js';

/** A function used as the type of an element, with the brands that it may carry. */
export interface BrandedComponent {
  (props: ElementNode['props']): unknown;
  readonly [VERB_BRAND]?: VerbDefinition;
  readonly [FRAGMENT_BRAND]?: true;
  readonly [PROVIDER_BRAND]?: Context<unknown>;
}

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
    if (--this.#valuesLeft < 0) return this.#stop('large', frame);
    switch (typeof value) {
      case 'string':
        return this.#text(value, frame);
      case 'number':
        return Number.isFinite(value) ? this.#text(decimalText(value), frame) : this.#notAChild(value, frame);
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
    this.#valuesLeft -= text.length >> 6;
    switch (frame.content) {
      case 'text':
        frame.text += text;
        return '';
      case 'speech':
        frame.spoken ||= /\S/.test(text);
        return escapeText(text, this.report);
      default:
        if (isWhiteSpace(text)) return '';
        this.report.add(strayText(frame, text));
        return frame.content === 'document' ? '' : escapeText(text, this.report);
    }
  }

  #nested(value: object, frame: Frame): string {
    if (this.#depth >= MAX_DEPTH) return this.#stop('deep', frame);
    this.#depth++;
    try {
      if (Array.isArray(value)) return this.#list(value, frame);
      if (isElementNode(value)) return this.#node(value, undefined, frame);
      if (value instanceof SettledElement) return this.#node(value.node, value, frame);
      if (value instanceof SettledFailure) return this.#failure(value, frame);
      if (value instanceof OutOfBounds) return this.#stop(value.which, frame);
      return this.#notAChild(value, frame);
    } catch (thrown) {
      frame.faulty = true;
      reportThrown(this.report, 'A child', thrown);
      return '';
    } finally {
      this.#depth--;
    }
  }

  #list(values: readonly unknown[], frame: Frame): string {
    let out = '';
    for (let index = 0; index < values.length && !this.#stopped; index++) out += this.children(values[index], frame);
    return out;
  }

  #node(node: ElementNode, settled: SettledElement | undefined, frame: Frame): string {
    const { owners } = this.report;
    const depth = owners.length;
    try {
      const { type } = node;
      if (typeof type === 'string') {
        owners.push(node);
        return writeSsml(this, type, node, contentOf(node, settled), frame);
      }
      if (typeof type !== 'function') {
        frame.faulty = true;
        this.report.add(wrongElementType(type));
        return '';
      }
      const component = type as BrandedComponent;
      if (component[FRAGMENT_BRAND] === true) return this.children(contentOf(node, settled), frame);
      const context = component[PROVIDER_BRAND];
      if (context !== undefined) return this.#provider(context, node, contentOf(node, settled), frame);
      owners.push(node);
      const verb = component[VERB_BRAND];
      if (verb !== undefined) return writeVerb(this, compiledVerb(verb), node, contentOf(node, settled), frame);
      return this.#component(component, node, settled, frame);
    } catch (thrown) {
      frame.faulty = true;
      owners.length = depth;
      owners.push(node);
      reportThrown(this.report, nameOf(node), thrown, hintForThrower(node));
      return '';
    } finally {
      owners.length = depth;
    }
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
    try {
      return this.children(content, frame);
    } finally {
      this.#provided = outer;
    }
  }

  #failure({ node, thrown }: SettledFailure, frame: Frame): string {
    const { owners } = this.report;
    frame.faulty = true;
    if (node === undefined) {
      reportThrown(this.report, 'A child', thrown);
      return '';
    }
    owners.push(node);
    reportThrown(this.report, nameOf(node), thrown, hintForThrower(node));
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

/** The children of an element, or what they settled to. */
function contentOf(node: ElementNode, settled: SettledElement | undefined): unknown {
  if (settled !== undefined) return settled.content;
  return isReadNode(node) ? node.children : node.props.children;
}

/** Tells a component of the user's own from an element of BXML or SSML. */
export function isUserComponent({ type }: ElementNode): boolean {
  return typeof type === 'function' && (type as BrandedComponent)[VERB_BRAND] === undefined;
}

/** Tells an element that was read from text, of this copy of the package or of another one. */
export function isReadNode(node: ElementNode): node is ReadNode {
  return (node as Partial<ReadNode>).attributes !== undefined;
}

/** Whether it is a promise; if so, nobody will wait for it, and its failure must not end the process. */
function abandonPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function')
    return false;
  value.then(undefined, () => undefined);
  return true;
}
