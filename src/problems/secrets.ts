// Masks passwords in strings that messages quote: in the userinfo of URLs, and in attributes of markup.

const MASK = '***';

/** Matches names of attributes and query parameters whose values must not be logged. */
const SECRET_NAME = /pass|pwd|secret|token|credential|auth|api[-_]?key/i;

/** A name before an equals sign. The lookbehind keeps the search linear: a match can only start at the start of a word. */
const NAME = /(?<![\w.:-])([\w.:-]+)\s*=\s*/g;

/** A value with quotes (the closing one may be missing) or without. */
const VALUE = /"[^"]*"?|'[^']*'?|[^\s"'<>&]+/y;

/** The slashes before the authority of a URL: two or more, forward or backward. */
const SLASHES = /[/\\]{2,}/g;

/** The authority of a URL at the start of a string: everything before the path, query and fragment. */
const AUTHORITY = /^[^/\\?#]*/;

/** A host and a port, not a user and a password. */
const HOST_AND_PORT = /^(?:\[[^\]]*\]|[^:\s]*\.[^:\s]*|localhost):\d{0,5}(?:\s|$)/i;

/** Matches text before a colon that ends with the scheme of a URL. Any other text before a colon is a username. */
const SCHEME = /(?:^|[^a-z\d+.-])(?:https?|wss?|sips?|tel|mailto|xmpp|ftps?|data|file|urn)$/i;

/**
 * Returns the string with passwords replaced by `***`: those of URLs (`https://user:password@host`, including malformed
 * ones) and the values of attributes and parameters with a secret (`password="…"`, `token=…`). Runs in linear time.
 *
 * @param names more names of attributes with a secret
 */
export function withoutSecrets(text: string, names: readonly string[] = []): string {
  const masked = text.includes('=') ? maskAttributes(text, names) : text;
  return masked.includes('@') ? maskUserinfo(masked) : masked;
}

function maskAttributes(text: string, names: readonly string[]): string {
  let out = '';
  let written = 0;
  NAME.lastIndex = 0;
  for (let found = NAME.exec(text); found !== null; found = NAME.exec(text)) {
    const [, name = ''] = found;
    if (!names.includes(name) && !SECRET_NAME.test(name)) continue;
    VALUE.lastIndex = NAME.lastIndex;
    const value = VALUE.exec(text)?.[0];
    if (value === undefined) continue;
    const quote = /^["']/.exec(value)?.[0] ?? '';
    out += `${text.slice(written, NAME.lastIndex)}${quote}${MASK}${quote}`;
    written = VALUE.lastIndex;
    NAME.lastIndex = written;
  }
  return out + text.slice(written);
}

/** Masks the userinfo after slashes, which may contain white space, and then the userinfo in words without slashes. */
function maskUserinfo(text: string): string {
  const starts = [...text.matchAll(SLASHES)].map((found) => found.index + found[0].length);
  if (starts.length === 0) return maskWords(text);
  const parts = starts.map((start, index) => maskAuthority(text.slice(start, starts[index + 1] ?? text.length)));
  return maskWords(text.slice(0, starts[0])) + parts.join('');
}

function maskWords(text: string): string {
  return text.replace(/\S+/g, (word) => {
    if (!word.includes('@')) return word;
    const colon = word.indexOf(':');
    if (colon === -1 || !SCHEME.test(word.slice(Math.max(0, colon - 10), colon))) return maskAuthority(word);
    const start = /[/\\]/.test(word.charAt(colon + 1)) ? colon + 2 : colon + 1;
    return word.slice(0, start) + maskAuthority(word.slice(start));
  });
}

/** Masks the password in a string that begins with an authority, and the passwords in the words after it. */
function maskAuthority(text: string): string {
  const authority = AUTHORITY.exec(text)?.[0] ?? '';
  const colon = authority.indexOf(':');
  const at = authority.lastIndexOf('@');
  if (colon === -1 || (at !== -1 && at < colon)) return authority + maskWordsAfter(text.slice(authority.length));
  if (at > colon) {
    return text.slice(0, colon + 1) + MASK + authority.slice(at) + maskWordsAfter(text.slice(authority.length));
  }
  const word = /^\S*/.exec(text)?.[0] ?? '';
  const later = word.lastIndexOf('@');
  // A password that contains a slash, a question mark or a number sign ends the authority too early.
  if (later < colon || HOST_AND_PORT.test(authority)) return text;
  return text.slice(0, colon + 1) + MASK + word.slice(later) + maskWordsAfter(text.slice(word.length));
}

/** Masks the passwords in the words after the first white space. */
function maskWordsAfter(text: string): string {
  const space = text.search(/\s/);
  return space === -1 ? text : text.slice(0, space) + maskWords(text.slice(space));
}
