import { type PathOption, type PathOptions, pathRules } from './match-path.js';

/** A path of a request, for {@link guardedPaths}. */
export interface RequestPaths {
  /** The framework's path of the request. Inside a mount, it is without the mount's prefix. */
  readonly path: string;
  /** The target of the request line, as the client sent it. */
  readonly target: string;
}

/**
 * Returns a predicate that is true if an application may route the request to a path in the option `path` or below it.
 * Returns undefined if the options have no `path`, which means every request.
 *
 * Routers disagree about paths. Some ignore case; some decode once, twice or never; some remove slashes, dots and
 * parameters; for Connect, `/voice.x` is below `/voice`. A guard must never cover too little, so a request is covered
 * if any reading of its path is. A path with a segment `.` or `..`, which clients normally resolve before they send it,
 * is always covered.
 *
 * @throws BxmlError (`options.path`), also if `path` is explicitly undefined.
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

/** The interpretation of a path with dot segments, which may resolve to any path. */
const ANY = '..';

/** Returns every possible interpretation of a path, in lower case and without slashes at its ends. */
function readingsOf(target: string): readonly string[] {
  const path = target.replace(/[?#].*$/s, '');
  // A program that resolves the target as a URL reads the part after two slashes as the host.
  const afterHost = /^(?:[a-z][a-z\d+.-]*:)?[/\\]{2,}[^/\\]*(.*)$/is.exec(path)?.[1];
  // A scheme without slashes after it may be skipped.
  const afterScheme = /^[a-z][a-z\d+.-]*:(.*)$/is.exec(path)?.[1];
  const paths = [path, afterHost, afterScheme].filter((one) => one !== undefined);
  const texts = paths.flatMap((one) => (isAscii(one) ? [one] : [utf8Bytes(one), one])).flatMap(textsIn);
  return [...new Set(texts.map(segments))];
}

/** Returns a path without the parts that routers may ignore: empty segments, parameters, control characters. */
function segments(text: string): string {
  const all = text.split(/[/\\]/).map((segment) => segment.replace(/[;?#].*$/s, '').replace(/[\0-\x20\x7f]+/g, ''));
  if (all.includes('.') || all.includes('..')) return ANY;
  return all.filter((segment) => segment !== '').join('/');
}

/** Returns the decoded forms of a path whose characters are bytes, in one case: as UTF-8, and as Latin-1. */
function textsIn(path: string): readonly string[] {
  const bytes = decodeFully(path);
  if (isAscii(bytes)) return [bytes.toLowerCase()];
  const utf8 = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  // To upper case and back, because several letters may share one upper-case form.
  return [utf8, bytes].map((text) => text.normalize('NFKC').toUpperCase().toLowerCase());
}

/** Decodes percent-encoding repeatedly until none is left, including escapes that decoding creates. Takes one pass. */
function decodeFully(path: string): string {
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

/** Returns the UTF-8 bytes of a string, each as one character. */
function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
