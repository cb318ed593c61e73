// What the body of a failed response says: an error page of a framework, JSON, or text.

/** Elements that begin a line of their own. */
const BLOCKS =
  /^(?:address|article|aside|blockquote|body|br|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)$/i;

/** Elements whose text is not shown. */
const HIDDEN = /^(?:script|style|template|noscript|svg)$/i;

/** The first line of a stack trace, after which nothing is said about the error itself. */
const STACK = /^(?:at\s|#\d|File\s"|Stack trace\b|Traceback\b|Caused by\b)/i;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Returns what an error page says in a few words: the error and its message, without title, styles and stack trace. */
export function errorPageText(body: string, contentType: string | undefined): string {
  const type = contentType ?? '';
  if (/\bjson\b/i.test(type)) return messageOfJson(body) ?? body;
  return summaryOf(
    /html/i.test(type) || /^\s*<(?:!doctype|html)\b/i.test(body) ? linesOfHtml(body) : linesOfText(body),
  );
}

/** Joins the first two lines before a stack trace. A line that only begins the next one is left out. */
function summaryOf(lines: readonly string[]): string {
  const end = lines.findIndex((line) => STACK.test(line));
  const [first = '', second = ''] = end < 0 ? lines : lines.slice(0, end);
  if (second === '' || first.includes(second)) return first;
  if (second.startsWith(first)) return second;
  return `${first}${/[.:!?]$/.test(first) ? ' ' : ': '}${second}`;
}

/** Returns the lines of a page without those that are empty; its title only if there is nothing else. */
function linesOfHtml(html: string): readonly string[] {
  const lines: string[] = [''];
  let title = '';
  let hidden = '';
  let isPre = false;
  for (const [index, part] of html.split('<').entries()) {
    if (index === 0) continue;
    const end = part.indexOf('>');
    const [, slash = '', name = ''] = /^(\/?)([\w-]*)/.exec(part) ?? [];
    if (hidden !== '') {
      if (slash === '/' && name.toLowerCase() === hidden) hidden = '';
      else continue;
    } else if (slash === '' && HIDDEN.test(name)) {
      hidden = name.toLowerCase();
      continue;
    }
    const text = end < 0 ? '' : part.slice(end + 1);
    if (/^title$/i.test(name) && slash === '') {
      title = text;
      continue;
    }
    if (/^pre$/i.test(name)) isPre = slash === '';
    if (BLOCKS.test(name)) lines.push('');
    const [first = '', ...rest] = isPre ? text.split('\n') : [text];
    lines[lines.length - 1] += first;
    lines.push(...rest);
  }
  const shown = lines.flatMap((line) => unwrapped(decoded(line))).filter((line) => line !== '');
  return shown.length > 0 ? shown : [unwrapped(decoded(title)).join(' ')];
}

/** Returns the text of a block as one line, and a stack trace in it as another. */
function unwrapped(text: string): string[] {
  const at = text.search(/\n\s*(?:Stack trace:|#0 )/);
  const parts = at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
  return parts.map((part) => part.replace(/\s+/g, ' ').trim());
}

/** Returns the first paragraph; of a Python traceback, the error at its end. */
function linesOfText(text: string): readonly string[] {
  const lines = text.trim().split(/\r\n|[\n\r]/);
  if (/^Traceback \(most recent call last\)/.test(lines[0] ?? '')) {
    const error = lines.findLast((line) => /^\S/.test(line));
    return [error ?? ''];
  }
  const end = lines.findIndex((line, index) => index > 0 && (line.trim() === '' || STACK.test(line.trim())));
  return [(end < 0 ? lines : lines.slice(0, end)).join(' ')];
}

/** Returns the message of a JSON error; undefined without one. */
function messageOfJson(body: string): string | undefined {
  try {
    return messageOf(JSON.parse(body), 2);
  } catch {
    return undefined;
  }
}

/** The fields that have the message of an error, the most telling first. */
const FIELDS = ['message', 'detail', 'error', 'title'] as const;

function messageOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const fields = value as Partial<Record<(typeof FIELDS)[number], unknown>>;
  for (const name of FIELDS) {
    const message = messageOf(fields[name], depth - 1);
    if (message !== undefined) return message;
  }
  return undefined;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (entity, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
