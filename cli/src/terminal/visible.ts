const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Returns text of an application for a terminal: control characters, which could move the cursor or change what was printed
 * before, and characters that change the direction of text, are shown as `\u001b`. Tabs and line feeds are kept.
 */
export const visible = (text: string): string => text.replace(/\r\n/g, '\n').replace(CONTROL, escaped);

/** Returns text for a part of a line, such as a file name: {@link visible}, with line feeds and tabs shown too. */
export const visibleLine = (text: string): string => visible(text).replace(/[\n\t]/g, escaped);

/** Returns a value as JSON, in which every character that {@link visible} escapes is escaped: a terminal may show it. */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(CONTROL, escaped);
