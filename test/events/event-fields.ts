// The fields of every event with their examples, read from the interfaces by the compiler.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const pathOf = (file: string): string => fileURLToPath(new URL(`../../src/events/${file}`, import.meta.url));
export const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] };
export const program = ts.createProgram([pathOf('webhook-event.ts')], options);
const checker = program.getTypeChecker();

export interface Field {
  /** The event, followed by the path of the field. */
  readonly path: readonly string[];
  /** The type of the field, as a type expression. */
  readonly type: string;
  readonly example: string | undefined;
}

/** Returns the fields of a type, including nested ones, except discriminators with a single value. */
function fieldsOf(type: ts.Type, name: string, path: readonly string[]): Field[] {
  return type.getProperties().flatMap((property): Field[] => {
    const members = partsOf(checker.getTypeOfSymbol(property)).filter(
      ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)),
    );
    if (/^event(Type)?$/.test(property.name) && members.length < 2) return [];
    const fieldType = `NonNullable<${name}['${property.name}']>`;
    const fieldPath = [...path, property.name];
    const tag = property.getJsDocTags(checker).find((found) => found.name === 'example');
    const example = tag && ts.displayPartsToString(tag.text);
    const object = members.find(({ flags }) => flags & ts.TypeFlags.Object);
    const nested = object === undefined || checker.isArrayType(object) ? [] : fieldsOf(object, fieldType, fieldPath);
    return [{ path: fieldPath, type: fieldType, example }, ...nested];
  });
}

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

/** Returns every field of every event. */
export function fieldsOfAll(): Field[] {
  const module = checker.getSymbolAtLocation(program.getSourceFile(pathOf('webhook-event.ts')) as ts.Node) as ts.Symbol;
  const exported = checker.getExportsOfModule(module);
  return ['EventsByType', 'EndpointEventsByName'].flatMap((map) => {
    const events = checker.getDeclaredTypeOfSymbol(exported.find(({ name }) => name === map) as ts.Symbol);
    return events
      .getProperties()
      .flatMap((event) => fieldsOf(checker.getTypeOfSymbol(event), `${map}['${event.name}']`, [event.name]));
  });
}
