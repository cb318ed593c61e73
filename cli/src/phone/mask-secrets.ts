// Passwords must not reach the page: not in documents, not in what an application echoes, not in messages.

const MASK = '***';

/** Attributes of BXML with a password. The value is in the group after the quote. */
const PASSWORD_ATTRIBUTE = /(?<![\w.:-])(\w{0,40}[Pp]assword\s{0,9}=\s{0,9})(?:"([^"]*)"|'([^']*)')/g;

/** The shortest password that is looked for inside of words. */
const SHORT = 4;

/** Masks the passwords of a session in strings that leave it. */
export class SecretMask {
  readonly #secrets = new Set<string>();

  /** Masks a password from now on, in each of the forms that it takes in JSON, XML, URLs and headers. */
  add(password: string, username = ''): void {
    if (password === '') return;
    const json = JSON.stringify(password).slice(1, -1);
    const xml = password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const forms = [basic, password, json, xml, xml.replaceAll('"', '&quot;'), encodeURIComponent(password)];
    for (const form of forms) this.#secrets.add(form);
  }

  /** Returns text without passwords. */
  text(text: string): string {
    let masked = text;
    for (const secret of this.#secrets) {
      if (!masked.includes(secret)) continue;
      masked = secret.length < SHORT ? masked.replaceAll(wholeWord(secret), MASK) : masked.replaceAll(secret, MASK);
    }
    return masked;
  }

  /** Returns a response body without passwords. The values of password attributes are masked everywhere from now on. */
  body(body: string): string {
    if (!body.includes('assword')) return this.text(body);
    const masked = body.replace(PASSWORD_ATTRIBUTE, (_, name: string, double?: string, single?: string) => {
      this.add(double ?? single ?? '');
      return `${name}"${MASK}"`;
    });
    return this.text(masked);
  }

  /** Returns a value of JSON without passwords in its strings. */
  json<T>(value: T): T {
    if (this.#secrets.size === 0) return value;
    // The cast: the copy has the same shape.
    return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
      typeof each === 'string' ? this.text(each) : each,
    ) as T;
  }
}

const wholeWord = (word: string): RegExp =>
  new RegExp(`(?<![\\w])${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w])`, 'g');
