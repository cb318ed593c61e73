// Every field of every event has an @example, which the compiler checks against the field's type.
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Field, fieldsOfAll, options, pathOf, program } from './event-fields.js';
import { definitions } from './samples.js';

const test = suite('examples of event fields');
/** Returns the compiler's errors for a source file in the events folder. */
function faultsOf(text: string): string {
  const file = pathOf('field-examples.ts');
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
      : (program.getSourceFile(name) ?? read(name, ...rest));
  const checked = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(checked, checked.getSourceFile(file))
    .map(({ start = 0, messageText }) => {
      const line = text.slice(0, start).split('\n').length - 1;
      return `${text.split('\n')[line]}\n${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    })
    .join('\n');
}

const fields = fieldsOfAll();
const head = "import type { EndpointEventsByName, EventsByType } from './webhook-event.js';\n";
const constants = (of: readonly Field[]): string =>
  head + of.map(({ type, example }, index) => `export const field${index}: ${type} = ${example};`).join('\n');

test('every field has an example', () => {
  assert.ok(fields.length > 10 * definitions.length, `${fields.length} fields`);
  assert.equal(
    fields.filter(({ example = '' }) => example === '').map(({ type }) => type),
    [],
  );
});

test('each example is assignable to its field', () => {
  assert.is(faultsOf(constants(fields)), '');
});

test('an example of the wrong type is reported', () => {
  const wrong = { path: [], type: "NonNullable<EventsByType['dtmf']['digit']>", example: '5' };
  assert.match(faultsOf(constants([wrong])), "Type 'number' is not assignable to type 'string'");
});

test.run();
