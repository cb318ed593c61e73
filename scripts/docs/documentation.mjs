// What the sources say in their comments, read with the compiler: it knows inherited and re-exported documentation.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../../', import.meta.url);
const pathOf = (file) => fileURLToPath(new URL(file, root));
const files = ['src/verbs/index.ts', 'src/ssml/ssml-elements.ts', 'src/events/index.ts', 'src/events/webhook-event.ts'];
const { config } = ts.readConfigFile(pathOf('tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, pathOf('.'));
const program = ts.createProgram(files.map(pathOf), options);
const checker = program.getTypeChecker();

/** What a module exports, by name; a re-exported name stands for the thing itself. */
export function exportsOf(file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(pathOf(file)));
  return new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolved(symbol)]));
}

/** The comment of a declaration, with the tags that the reference shows. */
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

/** The members of an interface, its own first, then those that it inherits. */
export function membersOf(symbol) {
  return checker.getDeclaredTypeOfSymbol(symbol).getProperties();
}

/** Whether an object may come without the member. */
export const isOptional = (member) => (member.flags & ts.SymbolFlags.Optional) !== 0;

/** The type of a member as it is written, which unlike the type itself still knows the names of its parts. */
export const typeNodeOf = (member) => member.valueDeclaration.type;

/** The interface or type that a name in a type stands for. */
export const typeNamed = (node) => resolved(checker.getSymbolAtLocation(node.typeName));

/** The strings that a type stands for; empty if it stands for anything else as well. */
export function valuesOf(node) {
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  return types.every((one) => one.isStringLiteral()) ? types.map(({ value }) => value) : [];
}

/** The type of a member as an editor shows it. */
export const shownTypeOf = (member) =>
  checker.typeToString(checker.getTypeOfSymbol(member), undefined, ts.TypeFormatFlags.NoTruncation);

/** The interface that a member is of. */
export const interfaceOf = (member) => typeNamed(typeNodeOf(member));

function resolved(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Text without the links that only editors follow. */
function plain(text) {
  return text.replace(/\{@link (?:[\w.]+ )?([\w.]+)\}/g, '`$1`').trim();
}
