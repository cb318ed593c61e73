import { COMPONENT_KIND, type ElementNode, isElementNode, isReadNode } from '../jsx/element.js';
import { RefusedValues } from '../problems/refused-values.js';
import {
  type BrandedComponent,
  childrenOf,
  isPromiseLike,
  MAX_DEPTH,
  MAX_VALUES,
  providedValueOf,
  VALUES_A_PROMISE,
} from './component.js';
import { type Context, type ProvidedValues, runComponent } from './context.js';

/** As much of an `AbortSignal` as is needed here; named so that the types need neither the DOM's nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What `renderAsync` puts in the place of an element once everything asynchronous below it has come to rest. */
export class SettledElement {
  readonly node: ElementNode;
  /** The children of an element, the result of a component. */
  readonly content: unknown;

  constructor(node: ElementNode, content: unknown) {
    this.node = node;
    this.content = content;
  }
}

/** What stands in the place of a component or a promise that failed. */
export class SettledFailure {
  readonly node: ElementNode | undefined;
  readonly thrown: unknown;

  constructor(node: ElementNode | undefined, thrown: unknown) {
    this.node = node;
    this.thrown = thrown;
  }
}

/** Stands for what lies too deep, or beyond the most that is looked at. */
export class OutOfBounds {
  readonly which: 'deep' | 'large';

  constructor(which: 'deep' | 'large') {
    this.which = which;
  }
}

/** The children of an element, or what they settled to. */
export function contentOf(node: ElementNode, settled: SettledElement | undefined): unknown {
  if (settled !== undefined) return settled.content;
  return isReadNode(node) ? node.children : childrenOf(node);
}

/**
 * Runs the components of a tree, siblings at the same time, and gives the tree with the results in their places; the
 * walk then takes it from there. What fails becomes a `SettledFailure` in its place, so that everything settles and
 * every failure is told.
 */
export class Resolver {
  readonly #signal: AbortSignalLike | undefined;
  #valuesLeft = MAX_VALUES;
  /** A limit was reached. */
  #isStopped = false;
  /** The elements met before there was anything to wait for. */
  #elements: ElementNode[] | undefined = [];
  #refused: RefusedValues | undefined;

  constructor(signal: AbortSignalLike | undefined) {
    this.#signal = signal;
  }

  /** The tree with all in it at rest; at once where nothing is asynchronous, else a promise that never rejects. */
  settle(root: unknown): { readonly tree: unknown } | Promise<{ readonly tree: unknown }> {
    const settling = this.#resolve(root, undefined, 0);
    if (!isPromise(settling)) return { tree: settling };
    this.passOver();
    return settling.then((tree) => ({ tree }));
  }

  /**
   * Handles the rejections of promises among the attributes of the elements so far, and of those to come. The walk
   * refuses them anyway, but it may come too late, once others have been waited for, or never.
   */
  passOver(): void {
    const elements = this.#elements ?? [];
    this.#elements = undefined;
    for (const node of elements) this.#element(node);
  }

  /** Meets an element of the document. */
  #element(node: ElementNode): void {
    if (this.#elements !== undefined) {
      this.#elements.push(node);
      return;
    }
    this.#refuse(node.type);
    try {
      for (const name of Object.keys(node.props)) {
        // Children are waited for.
        if (name !== 'children') this.#refuse(Object.getOwnPropertyDescriptor(node.props, name)?.value);
      }
    } catch {
      // A proxy that throws: the walk reports it.
    }
  }

  #refuse(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    this.#refused ??= new RefusedValues();
    this.#refused.add(value);
  }

  /** The value with all below it at rest: at once where nothing is asynchronous, else a promise that never rejects. */
  #resolve(value: unknown, provided: ProvidedValues | undefined, depth: number): unknown {
    // Counted as the walk counts them: a long text for more, so that shared lists of texts have an end as well.
    this.#valuesLeft -= typeof value === 'string' ? 1 + (value.length >> 6) : 1;
    if (this.#valuesLeft < 0) return this.#stop('large', value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return this.#stop('deep', value);
    let node: ElementNode | undefined;
    try {
      if (Array.isArray(value)) return this.#list(value, provided, depth);
      if (isElementNode(value)) {
        node = value;
        return this.#node(node, provided, depth);
      }
      if (isPromiseLike(value)) return this.#promise(value, undefined, provided, depth);
    } catch (thrown) {
      this.#refuse(node?.props ?? value);
      return new SettledFailure(node, thrown);
    }
    this.#refuse(value);
    return value;
  }

  /** From here on nothing more is looked at: what doubles with every level must not go on doubling. */
  #stop(which: 'deep' | 'large', value: unknown): OutOfBounds {
    this.#valuesLeft = 0;
    this.#isStopped = true;
    this.#refuse(value);
    return new OutOfBounds(which);
  }

  #list(values: readonly unknown[], provided: ProvidedValues | undefined, depth: number): unknown {
    const settled: unknown[] = [];
    let waiting = false;
    let isSame = true;
    // By index, up to the limit: an iterator of its own, or a length that is made up, may have no end.
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      const result = this.#resolve(value, provided, depth + 1);
      isSame &&= result === value;
      waiting ||= isPromiseLike(result);
      settled.push(result);
      if (this.#isStopped) {
        this.#refuse(values);
        isSame = false;
        break;
      }
    }
    if (isSame) return values;
    return waiting ? Promise.all(settled) : settled;
  }

  #node(node: ElementNode, provided: ProvidedValues | undefined, depth: number): unknown {
    const component = node.type as BrandedComponent;
    const kind = typeof component === 'function' ? component[COMPONENT_KIND] : undefined;
    if (typeof component !== 'function' || kind?.kind === 'verb') {
      this.#element(node);
      const children = childrenOf(node);
      if (children === undefined) return node;
      const content = this.#resolve(children, provided, depth + 1);
      // Mostly text, in which nothing was to be done: then the element is at rest as it is.
      return content === children ? node : settle(content, node);
    }
    if (kind?.kind === 'fragment') {
      const content = this.#resolve(childrenOf(node) ?? null, provided, depth + 1);
      // Where it was written tells where its text is.
      return node.source === undefined ? content : settle(content, node);
    }
    if (kind?.kind === 'provider') {
      const inner = { context: kind.of as Context<unknown>, value: providedValueOf(node), outer: provided };
      return this.#resolve(childrenOf(node) ?? null, inner, depth + 1);
    }
    if (this.#signal?.aborted === true) {
      this.#refuse(node.props);
      return null;
    }
    const result = runComponent(component, node.props, provided);
    if (isPromiseLike(result)) return this.#promise(result, node, provided, depth);
    return settle(this.#resolve(result, provided, depth + 1), node);
  }

  async #promise(
    promise: PromiseLike<unknown>,
    node: ElementNode | undefined,
    provided: ProvidedValues | undefined,
    depth: number,
  ): Promise<unknown> {
    this.#valuesLeft -= VALUES_A_PROMISE;
    try {
      const result = await this.#resolve(await promise, provided, depth + 1);
      return node === undefined ? (result ?? null) : new SettledElement(node, result);
    } catch (thrown) {
      return new SettledFailure(node, thrown);
    }
  }
}

/** Whether it is one of the promises made here; a proxy may refuse to tell. */
function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return value instanceof Promise;
  } catch {
    return false;
  }
}

function settle(content: unknown, node: ElementNode): unknown {
  if (isPromiseLike(content)) return content.then((settled) => new SettledElement(node, settled));
  return new SettledElement(node, content);
}
