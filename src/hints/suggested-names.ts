import { closestMatch } from '../problems/suggestion.js';
import {
  attributeWords,
  attributeWordsOf,
  bxmlElements,
  elementWords,
  elementWordsOf,
  speechWords,
  textWords,
  valueWords,
  type WordRow,
} from './vendor-words.js';

/** A suggestion for an unknown attribute. */
export interface AttributeSuggestion {
  /** The attribute of the element that was probably meant, if there is one. */
  readonly name?: string | undefined;
  readonly hint: string;
}

/**
 * Returns the attribute of `element` that was probably meant by an unknown one: the same name in another spelling, the
 * equivalent of another vendor's attribute, or the closest match.
 */
export function suggestAttribute(
  element: string,
  given: string,
  attributes: readonly string[],
): AttributeSuggestion | undefined {
  const same = sameName(given, attributes);
  if (same !== undefined) return { name: same, hint: didYouMean([same]) };
  return foreignAttribute(element, given, attributes) ?? closestAttribute(given, attributes);
}

function closestAttribute(given: string, attributes: readonly string[]): AttributeSuggestion | undefined {
  const name = closestMatch(given, attributes);
  return name === undefined ? undefined : { name, hint: didYouMean([name]) };
}

function foreignAttribute(
  element: string,
  given: string,
  attributes: readonly string[],
): AttributeSuggestion | undefined {
  const word = wordOf(given);
  if (word === '') return undefined;
  for (const [, names, note] of rowsOf(attributeWordsOf(), `${element}.${word}`)) {
    if (names === '') return { hint: note ?? '' };
    if (attributes.includes(names)) return { name: names, hint: didYouMean([names]) };
  }
  if (rowsOf(textWords(), word).some(([, name]) => name === element)) {
    return { hint: `Write it as the text of the element: <${element}>…</${element}>.` };
  }
  for (const [, names, note = ''] of rowsOf(attributeWords(), word)) {
    if (names === '') return { hint: note };
    const together = names.split(' ').map((name) => name.split('+'));
    const known = together.find((group) => group.every((name) => attributes.includes(name)));
    if (known !== undefined) return { name: known[0], hint: didYouMean(known) };
  }
  return undefined;
}

/** The position of an unknown element. */
interface ElementPlace {
  /** The name of the element around it; the empty string at the root. */
  readonly parent: string;
  /** The elements that its parent accepts; an empty array if the parent accepts any verb. */
  readonly children: readonly string[];
  /** The names of its attributes, if they are known. */
  readonly attributes: readonly string[];
}

const ANYWHERE: ElementPlace = { parent: '', children: [], attributes: [] };

/**
 * Returns a hint for an unknown element outside of speech.
 *
 * @param closest the closest match among the verbs that `parse` was called with
 */
export function suggestElement(given: string, place = ANYWHERE, closest?: string): string | undefined {
  const elements = bxmlElements();
  // A custom verb takes precedence over names of other vendors, but only if the name is the same.
  const same = closest !== undefined && wordOf(closest) === wordOf(given) ? closest : sameName(given, elements);
  if (same !== undefined) return suggestion([same], place);
  const foreign = foreignElement(elementWords(), given, place);
  if (foreign !== undefined) return foreign.hint;
  const similar = closest ?? closestMatch(given, elements);
  return similar && suggestion([similar], place);
}

/** Returns the suggestion, and adds a note if the parent accepts none of the suggested elements. */
function suggestion(names: readonly string[], { parent, children }: ElementPlace): string {
  const question = didYouMean(names.map(tag));
  // Only custom verbs can declare their parents, so only built-in elements are checked.
  const isMisplaced = children.length > 0 && names.every((name) => isBxmlElement(name) && !children.includes(name));
  if (!isMisplaced) return question;
  return `${question} It is not allowed inside ${tag(parent)}, which accepts only ${children.map(tag).join(', ')}.`;
}

/** Returns a hint for an unknown element in speech. `names` are the allowed elements. */
export function suggestSpeechElement(given: string, names: readonly string[]): string | undefined {
  const same = sameName(given, names);
  if (same !== undefined) return didYouMean([tag(same)]);
  const foreign = foreignElement(speechWords(), given, ANYWHERE);
  if (foreign !== undefined) return foreign.hint;
  const verb = sameName(given, bxmlElements()) ?? foreignElement(elementWords(), given, ANYWHERE)?.name;
  if (verb !== undefined) return `Use ${tag(verb)} after the spoken text, not inside it.`;
  const similar = closestMatch(given, names);
  return similar && didYouMean([tag(similar)]);
}

/** True if the string is the name of a BXML element. */
export const isBxmlElement = (name: string): boolean => bxmlElements().includes(name);

function foreignElement(
  rows: readonly WordRow[],
  given: string,
  place: ElementPlace,
): { readonly name: string | undefined; readonly hint: string } | undefined {
  const word = wordOf(given);
  const special = place.attributes.flatMap((name) => rowsOf(elementWordsOf(), `${word}.${wordOf(name)}`));
  const [row] = [...special, ...rowsOf(rows, word)];
  if (row === undefined) return undefined;
  const [, names, note] = row;
  const all = names.split(' ').filter((name) => name !== '');
  const fitting = all.filter((name) => place.children.includes(name));
  const meant = fitting.length === 0 ? all : fitting;
  const sentences = [meant.length === 0 ? undefined : suggestion(meant, place), note];
  return { name: meant[0], hint: sentences.filter((sentence) => sentence !== undefined).join(' ') };
}

/** Returns the listed value that is equivalent to another vendor's value, or the closest match. */
export function suggestValue(given: string, values: readonly string[]): string | undefined {
  const foreign = rowsOf(valueWords(), wordOf(given)).find(([, name]) => values.includes(name));
  return sameName(given, values) ?? foreign?.[1] ?? closestMatch(given, values);
}

const tag = (name: string): string => `<${name}>`;

/** Returns the question "Did you mean a, b or c?". */
export function didYouMean(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return `Did you mean ${names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`}?`;
}

/** Returns the name that differs only in letter case and punctuation. */
export function sameName(given: string, names: Iterable<string>): string | undefined {
  const word = wordOf(given);
  if (word === '') return undefined;
  for (const name of names) if (wordOf(name) === word) return name;
  return undefined;
}

/** Returns a name in lower case without punctuation, or an empty string if the name is longer than 64 characters. */
export function wordOf(name: string): string {
  return name.length > 64 ? '' : name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Returns the rows that contain the word. */
export function rowsOf(rows: readonly WordRow[], word: string): readonly WordRow[] {
  if (word === '') return [];
  return rows.filter(([words]) => ` ${words.toLowerCase()} `.includes(` ${word.toLowerCase()} `));
}
