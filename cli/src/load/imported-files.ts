import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';

/** The most files that are read. */
const MOST = 1000;

/** An import or `require` of a file by a relative path, also one that is computed later with `import()`. */
const RELATIVE = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'])(\.{1,2}\/[^"'\n]*)\1/g;

/** What `require` tries, in its order. */
const ENDINGS = ['', '.js', '.json', '.cjs', join('/', 'index.js')];

const JAVASCRIPT = new Set(['.js', '.mjs', '.cjs']);

/**
 * Returns a JavaScript file and the project's files that it imports, as Node does, without running them. A file that does not
 * exist is one of them: it may be created. An import in a comment or a string counts; a name that is computed does not.
 *
 * @param entry an absolute path
 */
export function importedFiles(entry: string): readonly string[] {
  const found = new Set([entry]);
  for (const file of found) {
    if (found.size >= MOST) break;
    if (!JAVASCRIPT.has(extname(file))) continue;
    for (const [, , path = ''] of textOf(file).matchAll(RELATIVE)) found.add(fileOf(resolve(dirname(file), path)));
  }
  return [...found];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const fileOf = (path: string): string => ENDINGS.map((ending) => path + ending).find(isFile) ?? path;

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
