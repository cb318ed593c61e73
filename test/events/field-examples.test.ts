// Every field of every event has an example in its comment, which the compiler takes for a value of the field.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions } from './samples.js';

const test = suite('the examples of fields');
const pathOf = (file: string): string => fileURLToPath(new URL(`../../src/events/${file}`, import.meta.url));
const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] };
const program = ts.createProgram([pathOf('webhook-event.ts')], options);
const checker = program.getTypeChecker();

interface Field {
  /** The type of the field, as an expression of types. */
  readonly type: string;
  readonly example: string | undefined;
}

/** The fields of a type, those of the objects in it too; not the discriminators, which have one value each. */
function fieldsOf(type: ts.Type, name: string): Field[] {
  return type.getProperties().flatMap((property): Field[] => {
    const members = partsOf(checker.getTypeOfSymbol(property)).filter(
      ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)),
    );
    if (/^event(Type)?$/.test(property.name) && members.length < 2) return [];
    const fieldType = `NonNullable<${name}['${property.name}']>`;
    const tag = property.getJsDocTags(checker).find((found) => found.name === 'example');
    const example = tag && ts.displayPartsToString(tag.text);
    const object = members.find(({ flags }) => flags & ts.TypeFlags.Object);
    const nested = object === undefined || checker.isArrayType(object) ? [] : fieldsOf(object, fieldType);
    return [{ type: fieldType, example }, ...nested];
  });
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

function fieldsOfAll(): Field[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(pathOf('webhook-event.ts')) as ts.Node) as ts.Symbol;
  const exported = checker.getExportsOfModule(module);
  return ['EventsByType', 'EndpointEventsByName'].flatMap((map) => {
    const events = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === map) as ts.Symbol);
    return events
      .getProperties()
      .flatMap((event) => fieldsOf(checker.getTypeOfSymbol(event), `${map}['${event.name}']`));
  });
}

/** What the compiler says of a text that lies beside the events. */
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

test('every field has one', () => {
  assert.ok(fields.length > 10 * definitions.length, `${fields.length} fields`);
  assert.equal(
    fields.filter(({ example = '' }) => example === '').map(({ type }) => type),
    [],
  );
});

test('each is a value of its field', () => {
  assert.is(faultsOf(constants(fields)), '');
});

test('a value of another kind would be found', () => {
  const wrong = { type: "NonNullable<EventsByType['dtmf']['digit']>", example: '5' };
  assert.match(faultsOf(constants([wrong])), "Type 'number' is not assignable to type 'string'");
});

test.run();
