// Recognizes the documents of a state although they differ from call to call: ids, times, numbers, what was pressed or said.
import { createHash } from 'node:crypto';
import type { AnsweredVerb } from 'bxml-jsx/testing';
import { namedWords } from './named-keys.js';

/** A document with the event that it answered. */
export interface DocumentSource {
  /** The verbs of the document. */
  readonly verbs: readonly AnsweredVerb[];
  readonly url: string;
  readonly eventType: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** Elements whose text says where the call goes. Their numbers are not placeholders. */
const DESTINATIONS = new Set(['PhoneNumber', 'SipUri']);

/** Attributes of which numbers are placeholders: they carry the state of the application. Other numbers are settings. */
const isStateful = (attribute: string): boolean => /url$|^tag$|^(?:transferCallerId|from|value)$/i.test(attribute);

/** Fields of events that are never repeated by accident. */
const MIN_LENGTH = 6;

/** Fields whose values are words of the application or of the platform, not those of one call. */
const WORDS = new Set(['eventType', 'direction', 'cause', 'tag', 'errorMessage', 'status', 'transferTo']);

const ID = /\b(?=[\w-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*\b/gi;
/** Times in events, in URLs too. */
const TIME = /\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z?/gi;
const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** The values of an event to replace, the longest first, with the names of their fields. */
function replacementsOf(event: Readonly<Record<string, unknown>>): (readonly [value: string, name: string])[] {
  const found: [string, string][] = [];
  for (const [name, value] of Object.entries(event)) {
    if (typeof value !== 'string' || WORDS.has(name)) continue;
    if (value.length >= MIN_LENGTH || (name === 'text' && value.length > 2)) found.push([value, name]);
  }
  return found.sort(([one], [other]) => other.length - one.length);
}

/** Replaces the values of an event in text by the names of their fields, and other long ids by `{id}`. */
export function withPlaceholders(text: string, event: Readonly<Record<string, unknown>>): string {
  let masked = text.replace(TIME, '{time}');
  for (const [value, name] of replacementsOf(event)) {
    if (masked.includes(value)) masked = masked.replaceAll(value, `{${name}}`);
  }
  return masked.replace(ID, (id) => (id.length >= 16 ? '{id}' : id));
}

/** What was pressed or said before text that a person hears. */
interface Input {
  /** True if a prompt named the keys or the words. */
  readonly isNamed: boolean;
}

/** Returns text as people read it, with what was pressed or said as a placeholder, except what prompts named. */
export function readableText(text: string, event: Readonly<Record<string, unknown>>, { isNamed }: Input): string {
  if (isNamed) return withPlaceholders(text, withoutWords(event));
  return withDigits(withPlaceholders(text, event), event);
}

/** Replaces the keys that were pressed. */
function withDigits(text: string, { digits }: Readonly<Record<string, unknown>>): string {
  if (typeof digits !== 'string' || digits === '') return text;
  return text
    .split(/(\d+|[*#])/)
    .map((part) => (part === digits ? '{digits}' : part))
    .join('');
}

/** Returns an event without what was said. */
const withoutWords = ({ text: _, ...event }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  event;

/** True if a document offers the words that it answers: it repeats its question, and not what was said. */
function offersItsWords({ verbs, event: { text } }: DocumentSource): boolean {
  if (typeof text !== 'string') return false;
  const said = plainWords(text);
  return offeredWords(verbs).some((words) => plainWords(words) === said);
}

/** Returns the words that verbs offer to say, in prompts and hints. */
const offeredWords = (verbs: readonly AnsweredVerb[]): string[] =>
  verbs.flatMap(({ name, text, attributes, children }) => [
    ...(name === 'SpeakSentence' ? namedWords([text]) : []),
    ...hintsIn(attributes.hints),
    ...offeredWords(children),
  ]);

/** Returns the words of the attribute `hints`. */
export const hintsIn = (hints: unknown): string[] =>
  typeof hints === 'string'
    ? hints
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '')
    : [];

/** Returns words without punctuation and case, by which they are compared. */
export const plainWords = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The texts by which a document is recognized. */
export interface DocumentTexts {
  /** The same for all documents of a state, whatever was pressed, said and counted. */
  readonly skeleton: string;
  /** The same for documents that differ only in ids and times. */
  readonly exact: string;
  /** As `exact`, with what was pressed or said replaced too. */
  readonly answered: string;
}

/** The rule for a document whose text differs although nothing else does. */
export interface Noise {
  /** The words that differ, by index, for documents with that number of words; `all` if the number of words differs too. */
  readonly words: ReadonlyMap<number, ReadonlySet<number>> | 'all';
}

/** The documents that differ from call to call, by {@link noiseKeyOf}. */
export type NoiseRules = ReadonlyMap<string, Noise>;

/** Identifies the documents that a rule for noise is about: those of one event at one path. */
export const noiseKeyOf = ({ eventType, url }: DocumentSource): string => `${eventType} ${pathOf(url)}`;

/** Returns the path of a URL with placeholders. */
export function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  return new URL(url).pathname.replace(ID, (id) => (id.length >= 16 ? '{id}' : id));
}

/** Returns the words of a document. */
const wordsOf = (text: string): string[] => text.split(/(?<=[\s"=<>/&?])|(?=[\s"=<>/&?])/);

/** Returns the texts of a document. */
export function documentTexts(document: DocumentSource, rules: NoiseRules): DocumentTexts {
  const { verbs, event } = document;
  const rule = rules.get(noiseKeyOf(document));
  const written = (said: DocumentSource['event'], hidesNumbers = false): string =>
    withoutNoise(verbs.map((verb) => writtenVerb(verb, { ...document, event: said }, hidesNumbers)).join(''), rule);
  const silent = withoutWords(event);
  const said = offersItsWords(document) ? silent : event;
  return { skeleton: written(said, true), exact: written(silent), answered: withDigits(written(said), event) };
}

function withoutNoise(text: string, noise: Noise | undefined): string {
  if (noise === undefined) return text;
  if (noise.words === 'all') return text.replace(/>[^<]*</g, '>…<').replace(/"[^"]*"/g, '"…"');
  const words = wordsOf(text);
  const differing = noise.words.get(words.length);
  return differing === undefined ? text : words.map((word, index) => (differing.has(index) ? '…' : word)).join('');
}

/** Writes a verb with placeholders. @param hidesNumbers replaces all numbers that may count or repeat something */
function writtenVerb(verb: AnsweredVerb, document: DocumentSource, hidesNumbers = false): string {
  const { event, url } = document;
  const hide = (text: string): string => {
    const masked = withPlaceholders(text, event);
    if (!hidesNumbers) return masked;
    // A field of a query may be empty because no key was pressed.
    return masked
      .replace(NUMBER, '{n}')
      .replace(/[*#]/g, '{n}')
      .replace(/=(?=&|$)/g, '={n}');
  };
  const attributes = Object.entries(verb.attributes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => {
      const text = /url$/i.test(name) ? resolved(String(value), url) : String(value);
      return ` ${name}="${isStateful(name) ? hide(text) : withPlaceholders(text, event)}"`;
    });
  const text = DESTINATIONS.has(verb.name) ? withPlaceholders(verb.text, event) : hide(ownText(verb));
  const children = verb.children.map((child) => writtenVerb(child, document, hidesNumbers)).join('');
  return `<${verb.name}${attributes.join('')}>${text}${children}</>`;
}

/** Returns a URL of a document as a path: documents at two paths that lead to the same URLs are the same. */
function resolved(written: string, base: string): string {
  if (!URL.canParse(base) || !URL.canParse(written, base)) return written;
  const { href, origin } = new URL(written, base);
  return origin === new URL(base).origin ? href.slice(origin.length) : href;
}

/** The text of a verb with children is that of its children. */
const ownText = ({ text, children }: AnsweredVerb): string => (children.length > 0 ? '' : text);

/** Returns the rule under which two documents of the same path and keys are the same. */
export function noiseBetween(one: string, other: string, known: Noise | undefined): Noise {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (known?.words === 'all' || words.length !== others.length) return { words: 'all' };
  const all = new Map(known?.words);
  const differing = new Set(all.get(words.length));
  for (const [index, word] of words.entries()) if (word !== others[index]) differing.add(index);
  return { words: all.set(words.length, differing) };
}

/** Returns a short hash, by which a state is recognized. */
export const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 12);

/** Returns the index of a verb among those of its document; -1 if it is not among them. */
function indexOfVerb(verb: AnsweredVerb | undefined, verbs: readonly AnsweredVerb[]): number {
  const text = JSON.stringify(verb);
  return verb === undefined ? -1 : verbs.findIndex((each) => JSON.stringify(each) === text);
}

/**
 * Returns the signature of a state in which a call leaves a choice. A visit of the simulator has the same signature as the
 * state of the map.
 *
 * @param kind the kind of the choice: `listens`, `rings`, `refers` or `connected`
 * @param isCaller false for a called party
 */
export function choiceSignature(
  kind: string,
  isCaller: boolean,
  verb: AnsweredVerb | undefined,
  document: DocumentSource | undefined,
  rules: NoiseRules = new Map(),
): string {
  if (document === undefined) return hashOf(kind, String(isCaller), verb?.name ?? '');
  const { skeleton } = documentTexts(document, rules);
  const index = String(indexOfVerb(verb, document.verbs));
  return hashOf(kind, String(isCaller), index, skeleton);
}
