import type { ElementNode } from '../jsx/element.js';
import { refuse } from '../problems/refused-values.js';
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
    const { kept } = this;
    let index = this.taken;
    // A getter may return other children than in the first pass: their runs are left out.
    while (index < kept.length && kept[index] !== node) index += 2;
    if (index >= kept.length) return runComponent(node.type as BrandedComponent, node.props, provided);
    this.refuse(index);
    this.taken = index + 2;
    if (index + 1 < kept.length) return kept[index + 1];
    throw this.failure?.thrown;
  }

  /**
   * Handles the rejections of promises in the results that the second pass has not taken: after an abort, or if a getter
   * has returned other children.
   *
   * @param end the entry before which to stop. Default: all entries
   */
  refuse(end = this.kept.length): void {
    if (end > this.taken) refuse(this.kept.slice(this.taken, end));
  }
}
