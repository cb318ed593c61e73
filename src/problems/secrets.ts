// Passwords in texts that messages quote: in the userinfo of URLs, and in what looks like an attribute of markup.

const MASK = '***';

/** Names of attributes, and of parameters of a query, whose values are not for logs. */
const SECRET_NAME = /pass|pwd|secret|token|credential|auth|api[-_]?key/i;

/** A name before an equals sign. It begins where a word does, or each of its letters would be tried as a beginning. */
const NAME = /(?<![\w.:-])([\w.:-]+)\s*=\s*/g;

/** A value in quotes, the second of which may be missing, or without quotes. */
const VALUE = /"[^"]*"?|'[^']*'?|[^\s"'<>&]+/y;

/** What stands before the authority of a URL, however many slashes there are, and of whatever kind. */
const SLASHES = /[/\\]{2,}/g;

/** The authority of a URL at the beginning of a text: what stands before path, query and fragment. */
const AUTHORITY = /^[^/\\?#]*/;

/** A host and a port, not a user and a password. */
const HOST_AND_PORT = /^(?:\[[^\]]*\]|[^:\s]*\.[^:\s]*|localhost):\d{0,5}(?:\s|$)/i;

/** The scheme of a URL that lacks its slashes, at the end of what stands before a colon; any other word ends a user. */
const SCHEME = /(?:^|[^a-z\d+.-])(?:https?|wss?|sips?|tel|mailto|xmpp|ftps?|data|file|urn)$/i;

/**
 * Returns the text with `***` for passwords: those of URLs (`https://user:password@host`, malformed ones too), and the
 * values of what looks like an attribute or a parameter that holds one (`password="…"`, `token=…`). `names` are further
 * names of such attributes. Takes time that grows with the length alone.
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

/** Masks what follows two slashes first, white space included, and then words that lack them. */
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

/** Masks the password in a text that begins with an authority, and the passwords of words after it. */
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
  // A password that holds a slash, a question mark or a number sign ends the authority too early.
  if (later < colon || HOST_AND_PORT.test(authority)) return text;
  return text.slice(0, colon + 1) + MASK + word.slice(later) + maskWordsAfter(text.slice(word.length));
}

/** Masks the passwords of the words after the first white space. */
function maskWordsAfter(text: string): string {
  const space = text.search(/\s/);
  return space === -1 ? text : text.slice(0, space) + maskWords(text.slice(space));
}
