// Values as TypeScript source.

/** A value that the test reads from the environment, so that no secret is in its file. */
export class EnvironmentVariable {
  readonly name: string;

  /** @param name such as `BXML_PASSWORD` */
  constructor(name: string) {
    this.name = name;
  }
}

/** The maximum length of a line. */
const WIDTH = 120;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/**
 * Returns a string as a literal. Control characters, invisible characters, lone surrogates and characters that reverse the
 * direction of text are escaped, so that the file reads as it runs.
 */
export function stringSource(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let source = '';
  for (const character of text) {
    const short = ESCAPES[character];
    if (short !== undefined) source += short;
    else if (character === quote) source += `\\${quote}`;
    else source += isPlain(character) ? character : escaped(character);
  }
  return `${quote}${source}${quote}`;
}

const isPlain = (character: string): boolean =>
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character);

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Returns a value as source: strings, numbers, booleans, `null`, regular expressions, dates, environment variables, and arrays
 * and objects of them. Fields that are `undefined` are left out.
 *
 * @param indent the indentation of the line that the source begins in
 * @param column the column that the source begins at
 * @throws TypeError for a function, a symbol or a bigint
 */
export function valueSource(value: unknown, indent = '', column = indent.length): string {
  if (typeof value === 'string') return stringSource(value);
  if (value === undefined || value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof RegExp) return regExpSource(value);
  if (value instanceof Date) return `new Date(${stringSource(value.toISOString())})`;
  if (value instanceof EnvironmentVariable) return `process.env.${value.name} ?? ''`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be written as source`);
  const [open, parts, close] = Array.isArray(value)
    ? ['[', value.map((each) => ['', each] as const), ']']
    : ['{', Object.entries(value).flatMap(fieldSource), '}'];
  if (parts.length === 0) return `${open}${close}`;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${parts.map(([name, each]) => name + valueSource(each)).join(', ')}${space}${close}`;
  if (!line.includes('\n') && column + line.length <= WIDTH - 4) return line;
  const inner = `${indent}  `;
  const lines = parts.map(
    ([name, each]) => `${inner}${name}${valueSource(each, inner, inner.length + name.length)},\n`,
  );
  return `${open}\n${lines.join('')}${indent}${close}`;
}

const fieldSource = ([name, value]: [string, unknown]): (readonly [string, unknown])[] =>
  value === undefined ? [] : [[`${propertySource(name)}: `, value]];

/** Returns the name of a property as source. `__proto__` is written so that it is a property like any other. */
function propertySource(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return IDENTIFIER.test(name) ? name : stringSource(name);
}

function regExpSource({ source, flags }: RegExp): string {
  return [...source].every(isPlain)
    ? `/${source}/${flags}`
    : `new RegExp(${stringSource(source)}, ${stringSource(flags)})`;
}

/** Returns a string as one or more comment lines. */
export function commentSource(text: string, indent: string): string {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line) => wrapped(visible(line), WIDTH - 3 - indent.length));
  return lines.map((line) => `${indent}// ${line}`.trimEnd()).join('\n');
}

const visible = (line: string): string =>
  [...line].map((character) => (isPlain(character) ? character : escaped(character))).join('');

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
