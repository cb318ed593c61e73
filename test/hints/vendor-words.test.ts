// The tables of other vendors' names contain only BXML names that exist.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import * as tables from '../../src/hints/vendor-words.js';
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { eventWords } from '../../src/webhooks/event-words.js';
import { definitions } from '../rules/built-in-verbs.js';

const test = suite('words of other vendors');

const ssml = [...ssmlVocabulary()];
const elements = [...definitions.keys()];
const attributes = new Set([
  ...[...definitions.values()].flatMap((verb) => Object.keys(verb.attributes)),
  ...ssml.flatMap(([, { attributes }]) => Object.keys(attributes)),
]);
const values = new Set([
  ...[...definitions.values()].flatMap((verb) =>
    Object.values(verb.attributes).flatMap((rule) => (rule.type === 'enum' ? rule.values : [])),
  ),
  ...ssml.flatMap(([, { attributes }]) => Object.values(attributes).flatMap(({ values = [] }) => values)),
]);

const list = (names: string): readonly string[] => names.split(/[ +]/).filter((name) => name !== '');

/** Returns the names in a table that do not exist. */
const strangers = (rows: readonly tables.WordRow[], known: Iterable<string>): readonly string[] => {
  const all = new Set(known);
  return rows.flatMap(([, names]) => list(names)).filter((name) => !all.has(name));
};

test('the list of elements contains exactly the verbs', () => {
  assert.equal([...tables.bxmlElements()].sort(), [...elements].sort());
});

test('every element, attribute, value and event in the tables exists', () => {
  assert.equal(strangers(tables.elementWords(), elements), []);
  assert.equal(strangers(tables.elementWordsOf(), elements), []);
  assert.equal(strangers(tables.speechWords(), ssmlVocabulary().keys()), []);
  assert.equal(strangers(tables.attributeWords(), attributes), []);
  assert.equal(strangers(tables.valueWords(), values), []);
  const events = [...Object.keys(webhookEventDefinitions), ...Object.keys(endpointEventDefinitions)];
  assert.equal(strangers(eventWords(), events), []);
});

test('attributes for one element exist on it', () => {
  for (const [words, names] of tables.attributeWordsOf()) {
    for (const word of list(words)) {
      const [element = ''] = word.split('.');
      const verb = definitions.get(element);
      assert.ok(verb, `${element} of ${word}`);
      for (const name of list(names)) assert.ok(Object.hasOwn(verb.attributes, name), `${name} on ${element}`);
    }
  }
  for (const [, element] of tables.textWords()) {
    assert.match(definitions.get(element)?.content ?? '', /^(?:text|speech)$/, element);
  }
});

test('elements and attributes in notes exist', () => {
  const rows = [tables.elementWords(), tables.speechWords(), tables.attributeWords(), tables.attributeWordsOf()].flat();
  for (const [, , note = ''] of rows) {
    for (const [, name = ''] of note.matchAll(/<(\w+)>/g)) assert.ok(definitions.has(name), note);
  }
});

test('words are normalized, and none is an existing name', () => {
  const rows = [
    tables.elementWords(),
    tables.speechWords(),
    tables.attributeWords(),
    tables.valueWords(),
    eventWords(),
  ];
  for (const [words] of [...rows.flat(), ...tables.textWords()]) {
    for (const word of list(words)) assert.match(word.replace(/Url|Method/g, ''), /^[a-zA-Z0-9]+$/);
  }
  const foreign = tables.elementWords().flatMap(([words]) => list(words));
  assert.equal(
    elements.filter((name) => foreign.includes(name.toLowerCase())),
    [],
  );
  assert.equal(foreign.length, new Set(foreign).size, 'a word of two elements');
});

test.run();
