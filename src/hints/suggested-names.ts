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

/** What an unknown attribute was probably meant for. */
export interface AttributeSuggestion {
  /** The attribute of the element, if there is one. */
  readonly name?: string | undefined;
  readonly hint: string;
}

/**
 * Returns the attribute of `element` that an unknown one was probably meant for: the same in another spelling, the one
 * that stands for a word of another vendor, or the closest match.
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
    return { hint: `Write it as the text: <${element}>…</${element}>.` };
  }
  for (const [, names, note = ''] of rowsOf(attributeWords(), word)) {
    if (names === '') return { hint: note };
    const together = names.split(' ').map((name) => name.split('+'));
    const known = together.find((group) => group.every((name) => attributes.includes(name)));
    if (known !== undefined) return { name: known[0], hint: didYouMean(known) };
  }
  return undefined;
}

/** Where an element that is not known was written. */
interface ElementPlace {
  /** The name of the element around it; the empty string at the root. */
  readonly parent: string;
  /** The elements that its parent can hold; an empty array for a parent that can hold any verb. */
  readonly children: readonly string[];
  /** The names of its attributes, as far as they are known. */
  readonly attributes: readonly string[];
}

const ANYWHERE: ElementPlace = { parent: '', children: [], attributes: [] };

/**
 * Returns a hint for an element outside of speech that is not known. `closest` is the closest match among the verbs of
 * a parsed document.
 */
export function suggestElement(given: string, place = ANYWHERE, closest?: string): string | undefined {
  const elements = bxmlElements();
  // A verb of the program's own comes before words of other vendors, but only under its own name.
  const same = closest !== undefined && wordOf(closest) === wordOf(given) ? closest : sameName(given, elements);
  if (same !== undefined) return suggestion([same], place);
  const foreign = foreignElement(elementWords(), given, place);
  if (foreign !== undefined) return foreign.hint;
  const similar = closest ?? closestMatch(given, elements);
  return similar && suggestion([similar], place);
}

/** Returns the question for the elements, and says so if their parent cannot hold any of them. */
function suggestion(names: readonly string[], { parent, children }: ElementPlace): string {
  const question = didYouMean(names.map(tag));
  // Only the verbs of the program itself can name their parents.
  const isMisplaced = children.length > 0 && names.every((name) => isBxmlElement(name) && !children.includes(name));
  if (!isMisplaced) return question;
  return `${question} Not inside ${tag(parent)}, which can hold only ${children.map(tag).join(', ')}.`;
}

/** Returns a hint for an element in speech that is not known there. `names` are the elements that are. */
export function suggestSpeechElement(given: string, names: readonly string[]): string | undefined {
  const same = sameName(given, names);
  if (same !== undefined) return didYouMean([tag(same)]);
  const foreign = foreignElement(speechWords(), given, ANYWHERE);
  if (foreign !== undefined) return foreign.hint;
  const verb = sameName(given, bxmlElements()) ?? foreignElement(elementWords(), given, ANYWHERE)?.name;
  if (verb !== undefined) return `Close the speech, and use ${tag(verb)} after it.`;
  const similar = closestMatch(given, names);
  return similar && didYouMean([tag(similar)]);
}

/** True if it is the name of an element of BXML. */
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

/** Returns the value of a list that a word of another vendor stands for, or the closest match. */
export function suggestValue(given: string, values: readonly string[]): string | undefined {
  const foreign = rowsOf(valueWords(), wordOf(given)).find(([, name]) => values.includes(name));
  return sameName(given, values) ?? foreign?.[1] ?? closestMatch(given, values);
}

const tag = (name: string): string => `<${name}>`;

/** Returns the question that ends every suggestion. */
export function didYouMean(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return `Did you mean ${names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`}?`;
}

/** Returns the one of the names that differs only in letter case and punctuation. */
export function sameName(given: string, names: Iterable<string>): string | undefined {
  const word = wordOf(given);
  if (word === '') return undefined;
  for (const name of names) if (wordOf(name) === word) return name;
  return undefined;
}

/** Returns a name in lower case without punctuation; the empty string for one that is too long to be a word. */
export function wordOf(name: string): string {
  return name.length > 64 ? '' : name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Returns the rows that list the word. */
export function rowsOf(rows: readonly WordRow[], word: string): readonly WordRow[] {
  if (word === '') return [];
  return rows.filter(([words]) => ` ${words.toLowerCase()} `.includes(` ${word.toLowerCase()} `));
}
