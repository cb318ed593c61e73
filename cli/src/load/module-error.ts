import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../terminal/command-error.js';
import type { Bundle } from './bundle.js';

/** Where an error comes from. */
export interface ErrorOrigin {
  /** The module in messages. */
  readonly name: string;
  readonly cwd: string;
  readonly bundle?: Bundle | undefined;
}

/** The number of lines of the stack that are shown. */
const SHOWN_FRAMES = 3;

const SETUP = 'bxml doctor finds what is wrong with the settings for JSX.';

/** Errors that have a known fix: a pattern of the message, and the hint. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /^React is not defined/,
    `The file was compiled for React. Set "jsx" and "jsxImportSource": "bxml-jsx" in its tsconfig. ${SETUP}`,
  ],
  [
    /^Unexpected token '<'/,
    `JSX was not compiled. Name the source (.tsx), or set "jsx" to "react-jsx" in the tsconfig. ${SETUP}`,
  ],
  [
    /^require is not defined|^module is not defined|^exports is not defined/,
    'The nearest package.json has "type": "module", and the file is CommonJS: name it .cjs.',
  ],
  [
    /^Cannot use import statement outside a module|^Unexpected token 'export'/,
    'Add "type": "module" to the nearest package.json, or name the file .mjs.',
  ],
];

/** Returns the error of application code that throws outside of a request, after it was loaded. */
export function strayError(thrown: unknown, cwd: string): CommandError {
  const frames = framesOf(thrown, cwd).map((frame) => `\n    at ${frame}`);
  return new CommandError(
    `The application threw an error outside of a request: ${messageOf(thrown)}${frames.join('')}`,
    {
      cause: thrown,
      hint: 'A server would end here. Catch it where it is thrown: in a timer, an event listener, or a promise without await.',
    },
  );
}

/** Returns the error of a module that throws while it is loaded: what it threw, and where in its sources. */
export function moduleError(thrown: unknown, origin: ErrorOrigin): CommandError {
  const missing = missingPackage(thrown, origin);
  if (missing !== undefined) return missing;
  const { name } = origin;
  const message = messageOf(thrown);
  const frames = framesOf(thrown, origin.cwd).map((frame) => `\n    at ${frame}`);
  const hint = KNOWN.find(([pattern]) => pattern.test(plainMessageOf(thrown)))?.[1];
  return new CommandError(`${name} threw an error while it was loaded: ${message}${frames.join('')}`, {
    cause: thrown,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** True if a module cannot be loaded because something that it imports is not there. */
export function isMissingPackage(thrown: unknown): boolean {
  const { code } = Object(thrown) as { readonly code?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

function missingPackage(thrown: unknown, { name, cwd, bundle }: ErrorOrigin): CommandError | undefined {
  if (!isMissingPackage(thrown)) return undefined;
  const { message } = Object(thrown) as { readonly message?: unknown };
  const missing = /Cannot find (?:package|module) '([^']+)'/.exec(String(message))?.[1];
  if (missing === undefined) return undefined;
  const importer = bundle?.importers.get(missing) ?? importerWithin(bundle, missing);
  const subject = importer === undefined || importer === '' ? name : relative(cwd, importer);
  if (/^(?:\.|\/|[A-Za-z]:\\|file:)/.test(missing)) {
    return new CommandError(`${subject} imports ${relative(cwd, missing)}, which does not exist.`, {
      cause: thrown,
      hint: 'Compile the project again, or name its source (.ts or .tsx).',
    });
  }
  const packageName = /^(?:@[^/]+\/)?[^/]+/.exec(missing)?.[0] ?? missing;
  const isReact = packageName === 'react';
  return new CommandError(`${subject} imports ${missing}, which is not installed.`, {
    cause: thrown,
    hint: isReact ? `Set "jsxImportSource": "bxml-jsx" in the tsconfig. ${SETUP}` : `npm install ${packageName}`,
  });
}

/** Returns the file that imports a package or one of its entries: Node reports the package alone. */
function importerWithin(bundle: Bundle | undefined, name: string): string | undefined {
  for (const [specifier, importer] of bundle?.importers ?? []) if (specifier.startsWith(`${name}/`)) return importer;
  return undefined;
}

/** Returns the message of a thrown value; never throws. */
function messageOf(thrown: unknown): string {
  try {
    if (thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'message' in thrown)) {
      const { name, message } = thrown as { readonly name?: unknown; readonly message?: unknown };
      const text = String(message);
      return typeof name === 'string' && name !== 'Error' && !text.startsWith(name) ? `${name}: ${text}` : text;
    }
    return String(thrown);
  } catch {
    return 'a value that cannot be shown';
  }
}

const plainMessageOf = (thrown: unknown): string => String((Object(thrown) as { message?: unknown }).message ?? thrown);

/** Returns the places in the project's files, with paths relative to the folder: the first of the stack. */
function framesOf(thrown: unknown, cwd: string): readonly string[] {
  const stack = stackOf(thrown);
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    if (line.includes('node:')) continue;
    // `at name (file:///app.ts:1:2)`, and the first line of a syntax error, `file:///app.js:3`.
    const place =
      /^\s+at .*?\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*:\d+:\d+)\)?$/.exec(line) ?? /^(file:\/\/.*:\d+)$/.exec(line);
    if (place?.[1] === undefined) continue;
    const shown = place[1].startsWith('file:') ? fromUrl(place[1]) : place[1];
    // What follows has called the application.
    if (isOwn(shown)) break;
    if (shown.includes(`${sep}node_modules${sep}`) || shown.includes(`${sep}.bxml-`)) continue;
    frames.push(relative(cwd, shown));
  }
  return [...new Set(frames)].slice(0, SHOWN_FRAMES);
}

function stackOf(thrown: unknown): string {
  try {
    return String((Object(thrown) as { stack?: unknown }).stack ?? '');
  } catch {
    return '';
  }
}

function fromUrl(place: string): string {
  const [, url = '', position = ''] = /^(.*?)((?::\d+){1,2})$/.exec(place) ?? [];
  try {
    return `${fileURLToPath(url)}${position}`;
  } catch {
    return place;
  }
}

/** The folder of the command: `cli/src`, or `dist` of the package. */
const OWN = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '.', import.meta.url));

const isOwn = (place: string): boolean => place.startsWith(OWN);
