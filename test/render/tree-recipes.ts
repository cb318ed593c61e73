// Recipes of trees: plain data that is easy to print, from which the same tree can be built repeatedly, with verbs that
// have not been rendered.
import { createContext, defineVerb, Fragment, ssml, useContext, type Verb } from 'bxml-jsx';
import { jsxDEV } from 'bxml-jsx/jsx-dev-runtime';
import { jsx } from 'bxml-jsx/jsx-runtime';
import type { AttributeRules } from '../../src/verbs/define/attribute-rule.js';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.js';
import { builtInVerbs } from '../rules/built-in-verbs.js';

/** The props of an element. */
export type Props = Readonly<Record<string, unknown>>;

/** The recipe of an element. Other values in a tree are used unchanged. */
export interface Recipe {
  readonly make: 'verb' | 'given' | 'component' | 'fragment' | 'provider' | 'ssml';
  readonly type: string;
  readonly props: Props;
  readonly children: readonly unknown[];
  /** True if it has a source position. */
  readonly isLocated: boolean;
}

/** True if the value is a recipe. */
export const isRecipe = (value: unknown): value is Recipe =>
  typeof value === 'object' && value !== null && 'make' in value;

/** Verbs by name. */
export type Verbs = ReadonlyMap<string, Verb<never>>;

/** Verbs that no renderer has cached. */
export function freshVerbs(): Verbs {
  const fresh = builtInVerbs.map((verb) => {
    const { name } = verb[VERB_BRAND];
    return [name, defineVerb(name, { extending: verb, attributes: {} }) as Verb<never>] as const;
  });
  return new Map([...fresh, [WIDE, wide()]]);
}

const wideNames = Array.from({ length: 36 }, (_, index) => `a${index}`);
const lastOfWide = 'a35';

/** A verb with more attributes than fit in a bit set, of which some of the last ones are required or have rules. */
export const WIDE = 'Wide';

/** Created again on each call. */
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

/** Returns a function without a name. */
const unnamed = <F>(component: F): F => component;

/** Valid and invalid components. */
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
  // Not an element: a deeply nested array.
  Deep: ({ children }: { children: unknown }) =>
    Array.from({ length: 30 }).reduce((inner) => jsx(components.Wrapper as never, { children: inner }), children),
};

/** Returns the tree of a recipe. */
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

/** A getter that throws. */
export function thrower(): never {
  throw new Error('a getter');
}

/** Props with a getter that throws. */
export const throwing: Props = Object.defineProperty({}, 'tag', { enumerable: true, get: thrower });

/** Returns the document with more content, so that its size is reported. */
export function padded(root: unknown): unknown {
  if (!isRecipe(root) || root.make !== 'verb') return root;
  const pad: Recipe = { make: 'verb', type: 'SpeakSentence', props: {}, children: [padding], isLocated: false };
  return { ...root, children: [...root.children, pad] };
}

const padding = 'x'.repeat(65_600);
