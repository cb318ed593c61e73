import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ruleRegistry } from '../../scripts/docs/rule-registry.js';
import { builtInVerbs } from './built-in-verbs.js';
import { tables } from './cases/index.js';

const test = suite('the registry of rules');
const registry = ruleRegistry(builtInVerbs);
const cases = Object.values(tables).flat();
const tested = new Set(cases.map(({ rule }) => rule));
const rules = [...registry.values()];

/** Rules that rendering cannot check; docs/rules.md says what decides them. */
const undecidable = {
  'conference.mute-hold': 'remark',
  'playAudio.format': 'file',
  'refer.context': 'call',
  'root.well-formed': 'parser',
  'stopStream.unknown': 'call',
  'transfer.diversion-inbound': 'call',
};

test('contains every rule once, in its final spelling', () => {
  assert.ok(rules.length > 120);
  for (const [key, { id }] of registry) {
    assert.is(key, id);
    assert.match(id, /^[a-z][A-Za-z]*\.[a-z][A-Za-z0-9-]*$/);
  }
});

test('every rule that rendering checks has cases', () => {
  const checked = rules.filter((rule) => rule.checkedBy === 'document').map(({ id }) => id);
  assert.equal(
    checked.filter((id) => !tested.has(id)),
    [],
  );
});

test('the other rules are listed here and have no cases', () => {
  const others = rules.filter((rule) => rule.checkedBy !== 'document').map(({ id, checkedBy }) => [id, checkedBy]);
  assert.equal(Object.fromEntries(others), undecidable);
  for (const id of Object.keys(undecidable)) assert.not.ok(tested.has(id), id);
});

test('every case has a registered rule and expects its severity', () => {
  for (const { rule, level = 'error' } of cases) {
    // The registry has the higher severity: too few endpoints are an error, too many a warning.
    if (rule === 'connect.endpoint') continue;
    assert.is(registry.get(rule)?.level, level, rule);
  }
});

test.run();
