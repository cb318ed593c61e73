// Makes a bundle quicker to read and to run. White space goes, and parameters and local variables get short names: an
// engine has a third less to read. What shows in a stack trace stays: the names of functions, classes and methods,
// private ones too. Constants are constants again, of which the bundler makes variables: the engine's compiler puts
// their values where they are used.
import { transform } from 'esbuild';

/** Returns a bundle that ends in its exports, with its map, made shorter. */
export async function quicker({ code, map }, options) {
  const [, module, names] = /^(.*?)\n?export \{([\w$,\s]+)\};\s*(?:\/\/#.*\s*)?$/s.exec(code) ?? [];
  if (module === undefined) throw new Error('The bundle does not end in its exports.');
  // Lines stay where the map has them.
  const imports = module.match(IMPORT) ?? [];
  const script = module.replaceAll(IMPORT, (statement) => statement.replaceAll(/[^\n]/g, ''));
  // Private names would be shortened: they are made public meanwhile, by a mark as long as theirs.
  const marked = script.replaceAll(PRIVATE, '$$').replaceAll(INITIALISED, 'const ');
  if (count(script, MARK) > 0) throw new Error('The bundle has names that look like marks of private ones.');
  const inline = Buffer.from(map).toString('base64');
  // Without imports and exports it is taken for a script, whose top level is global: no name there may change.
  const short = await transform(`${marked}\n//# sourceMappingURL=data:application/json;base64,${inline}`, {
    ...options,
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
  });
  // An assignment to what is a variable after all.
  if (short.warnings.length > 0) throw new Error(short.warnings.map(({ text }) => text).join('\n'));
  if (count(short.code, MARK) !== count(script, PRIVATE)) {
    throw new Error('Short names look like marks of private ones.');
  }
  const list = names.replaceAll(/\s*,\s*/g, ',').trim();
  const head = imports.map((statement) => `${statement.replaceAll(/\s+/g, ' ')}\n`).join('');
  const { mappings, ...rest } = JSON.parse(short.map);
  return {
    code: `${head}${short.code.replaceAll(MARK, '#')}export{${list}};\n`,
    map: JSON.stringify({ ...rest, mappings: ';'.repeat(imports.length) + mappings }),
  };
}

/** As the bundler writes it: a statement begins a line. */
const IMPORT = /^import\s(?:\{[^{}]*\} from )?"[^"\n]+";$/gm;

/**
 * At the top level, which is not indented. The sources have no such variable that changes, else esbuild would warn. The
 * map does not notice: columns of such a line are two off.
 */
const INITIALISED = /^var (?=\w+ = |\{ )/gm;
const PRIVATE = /#(?=[A-Za-z_])/g;
const MARK = /(?<!\$)\$(?=[A-Za-z_])/g;
const count = (text, pattern) => text.match(pattern)?.length ?? 0;
