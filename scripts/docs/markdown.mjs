// The few shapes of Markdown that the pages of the reference are made of.

/** A table; a column without anything in it is left out. */
export function table(head, rows) {
  const used = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** A text as it stands in a cell of a table: on one line. A list becomes an enumeration. */
export function cell(text) {
  return text.replace(/\n- /g, '; ').replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

/** Lines as a paragraph; lists keep their lines. */
export function paragraph(text) {
  return text.replace(/\n(?!- |\n)\s*/g, ' ').replace(/\n- /, '\n\n- ');
}

/** A block of code. */
export function code(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A word as code. */
export const tick = (word) => `\`${word}\``;

/** The name of an element as code. */
export const tag = (name) => `\`<${name}>\``;

/** A link to a heading of the same page. */
export const toHeading = (title, text = title) => `[${text}](#${anchor(title)})`;

/** The anchor that a heading gets on the page. */
export function anchor(title) {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

/** A list in words: `a`, `a and b`, `a, b and c`. */
export function listed(words, last = 'and') {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** A number of things, as bounds allow it: `at least 1`, `1 to 8`. */
export function bounds({ min, max }) {
  if (min === undefined) return max === undefined ? '' : `at most ${number(max)}`;
  if (max === undefined) return `at least ${number(min)}`;
  return min === max ? `exactly ${number(min)}` : `${number(min)} to ${number(max)}`;
}

/** A number as people write it. */
const number = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 10 });

/** The name of an element as the ids of its rules begin. */
export const camelCase = (name) => name.charAt(0).toLowerCase() + name.slice(1);
