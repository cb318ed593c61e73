import { quoted } from '../problems/shown-value.js';
import type { Fault } from './report.js';

/** The text of an object, such as `[object Object]`. */
const OBJECT = /\[object [A-Z]\w*\]/;

/** Not a number, as a word of its own. */
const NOT_A_NUMBER = /(?<![\w-])NaN(?![\w-])/;

/**
 * Returns the fault of a text that is spoken although it cannot be meant: the text of an object, `NaN`, or a child that
 * is `undefined` in letters. Within a sentence the word "undefined" may be meant.
 * Performance: plain searches, on words that no document had before.
 */
export function speechAccident(text: string): Fault | undefined {
  if (!text.includes('[object ') && !text.includes('NaN') && text !== 'undefined') return undefined;
  const object = OBJECT.exec(text)?.[0];
  if (object !== undefined) {
    return accident(object, 'the text of an object', 'Write the field that is to be spoken, such as {customer.name}.');
  }
  if (text !== 'undefined' && !NOT_A_NUMBER.test(text)) return undefined;
  const word = text === 'undefined' ? text : 'NaN';
  return accident(word, 'the text of a missing value', 'Check the variable that the text is made of.');
}

const accident = (word: string, what: string, hint: string): Fault => ({
  code: 'speak.accidental',
  level: 'warning',
  message: `The speech holds ${quoted(word)}, which looks like ${what}.`,
  hint,
});
