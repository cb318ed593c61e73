import { COMPONENT_KIND, type ElementNode, isElementNode, isReadNode } from '../jsx/element.js';
import { RefusedValues } from '../problems/refused-values.js';
import {
  type BrandedComponent,
  childrenOf,
  isPromiseLike,
  MAX_DEPTH,
  MAX_VALUES,
  providedValueOf,
  VALUES_PER_PROMISE,
} from './component.js';
import type { ComponentRuns } from './component-runs.js';
import { type Context, type ProvidedValues, runComponent } from './context.js';

/** The members of `AbortSignal` that the library uses, so that its types need neither the DOM's nor Node's. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Replaces an element in the tree once every promise below it has settled. */
export class SettledElement {
  readonly node: ElementNode;
  /** The children of an element, the result of a component. */
  readonly content: unknown;

  constructor(node: ElementNode, content: unknown) {
    this.node = node;
    this.content = content;
  }
}

/** Replaces a component that threw or a promise that rejected. */
export class SettledFailure {
  readonly node: ElementNode | undefined;
  readonly thrown: unknown;

  constructor(node: ElementNode | undefined, thrown: unknown) {
    this.node = node;
    this.thrown = thrown;
  }
}

/** Replaces a part of the tree that exceeds the limit of depth or size. */
export class OutOfBounds {
  readonly which: 'deep' | 'large';

  constructor(which: 'deep' | 'large') {
    this.which = which;
  }
}

/** Returns the children of an element, or the values that they settled to. */
export function contentOf(node: ElementNode, settled: SettledElement | undefined): unknown {
  if (settled !== undefined) return settled.content;
  return isReadNode(node) ? node.children : childrenOf(node);
}

/**
 * Runs the components of a tree, siblings concurrently, and returns the tree with components replaced by their results.
 * The renderer then walks that tree. A failure becomes a `SettledFailure`, so that all components run to the end and
 * every failure is reported.
 */
export class Resolver {
  readonly #signal: AbortSignalLike | undefined;
  readonly #runs: ComponentRuns | undefined;
  #valuesLeft = MAX_VALUES;
  /** True once a limit was reached. */
  #isStopped = false;
  /** The elements visited before the first promise. */
  #elements: ElementNode[] | undefined = [];
  #refused: RefusedValues | undefined;

  /** @param runs the components that have run already */
  constructor(signal: AbortSignalLike | undefined, runs: ComponentRuns | undefined) {
    this.#signal = signal;
    this.#runs = runs;
  }

  /** Returns the settled tree: synchronously if it contains no promise, otherwise a promise that never rejects. */
  settle(root: unknown): { readonly tree: unknown } | Promise<{ readonly tree: unknown }> {
    const settling = this.#resolve(root, undefined, 0);
    if (!isPromise(settling)) return { tree: settling };
    this.passOver();
    return settling.then((tree) => ({ tree }));
  }

  /**
   * Handles the rejections of promises among the attributes of all elements, visited and still to come. The renderer
   * reports such promises, but it runs only after the other promises have settled, or never: too late to handle them.
   */
  passOver(): void {
    const elements = this.#elements ?? [];
    this.#elements = undefined;
    for (const node of elements) this.#element(node);
  }

  /** Called for each element of the document. */
  #element(node: ElementNode): void {
    if (this.#elements !== undefined) {
      this.#elements.push(node);
      return;
    }
    this.#refuse(node.type);
    try {
      for (const name of Object.keys(node.props)) {
        // Promises among the children are awaited.
        if (name !== 'children') this.#refuse(Object.getOwnPropertyDescriptor(node.props, name)?.value);
      }
    } catch {
      // A proxy throws. The renderer reports it.
    }
  }

  #refuse(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    this.#refused ??= new RefusedValues();
    this.#refused.add(value);
  }

  /** Returns the settled value: synchronously if it contains no promise, otherwise a promise that never rejects. */
  #resolve(value: unknown, provided: ProvidedValues | undefined, depth: number): unknown {
    // Counted as the renderer counts: a long string counts as several values, so that shared arrays of strings are limited too.
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

  /** Stops the traversal, because the size of a tree of shared parts can double with every level. */
  #stop(which: 'deep' | 'large', value: unknown): OutOfBounds {
    this.#valuesLeft = 0;
    this.#isStopped = true;
    this.#refuse(value);
    return new OutOfBounds(which);
  }

  #list(values: readonly unknown[], provided: ProvidedValues | undefined, depth: number): unknown {
    // Performance: a copy is made only once a value has changed.
    let settled: unknown[] | undefined;
    let waiting = false;
    // By index, up to the limit: a custom iterator or a forged length may never end.
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      const result = this.#resolve(value, provided, depth + 1);
      if (result !== value) {
        // Not a slice: a forged length may be longer than the array.
        settled ??= Array.from({ length: index }, (_, earlier) => values[earlier]);
        waiting ||= isPromiseLike(result);
      }
      settled?.push(result);
      if (this.#isStopped) {
        this.#refuse(values);
        break;
      }
    }
    if (settled === undefined) return values;
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
      // The children are often text that needs no work. The element is then settled as it is.
      return content === children ? node : settle(content, node);
    }
    if (kind?.kind === 'fragment') {
      const content = this.#resolve(childrenOf(node) ?? null, provided, depth + 1);
      // The position of a fragment is the position of its text.
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
    const result =
      this.#runs === undefined ? runComponent(component, node.props, provided) : this.#runs.again(node, provided);
    if (isPromiseLike(result)) return this.#promise(result, node, provided, depth);
    return settle(this.#resolve(result, provided, depth + 1), node);
  }

  async #promise(
    promise: PromiseLike<unknown>,
    node: ElementNode | undefined,
    provided: ProvidedValues | undefined,
    depth: number,
  ): Promise<unknown> {
    this.#valuesLeft -= VALUES_PER_PROMISE;
    try {
      const result = await this.#resolve(await promise, provided, depth + 1);
      return node === undefined ? (result ?? null) : new SettledElement(node, result);
    } catch (thrown) {
      return new SettledFailure(node, thrown);
    }
  }
}

/** True if the value is a promise created here. A proxy may throw on `instanceof`. */
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
