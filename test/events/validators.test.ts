import { Ajv } from 'ajv';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaOf } from '../../src/events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import { validators } from '../../src/events/validators.js';
import { changed, leastEvent, requiredFields } from './samples.js';

const test = suite('generated validators');

const all = Object.values({ ...webhookEventDefinitions, ...endpointEventDefinitions });

test('every event has a validator', () => {
  assert.equal(Object.keys(validators).sort(), all.map(({ name }) => name).sort());
});

test('validators agree with the schemas of the definitions', () => {
  for (const definition of all) {
    const reference = new Ajv({ ownProperties: true }).compile(schemaOf(definition));
    const paths = requiredFields(definition.fields).map(([path]) => path);
    const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
    const edits = fc.array(fc.tuple(fc.constantFrom(...paths, 'else'), value), { maxLength: 1 });
    fc.assert(
      fc.property(edits, (list) => {
        const event = list.reduce(
          (object, [path, edit]) => changed(object, path, edit as Parameters<typeof changed>[2]),
          leastEvent(definition.name),
        );
        assert.is(validators[definition.name](event), reference(event), JSON.stringify(event));
      }),
      { numRuns: 60 },
    );
    for (const input of [null, [], 'text', 1]) assert.is(validators[definition.name](input), false);
  }
});

test('inherited fields do not count', () => {
  for (const { name } of all)
    for (const [field, value] of Object.entries(leastEvent(name)).slice(1)) {
      const { [field]: _, ...rest } = leastEvent(name);
      assert.is(validators[name](Object.assign(Object.create({ [field]: value }), rest)), false, `${name}: ${field}`);
    }
});

test('schemas have no optional fields and no formats', () => {
  assert.equal(
    schemaOf({ fields: { from: 'string', privacy: 'boolean?', stream: { id: 'string', tracks: 'array' } } }),
    {
      type: 'object',
      required: ['from', 'stream'],
      properties: {
        from: { type: 'string' },
        stream: {
          type: 'object',
          required: ['id', 'tracks'],
          properties: { id: { type: 'string' }, tracks: { type: 'array' } },
        },
      },
    },
  );
});

test.run();
