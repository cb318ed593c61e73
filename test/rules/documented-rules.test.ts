import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleRegistry } from '../../scripts/docs/rule-registry.js';
import { generalRules } from '../../src/render/document-rules.js';
import { BackgroundTracks } from '../../src/verbs/define/call-state.js';
import { contexts, limits, verbs } from '../facts/elements.js';
import { builtInVerbs, definitions } from './built-in-verbs.js';

const test = suite('the registry of rules, as documented');

/** Rules of the library that Bandwidth does not document. */
const ownRules: ReadonlySet<string> = new Set([
  'speak.accidental',
  'startGather.last',
  'startRecording.last',
  'startTranscription.last',
  'url.accidental',
]);

test('rules and severities are as documented', () => {
  const own = [...ruleRegistry(builtInVerbs).values()].filter(
    ({ id }) => !Object.hasOwn(generalRules, id) && !ownRules.has(id),
  );
  const expected = Object.values(verbs).flatMap(({ rules }) => rules.map(({ id, level }) => [id, level] as const));
  assert.equal(levels(own.map(({ id, level }) => [id, level])), levels(expected));
});

test('a remark is never reported', () => {
  const remarks = Object.values(verbs).flatMap(({ rules }) => rules.filter(({ level }) => level === 'info'));
  const own = [...ruleRegistry(builtInVerbs).values()].filter(({ checkedBy }) => checkedBy === 'remark');
  assert.equal(own.map(({ id }) => id).sort(), remarks.map(({ id }) => id).sort());
});

test('elements are as documented', () => {
  assert.equal([...definitions.keys()].sort(), Object.keys(verbs).sort());
});

test('the documented verbs end a document', () => {
  for (const [name, { terminal }] of Object.entries(verbs)) {
    assert.equal(definitions.get(name)?.terminal ?? 'never', terminal, name);
  }
});

test('the documented verbs keep the call up', () => {
  for (const [name, { instant }] of Object.entries(verbs)) {
    assert.equal(definitions.get(name)?.instant, instant, name);
  }
});

test('the listed rules of the library exist', () => {
  const registered = ruleRegistry(builtInVerbs);
  for (const id of ownRules) assert.ok(registered.has(id), id);
});

test('the documented verbs are allowed in each context', () => {
  for (const context of ['conference', 'transferAnswer'] as const) {
    const standing = (wanted: unknown): string[] =>
      [...definitions.values()]
        .filter((verb) => verb.contexts?.[context] === wanted && contexts.call?.allowed?.includes(verb.name))
        .map(({ name }) => name)
        .sort();
    assert.equal(standing(undefined), contexts[context]?.allowed?.toSorted());
    assert.equal(standing(false), (contexts[context]?.disallowed ?? []).toSorted());
    assert.equal(standing('unlisted'), (contexts[context]?.unlisted ?? []).toSorted());
  }
});

test('the limit of tracks is as documented', () => {
  assert.is(BackgroundTracks.LIMIT, limits.streamTracks);
  assert.is(BackgroundTracks.LIMIT, limits.transcriptionTracks);
});

/** Returns severities by id, in order. */
function levels(rules: readonly (readonly [string, string])[]): [string, string][] {
  return [...new Map(rules)].sort(([a], [b]) => a.localeCompare(b));
}

test.run();
