import { COMPONENT_KIND } from '../../jsx-runtime/component-kind.js';
import { type ElementNode, isElementNode } from '../../jsx-runtime/element.js';
import { MAX_DEPTH, MAX_VALUES, VALUES_A_PROMISE } from './bounds.js';
import { type BrandedComponent, isPromiseLike } from './component.js';
import { type Context, type ProvidedValues, runComponent } from './context.js';
import type { AbortSignalLike } from './render-options.js';
import { OutOfBounds, SettledElement, SettledFailure } from './settled.js';

/**
 * Runs the components of a tree, siblings at the same time, and gives the tree with the results in their places; the
 * walk then takes it from there. What fails becomes a `SettledFailure` in its place, so that everything settles and
 * every failure is told.
 */
export class Resolver {
  readonly #signal: AbortSignalLike | undefined;
  #valuesLeft = MAX_VALUES;

  constructor(signal: AbortSignalLike | undefined) {
    this.#signal = signal;
  }

  /** The tree with all in it at rest; at once where nothing is asynchronous, else a promise that never rejects. */
  settle(root: unknown): { readonly tree: unknown } | Promise<{ readonly tree: unknown }> {
    const settling = this.#resolve(root, undefined, 0);
    return isPromise(settling) ? settling.then((tree) => ({ tree })) : { tree: settling };
  }

  /** The value with all below it at rest: at once where nothing is asynchronous, else a promise that never rejects. */
  #resolve(value: unknown, provided: ProvidedValues | undefined, depth: number): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return this.#stop('deep');
    if (--this.#valuesLeft < 0) return this.#stop('large');
    let node: ElementNode | undefined;
    try {
      if (Array.isArray(value)) return this.#list(value, provided, depth);
      if (isElementNode(value)) {
        node = value;
        return this.#node(node, provided, depth);
      }
      if (isPromiseLike(value)) return this.#promise(value, undefined, provided, depth);
    } catch (thrown) {
      return new SettledFailure(node, thrown);
    }
    return value;
  }

  /** From here on nothing more is looked at: what doubles with every level must not go on doubling. */
  #stop(which: 'deep' | 'large'): OutOfBounds {
    this.#valuesLeft = 0;
    return new OutOfBounds(which);
  }

  #list(values: readonly unknown[], provided: ProvidedValues | undefined, depth: number): unknown {
    const settled: unknown[] = [];
    let waiting = false;
    let isSame = true;
    for (const value of values) {
      const result = this.#resolve(value, provided, depth + 1);
      isSame &&= result === value;
      waiting ||= isPromiseLike(result);
      settled.push(result);
    }
    if (isSame) return values;
    return waiting ? Promise.all(settled) : settled;
  }

  #node(node: ElementNode, provided: ProvidedValues | undefined, depth: number): unknown {
    const component = node.type as BrandedComponent;
    const kind = typeof component === 'function' ? component[COMPONENT_KIND] : undefined;
    if (typeof component !== 'function' || kind?.kind === 'verb') {
      const { children } = node.props;
      if (children === undefined) return node;
      const content = this.#resolve(children, provided, depth + 1);
      // Mostly text, in which nothing was to be done: then the element is at rest as it is.
      return content === children ? node : settle(content, node);
    }
    if (kind?.kind === 'fragment') {
      const content = this.#resolve(node.props.children ?? null, provided, depth + 1);
      // Where it was written tells where its text is.
      return node.source === undefined ? content : settle(content, node);
    }
    if (kind?.kind === 'provider') {
      const inner = { context: kind.of as Context<unknown>, value: node.props.value, outer: provided };
      return this.#resolve(node.props.children ?? null, inner, depth + 1);
    }
    if (this.#signal?.aborted === true) return null;
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
