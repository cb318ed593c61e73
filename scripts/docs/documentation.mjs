// Reads the comments of the sources with the compiler, which resolves inherited and re-exported documentation.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);
const pathOf = (file) => fileURLToPath(new URL(file, root));
const files = ['src/verbs/index.ts', 'src/ssml/ssml-elements.ts', 'src/events/index.ts', 'src/events/webhook-event.ts'];
const { config } = ts.readConfigFile(pathOf('tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, pathOf('.'));
const program = ts.createProgram(files.map(pathOf), options);
const checker = program.getTypeChecker();

/** Returns the exports of a module by name. Re-exported names are resolved. */
export function exportsOf(file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(pathOf(file)));
  return new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolved(symbol)]));
}

/** Returns the comment of a declaration, with the tags that the reference shows. */
export function commentOf(symbol) {
  const tags = symbol.getJsDocTags(checker);
  const textOf = (name) => {
    const found = tags.find((tag) => tag.name === name);
    return found && ts.displayPartsToString(found.text);
  };
  return {
    text: plain(ts.displayPartsToString(symbol.getDocumentationComment(checker))),
    defaultValue: textOf('default'),
    since: textOf('since') ?? '',
    isBeta: tags.some(({ name }) => name === 'beta'),
    example: textOf('example') ?? '',
  };
}

/** Returns the members of an interface: its own, then the inherited ones. */
export function membersOf(symbol) {
  return checker.getDeclaredTypeOfSymbol(symbol).getProperties();
}

/** True if the member is optional. */
export const isOptional = (member) => (member.flags & ts.SymbolFlags.Optional) !== 0;

/** Returns the type of a member as a syntax node, which unlike the resolved type has the names of its parts. */
export const typeNodeOf = (member) => member.valueDeclaration.type;

/** Returns the interface or type that a type reference names. */
export const typeNamed = (node) => resolved(checker.getSymbolAtLocation(node.typeName));

/** Returns the string literals of a type; empty if the type includes anything else. */
export function valuesOf(node) {
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  return types.every((one) => one.isStringLiteral()) ? types.map(({ value }) => value) : [];
}

/** Returns the type of a member as editors show it. */
export const shownTypeOf = (member) =>
  checker.typeToString(checker.getTypeOfSymbol(member), undefined, ts.TypeFormatFlags.NoTruncation);

/** Returns the interface that is the type of a member. */
export const interfaceOf = (member) => typeNamed(typeNodeOf(member));

function resolved(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Returns text without the links that only editors follow. */
function plain(text) {
  return text.replace(/\{@link (?:[\w.]+ )?([\w.]+)\}/g, '`$1`').trim();
}
