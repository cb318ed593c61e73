// How a document writes a value, in the library that renders it. These are the functions for a library that escapes by
// itself and writes booleans as XML has them; `libraries.mjs` has a file to use in their place for each other library.

/** Text from data, as content of an element. */
export const text = (value: string): string => value;

/** Text from data, as the value of an attribute. */
export const attribute = (value: string): string => value;

/** A boolean attribute. */
export const flag = (value: boolean): boolean => value;
