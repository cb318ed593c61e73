import type { ElementNode } from '../jsx/element.js';
import type { BrandedComponent } from './component.js';
import { type ProvidedValues, runComponent } from './context.js';

/** Runs the components of one render, and keeps the results, so that a second pass over the tree does not run them again. */
export class ComponentRuns {
  /** The elements and their results, alternating, in the order of the runs. */
  private readonly kept: unknown[] = [];
  private failure: { readonly thrown: unknown } | undefined = undefined;
  /** Number of entries that the second pass has taken. */
  private taken = 0;

  /** Runs the component of an element and keeps the result, or what it throws. */
  run(node: ElementNode, provided: ProvidedValues | undefined): unknown {
    this.kept.push(node);
    try {
      const result = runComponent(node.type as BrandedComponent, node.props, provided);
      this.kept.push(result);
      return result;
    } catch (thrown) {
      this.failure = { thrown };
      throw thrown;
    }
  }

  /** Returns the result of a run that the first pass has made; throws what it has thrown. Runs further components. */
  again(node: ElementNode, provided: ProvidedValues | undefined): unknown {
    const { kept, taken } = this;
    // A getter may return other children than in the first pass.
    if (kept[taken] !== node) return runComponent(node.type as BrandedComponent, node.props, provided);
    this.taken += 2;
    if (taken + 1 < kept.length) return kept[taken + 1];
    throw this.failure?.thrown;
  }
}
