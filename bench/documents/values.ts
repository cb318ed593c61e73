// How a document writes a value in the library that renders it. These functions are for a library that escapes by
// itself and writes booleans as XML does; `libraries.mjs` names a replacement for each other library.

/** Returns text from data as content of an element. */
export const text = (value: string): string => value;

/** Returns text from data as an attribute value. */
export const attribute = (value: string): string => value;

/** Returns a boolean attribute. */
export const flag = (value: boolean): boolean => value;
