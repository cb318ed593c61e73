// Passwords must not reach the page: not in documents, not in what an application echoes, not in messages.

const MASK = '***';

/** Attributes of BXML with a password. The value is in the group after the quote. */
const PASSWORD_ATTRIBUTE = /(?<![\w.:-])(\w{0,40}[Pp]assword\s{0,9}=\s{0,9})(?:"([^"]*)"|'([^']*)')/g;

/** Passwords of URLs, and query parameters that are named like one. */
const URL_PASSWORD = /(:\/\/[^\s/:@"'<>]{0,100}:)[^\s/@"'<>]{1,200}(?=@)/g;
const URL_PARAMETER = /([?&;](?:password|passwd|secret|client_secret|api_?key|access_token)=)[^\s&#"'<>]+/gi;

/** The shortest password that is looked for inside of words. */
const SHORT = 4;

/** Masks the passwords of a session in strings that leave it. */
export class SecretMask {
  readonly #secrets = new Map<string, RegExp>();

  /** Masks a password from now on, however it is written in JSON, XML, URLs and headers. */
  add(password: string, username?: string): void {
    if (password === '') return;
    const pattern = [...password].map(anyForm).join('');
    const isShort = password.length < SHORT;
    this.#secrets.set(password, new RegExp(isShort ? `(?<![\\w])${pattern}(?![\\w])` : pattern, 'g'));
    if (username !== undefined) this.add(Buffer.from(`${username}:${password}`).toString('base64'));
  }

  /** Returns text without passwords. */
  text(text: string): string {
    let masked = text;
    if (text.includes('://')) masked = masked.replace(URL_PASSWORD, `$1${MASK}`);
    if (text.includes('=')) masked = masked.replace(URL_PARAMETER, `$1${MASK}`);
    for (const secret of this.#secrets.values()) masked = masked.replace(secret, MASK);
    return masked;
  }

  /** Returns a response body without passwords. The values of password attributes are masked everywhere from now on. */
  body(body: string): string {
    if (!body.includes('assword')) return this.text(body);
    const masked = body.replace(PASSWORD_ATTRIBUTE, (_, name: string, double?: string, single?: string) => {
      this.add(unescaped(double ?? single ?? ''));
      return `${name}"${MASK}"`;
    });
    return this.text(masked);
  }

  /** Returns a value of JSON without passwords in its strings. */
  json<T>(value: T): T {
    // The cast: the copy has the same shape.
    return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
      typeof each === 'string' ? this.text(each) : each,
    ) as T;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** Returns a pattern for a character: itself, or as XML, JSON or a URL write it. */
function anyForm(character: string): string {
  const itself = character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (/\w/.test(character)) return itself;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const forms = [itself, `&#0*${code};`, `&#x0*(?:${hex}|${hex.toUpperCase()});`, `\\\\u${hex.padStart(4, '0')}`];
  const entity = ENTITIES[character];
  if (entity !== undefined) forms.push(`&${entity};`);
  if ('"\\/'.includes(character)) forms.push(`\\\\{1,7}${itself}`);
  if (character === ' ') forms.push('\\+');
  const bytes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  forms.push(bytes, bytes.toUpperCase());
  return `(?:${forms.toSorted((one, other) => other.length - one.length).join('|')})`;
}

/** Returns the value of an attribute of XML. */
function unescaped(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.entries(ENTITIES).find(([, each]) => each === name)?.[0] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
