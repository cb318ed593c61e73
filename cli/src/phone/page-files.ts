import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The placeholder in `index.html` for the token of the process. */
const TOKEN = '%TOKEN%';

/**
 * Reads the files of the page by their names, with the token in `index.html`, which `''` is too.
 *
 * @param folder the folder that `cli/scripts/build-page.mjs` writes
 */
export function readPage(folder: string, token: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const body = readFileSync(join(folder, name));
    if (name !== 'index.html') files.set(name, { type, body });
    else files.set('', { type, body: Buffer.from(body.toString('utf8').replaceAll(TOKEN, token)) });
  }
  return files;
}
