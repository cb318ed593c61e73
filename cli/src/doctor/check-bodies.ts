import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { simulate } from 'bxml-jsx/testing';
import { type LoadOptions, loadApplication } from '../load/load-application.js';
import { statsOf } from '../terminal/input-file.js';
import type { Io } from '../terminal/io.js';
import { notUsed } from './check-packages.js';
import { type Diagnosis, type Project, usesLibrary } from './project-facts.js';
import { shownPath } from './tsconfig.js';

/** Code that reads the body of a request to its end. */
const READS =
  /for\s+await\s*\([^)]*\bof\s+(?:ctx\.req|ctx\.request|req|request)\b|\b(?:getRawBody|rawBody|coBody|parse\.(?:json|text|form)|json|text|buffer|arrayBuffer)\s*\(\s*(?:ctx\.req|ctx\.request\.req|req|request|ctx)\s*[,)]|\b(?:ctx\.req|req|request)\.(?:on\(\s*['"]data['"]|pipe\()/;

/** Code that leaves the body to later middleware. */
const LEAVES = /\b(?:ctx\.request|ctx\.req|req|request)\.(?:raw)?body\s*=|\b(?:raw)?body\s*:/i;

const FIX = 'Mount the webhooks before it, or let it keep the body as request.rawBody.';

/** Finds middleware before the webhooks that reads bodies and does not keep them. */
export function checkBodies({ root, sources }: Project): readonly Diagnosis[] {
  return sources.flatMap(({ path, text }) => {
    if (!/['"]bxml-jsx\/(?:koa|node)['"]/.test(text)) return [];
    const name = /\bconst\s+(\w+)\s*=\s*webhooks\s*\(/.exec(text)?.[1] ?? 'webhooks';
    const mount = text.search(new RegExp(`\\.(?:use|post|all|get)\\s*\\([^;]{0,200}?\\b${name}\\b`));
    if (mount < 0) return [];
    const middleware = [...text.slice(0, mount).matchAll(/\.use\s*\(([\s\S]*?)(?=\.use\s*\(|$)/g)];
    const reader = middleware.find(([code]) => READS.test(code) && !LEAVES.test(code));
    if (reader === undefined) return [];
    const line = text.slice(0, reader.index).split('\n').length;
    return [
      {
        code: 'body-consumed',
        message: `${shownPath(root, path)}:${line} reads the bodies of requests before the webhooks do, and does not keep them.`,
        fix: FIX,
      },
    ];
  });
}

/** Sends an event to an application, and finds out whether its body reaches the webhooks. */
export async function checkApplication(io: Io, target: string, options: LoadOptions): Promise<readonly Diagnosis[]> {
  const { application, url, origin, name, files, module, dispose } = await loadApplication(io, target, options);
  try {
    if (module !== undefined && !mayUseLibrary(files)) return [notUsed(`${name} does not import`)];
    // A call that is refused for another reason is not a matter of the set-up.
    const outcome = await simulate(application, { origin })
      .call({ url })
      .then(
        ({ timeline }) => JSON.stringify(timeline),
        (error: unknown) => String(error),
      );
    if (!/body was consumed before|request\.consumed/.test(outcome)) return [];
    return [
      {
        code: 'body-consumed',
        message: `${name} reads the body of a request before the webhooks do, and does not keep it.`,
        fix: FIX,
      },
    ];
  } finally {
    await dispose();
  }
}

/** An import of a file, or of a name that the settings of the project map to one. */
const IMPORTED = /\b(?:from|import|require)\s*\(?\s*['"]((?:\.{1,2}\/|[#~]|@\/)[^'"\n]*)['"]/g;

/** False if files, and those that they import, do not import the library. Of a bundle, the files are all of them. */
function mayUseLibrary(files: readonly string[]): boolean {
  const known = new Set(files);
  for (const file of known) {
    const text = readText(file);
    if (usesLibrary(text)) return true;
    for (const [, specifier = ''] of text.matchAll(IMPORTED)) {
      if (!specifier.startsWith('.')) return true;
      const path = resolve(dirname(file), specifier);
      const found = ['', '.js', '.mjs', '.cjs', '/index.js'].find((end) => statsOf(path + end)?.isFile());
      if (found !== undefined) known.add(path + found);
    }
  }
  return false;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
