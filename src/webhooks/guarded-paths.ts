import { type PathOption, type PathOptions, pathRules } from './match-path.js';

/** A path of a request, for {@link guardedPaths}. */
export interface RequestPaths {
  /** The path as the framework has it here: behind a mount, without the prefix of the mount. */
  readonly path: string;
  /** The target of the request line, as the client sent it. */
  readonly target: string;
}

/**
 * Returns a function that is true for a request that an application may answer as one on the paths of the option, or
 * below them; undefined if there is no option `path`, and all requests are meant.
 *
 * Applications do not agree on what a path is. They ignore case or do not, decode once, twice or not at all, and remove
 * slashes, dots and parameters, or keep them; for Connect `/voice.x` is below `/voice`. A guard may cover too much and
 * never too little, so a request is covered if any reading of its path is. A path with `.` or `..` as a segment, which
 * no client sends unless it is made to, is always covered.
 *
 * @throws BxmlError (`options.path`), also for a `path` that is present without a value.
 */
export function guardedPaths(options: PathOptions): ((request: RequestPaths) => boolean) | undefined {
  if (!('path' in options)) return undefined;
  const option: PathOption | undefined = options.path;
  if (typeof option === 'function') {
    return ({ path }) => option(path) !== false || readingsOf(path).some((r) => r === ANY || option(`/${r}`) !== false);
  }
  const guarded = pathRules(option).flatMap(({ path }) => readingsOf(path));
  const covers = (reading: string): boolean =>
    reading === ANY ||
    guarded.some((path) => path === '' || [path, `${path}/`, `${path}.`].includes(reading.slice(0, path.length + 1)));
  return ({ path, target }) => readingsOf(path).some(covers) || (target !== path && readingsOf(target).some(covers));
}

/** The reading of a path with dot segments: it may be any path. */
const ANY = '..';

/** Returns everything that a path may be read as, in lower case and without slashes at its ends. */
function readingsOf(target: string): readonly string[] {
  const path = target.replace(/[?#].*$/s, '');
  // What follows two slashes is a host for a program that resolves the target as a URL.
  const afterHost = /^(?:[a-z][a-z\d+.-]*:)?[/\\]{2,}[^/\\]*(.*)$/is.exec(path)?.[1];
  // Without slashes after it a scheme may be skipped.
  const afterScheme = /^[a-z][a-z\d+.-]*:(.*)$/is.exec(path)?.[1];
  const paths = [path, afterHost, afterScheme].filter((one) => one !== undefined);
  const texts = paths.flatMap((one) => (isAscii(one) ? [one] : [utf8Bytes(one), one])).flatMap(textsIn);
  return [...new Set(texts.map(segments))];
}

/** Returns a path without what programs ignore in it. */
function segments(text: string): string {
  const all = text.split(/[/\\]/).map((segment) => segment.replace(/[;?#].*$/s, '').replace(/[\0-\x20\x7f]+/g, ''));
  if (all.includes('.') || all.includes('..')) return ANY;
  return all.filter((segment) => segment !== '').join('/');
}

/** Returns the decoded forms of a path whose characters are bytes, in one case: as UTF-8, and as Latin-1. */
function textsIn(path: string): readonly string[] {
  const bytes = decodedWhole(path);
  if (isAscii(bytes)) return [bytes.toLowerCase()];
  const utf8 = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  // To capitals and back: several letters may share a capital.
  return [utf8, bytes].map((text) => text.normalize('NFKC').toUpperCase().toLowerCase());
}

/** Decodes a path until nothing is left to decode: each escape that comes to be is decoded too. One pass. */
function decodedWhole(path: string): string {
  if (!path.includes('%')) return path;
  const decoded: string[] = [];
  for (const character of path) {
    decoded.push(character);
    while (decoded.length > 2 && decoded[decoded.length - 3] === '%') {
      const digits = decoded.slice(-2).join('');
      if (!/^[\da-f]{2}$/i.test(digits)) break;
      decoded.length -= 3;
      decoded.push(String.fromCharCode(Number.parseInt(digits, 16)));
    }
  }
  return decoded.join('');
}

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

/** Returns the bytes of a string in UTF-8, each as a character. */
function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
