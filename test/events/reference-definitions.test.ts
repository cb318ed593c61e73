import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { EventDefinition, FieldRules } from '../../src/events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import { type ReferenceEvent, type ReferenceField, reference } from './reference.js';

const test = suite('the definitions and the table of events');
const compare = reference === undefined ? test.skip : test;

/** The rule that a field of the table stands for: none for optional text. */
function rulesOf(fields: { readonly [field: string]: ReferenceField }): FieldRules {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, FieldRules[string]][] => {
      const type = field.type as keyof FieldRules & ('string' | 'object');
      if (field.required) return [[name, type === 'object' ? rulesOf(field.fields ?? {}) : type]];
      return [field.type].flat().includes('string') ? [] : [[name, `${type}?`]];
    }),
  );
}

/** Which of two fields comes is open for some events; the library shows the first and takes the second for it. */
function withExposedField({ fields, oneOfFields }: ReferenceEvent): { readonly [field: string]: ReferenceField } {
  const { eventType: _, event: __, ...rest } = fields;
  const exposed = Object.keys(rest).find((name) => name === (oneOfFields?.[0] ?? 'realTimeTranscription'));
  if (exposed === undefined) return rest;
  const { transcription: ___, [exposed]: field, ...others } = rest;
  return field === undefined ? rest : { ...others, [exposed]: { ...field, required: true } };
}

function agrees(definition: EventDefinition, event: ReferenceEvent): void {
  const { name, kind, responseContext = null, emptyAnswer = null, aliases, fields, fieldAliases } = definition;
  assert.is(kind, event.kind, name);
  assert.is(responseContext, event.responseContext, name);
  const { allowed, status } = event.emptyResponseAllowed;
  assert.is(emptyAnswer, event.kind === 'sync' && allowed ? status : null, name);
  assert.equal(aliases, event.aliases, name);
  assert.equal(fields, rulesOf(withExposedField(event)), name);
  const exposes = Object.keys(event.fields).includes('realTimeTranscription');
  assert.equal(fieldAliases, exposes ? { transcription: 'realTimeTranscription' } : undefined, name);
  if (event.oneOfFields !== undefined) assert.equal(event.oneOfFields, ['realTimeTranscription', 'transcription']);
}

for (const [what, definitions, table] of [
  ['events', webhookEventDefinitions, reference?.events],
  ['events of endpoints', endpointEventDefinitions, reference?.eventsWithoutEventType],
] as const)
  compare(`the same ${what}, kinds, contexts, empty answers, spellings and fields`, () => {
    assert.equal(Object.keys(definitions).sort(), Object.keys(table ?? {}).sort());
    for (const definition of Object.values<EventDefinition>(definitions))
      agrees(definition, table?.[definition.name] as ReferenceEvent);
  });

test.run();
