import { quoted } from '../problems/inspect.js';
import type { Fault } from '../problems/problem.js';

// Finds URLs and words that are valid but cannot be intended: they contain the text of a missing value, a template that
// was not filled in, the text of an object, or two joined URLs.

/** What is wrong with a URL. An `accident` is a warning: the URL can be requested, but is probably not the intended one. */
export interface UrlFinding {
  readonly kind: 'pattern' | 'accident';
  /** The end of a message that begins with the URL. */
  readonly allowed: string;
  readonly hint?: string | undefined;
}

/**
 * Performance: matches all URLs that need the detailed checks, and few others, in one pass.
 */
const SUSPECT = /[@{}<>[\]$%]|undefined|null|NaN|^:|\/:|:\/\/[^a-z\d]|^https?\/\//i;

/** Index of the latest possible colon of a scheme, plus one. A later colon begins a port or a second scheme. */
const AFTER_SCHEME = 6;

/** Returns what is wrong with a URL that has the form of a URL, absolute or relative; `undefined` if nothing is. */
export function urlFinding(url: string): UrlFinding | undefined {
  if (!SUSPECT.test(url) && url.indexOf(':', AFTER_SCHEME) === -1) return undefined;
  const parts = partsOf(url);
  return hostFault(parts) ?? accident(url, parts);
}

/** Returns a hint for text that does not have the form of a URL, if there is one. */
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
      hint: 'Check the variable for the host.',
    };
  }
  // By the URL standard, a colon without a port means the default port.
  if (port === '' || (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) return undefined;
  return {
    kind: 'pattern',
    allowed: 'its port must be a number from 1 to 65535',
    hint: TEMPLATE.test(port) ? TEMPLATE_HINT : 'Check the variable for the port.',
  };
}

const OBJECT_HINT = 'An object was put into the URL: use one of its fields.';
const TEMPLATE_HINT =
  'A template was not filled in. JavaScript fills in template literals, which are between backticks, not quotes.';
const VARIABLE_HINT = 'Check the variables that the URL is made of.';
const JOIN_HINT = 'Use new URL(path, base).href, which accepts absolute URLs too.';

function accident(url: string, { authority, path, query }: UrlParts): UrlFinding | undefined {
  const found = (allowed: string, hint: string): UrlFinding => ({ kind: 'accident', allowed, hint });
  if (OBJECT.test(url)) return found('it contains the text of an object', OBJECT_HINT);
  // In a query, an encoded template may be intended.
  const placeholder = placeholderIn(url) ?? placeholderIn(withBraces(`${authority ?? ''}${path}`));
  if (placeholder !== undefined)
    return found(`${placeholder} looks like a template that was not filled in`, TEMPLATE_HINT);
  if (authority?.includes('$') === true)
    return found('its host contains a variable that was not filled in', TEMPLATE_HINT);
  if (authority === undefined && /^https?\/\//i.test(path)) {
    return found('its scheme has no colon', 'Write http:// or https://.');
  }
  if (isJoined(`${authority ?? ''}${path}`)) return found('it contains a second URL', JOIN_HINT);
  const lost = lostInHost(authority) ?? lostInPath(path) ?? lostInQuery(query);
  return lost === undefined
    ? undefined
    : found(`it contains "${lost}", which looks like the text of a missing value`, VARIABLE_HINT);
}

/** The text of an object: `[object Object]`, encoded or not. */
const OBJECT = /(?:\[|%5B)object(?: |\+|%20)[A-Z]\w*(?:\]|%5D)/i;

/** ${name}, #{name}, {{name}}, {name} and <name>; not JSON, and not the {…} of a GUID. */
const TEMPLATE =
  /[$#]\{[^{}]*\}|\{\{[^{}]*\}\}|\{[+#./;?&]?[A-Za-z_$](?:[\w.,*:]*|[A-Za-z_.-]*)\}|<[A-Za-z][\w.-]*>|<%/;

/** Format specifiers such as `%s`, except for two hexadecimal digits, which encode a character. */
const FORMAT = /%(?:\d\$)?[sdjoif](?![A-Za-z\d])/;

/** A parameter in a route: `:id`, `[id]`, `{}`, `{0}`. */
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

/** Paths of services that request the URL after them. */
const FETCHING = /(?:^|\/)(?:fetch|proxy|cors|web\/\d{4,14}[a-z_]*)\/$/i;

function isJoined(afterScheme: string): boolean {
  const second = afterScheme.search(/https?:\//i);
  return second !== -1 && !FETCHING.test(afterScheme.slice(0, second));
}

function lostInHost(authority: string | undefined): string | undefined {
  const [host] = hostAndPort(authority ?? '');
  if (host === 'NaN') return host;
  // A domain that can be registered. A missing subdomain is followed by more: null.example.com.
  if (/^(?:www\.)?null\.[a-z]{2,}$/i.test(host)) return undefined;
  return /(?:^|\.)(undefined|null)(?=\.|$)/.exec(host)?.[1] ?? LOST_PART.exec(host)?.[1];
}

function lostInPath(path: string): string | undefined {
  let isTitle = false;
  for (const segment of path.split('/')) {
    // The word may be the title of an article.
    const lost = isTitle && TITLE.test(segment) ? undefined : lostIn(segment);
    if (lost !== undefined) return lost;
    isTitle = TITLES.test(segment);
  }
  return undefined;
}

/** Segments before the title of an article. */
const TITLES = /^(?:wiki|glossary|dictionary)$/i;

const TITLE = /^(?:undefined|null|NaN)$/;

/** Parameters with search terms, which may be the word "null". */
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
 * A missing value as a whole segment, a file name or an item of a list: undefined, NaN.mp3, ids=1,null. Not the name of a
 * Markdown page, which may be about the word.
 */
const LOST_WHOLE = /(?:^|[=:,;@])(undefined|null|NaN)(?=$|[=:,;@])|^(undefined|NaN)(?=\.(?!mdx?$)\w+$)/;

/** A missing value joined to other text: menu-undefined, vundefined, undefined7; not words such as undefined-terms. */
const LOST_PART = /[-_.](undefined|NaN)$|[A-Za-z\d](undefined)|(undefined)(?:[-_]?\d|(?!s\b|ness|ly)[a-z])/;

function lostIn(segment: string): string | undefined {
  const words = segment.replaceAll('%20', ' ');
  const found = LOST_WHOLE.exec(words) ?? LOST_PART.exec(words);
  return found?.slice(1).find((word) => word !== undefined);
}

/** The text of an object in speech, such as `[object Object]`. */
const SPOKEN_OBJECT = /\[object [A-Z]\w*\]/;

/** `NaN` as a separate word. */
const NOT_A_NUMBER = /(?<![\w-])NaN(?![\w-])/;

/**
 * Returns the problem with spoken text that cannot be intended: the text of an object, `NaN`, or `undefined` as the whole
 * text. Within a sentence, the word "undefined" may be intended.
 */
export function speechAccident(text: string): Fault | undefined {
  // Performance: a search for one character is faster than one for a word.
  if (!text.includes('[') && !text.includes('N') && text !== 'undefined') return undefined;
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
  message: `The speech contains ${quoted(word)}, which looks like ${what}.`,
  hint,
});
