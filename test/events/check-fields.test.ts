import { Ajv } from 'ajv';
import { parseEvent } from 'bxml-jsx/events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FieldRules } from '../../src/events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import { changed, leastEvent, requiredFields } from './samples.js';

const test = suite('the required fields of events');

const all = Object.values({ ...webhookEventDefinitions, ...endpointEventDefinitions });

interface Schema {
  readonly type: string;
  readonly required?: readonly string[];
  readonly properties?: { readonly [field: string]: Schema };
}

/** The JSON Schema of an event: its required fields and nothing else. */
function schemaOf(fields: FieldRules): Schema {
  const required = Object.entries(fields).filter(([, rule]) => typeof rule !== 'string' || !rule.endsWith('?'));
  const properties = required.map(([field, rule]): [string, Schema] => [
    field,
    typeof rule === 'string' ? { type: rule } : schemaOf(rule),
  ]);
  return { type: 'object', required: required.map(([field]) => field), properties: Object.fromEntries(properties) };
}

function isAccepted(event: unknown): boolean {
  try {
    parseEvent(event);
    return true;
  } catch {
    return false;
  }
}

test('parseEvent accepts the events that Ajv accepts', () => {
  for (const { name, fields } of all) {
    const reference = new Ajv({ ownProperties: true }).compile(schemaOf(fields));
    const paths = requiredFields(fields).map(([path]) => path);
    const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
    const edits = fc.array(fc.tuple(fc.constantFrom(...paths, 'else'), value), { maxLength: 1 });
    fc.assert(
      fc.property(edits, (list) => {
        const event = list.reduce(
          (object, [path, edit]) => changed(object, path, edit as Parameters<typeof changed>[2]),
          leastEvent(name),
        );
        assert.is(isAccepted(event), reference(event), JSON.stringify(event));
      }),
      { numRuns: 60 },
    );
  }
});

test('a field of the prototype is missing', () => {
  for (const { name, fields } of all) {
    for (const [path] of requiredFields(fields)) {
      const [field = '', ...inner] = path.split('.');
      if (inner.length > 0) continue;
      const { [field]: value, ...rest } = leastEvent(name);
      const event: object = Object.assign(Object.create({ [field]: value }), rest);
      assert.not(isAccepted(event), `${name}: ${field}`);
    }
  }
});

test('an integer is finite and has no fraction', () => {
  const integers = all.flatMap(({ name, fields }) =>
    requiredFields(fields).flatMap(([path, type]) => (type === 'integer' ? [[name, path] as const] : [])),
  );
  assert.ok(integers.length > 0);
  for (const [name, path] of integers) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1.5, '1']) {
      assert.not(isAccepted(changed(leastEvent(name), path, value)), `${name}: ${path}: ${value}`);
    }
  }
});

test.run();
