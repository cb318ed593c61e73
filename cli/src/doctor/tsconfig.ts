import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { globMatcher } from '../lint/glob.js';
import { nearest, resolveFrom } from '../load/project.js';

/** The settings of a tsconfig that the doctor reads, with those that it extends. They may have any type. */
export interface TsConfig {
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** True if `files`, `include` and `exclude` cover a file. */
  includes(file: string): boolean;
}

/** A tsconfig that cannot be read. */
export interface BrokenTsConfig {
  readonly file: string;
  readonly fault: string;
}

interface Raw {
  readonly extends?: unknown;
  readonly compilerOptions?: unknown;
  readonly include?: unknown;
  readonly exclude?: unknown;
  readonly files?: unknown;
}

/** Reads tsconfigs, each once. */
export class TsConfigs {
  readonly #read = new Map<string, TsConfig | BrokenTsConfig>();

  /** Returns the tsconfig that applies to the files of a folder: `tsconfig.json` in it, or in the nearest folder above. */
  for(folder: string): TsConfig | BrokenTsConfig | undefined {
    const file = nearest(folder, 'tsconfig.json');
    return file === undefined ? undefined : this.at(file);
  }

  at(file: string): TsConfig | BrokenTsConfig {
    const known = this.#read.get(file) ?? readTsConfig(file);
    this.#read.set(file, known);
    return known;
  }
}

function readTsConfig(file: string): TsConfig | BrokenTsConfig {
  try {
    const { options, include, exclude, files } = merged(file, new Set(), dirname(file));
    const covers = coverage(include ?? (files === undefined ? ['**/*'] : []), exclude ?? [], files ?? []);
    return { file, options, includes: covers };
  } catch (error) {
    return { file, fault: (error as Error).message };
  }
}

/** Patterns, with absolute paths. */
interface Merged {
  readonly options: Readonly<Record<string, unknown>>;
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly files?: readonly string[] | undefined;
}

/** @param top the folder of the tsconfig that is read: `${configDir}` */
function merged(file: string, seen: Set<string>, top: string): Merged {
  if (seen.has(file)) throw new Error(`${file} extends itself`);
  const raw = parseJsonc(readFileSync(file, 'utf8')) as Raw;
  const folder = dirname(file);
  const bases = (Array.isArray(raw.extends) ? raw.extends : [raw.extends]).filter((base) => typeof base === 'string');
  let result: Merged = { options: {} };
  for (const base of bases) {
    const inherited = merged(extendedFile(folder, base), new Set([...seen, file]), top);
    result = { ...result, ...inherited, options: { ...result.options, ...inherited.options } };
  }
  const paths = (value: unknown): readonly string[] | undefined =>
    Array.isArray(value)
      ? value.map((path) => absolute(folder, String(path).replace(CONFIG_DIR, `${top}/`)))
      : undefined;
  const own = { include: paths(raw.include), exclude: paths(raw.exclude), files: paths(raw.files) };
  const options = typeof raw.compilerOptions === 'object' ? raw.compilerOptions : {};
  return {
    options: { ...result.options, ...options },
    include: own.include ?? (own.files === undefined ? result.include : undefined),
    exclude: own.exclude ?? result.exclude,
    files: own.files ?? result.files,
  };
}

function extendedFile(folder: string, base: string): string {
  const isPath = base.startsWith('.') || isAbsolute(base);
  const candidates = isPath
    ? [resolve(folder, base), resolve(folder, `${base}.json`)]
    : [resolveFrom(folder, base), resolveFrom(folder, `${base}.json`), resolveFrom(folder, `${base}/tsconfig.json`)];
  const found = candidates.find((each) => each !== undefined && isFile(each));
  if (found === undefined) throw new Error(`it extends ${base}, which does not exist`);
  return found;
}

const CONFIG_DIR = /^\$\{configDir\}\//;

const absolute = (folder: string, path: string): string =>
  (isAbsolute(path) ? path : join(folder, path)).split(sep).join('/');

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Returns whether patterns cover a file. A folder covers all files in it. */
function coverage(include: readonly string[], exclude: readonly string[], files: readonly string[]) {
  const matcher = (patterns: readonly string[]) => {
    const matchers = patterns.flatMap((pattern) => {
      const plain = pattern.replace(/\/$/, '');
      return [globMatcher(plain), globMatcher(`${plain}/**`)];
    });
    return (file: string): boolean => matchers.some((matches) => matches(file));
  };
  const isIncluded = matcher(include);
  const isExcluded = matcher(exclude);
  return (path: string): boolean => {
    const file = path.split(sep).join('/');
    return files.includes(file) || (isIncluded(file) && !isExcluded(file));
  };
}

/** Parses JSON with comments and trailing commas. */
export function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\ufeff/, '')
    .replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : ' '))
    .replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, (part) => (part === ',' ? '' : part));
  return JSON.parse(plain);
}

/** Returns a path relative to a folder, for messages. */
export const shownPath = (folder: string, path: string): string => relative(folder, path).split(sep).join('/') || '.';
