// Trees as recipes: plain data that prints well and from which the same tree can be built again and again, with verbs that
// nobody has rendered yet.
import { createContext, defineVerb, Fragment, ssml, useContext, type Verb } from 'bxml-jsx';
import { jsxDEV } from 'bxml-jsx/jsx-dev-runtime';
import { jsx } from 'bxml-jsx/jsx-runtime';
import type { AttributeRules } from '../../src/verbs/define/attribute-rule.js';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.js';
import { builtInVerbs } from '../rules/built-in-verbs.js';

/** What an element is given. */
export type Props = Readonly<Record<string, unknown>>;

/** How to make an element; anything else in a tree stands for itself. */
export interface Recipe {
  readonly make: 'verb' | 'given' | 'component' | 'fragment' | 'provider' | 'ssml';
  readonly type: string;
  readonly props: Props;
  readonly children: readonly unknown[];
  /** It knows the line that it was written on. */
  readonly isLocated: boolean;
}

/** Tells a recipe from what stands for itself. */
export const isRecipe = (value: unknown): value is Recipe =>
  typeof value === 'object' && value !== null && 'make' in value;

/** Verbs by name. */
export type Verbs = ReadonlyMap<string, Verb<never>>;

/** Verbs of which no renderer remembers anything. */
export function freshVerbs(): Verbs {
  const fresh = builtInVerbs.map((verb) => {
    const { name } = verb[VERB_BRAND];
    return [name, defineVerb(name, { extending: verb, attributes: {} }) as Verb<never>] as const;
  });
  return new Map([...fresh, [WIDE, wide()]]);
}

const wideNames = Array.from({ length: 36 }, (_, index) => `a${index}`);
const lastOfWide = 'a35';

/** A verb with more attributes than a set of bits can hold, some beyond them required or called for. */
export const WIDE = 'Wide';

/** It is made anew each time. */
export function wide(): Verb<never> {
  const attributes: AttributeRules = Object.fromEntries(
    wideNames.map((name) => [name, { type: 'integer', min: 0, required: name === 'a2' || name === 'a34' } as const]),
  );
  return defineVerb(WIDE, {
    attributes: {
      ...attributes,
      password: { type: 'string', secret: true, maxLength: 5 },
    } as AttributeRules,
    content: 'verbs',
    children: { Tag: { max: 1 }, Pause: {} },
    childTotal: { max: 2 },
    rules: [
      {
        id: 'wide.last',
        level: 'warning',
        about: [lastOfWide],
        check: ({ props }) => (props[lastOfWide] === 1 ? { message: 'The last is 1.' } : undefined),
      },
      {
        id: 'wide.sum',
        level: 'error',
        about: ['a0', 'a1'],
        check: ({ props }) => (props.a0 === props.a1 ? [{ message: 'a0 is a1.' }, { message: 'So is a1.' }] : []),
      },
    ],
  }) as Verb<never>;
}

const Language = createContext('en');
const Language2 = createContext(0);

/** A function that is given no name. */
const unnamed = <F>(component: F): F => component;

/** Components that do what components may do, and what they may not. */
export const components: Readonly<Record<string, (props: never) => unknown>> = {
  Wrapper: ({ children }: { children: unknown }) => children,
  Twice: Object.assign(({ children }: { children: unknown }) => [children, children], { displayName: 'Twofold' }),
  Nameless: unnamed(({ children }: { children: unknown }) => children),
  Speaks: () => [useContext(Language), useContext(Language2)],
  Forgets: () => undefined,
  Throws: () => {
    throw new RangeError('no <é> today');
  },
  Waits: async () => null,
  // No element: it goes in deep, and comes out with all that is in it.
  Deep: ({ children }: { children: unknown }) =>
    Array.from({ length: 30 }).reduce((inner) => jsx(components.Wrapper as never, { children: inner }), children),
};

/** The tree of a recipe. */
export function built(recipe: unknown, verbs: Verbs): unknown {
  if (Array.isArray(recipe)) return recipe.map((one) => built(one, verbs));
  if (!isRecipe(recipe)) return recipe;
  const { make, type, children, isLocated } = recipe;
  if (make === 'ssml') return ssml(type);
  const kinds = { verb: verbs.get(type), given: type, component: components[type], fragment: Fragment };
  const kind = make === 'provider' ? (type === 'Language' ? Language : Language2).Provider : kinds[make];
  const inside = children.map((child) => built(child, verbs));
  const held = inside.length === 0 ? {} : { children: inside.length === 1 ? inside[0] : inside };
  const props = recipe.props === throwing ? throwing : { ...recipe.props, ...held };
  if (!isLocated) return jsx(kind as never, props);
  return jsxDEV(kind as never, props, undefined, false, {
    fileName: 'a.tsx',
    lineNumber: 1,
    columnNumber: type.length,
  });
}

/** A getter that fails. */
export function thrower(): never {
  throw new Error('a getter');
}

/** Props of which one cannot be read. */
export const throwing: Props = Object.defineProperty({}, 'tag', { enumerable: true, get: thrower });

/** The same document with so much more in it that its size is told. */
export function padded(root: unknown): unknown {
  if (!isRecipe(root) || root.make !== 'verb') return root;
  const pad: Recipe = { make: 'verb', type: 'SpeakSentence', props: {}, children: [padding], isLocated: false };
  return { ...root, children: [...root.children, pad] };
}

const padding = 'x'.repeat(65_600);
