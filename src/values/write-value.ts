import { type CharacterReport, characterCount, escapeAttribute } from '../xml/characters.js';
import { decimalText, urlFault, webSocketFault } from './check-value.js';
import type { CompiledAttribute } from './compiled-attribute.js';

/**
 * Returns the value of an attribute as it is written between the quotes; `undefined` if it is invalid. `attributeFault`
 * returns the reason.
 */
export function writtenValue(
  { type, values, min, max, maxLength, pattern, isPlain }: CompiledAttribute,
  value: unknown,
  report: CharacterReport,
): string | undefined {
  switch (type) {
    case 'string':
      if (typeof value !== 'string') return undefined;
      if (value.length > maxLength && characterCount(value) > maxLength) return undefined;
      if (pattern !== undefined && !pattern.test(value)) return undefined;
      return isPlain ? value : escapeAttribute(value, report);
    case 'url':
      return typeof value === 'string' ? writtenUrl(value, escapeAttribute, report) : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? decimalText(value)
        : undefined;
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max
        ? decimalText(value)
        : undefined;
    case 'boolean':
      if (typeof value !== 'boolean') return undefined;
      return value ? 'true' : 'false';
    case 'enum':
      if (typeof value !== 'string' || !values.includes(value)) return undefined;
      return isPlain ? value : escapeAttribute(value, report);
    case 'wsUrl':
      return typeof value === 'string' ? writtenWebSocketUrl(value, report) : undefined;
  }
}

// Performance: most URLs are paths, or have a plain host, in ASCII and without anything suspicious. One or two searches
// are enough for them, and only `&` can need escaping. All other URLs are checked by `urlFault`.
const UNUSUAL_IN_PATH =
  /undefined|null|NaN|%(?:24|3[CEce]|5[BDbd]|7[BDbd]|(?![\dA-Fa-f]{2}))|[\0- "$:<>@[\]{}\x7f-\uffff]/;
const PLAIN_HTTP_URL = /^https?:\/\/[a-z][a-z\d.-]*(?:\/[^\0- "$:<>@[\]{}\x7f-\uffff]*)?$/;
const PLAIN_WEBSOCKET_URL = /^wss?:\/\/[a-z][a-z\d.-]*(?:\/[^\0- "$:<>@[\]{}\x7f-\uffff]*)?$/;
const UNUSUAL_WORD = /undefined|null|NaN|%(?:24|3[CEce]|5[BDbd]|7[BDbd]|(?![\dA-Fa-f]{2}))/;
const SLASH = 47;
const LETTER_H = 104;

/** Returns a URL escaped as an attribute or as text; `undefined` if there is a problem with it. */
export function writtenUrl(
  url: string,
  escapeWith: typeof escapeAttribute,
  report: CharacterReport,
): string | undefined {
  // Reading a character flattens a concatenated string; otherwise the search would take a slow path.
  const first = url.charCodeAt(0);
  if (first === SLASH && url.charCodeAt(1) !== SLASH && !UNUSUAL_IN_PATH.test(url)) return escapeAmpersands(url);
  if (first === LETTER_H && PLAIN_HTTP_URL.test(url) && !UNUSUAL_WORD.test(url)) return escapeAmpersands(url);
  return urlFault(url) === undefined ? escapeWith(url, report) : undefined;
}

/** Returns the URL of a WebSocket escaped as an attribute; `undefined` if there is a problem with it. */
function writtenWebSocketUrl(url: string, report: CharacterReport): string | undefined {
  url.charCodeAt(0);
  if (PLAIN_WEBSOCKET_URL.test(url) && !UNUSUAL_WORD.test(url)) return escapeAmpersands(url);
  return webSocketFault(url) === undefined ? escapeAttribute(url, report) : undefined;
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
