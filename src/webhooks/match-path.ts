import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';

/**
 * Paths of requests: one, several, or a function that returns `true` for each of them.
 *
 * `'/voice'` is a path, and `'/voice/*'` is that path with every path below it. There are no other patterns: parameters
 * such as `:id`, other wildcards and regular expressions are refused.
 */
export type PathOption = string | readonly string[] | ((path: string) => boolean);

/** A path of the option. */
interface PathRule {
  /** The path, without a wildcard at its end. */
  readonly path: string;
  /** True if the paths below it are meant too. */
  readonly withSubpaths: boolean;
}

/** Options that may have a `path`. */
export interface PathOptions {
  readonly path?: PathOption;
}

/**
 * Returns a function that is true for the paths in the option `path`; undefined if the options have none, and all paths
 * are meant. Paths are compared as they are written.
 *
 * @throws BxmlError (`options.path`), also for a `path` that is present without a value.
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
 * Returns the paths of an option, each checked.
 *
 * @throws BxmlError (`options.path`)
 */
export function pathRules(option: string | readonly string[] | undefined): readonly PathRule[] {
  const paths: readonly unknown[] = Array.isArray(option) ? Array.from(option) : [option];
  if (paths.length === 0) {
    throw wrongPath('is an empty array', 'Leave the option out to mean every path, or name the paths.');
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

/** True if the function returns true for the path. A promise would count as true, so it is an error. */
function matchesPredicate(option: (path: string) => boolean, path: string): boolean {
  const isOwned: unknown = option(path);
  if (typeof isOwned !== 'object' || isOwned === null || !('then' in isOwned)) return Boolean(isOwned);
  throw BxmlError.of('options.path', 'The function in path returned a promise; expected true or false.', {
    hint: 'Decide by the path alone, without waiting for anything.',
  });
}

function wrongPath(what: string, hint: string): BxmlError {
  return BxmlError.of('options.path', `path ${what}; expected a path that begins with / and has no query.`, { hint });
}

const EXAMPLES =
  "Write path: '/webhooks', '/webhooks/*' for all below it too, an array of paths, or a function of the path.";

function hintForValue(value: unknown): string {
  if (value instanceof RegExp)
    return 'Write path: (path) => pattern.test(path), with the regular expression as pattern.';
  if (value instanceof URL) return `Write the path alone: ${quoted(value.pathname)}.`;
  if (value === undefined || value === null) return `Is an environment variable missing? ${EXAMPLES}`;
  return EXAMPLES;
}

/** Text that is meant as a pattern: wildcards, parameters, groups, and the ends and repetitions of regular expressions. */
const PATTERN = /[*(){}[\]|^\\<>"`]|:[\w$]|\$$|\.\+/;

/** Returns the hint for what is wrong with a path; undefined for a path that a request can have. */
function faultIn(path: string): string | undefined {
  if (path === '') return `Is an environment variable missing? ${EXAMPLES}`;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(path)) return urlHint(path);
  if (/[\s\0-\x1f\x7f-\x9f]/.test(path)) return 'A path has no spaces; write %20 if one is meant.';
  const withoutQuery = path.replace(/[?#].*$/s, '');
  if (PATTERN.test(withoutQuery)) return patternHint(withoutQuery.replace(/^\^/, ''));
  if (withoutQuery !== path) return `Leave the query and the fragment out: ${quoted(withoutQuery || '/')}.`;
  if (!path.startsWith('/')) return `Did you mean ${quoted(`/${path}`)}?`;
  if (path.includes('//')) return `Did you mean ${quoted(path.replace(/\/{2,}/g, '/'))}?`;
  if (/\/\.{1,2}(?:\/|$)/.test(path)) return `Did you mean ${quoted(new URL(path, 'http://host').pathname)}?`;
  if (/%(?![\da-f]{2})/i.test(path)) return 'Write %25 for a percent sign.';
  return isWellFormed(path) ? undefined : 'The text has half of a character in it.';
}

function patternHint(pattern: string): string {
  const literal = pattern.slice(0, PATTERN.exec(pattern)?.index);
  const isWildcard = /^(?:\(\.\*\)|\.?\*)?$/.test(pattern.slice(literal.length));
  const start = (isWildcard ? literal.replace(/\.$/, '') : literal.replace(/[^/]*$/, '')).replace(/\/+$/, '');
  const prefix = /^(?:\/[^/]+)*$/.test(start) ? start : '';
  return `Paths are not patterns. Write ${quoted(`${prefix}/*`)} for ${prefix === '' ? 'every path' : `${quoted(prefix)} and all paths below it`}, an array of paths, or a function of the path.`;
}

function urlHint(text: string): string {
  return URL.canParse(text)
    ? `Write the path alone, without the host: ${quoted(new URL(text).pathname)}.`
    : `Write the path alone, without the host. ${EXAMPLES}`;
}

function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the path as requests have it: with its characters beyond ASCII escaped. */
function encodeNonAscii(path: string): string {
  return path.replace(/[^\0-\x7f]+/g, encodeURIComponent);
}
