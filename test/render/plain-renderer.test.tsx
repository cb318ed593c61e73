// The renderer is fast because it caches tags, text and positions. The plain renderer has no cache. For any tree, and after
// any other trees, both must write the same bytes and find the same problems.
import {
  type BxmlElement,
  type RenderOptions,
  type ResponseContext,
  renderAsync,
  validate,
  validateAsync,
} from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { agree, agreeOnAll, hasErrors, outcomeOf } from './agreement.js';
import { anyRecipes } from './arbitrary-trees.js';
import { renderPlainly } from './plain-renderer.js';
import { built, freshVerbs, padded } from './tree-recipes.js';
import { variations, varied } from './tree-variations.js';

const test = suite('the plain renderer and the fast one');

const levels = fc.constantFrom('off' as const, 'warning' as const, 'error' as const);
const codes = fc.constantFrom(
  ...['attribute.unknown', 'attribute.type', 'attribute.range', 'attribute.enum', 'attribute.pattern', 'root.size'],
  ...['nesting.child', 'root.known-children', 'gather.children', 'speak.voice', 'speak.ssml-unlisted', 'text.illegal'],
  ...['gather.no-url', 'wide.sum', 'wide.last', 'verb.unreachable', 'ssml.required', 'speak.not-blank'],
);
const anyOptions: fc.Arbitrary<RenderOptions> = fc.record(
  {
    pretty: fc.boolean(),
    context: fc.constantFrom<ResponseContext>('call', 'conference', 'transferAnswer'),
    rules: fc.dictionary(codes, levels, { maxKeys: 4 }),
  },
  { requiredKeys: [] },
);

/** Limits the search for the smallest failing tree, which can take long. */
const runs = (numRuns: number) => ({ numRuns, includeErrorInReport: true, interruptAfterTimeLimit: 10_000 });

test('any trees, in sequence and repeatedly', () => {
  const sequences = fc.tuple(
    fc.array(anyRecipes, { minLength: 1, maxLength: 2 }),
    fc.array(variations, { maxLength: 4 }),
    fc.array(anyOptions, { minLength: 1, maxLength: 2 }),
  );
  fc.assert(
    fc.property(sequences, ([some, changes, options]) => {
      const verbs = freshVerbs();
      const recipes = [...some];
      // Similar trees, so that each one uses cache entries of the one before.
      for (const change of changes) recipes.push(varied(recipes, change));
      for (const [index, recipe] of recipes.entries()) {
        agreeOnAll(built(recipe, verbs), options[index % options.length] ?? {});
      }
      for (const recipe of recipes) agree(built(recipe, verbs));
      agree(built(padded(recipes.at(-1)), verbs), options[0] ?? {});
    }),
    runs(300),
  );
});

test('parsed trees', () => {
  fc.assert(
    fc.property(anyRecipes, anyOptions, (recipe, options) => {
      const verbs = freshVerbs();
      const node = built(recipe, verbs);
      const broken = validate(node, { ...options, rules: {} });
      const tolerant = { ...options, rules: Object.fromEntries(broken.map(({ code }) => [code, 'off' as const])) };
      const xml = outcomeOf(node, tolerant);
      if (typeof xml !== 'string') return;
      const again = (): BxmlElement => parse(xml, { verbs: verbs.values() });
      for (let turn = 0; turn < 2; turn++) agreeOnAll(again(), options);
    }),
    runs(150),
  );
});

test('trees rendered by renderAsync', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecipes, anyOptions, async (recipe, options) => {
      const verbs = freshVerbs();
      const plain = renderPlainly(built(recipe, verbs), options);
      // Asynchronous parts are valid there.
      if (plain.problems.some(({ code }) => code === 'component.async')) return;
      assert.equal(await validateAsync(built(recipe, verbs), options), plain.problems);
      if (!hasErrors(plain.problems)) assert.is(await renderAsync(built(recipe, verbs), options), plain.text);
    }),
    runs(150),
  );
});

test.run();
