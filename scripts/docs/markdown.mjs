// Formats the Markdown of the generated pages.

/** Returns a table without empty columns. */
export function table(head, rows) {
  const used = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** Returns text on one line for a cell of a table. Items of a list are separated by semicolons. */
export function cell(text) {
  return text.replace(/\n- /g, '; ').replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

/** Joins lines to a paragraph. Lists keep their lines. */
export function paragraph(text) {
  return text.replace(/\n(?!- |\n)\s*/g, ' ').replace(/\n- /, '\n\n- ');
}

/** Returns a block of code. */
export function code(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Returns text as inline code. */
export const tick = (word) => `\`${word}\``;

/** Returns the name of an element as inline code. */
export const tag = (name) => `\`<${name}>\``;

/** Returns a link to a heading of the same page. */
export const toHeading = (title, text = title) => `[${text}](#${anchor(title)})`;

/** Returns the anchor of a heading. */
export function anchor(title) {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');
}

/** Returns an enumeration: `a`, `a and b`, `a, b and c`. */
export function listed(words, last = 'and') {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** Returns a range in words: `at least 1`, `1 to 8`. */
export function bounds({ min, max }) {
  if (min === undefined) return max === undefined ? '' : `at most ${number(max)}`;
  if (max === undefined) return `at least ${number(min)}`;
  return min === max ? `exactly ${number(min)}` : `${number(min)} to ${number(max)}`;
}

/** Returns a number with thousands separators. */
const number = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 10 });

/** Returns the name of an element in camel case, the prefix of its rule ids. */
export const camelCase = (name) => name.charAt(0).toLowerCase() + name.slice(1);
