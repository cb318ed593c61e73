import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { EventDefinition, FieldRules } from '../../src/events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import { type EventFacts, endpointEvents, events, type FieldFacts } from '../facts/events.js';

const test = suite('event definitions against the documentation');

type Fields = Readonly<Record<string, FieldFacts>>;

/** Returns the rules for documented fields: none for an optional string. */
function rulesOf(fields: Fields): FieldRules {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, FieldRules[string]][] => {
      const type = field.types.join('|') as keyof FieldRules & ('string' | 'object');
      if (field.required) return [[name, type === 'object' ? rulesOf(field.fields) : type]];
      return field.types.includes('string') ? [] : [[name, `${type}?`]];
    }),
  );
}

/** For some events the documentation has two names of a field. The library uses the first and accepts the second. */
function withExposedField({ fields, oneOf }: EventFacts): Fields {
  const { eventType: _, event: __, ...rest } = fields;
  const exposed = Object.keys(rest).find((name) => name === (oneOf?.[0] ?? 'realTimeTranscription'));
  if (exposed === undefined) return rest;
  const { transcription: ___, [exposed]: field, ...others } = rest;
  return field === undefined ? rest : { ...others, [exposed]: { ...field, required: true } };
}

function agrees(definition: EventDefinition, event: EventFacts): void {
  const { name, kind, responseContext = null, emptyAnswer = null, aliases, fields, fieldAliases } = definition;
  assert.is(kind, event.kind, name);
  assert.is(responseContext, event.responseContext, name);
  assert.is(emptyAnswer, event.emptyAnswer, name);
  assert.equal(aliases, event.aliases, name);
  assert.equal(fields, rulesOf(withExposedField(event)), name);
  const exposes = Object.keys(event.fields).includes('realTimeTranscription');
  assert.equal(fieldAliases, exposes ? { transcription: 'realTimeTranscription' } : undefined, name);
  if (event.oneOf !== undefined) assert.equal(event.oneOf, ['realTimeTranscription', 'transcription']);
}

for (const [what, definitions, documented] of [
  ['events', webhookEventDefinitions, events],
  ['events of endpoints', endpointEventDefinitions, endpointEvents],
] as const)
  test(`the same ${what}, kinds, contexts, empty answers, spellings and fields`, () => {
    assert.equal(Object.keys(definitions).sort(), Object.keys(documented).sort());
    for (const definition of Object.values<EventDefinition>(definitions))
      agrees(definition, documented[definition.name] as EventFacts);
  });

test.run();
