// Returns trees that differ from another tree in one detail.
import fc from 'fast-check';
import { constants, wrongValues } from './arbitrary-trees.js';
import { isRecipe, type Recipe, throwing } from './tree-recipes.js';

/** The element of a tree to change, and the change. */
export interface Variation {
  readonly tree: number;
  readonly element: number;
  readonly part: number;
  readonly how: 'without a child' | 'with a child twice' | 'without an attribute' | 'with another value';
  readonly value: unknown;
}

export const variations: fc.Arbitrary<Variation> = fc.record({
  tree: fc.nat(9),
  element: fc.nat(30),
  part: fc.nat(9),
  how: fc.constantFrom<Variation['how']>(
    ...([
      'without a child',
      'with a child twice',
      'without an attribute',
      'with another value',
      'with another value',
    ] as const),
  ),
  value: fc.oneof(constants, wrongValues),
});

/** Returns one of the trees with one change. */
export function varied(trees: readonly unknown[], { tree, element, part, how, value }: Variation): unknown {
  const root = trees[tree % trees.length];
  const elements = elementsIn(root);
  const chosen = elements[element % elements.length];
  if (chosen === undefined) return root;
  const { children, props } = chosen;
  const [child, names] = [part % Math.max(1, children.length), Object.keys(props)];
  const name = names[part % names.length] ?? 'tag';
  if (props === throwing) return root;
  const change = {
    'without a child': { children: children.toSpliced(child, 1) },
    'with a child twice': { children: [...children, ...children.slice(child, child + 1)] },
    'without an attribute': { props: Object.fromEntries(Object.entries(props).filter(([one]) => one !== name)) },
    'with another value': { props: { ...props, [name]: value } },
  }[how];
  return replaced(root, chosen, { ...chosen, ...change });
}

function elementsIn(tree: unknown): Recipe[] {
  if (Array.isArray(tree)) return tree.flatMap(elementsIn);
  return isRecipe(tree) ? [tree, ...tree.children.flatMap(elementsIn)] : [];
}

function replaced(tree: unknown, from: Recipe, to: Recipe): unknown {
  if (tree === from) return to;
  if (Array.isArray(tree)) return tree.map((one) => replaced(one, from, to));
  return isRecipe(tree) ? { ...tree, children: tree.children.map((one) => replaced(one, from, to)) } : tree;
}
