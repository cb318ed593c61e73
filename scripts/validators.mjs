// Writes src/events/validators.js: checks of the required fields of all events, compiled ahead of time by Ajv, because
// compiling them at startup takes longer than everything else. `npm run validators -- --check` fails if the file is
// stale.
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { schemaOf } from '../src/events/define-event.ts';
import { endpointEventDefinitions, webhookEventDefinitions } from '../src/events/event-definitions.ts';
import { writeGenerated } from './write-generated.mjs';

const header = '// Generated from the event definitions by `npm run validators`. Do not edit.\n';

/** The properties of every checked object, by their JSON: objects with the same properties share a check. */
const checks = new Map();

/** Returns the id of the check for the schema of an object. */
function checkOf({ properties = {} }) {
  const flat = Object.entries(properties).map(([field, schema]) => [
    field,
    schema.type === 'object' ? { $ref: checkOf(schema) } : schema,
  ]);
  const key = JSON.stringify(flat.toSorted());
  if (!checks.has(key)) checks.set(key, { $id: `check${checks.size}`, properties: Object.fromEntries(flat) });
  return checks.get(key).$id;
}

/**
 * Returns a check that delegates to the largest check whose properties are a subset of its own, which saves two thirds
 * of the code.
 */
function schemaOfCheck({ $id, properties }) {
  const within = (check) =>
    Object.entries(check.properties).every(([field, schema]) => same(schema, properties[field]));
  const size = (check) => Object.keys(check.properties).length;
  const parts = [...checks.values()].filter((check) => size(check) > 0 && size(check) < size({ properties }));
  const [base] = parts.filter(within).sort((a, b) => size(b) - size(a));
  const rest = Object.entries(properties).filter(([field]) => !Object.hasOwn(base?.properties ?? {}, field));
  return {
    $id,
    type: 'object',
    ...(base && { $ref: base.$id }),
    required: rest.map(([field]) => field),
    properties: Object.fromEntries(rest),
  };
}

const same = (schema, other) => JSON.stringify(schema) === JSON.stringify(other);

const entries = Object.entries({ ...webhookEventDefinitions, ...endpointEventDefinitions }).map(
  ([name, definition]) => `${name}: ${checkOf(schemaOf(definition))}`,
);
const ajv = new Ajv.default({
  schemas: [...checks.values()].map(schemaOfCheck),
  allErrors: false,
  inlineRefs: false,
  messages: false,
  ownProperties: true, // A `__proto__` key from JSON must not satisfy a required field.
  strict: true,
  code: { source: true, esm: true },
});
const ids = [...checks.values()].map(({ $id }) => $id);
const compiled = standaloneCode.default(ajv, Object.fromEntries(ids.map((id) => [id, id])));
const source = `${compiled.replaceAll('export const check', 'const check')}\nexport const validators = { ${entries.join(', ')} };`;
const { code } = await transform(source, { format: 'esm', treeShaking: true, minifySyntax: true });

await writeGenerated('validators', { 'src/events/validators.js': () => header + code });
