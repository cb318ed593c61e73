import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';

/**
 * Request paths: a string, an array of strings, or a predicate that returns `true` for a matching path.
 *
 * `'/voice'` matches that path; `'/voice/*'` matches it and every path below it. No other patterns are supported:
 * parameters such as `:id`, other wildcards and regular expressions throw.
 */
export type PathOption = string | readonly string[] | ((path: string) => boolean);

/** One path of the option. */
interface PathRule {
  /** The path, without a wildcard at its end. */
  readonly path: string;
  /** True if it matches the paths below it too. */
  readonly withSubpaths: boolean;
}

/** Options that may have a `path`. */
export interface PathOptions {
  readonly path?: PathOption;
}

/**
 * Returns a predicate for the option `path`; undefined if the options have no `path`, which means every path. Compares
 * paths literally: case-sensitive and without decoding.
 *
 * @throws BxmlError (`options.path`), also if `path` is explicitly undefined.
 */
export function pathMatcher(options: PathOptions): ((path: string) => boolean) | undefined {
  if (!('path' in options)) return undefined;
  const option: PathOption | undefined = options.path;
  if (typeof option === 'function') return (path) => matchesPredicate(option, path);
  const exact = new Set<string>();
  const below: string[] = [];
  for (const { path, withSubpaths } of pathRules(option)) {
    for (const spelling of [path, encodeNonAscii(path)]) {
      exact.add(spelling);
      if (withSubpaths) below.push(spelling === '/' ? '/' : `${spelling}/`);
    }
  }
  return (path) => exact.has(path) || below.some((start) => path.startsWith(start));
}

/**
 * Validates and returns the paths of the option.
 *
 * @throws BxmlError (`options.path`)
 */
export function pathRules(option: string | readonly string[] | undefined): readonly PathRule[] {
  const paths: readonly unknown[] = Array.isArray(option) ? Array.from(option) : [option];
  if (paths.length === 0) {
    throw wrongPath('is an empty array', 'List the paths, or omit path to handle every path.');
  }
  return paths.map((path) => {
    if (typeof path !== 'string') throw wrongPath(`is ${inspect(path)}`, hintForValue(path));
    const rule = ruleOf(path);
    const fault = faultIn(rule.path);
    if (fault !== undefined) throw wrongPath(`is ${quoted(path)}`, fault);
    return rule;
  });
}

function ruleOf(path: string): PathRule {
  if (!path.endsWith('/*')) return { path, withSubpaths: false };
  return { path: path === '/*' ? '/' : path.slice(0, -2), withSubpaths: true };
}

/** True if the predicate returns true for the path. A promise would always be truthy, so it throws. */
function matchesPredicate(option: (path: string) => boolean, path: string): boolean {
  const isOwned: unknown = option(path);
  if (typeof isOwned !== 'object' || isOwned === null || !('then' in isOwned)) return Boolean(isOwned);
  throw BxmlError.of('options.path', 'The function in path returned a promise; expected true or false.', {
    hint: 'Use a synchronous function that depends only on the path.',
  });
}

function wrongPath(what: string, hint: string): BxmlError {
  return BxmlError.of('options.path', `path ${what}; expected a path that starts with / and has no query.`, { hint });
}

const EXAMPLES =
  "Write path: '/webhooks', or '/webhooks/*' to include everything below it, an array of paths, or a predicate.";

function hintForValue(value: unknown): string {
  if (value instanceof RegExp)
    return 'Write path: (path) => pattern.test(path), with the regular expression as pattern.';
  if (value instanceof URL) return `Write only the path: ${quoted(value.pathname)}.`;
  if (value === undefined || value === null) return `Is an environment variable missing? ${EXAMPLES}`;
  return EXAMPLES;
}

/** Matches pattern syntax: wildcards, parameters, groups, anchors and quantifiers of regular expressions. */
const PATTERN = /[*(){}[\]|^\\<>"`]|:[\w$]|\$$|\.\+/;

/** Returns the hint for an invalid path; undefined if a request can have this path. */
function faultIn(path: string): string | undefined {
  if (path === '') return `Is an environment variable missing? ${EXAMPLES}`;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(path)) return urlHint(path);
  if (/[\s\0-\x1f\x7f-\x9f]/.test(path))
    return 'A path cannot contain white space or control characters. Encode a space as %20.';
  const withoutQuery = path.replace(/[?#].*$/s, '');
  if (PATTERN.test(withoutQuery)) return patternHint(withoutQuery.replace(/^\^/, ''));
  if (withoutQuery !== path) return `Remove the query and fragment: ${quoted(withoutQuery || '/')}.`;
  if (!path.startsWith('/')) return `Did you mean ${quoted(`/${path}`)}?`;
  if (path.includes('//')) return `Did you mean ${quoted(path.replace(/\/{2,}/g, '/'))}?`;
  if (/\/\.{1,2}(?:\/|$)/.test(path)) return `Did you mean ${quoted(new URL(path, 'http://host').pathname)}?`;
  if (/%(?![\da-f]{2})/i.test(path)) return 'Write %25 for a percent sign.';
  return isWellFormed(path) ? undefined : 'The path contains a lone surrogate.';
}

function patternHint(pattern: string): string {
  const literal = pattern.slice(0, PATTERN.exec(pattern)?.index);
  const isWildcard = /^(?:\(\.\*\)|\.?\*)?$/.test(pattern.slice(literal.length));
  const start = (isWildcard ? literal.replace(/\.$/, '') : literal.replace(/[^/]*$/, '')).replace(/\/+$/, '');
  const prefix = /^(?:\/[^/]+)*$/.test(start) ? start : '';
  return `Patterns are not supported. Write ${quoted(`${prefix}/*`)} for ${prefix === '' ? 'every path' : `${quoted(prefix)} and everything below it`}, an array of paths, or a predicate.`;
}

function urlHint(text: string): string {
  return URL.canParse(text)
    ? `Write only the path, without the host: ${quoted(new URL(text).pathname)}.`
    : `Write only the path, without the host. ${EXAMPLES}`;
}

function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the path with non-ASCII characters percent-encoded, as in requests. */
function encodeNonAscii(path: string): string {
  return path.replace(/[^\0-\x7f]+/g, encodeURIComponent);
}
