/** The keys of a telephone, as rows of its pad. */
export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

export type Key = (typeof KEYS)[number];

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];

export function isKey(text: string): text is Key {
  return text.length === 1 && '0123456789*#'.includes(text);
}

/** Returns the two frequencies of a key in hertz, as ITU-T Q.23 has them. */
export function frequenciesOf(key: Key): readonly [number, number] {
  const index = KEYS.indexOf(key);
  return [ROWS[Math.floor(index / 3)] ?? 0, COLUMNS[index % 3] ?? 0];
}
