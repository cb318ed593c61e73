import { quoted } from '../problems/inspect.js';
import type { Fault } from '../problems/problem.js';

// URLs and words that are valid by their characters, and yet cannot be meant: made of a missing variable, of a template
// that was not filled in, of an object, or of two URLs joined.

/** What is wrong with a URL. An accident is a warning: the URL can be fetched, but it is not the one that was meant. */
export interface UrlFinding {
  readonly kind: 'pattern' | 'accident';
  /** The end of a sentence that begins with the URL. */
  readonly allowed: string;
  readonly hint?: string | undefined;
}

/**
 * Finds every URL that has to be looked at closely, and few others.
 * Performance: one pass over characters, on URLs that no document had before.
 */
const SUSPECT = /[@{}<>[\]$%]|undefined|null|NaN|^:|\/:|:\/\/[^a-z\d]|^https?\/\//i;

/** Where the colon of a scheme stands at the latest: behind it a colon begins a port, or a second scheme. */
const AFTER_SCHEME = 6;

/** Returns what is wrong with a URL of the right form, absolute or relative, or nothing. */
export function urlFinding(url: string): UrlFinding | undefined {
  if (!SUSPECT.test(url) && url.indexOf(':', AFTER_SCHEME) === -1) return undefined;
  const parts = partsOf(url);
  return hostFault(parts) ?? accident(url, parts);
}

/** Returns how to fix a URL that is not of the right form, if that is known. */
export function hintForUrl(url: string): string | undefined {
  if (OBJECT.test(url)) return OBJECT_HINT;
  if (TEMPLATE.test(url)) return TEMPLATE_HINT;
  if (/^(?:https?|wss?):\/?(?!\/)/i.test(url)) {
    return 'Two slashes follow the scheme, as in https://. path.join() drops one: use new URL(path, base).';
  }
  return /\s/.test(url.trim()) ? 'Write %20 for a space.' : undefined;
}

interface UrlParts {
  /** User, host and port; `undefined` for a relative URL without a host. */
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string;
}

function partsOf(url: string): UrlParts {
  const start = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.exec(url)?.[0].length ?? 0;
  const rest = url.slice(start);
  // In a template, such as #{id}, a # does not begin a fragment.
  const end = rest.search(/#(?!\{)/);
  const whole = end === -1 ? rest : rest.slice(0, end);
  const question = whole.indexOf('?');
  const beforeQuery = question === -1 ? whole : whole.slice(0, question);
  const query = question === -1 ? '' : whole.slice(question + 1);
  if (start === 0) return { authority: undefined, path: beforeQuery, query };
  const slash = beforeQuery.indexOf('/');
  if (slash === -1) return { authority: beforeQuery, path: '', query };
  return { authority: beforeQuery.slice(0, slash), path: beforeQuery.slice(slash), query };
}

/** The host and the port in an authority. The host of an IPv6 address keeps its brackets. */
function hostAndPort(authority: string): readonly [host: string, port: string] {
  const place = authority.slice(authority.lastIndexOf('@') + 1);
  const ipv6 = place.startsWith('[') ? place.indexOf(']') : -1;
  const colon = place.indexOf(':', ipv6 + 1);
  return colon === -1 ? [place, ''] : [place.slice(0, colon), place.slice(colon + 1)];
}

const LETTER_OR_DIGIT = '[\\p{L}\\p{N}]';

function hostFault({ authority }: UrlParts): UrlFinding | undefined {
  if (authority === undefined) return undefined;
  const [host, port] = hostAndPort(authority);
  // [::] is the shortest IPv6 address. Not a literal: see withoutUnseen in src/problems/inspect.ts.
  if (!/[a-z\d]/i.test(host) && !new RegExp(LETTER_OR_DIGIT, 'u').test(host) && host !== '[::]') {
    return {
      kind: 'pattern',
      allowed: host === '' ? 'it has no host' : 'its host has neither letters nor digits',
      hint: 'Check the variable that the host is taken from.',
    };
  }
  // A colon without a port is the default port, as the URL standard has it.
  if (port === '' || (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return undefined;
  return {
    kind: 'pattern',
    allowed: 'its port must be a number from 1 to 65535',
    hint: TEMPLATE.test(port) ? TEMPLATE_HINT : 'Check the variable that the port is taken from.',
  };
}

const OBJECT_HINT = 'An object was written into the URL: write the field that is meant.';
const TEMPLATE_HINT =
  'A template was not filled in. JavaScript fills in what stands between backticks, not between quotes.';
const VARIABLE_HINT = 'Check the variable that the URL is made of.';
const JOIN_HINT = 'Use new URL(path, base).href, which takes an absolute path as it is.';

function accident(url: string, { authority, path, query }: UrlParts): UrlFinding | undefined {
  const found = (allowed: string, hint: string): UrlFinding => ({ kind: 'accident', allowed, hint });
  if (OBJECT.test(url)) return found('it holds the text of an object', OBJECT_HINT);
  // Encoded in a query it may be meant: a template can be a parameter.
  const placeholder = placeholderIn(url) ?? placeholderIn(withBraces(`${authority ?? ''}${path}`));
  if (placeholder !== undefined)
    return found(`${placeholder} looks like a template that was not filled in`, TEMPLATE_HINT);
  if (authority?.includes('$') === true)
    return found('its host holds a variable that was not filled in', TEMPLATE_HINT);
  if (authority === undefined && /^https?\/\//i.test(path)) {
    return found('its scheme lacks a colon', 'Write http:// or https://.');
  }
  if (isJoined(`${authority ?? ''}${path}`)) return found('it holds a second URL', JOIN_HINT);
  const lost = lostInHost(authority) ?? lostInPath(path) ?? lostInQuery(query);
  return lost === undefined
    ? undefined
    : found(`"${lost}" in it looks like the text of a missing value`, VARIABLE_HINT);
}

/** The text of an object: `[object Object]`, encoded or not. */
const OBJECT = /(?:\[|%5B)object(?: |\+|%20)[A-Z]\w*(?:\]|%5D)/i;

/** ${name}, #{name}, {{name}}, {name} and <name>; not JSON, and not the {…} of a GUID. */
const TEMPLATE =
  /[$#]\{[^{}]*\}|\{\{[^{}]*\}\}|\{[+#./;?&]?[A-Za-z_$](?:[\w.,*:]*|[A-Za-z_.-]*)\}|<[A-Za-z][\w.-]*>|<%/;

/** `%s` and its like; two hexadecimal digits would be a character. */
const FORMAT = /%(?:\d\$)?[sdjoif](?![A-Za-z\d])/;

/** A segment of a path as routers write it: `:id`, `[id]`, `{}`, `{0}`. */
const ROUTE = /(?:^|\/)(:[A-Za-z_]\w*[?*+]?|\[{1,2}(?:\.{3})?[A-Za-z_]\w*\]{1,2}|\{\d*\})(?=\/|$)/;

function placeholderIn(url: string): string | undefined {
  const template = TEMPLATE.exec(url)?.[0];
  // Markup in a query is not a placeholder.
  if (template !== undefined && !(template.startsWith('<') && url.includes('</'))) return template.slice(0, 40);
  const format = FORMAT.exec(url)?.[0];
  if (format !== undefined) return format;
  const question = url.search(/[?#]/);
  return ROUTE.exec(question === -1 ? url : url.slice(0, question))?.[1]?.slice(0, 40);
}

const withBraces = (text: string): string =>
  text.replace(/%(?:7B|7D|24|3C|3E)/gi, (encoded) => String.fromCharCode(Number.parseInt(encoded.slice(1), 16)));

/** Services that fetch the URL which follows in their path. */
const FETCHING = /(?:^|\/)(?:fetch|proxy|cors|web\/\d{4,14}[a-z_]*)\/$/i;

function isJoined(afterScheme: string): boolean {
  const second = afterScheme.search(/https?:\//i);
  return second !== -1 && !FETCHING.test(afterScheme.slice(0, second));
}

function lostInHost(authority: string | undefined): string | undefined {
  const [host] = hostAndPort(authority ?? '');
  if (host === 'NaN') return host;
  // A name that can be registered; a missing subdomain has more behind it: null.example.com.
  if (/^(?:www\.)?null\.[a-z]{2,}$/i.test(host)) return undefined;
  return /(?:^|\.)(undefined|null)(?=\.|$)/.exec(host)?.[1] ?? LOST_PART.exec(host)?.[1];
}

function lostInPath(path: string): string | undefined {
  let isTitle = false;
  for (const segment of path.split('/')) {
    // The title of an article may be the word itself.
    const lost = isTitle && TITLE.test(segment) ? undefined : lostIn(segment);
    if (lost !== undefined) return lost;
    isTitle = TITLES.test(segment);
  }
  return undefined;
}

/** Segments of a path before the title of an article. */
const TITLES = /^(?:wiki|glossary|dictionary)$/i;

const TITLE = /^(?:undefined|null|NaN)$/;

/** Names of parameters that carry what people search for, which may be the word "null". */
const SEARCH = /^(?:q|query|search|term|keyword)s?$/i;

function lostInQuery(query: string): string | undefined {
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals === -1 ? pair : pair.slice(0, equals);
    if (name === 'undefined') return name;
    const value = equals === -1 ? '' : pair.slice(equals + 1);
    if (value === 'null' && SEARCH.test(name)) continue;
    const lost = lostInPath(value.replace(/%2F/gi, '/'));
    if (lost !== undefined) return lost;
  }
  return undefined;
}

/**
 * A missing value that is the whole segment, a file name, or one of a list: undefined, NaN.mp3, ids=1,null. A page in
 * Markdown may be about the word.
 */
const LOST_WHOLE = /(?:^|[=:,;@])(undefined|null|NaN)(?=$|[=:,;@])|^(undefined|NaN)(?=\.(?!mdx?$)\w+$)/;

/** One that was joined to other text: menu-undefined, vundefined, undefined7. Words such as undefined-terms are not. */
const LOST_PART = /[-_.](undefined|NaN)$|[A-Za-z\d](undefined)|(undefined)(?:[-_]?\d|(?!s\b|ness|ly)[a-z])/;

function lostIn(segment: string): string | undefined {
  const words = segment.replaceAll('%20', ' ');
  const found = LOST_WHOLE.exec(words) ?? LOST_PART.exec(words);
  return found?.slice(1).find((word) => word !== undefined);
}

/** The text of an object, such as `[object Object]`, in words that are spoken. */
const SPOKEN_OBJECT = /\[object [A-Z]\w*\]/;

/** Not a number, as a word of its own. */
const NOT_A_NUMBER = /(?<![\w-])NaN(?![\w-])/;

/**
 * Returns the fault of a text that is spoken although it cannot be meant: the text of an object, `NaN`, or a child that
 * is `undefined` in letters. Within a sentence the word "undefined" may be meant.
 * Performance: plain searches, on words that no document had before.
 */
export function speechAccident(text: string): Fault | undefined {
  if (!text.includes('[object ') && !text.includes('NaN') && text !== 'undefined') return undefined;
  const object = SPOKEN_OBJECT.exec(text)?.[0];
  if (object !== undefined) {
    return spokenAccident(
      object,
      'the text of an object',
      'Write the field that is to be spoken, such as {customer.name}.',
    );
  }
  if (text !== 'undefined' && !NOT_A_NUMBER.test(text)) return undefined;
  const word = text === 'undefined' ? text : 'NaN';
  return spokenAccident(word, 'the text of a missing value', 'Check the variable that the text is made of.');
}

const spokenAccident = (word: string, what: string, hint: string): Fault => ({
  code: 'speak.accidental',
  level: 'warning',
  message: `The speech holds ${quoted(word)}, which looks like ${what}.`,
  hint,
});
