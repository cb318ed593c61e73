/** True if a path has characters that make it a pattern. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/**
 * Returns the folder that a pattern begins with, and the rest: `calls/**` is `calls` and `**`. Roots of Windows, such as `C:/`
 * and `//?/C:/`, belong to the folder.
 */
export function splitGlob(pattern: string): { readonly base: string; readonly rest: string } {
  const [root = ''] = /^(?:\/\/[?.]\/)?(?:[A-Za-z]:\/|\/)?/.exec(pattern) ?? [];
  const parts = pattern.slice(root.length).split('/');
  const first = parts.findIndex(isGlob);
  const base = root + parts.slice(0, first).join('/');
  return { base: base === '' ? '.' : base, rest: parts.slice(first).join('/') };
}

/**
 * Returns a function that is true for the paths that a pattern matches. `*` and `?` match within a segment, `**` any
 * segments, `[a-z]` a character, and `{a,b}` one of several. Segments are separated by `/`.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const patterns = expandBraces(pattern).map((each) => each.split('/').map(segmentMatcher));
  return (path) => {
    const segments = path.split('/');
    return patterns.some((matchers) => matches(matchers, segments));
  };
}

type SegmentMatcher = '**' | RegExp;

function segmentMatcher(segment: string): SegmentMatcher {
  if (segment === '**') return '**';
  const source = segment.replace(/\[!?(?:\][^\]]*|[^\]]+)\]|[\\^$.|+()[\]{}]|\*+|\?/g, (part) => {
    if (part.startsWith('*')) return '[^/]*';
    if (part === '?') return '[^/]';
    return part.length > 1 ? characterClass(part) : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'u');
}

/** Returns the class of a bracket expression. A range from a later character to an earlier one matches nothing. */
function characterClass(part: string): string {
  const isNegated = part.startsWith('[!');
  const inside = part
    .slice(isNegated ? 2 : 1, -1)
    .replace(/(.)-(.)|[\\\]^[-]/gsu, (each, from?: string, to?: string) => {
      if (from === undefined || to === undefined) return `\\${each}`;
      return from <= to ? `${escapedInClass(from)}-${escapedInClass(to)}` : '';
    });
  return `[${isNegated ? '^' : ''}${inside}]`;
}

const escapedInClass = (character: string): string => character.replace(/[\\\]^[-]/, '\\$&');

/** Compares segments from the left. Keeps the last `**`, so that the time is limited by the product of both lengths. */
function matches(matchers: readonly SegmentMatcher[], segments: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  for (let index = 0; index < segments.length; ) {
    const matcher = matchers[at];
    if (matcher === '**') {
      star = at++;
      starAt = index;
    } else if (matcher?.test(segments[index] ?? '')) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++starAt;
    } else return false;
  }
  return matchers.slice(at).every((matcher) => matcher === '**');
}

/** The maximum number of patterns that braces may stand for. */
const MAX_PATTERNS = 1000;

function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = /\{([^{}]*)\}/.exec(next);
    if (braces === null || done.length + open.length > MAX_PATTERNS) {
      done.push(next);
      continue;
    }
    const { index } = braces;
    for (const choice of (braces[1] ?? '').split(',').reverse()) {
      open.push(next.slice(0, index) + choice + next.slice(index + braces[0].length));
    }
  }
  return done;
}
