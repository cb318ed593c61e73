// Makes a bundle quicker to read and to run. White space goes, and parameters and local variables get short names: an
// engine has a third less to read. What shows in a stack trace stays: the names of functions, classes and methods,
// private ones too. Constants are constants again, of which the bundler makes variables: the engine's compiler puts
// their values where they are used.
import { transform } from 'esbuild';

/** A bundle, that ends in its exports, with its map; made shorter. */
export async function quicker({ code, map }, options) {
  const [, script, names] = /^(.*)\nexport \{([\w$,\s]+)\};\s*(?:\/\/#.*\s*)?$/s.exec(code) ?? [];
  if (script === undefined) throw new Error('The bundle does not end in its exports.');
  // Private names would be shortened: they are made public meanwhile, by a mark as long as theirs.
  const marked = script.replaceAll(PRIVATE, '$$').replaceAll(INITIALISED, 'const ');
  if (count(script, MARK) > 0) throw new Error('The bundle has names that look like marks of private ones.');
  const inline = Buffer.from(map).toString('base64');
  // Without its exports it is taken for a script, whose top level is global: no name there may change.
  const short = await transform(`${marked}\n//# sourceMappingURL=data:application/json;base64,${inline}`, {
    ...options,
    minifyIdentifiers: true,
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcesContent: false,
  });
  // An assignment to what is a variable after all.
  if (short.warnings.length > 0) throw new Error(short.warnings.map(({ text }) => text).join('\n'));
  if (count(short.code, MARK) !== count(script, PRIVATE)) {
    throw new Error('Short names look like marks of private ones.');
  }
  const list = names.replaceAll(/\s*,\s*/g, ',').trim();
  return { code: `${short.code.replaceAll(MARK, '#')}export{${list}};\n`, map: short.map };
}

/**
 * At the top level, which is not indented. The sources have no such variable that changes, else esbuild would warn. The
 * map does not notice: columns of such a line are two off.
 */
const INITIALISED = /^var (?=\w+ = )/gm;
const PRIVATE = /#(?=[A-Za-z_])/g;
const MARK = /(?<!\$)\$(?=[A-Za-z_])/g;
const count = (text, pattern) => text.match(pattern)?.length ?? 0;
