// Makes a bundle faster to parse and to run. It removes white space and shortens parameters and local variables, so
// that the engine parses a third less. Names in stack traces are kept: those of functions, classes and methods, private
// ones too. Variables that the bundler made of constants become constants again, whose values the engine's compiler can
// inline.
import { transform } from 'esbuild';

/** Returns a shortened bundle with its source map. The bundle must end in its exports. */
export async function quicker({ code, map }, options) {
  const [, module, names] = /^(.*?)\n?export \{([\w$,\s]+)\};\s*(?:\/\/#.*\s*)?$/s.exec(code) ?? [];
  if (module === undefined) throw new Error('The bundle does not end with its exports.');
  // Line breaks are kept, because the source map has them.
  const imports = module.match(IMPORT) ?? [];
  const script = module.replaceAll(IMPORT, (statement) => statement.replaceAll(/[^\n]/g, ''));
  // esbuild would shorten private names, so they are public during minification, marked with a prefix of the same
  // length.
  const marked = script.replaceAll(PRIVATE, '$$').replaceAll(INITIALISED, 'const ');
  if (count(script, MARK) > 0) throw new Error('The bundle has names that look like markers of private names.');
  const inline = Buffer.from(map).toString('base64');
  // Without imports and exports the bundle is parsed as a script, whose top-level names are global and not shortened.
  const short = await transform(`${marked}\n//# sourceMappingURL=data:application/json;base64,${inline}`, {
    ...options,
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
  });
  // An assignment shows that the variable is not a constant.
  if (short.warnings.length > 0) throw new Error(short.warnings.map(({ text }) => text).join('\n'));
  if (count(short.code, MARK) !== count(script, PRIVATE)) {
    throw new Error('Shortened names look like markers of private names.');
  }
  const list = names.replaceAll(/\s*,\s*/g, ',').trim();
  const head = imports.map((statement) => `${statement.replaceAll(/\s+/g, ' ')}\n`).join('');
  const { mappings, ...rest } = JSON.parse(short.map);
  return {
    code: `${head}${short.code.replaceAll(MARK, '#')}export{${list}};\n`,
    map: JSON.stringify({ ...rest, mappings: ';'.repeat(imports.length) + mappings }),
  };
}

/** The bundler starts each statement on a new line. */
const IMPORT = /^import\s(?:\{[^{}]*\} from )?"[^"\n]+";$/gm;

/**
 * Top-level variables, which are not indented. The sources have no such variable that is reassigned, or esbuild would
 * warn. The source map is not updated: columns in these lines are off by two.
 */
const INITIALISED = /^var (?=\w+ = |\{ )/gm;
const PRIVATE = /#(?=[A-Za-z_])/g;
const MARK = /(?<!\$)\$(?=[A-Za-z_])/g;
const count = (text, pattern) => text.match(pattern)?.length ?? 0;
