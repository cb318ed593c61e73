import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generalRules } from '../../src/render/document-rules.js';
import { type RegisteredRule, ruleRegistry } from '../../src/render/rule-registry.js';
import { BackgroundTracks } from '../../src/verbs/define/call-state.js';
import { builtInVerbs, definitions } from './built-in-verbs.js';
import { comparisons } from './reference.js';

const test = suite('the registry and the table of elements');
const compare = comparisons(test);

/** Rules of the library's own, which the table does not have. */
const ownRules: ReadonlySet<string> = new Set([
  'speak.accidental',
  'startGather.last',
  'startRecording.last',
  'startTranscription.last',
  'url.accidental',
]);

compare('the same rules with the same severities', ({ verbs }) => {
  const own = [...ruleRegistry(builtInVerbs).values()].filter(
    ({ id }) => !Object.hasOwn(generalRules, id) && !ownRules.has(id),
  );
  const expected = Object.values(verbs).flatMap(({ rules }) => rules.map(({ id, level }) => [id, level] as const));
  assert.equal(levels(own.map(({ id, level }) => [id, level])), levels(expected));
});

compare('a rule that is a remark is never reported', ({ verbs }) => {
  const remarks = Object.values(verbs).flatMap(({ rules }) => rules.filter(({ level }) => level === 'info'));
  const own = [...ruleRegistry(builtInVerbs).values()].filter(({ checkedBy }) => checkedBy === 'remark');
  assert.equal(own.map(({ id }) => id).sort(), remarks.map(({ id }) => id).sort());
});

compare('the same elements', ({ verbs }) => {
  assert.equal([...definitions.keys()].sort(), Object.keys(verbs).sort());
});

compare('the same verbs end a document', ({ verbs }) => {
  for (const [name, { terminalRules }] of Object.entries(verbs)) {
    const { terminal = 'never' } = definitions.get(name) ?? {};
    const expected = terminalRules?.attribute == null ? terminalRules?.terminal : { when: terminalRules.attribute };
    assert.equal(terminal, expected === 'n/a' || expected === undefined ? 'never' : expected, name);
  }
});

compare('the same verbs keep the call up', ({ verbs }) => {
  for (const [name, { blocking }] of Object.entries(verbs)) {
    if (blocking === null) continue;
    const { attribute, blocks } = blocking;
    const expected = blocks === 'onlyIf' ? { unless: attribute } : blocks ? undefined : true;
    assert.equal(definitions.get(name)?.instant, expected, name);
  }
});

test('the rules of our own are rules', () => {
  const registered = ruleRegistry(builtInVerbs);
  for (const id of ownRules) assert.ok(registered.has(id), id);
});

compare('the same verbs may stand in every kind of answer', ({ contexts }) => {
  for (const context of ['conference', 'transferAnswer'] as const) {
    const standing = (wanted: unknown): string[] =>
      [...definitions.values()]
        .filter((verb) => verb.contexts?.[context] === wanted && contexts.call.allowed.includes(verb.name))
        .map(({ name }) => name)
        .sort();
    assert.equal(standing(undefined), contexts[context].allowed.toSorted());
    assert.equal(standing(false), contexts[context].disallowed.toSorted());
    assert.equal(standing('unlisted'), (contexts[context].unlisted ?? []).toSorted());
  }
});

compare('the same number of tracks at once', ({ limits }) => {
  assert.is(BackgroundTracks.LIMIT, limits.stream.concurrentTracks);
  assert.is(BackgroundTracks.LIMIT, limits.transcription.concurrentTracks);
});

/** Severities by id, in order. */
function levels(rules: readonly (readonly [string, RegisteredRule['level']])[]): [string, string][] {
  return [...new Map(rules)].sort(([a], [b]) => a.localeCompare(b));
}

test.run();
