import { type CharacterReport, escapeAttribute } from '../xml/characters.js';
import { decimalText, numberFault, stringFault, urlFault, webSocketFault } from './check-value.js';
import type { CompiledAttribute } from './compiled-attribute.js';

/**
 * Returns the value of an attribute as it is written between the quotes; `undefined` if it breaks the attribute's rule.
 * `attributeFault` says why then.
 */
export function writtenValue(
  { rule, freeUpTo, isPlain }: CompiledAttribute,
  value: unknown,
  report: CharacterReport,
): string | undefined {
  switch (rule.type) {
    case 'string':
      if (typeof value !== 'string') return undefined;
      if (value.length > freeUpTo && stringFault(rule, value) !== undefined) return undefined;
      return isPlain ? value : escapeAttribute(value, report);
    case 'url':
      return typeof value === 'string' ? writtenUrl(value, escapeAttribute, report) : undefined;
    case 'integer':
    case 'decimal':
      if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
      return numberFault(rule, value) === undefined ? decimalText(value) : undefined;
    case 'boolean':
      if (typeof value !== 'boolean') return undefined;
      return value ? 'true' : 'false';
    case 'enum':
      if (typeof value !== 'string' || !rule.values.includes(value)) return undefined;
      return isPlain ? value : escapeAttribute(value, report);
    case 'wsUrl':
      if (typeof value !== 'string' || webSocketFault(value) !== undefined) return undefined;
      return escapeAttribute(value, report);
  }
}

// Performance: most URLs are paths, or of a plain host, in ASCII and above suspicion. One or two searches decide for
// them, and only `&` can need escaping. Every other URL takes the way of `urlFault`.
const UNUSUAL_IN_PATH =
  /undefined|null|NaN|%(?:24|3[CEce]|5[BDbd]|7[BDbd]|(?![\dA-Fa-f]{2}))|[\0- "$:<>@[\]{}\x7f-\uffff]/;
const PLAIN_HTTP_URL = /^https?:\/\/[a-z][a-z\d.-]*(?:\/[^\0- "$:<>@[\]{}\x7f-\uffff]*)?$/;
const UNUSUAL_WORD = /undefined|null|NaN|%(?:24|3[CEce]|5[BDbd]|7[BDbd]|(?![\dA-Fa-f]{2}))/;
const SLASH = 47;
const LETTER_H = 104;

/** Returns a URL escaped as an attribute or as text; `undefined` if there is something to report about it. */
export function writtenUrl(
  url: string,
  escapeWith: typeof escapeAttribute,
  report: CharacterReport,
): string | undefined {
  // Reading a character first makes a concatenated string flat, without which a search takes its slow way.
  const first = url.charCodeAt(0);
  if (first === SLASH && url.charCodeAt(1) !== SLASH && !UNUSUAL_IN_PATH.test(url)) return escapeAmpersands(url);
  if (first === LETTER_H && PLAIN_HTTP_URL.test(url) && !UNUSUAL_WORD.test(url)) return escapeAmpersands(url);
  return urlFault(url) === undefined ? escapeWith(url, report) : undefined;
}

function escapeAmpersands(text: string): string {
  let index = text.indexOf('&');
  if (index === -1) return text;
  let out = '';
  let written = 0;
  do {
    out += `${text.slice(written, index)}&amp;`;
    written = index + 1;
    index = text.indexOf('&', written);
  } while (index !== -1);
  return out + text.slice(written);
}
