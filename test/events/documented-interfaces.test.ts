import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endpointEvents, events, type FieldFacts } from '../facts/events.js';

const test = suite('event interfaces against the documentation');

/** A field in the format that is compared. */
interface Field {
  readonly types: readonly string[];
  readonly required: boolean;
  readonly nullable: boolean;
  readonly values: readonly string[];
  readonly open: boolean;
  readonly fields: Fields;
}
type Fields = { readonly [field: string]: Field };

function interfaces(typeName: string): [checker: ts.TypeChecker, types: Map<string, ts.Type>] {
  const file = fileURLToPath(new URL('../../src/events/webhook-event.ts', import.meta.url));
  const program = ts.createProgram([file], { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.Node) as ts.Symbol;
  const symbol = checker.getExportsOfModule(module).find(({ name }) => name === typeName) as ts.Symbol;
  const map = checker.getDeclaredTypeOfSymbol(symbol);
  return [checker, new Map(map.getProperties().map((entry) => [entry.name, checker.getTypeOfSymbol(entry)]))];
}

/** Returns the fields of an interface from the compiler, in the format of the table. */
function fieldsOf(checker: ts.TypeChecker, type: ts.Type): Fields {
  return Object.fromEntries(
    type.getProperties().map((property) => {
      assert.ok(property.getDocumentationComment(checker).length > 0, `${property.name} is not documented`);
      const all = membersOf(checker.getTypeOfSymbol(property));
      const members = all.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
      const values = members.flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
      const object = members.find((member) => member.flags & ts.TypeFlags.Object && !checker.isArrayType(member));
      return [
        property.name,
        {
          types: [...new Set(members.map((member) => jsonType(checker, member)))].sort(),
          required: !(property.flags & ts.SymbolFlags.Optional),
          nullable: all.some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0),
          values: values.sort(),
          open: values.length === 0 || members.some((member) => member.isIntersection()),
          fields: object === undefined ? {} : fieldsOf(checker, object),
        },
      ];
    }),
  );
}

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

function jsonType(checker: ts.TypeChecker, type: ts.Type): string {
  if (checker.isArrayType(type)) return 'array';
  if (type.isIntersection() || type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  return type.flags & ts.TypeFlags.BooleanLike ? 'boolean' : 'object';
}

/** Returns the documented fields in the same format. */
function documentedFields(fields: Readonly<Record<string, FieldFacts>>, discriminator?: string): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      {
        types: field.types.map((type) => (type === 'integer' ? 'number' : type)).sort(),
        required: field.required || name === discriminator,
        nullable: field.nullable,
        values: field.values.toSorted(),
        open: name !== discriminator,
        fields: documentedFields(field.fields),
      },
    ]),
  );
}

for (const [typeName, discriminator, documented] of [
  ['EventsByType', 'eventType', events],
  ['EndpointEventsByName', 'event', endpointEvents],
] as const)
  test(`${typeName}: the documented fields, equally optional, nullable and open, each with a docstring`, () => {
    const [checker, types] = interfaces(typeName);
    assert.equal([...types.keys()].sort(), Object.keys(documented).sort());
    for (const [name, { fields }] of Object.entries(documented)) {
      const { eventType, ...own } = fieldsOf(checker, types.get(name) as ts.Type);
      const actual = discriminator === 'eventType' ? { eventType, ...own } : own;
      const expected = documentedFields(fields, discriminator);
      if ('realTimeTranscription' in fields) {
        const { transcription: _, realTimeTranscription, ...others } = expected;
        assert.equal(actual, { ...others, realTimeTranscription: { ...realTimeTranscription, required: true } }, name);
      } else assert.equal(actual, expected, name);
    }
  });

test.run();
