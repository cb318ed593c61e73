// Shared by the hand-written documents: escaping without any check.
const special = /[&<>\r]/;
const specialInAttribute = /[&<>"\t\n\r]/;
const references = new Map([
  [9, '&#9;'],
  [10, '&#10;'],
  [13, '&#13;'],
  [34, '&quot;'],
  [38, '&amp;'],
  [60, '&lt;'],
  [62, '&gt;'],
]);

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** Returns text escaped for content. */
export function text(value) {
  const first = value.search(special);
  return first === -1 ? value : escapeFrom(first, value, false);
}

/** Returns text escaped for an attribute value. */
export function attribute(value) {
  const first = value.search(specialInAttribute);
  return first === -1 ? value : escapeFrom(first, value, true);
}

/** Returns the concatenated results of a function for each value. */
export function list(values, write) {
  let out = '';
  for (let index = 0; index < values.length; index++) out += write(values[index], index);
  return out;
}

function escapeFrom(first, value, inAttribute) {
  let out = '';
  let written = 0;
  for (let index = first; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code > 62) continue;
    if (code === 38 || code === 60 || code === 62 || code === 13 || (inAttribute && isQuoteOrSpace(code))) {
      out += value.slice(written, index) + references.get(code);
      written = index + 1;
    }
  }
  return out + value.slice(written);
}

const isQuoteOrSpace = (code) => code === 34 || code === 10 || code === 9;
