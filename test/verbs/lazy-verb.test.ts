import { BxmlError, oneOf, type TextOnly } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lazyVerb, VERB_BRAND } from '../../src/verbs/define/define-verb.js';
import { builtInVerbs } from '../rules/built-in-verbs.js';

const test = suite('built-in verbs');

interface HumProps {
  tune: 'low' | 'high';
  children?: TextOnly | undefined;
}
const tune = { ...oneOf(['low', 'high']), required: true } as const;

test('the definition is created once, on first use', () => {
  let made = 0;
  const Hum = lazyVerb<HumProps>('Hum', (define) => {
    made++;
    return define({ attributes: { tune }, content: 'text' });
  });
  assert.is(Hum.name, 'Hum');
  assert.ok(VERB_BRAND in Hum);
  Hum({ tune: 'low' });
  assert.is(made, 0);
  assert.equal(Hum[VERB_BRAND], { name: 'Hum', attributes: { tune }, content: 'text' });
  assert.is(Hum[VERB_BRAND], Hum[VERB_BRAND]);
  assert.is(made, 1);
});

test('each definition is valid and has the name of its component', () => {
  assert.ok(builtInVerbs.length > 30);
  for (const verb of builtInVerbs) assert.is(verb[VERB_BRAND].name, verb.name);
});

test('an invalid definition throws on every use', () => {
  const Hum = lazyVerb<HumProps>('hum', (define) => define({ attributes: { tune } }));
  for (let time = 0; time < 2; time++) {
    assert.throws(
      () => Hum[VERB_BRAND],
      (error: unknown) => error instanceof BxmlError && error.code === 'verb.definition',
    );
  }
});

test('props and rules must match', () => {
  const pitch = { type: 'integer' } as const;
  lazyVerb<HumProps>('Hum', (define) => {
    // @ts-expect-error the interface has no attribute pitch
    return define({ attributes: { tune, pitch } });
  });
  lazyVerb<HumProps>('Hum', (define) => {
    // @ts-expect-error an attribute of the interface has no rule
    return define({ attributes: {} });
  });
  // @ts-expect-error a definition that did not go through `define`
  lazyVerb<HumProps>('Hum', () => ({ name: 'Hum', attributes: { tune, pitch } }));
});

test.run();
