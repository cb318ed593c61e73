// The keys and the words that prompts name, such as "For sales, press one" and "oprima el 2", in six languages.

/** Verbs that name a key: press, dial… */
const PRESS = new Set(
  `press dial enter push hit touch select choose
  oprima oprime marque marca presione presiona pulse pulsa digite digita apriete teclee
  appuyez tapez composez faites pressez saisissez
  drücken drücke wählen wähle tippen taste
  pressione aperte tecle disque escolha
  prima prema premete premi premere digiti selezioni`.split(/\s+/),
);

/** Verbs that name words: say… */
const SAY = new Set('say diga dites sagen sage fale dica'.split(' '));

/** Words between the verb and the key. */
const FILLER = new Set(
  `the a an any number key keys digit button sign now please simply again or and say press either from between option
  el la los las un una número numero tecla dígito o y ya del de entre
  sur le les une chiffre touche numéro ou et du
  sie die den das taste ziffer zahl nummer bitte jetzt oder und eine von zwischen auf
  un uno num no na um uma opção e do
  il lo tasto cifra`.split(/\s+/),
);

/** Nouns after which an article is not the number one, as in "un chiffre". */
const NOUNS = new Set(
  `number key digit button option número numero tecla dígito chiffre touche numéro taste ziffer zahl nummer opção opción
  tasto cifra`.split(/\s+/),
);

const KEY_WORDS = new Map<string, string>();
for (const [key, words] of Object.entries({
  0: 'zero cero zéro null',
  1: 'one uno un eins um',
  2: 'two dos deux zwei zwo dois duas due',
  3: 'three tres trois drei três tre',
  4: 'four cuatro quatre vier quatro quattro',
  5: 'five cinco cinq fünf cinque',
  6: 'six seis sechs sei',
  7: 'seven siete sept sieben sete sette',
  8: 'eight ocho huit acht oito otto',
  9: 'nine nueve neuf neun nove',
  '*': 'star asterisk asterisco estrella étoile stern sternchen estrela stella',
  '#': 'pound hash numeral almohadilla gato dièse carré raute sustenido cerquilha cancelletto',
})) {
  for (const word of words.split(' ')) KEY_WORDS.set(word, key);
}

/** Words after a number that make it an amount, as in "your 5 digit code". */
const UNITS =
  /^(?:digits?|dígitos?|chiffres|stellige?n?|stellen|hours?|minutes?|seconds?|percent|times?|horas|minutos|stunden|heures)$/;

const RANGE = new Set(['to', 'through', 'thru', 'a', 'al', 'à', 'bis', 'até', 'and', 'y', 'et', 'und', 'e', '-', '–']);
const CONNECTORS = new Set([...RANGE, 'or', 'o', 'ou', 'oder', 'oppure', ',', '/']);
/** Words between a connector and a key, as in "and then the pound key" and "oder die Zwei". */
const ARTICLES = new Set('the then el la le die der o a il'.split(' '));
const PURPOSE = new Set(['for', 'to', 'para', 'pour', 'für', 'um', 'per', 'if', 'si', 'wenn']);

/** Splits a prompt into words, keys and punctuation, in lower case. */
const tokensOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/\p{L}+|\d+|[*#,.;:!?/–-]/gu) ?? [];

/** Returns the key that a token of a prompt names; `undefined` if it names none. */
function keyOf(token: string | undefined, next: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token === 'number' && next === 'sign') return '#';
  const isKey = /^[\d*#]$/.test(token);
  // "Sterntaste"
  const key = isKey ? token : (KEY_WORDS.get(token) ?? KEY_WORDS.get(token.replace(/taste$/, '')));
  if (key === undefined || (next !== undefined && UNITS.test(next))) return undefined;
  const isArticle = /^(?:un|uno|um)$/.test(token) && next !== undefined && NOUNS.has(next);
  return isArticle ? undefined : key;
}

/** Returns the keys from one to another, such as those of "1 to 5". */
function keysBetween(first: string, last: string): string[] {
  const [from, to] = [Number(first), Number(last)];
  if (!(from < to)) return [last];
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

/** Returns the keys that prompts tell a person to press, in the order in which they are named. */
export function namedKeys(prompts: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const prompt of prompts) for (const key of keysIn(tokensOf(prompt))) keys.add(key);
  return [...keys];
}

function keysIn(all: readonly string[]): string[] {
  const tokens = withoutNumbers(all);
  const keys: string[] = [];
  let hasVerb = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (PRESS.has(token)) {
      hasVerb = true;
      const before = keyOf(tokens[at - 1], undefined);
      const found = keysAfter(tokens, at + 1);
      if (found.length > 0) keys.push(...found);
      // "die Eins drücken"
      else if (before !== undefined) keys.push(before);
    } else if (hasVerb) keys.push(...listedKeys(tokens, at, keys.length > 0));
  }
  return keys;
}

/** Replaces the digits of numbers that are written in parts, such as "9 1 1" and "1-800-555". */
function withoutNumbers(tokens: readonly string[]): readonly string[] {
  const isDigit = (token = ''): boolean => /^\d$/.test(token);
  return tokens.map((token, at) => {
    if (!isDigit(token)) return token;
    const isOfPhone = tokens[at + 1] === '-' && /^\d{2,}$/.test(tokens[at + 2] ?? '');
    const digits = [at - 2, at - 1, at, at + 1, at + 2].map((index) => isDigit(tokens[index]));
    const isOfRun = [0, 1, 2].some((start) => digits.slice(start, start + 3).every(Boolean));
    return isOfPhone || isOfRun ? 'number' : token;
  });
}

/**
 * Returns the keys at a token that follows a verb and its key: the 2 of "press 1 for sales, 2 for repairs" and of "for sales
 * press 1, for repairs 2", and those of "a number, 1 to 3".
 */
function listedKeys(tokens: readonly string[], at: number, hasKey: boolean): string[] {
  const key = keyOf(tokens[at], tokens[at + 1]);
  if (key === undefined) return [];
  const article = tokens[at - 1] ?? '';
  const before = ARTICLES.has(article) && article !== 'the' ? at - 2 : at - 1;
  const isSeparated = CONNECTORS.has(tokens[before] ?? '') || /^[.;:]$/.test(tokens[before] ?? '');
  const next = tokens[at + 1] ?? '';
  const last = keyOf(tokens[at + 2], tokens[at + 3]);
  if (isSeparated && last !== undefined && RANGE.has(next) && isInRange(tokens, at, at + 2))
    return keysBetween(key, last);
  if (isSeparated && PURPOSE.has(next)) return [key];
  return hasKey && isLast(tokens, at) && hasPurposeBefore(tokens, before) ? [key] : [];
}

/** True if a clause ends after a key, and after words such as "key" and "-Taste". */
function isLast(tokens: readonly string[], key: number): boolean {
  let at = key + 1;
  while (tokens[at] === '-' || tokens[at] === 'sign' || NOUNS.has(tokens[at] ?? '')) at++;
  return tokens[at] === undefined || /^[.,;:!?]$/.test(tokens[at] ?? '');
}

/** Words before a number at the end of a clause that is not a key, as in "for children under 5" and "for table 4". */
const NO_KEY = new Set(
  `at in on within by than before after since of to from over under until till about around per up or and number room table
  line page gate level floor step part may june july order
  en a de las los hace hasta y o para um ab seit von bis vor nach und oder für à dans avant depuis et ou pour
  alle per e em às por`.split(/\s+/),
);

/** True if the clause that ends before a key says what it is for, such as "for repairs" in "for repairs, 2". */
function hasPurposeBefore(tokens: readonly string[], end: number): boolean {
  const last = tokens[end] ?? '';
  if (NO_KEY.has(last) || PRESS.has(last) || /^\d+$/.test(last)) return false;
  const isOwnClause = last === ',';
  const clause = wordsBefore(tokens, isOwnClause ? end - 1 : end);
  if (clause.some((token) => PRESS.has(token) || keyOf(token, undefined) !== undefined)) return false;
  const [first = '', second = ''] = clause;
  const mark = tokens[(isOwnClause ? end - 1 : end) - clause.length] ?? '';
  const opening = CONNECTORS.has(first) && !PURPOSE.has(first) ? second : first;
  // At the end of a sentence of its own, a number may be anything: "For details see page 3."
  const begins = isOwnClause ? /^[.,;:!?]$/ : /^[,;]$/;
  return begins.test(mark) && (PURPOSE.has(opening) || OTHERWISE.has(opening));
}

/** Returns the words of a clause up to one of them. */
function wordsBefore(tokens: readonly string[], end: number): string[] {
  const words: string[] = [];
  for (let at = end; at >= 0 && words.length < MAX_CLAUSE && !/^[.,;:!?]$/.test(tokens[at] ?? ''); at--)
    words.unshift(tokens[at] ?? '');
  return words;
}

/** The most words of a clause that says what a key is for. */
const MAX_CLAUSE = 10;

const OTHERWISE = new Set(['otherwise', 'sonst', 'sinon', 'altrimenti']);

/** The most words between the verb and the key. */
const MAX_FILLER = 6;

const isFiller = (token = ''): boolean => FILLER.has(token) || SAY.has(token);

function keysAfter(tokens: readonly string[], start: number): string[] {
  let at = start;
  while (at < start + MAX_FILLER && keyOf(tokens[at], tokens[at + 1]) === undefined && isFiller(tokens[at])) at++;
  const keys: string[] = [];
  let key = keyOf(tokens[at], tokens[at + 1]);
  while (key !== undefined) {
    const last = keys.at(-1);
    const isRange = last !== undefined && RANGE.has(tokens[at - 1] ?? '') && isInRange(tokens, start, at);
    keys.push(...(isRange ? keysBetween(last, key) : [key]));
    at++;
    while (CONNECTORS.has(tokens[at] ?? '')) at++;
    if (!CONNECTORS.has(tokens[at - 1] ?? '')) break;
    while (ARTICLES.has(tokens[at] ?? '')) at++;
    key = keyOf(tokens[at], tokens[at + 1]);
    // "press 1 to speak": the word after the connector is not a key.
  }
  return keys;
}

/** True if a connector between two keys means a range: "to", or "and" after "between". */
function isInRange(tokens: readonly string[], start: number, at: number): boolean {
  const connector = tokens[at - 1] ?? '';
  if (/^(?:to|through|thru|a|al|à|bis|até|-|–)$/.test(connector)) return true;
  return tokens.slice(start, at).some((token) => /^(?:between|entre|zwischen)$/.test(token));
}

const QUOTED = /["“„«]([^"“”„«»]{1,40})["”“»]/g;

/** Returns the words that prompts tell a person to say: those in quotes, and those after "say". */
export function namedWords(prompts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const prompt of prompts) {
    for (const [, quoted = ''] of prompt.matchAll(QUOTED)) words.add(quoted.trim());
    for (const phrase of phrasesAfterSay(prompt)) words.add(phrase);
  }
  return [...words].filter((each) => each !== '');
}

/** The most words of a phrase. */
const MAX_WORDS = 4;

function phrasesAfterSay(prompt: string): string[] {
  const phrases: string[] = [];
  for (const sentence of prompt.split(/[.;:!?]/)) {
    const words = sentence.match(/[\p{L}\p{M}\d'’-]+|,/gu) ?? [];
    const verb = words.findIndex((word) => SAY.has(word.toLowerCase()));
    if (verb < 0 || /["“„«]/.test(sentence)) continue;
    let phrase: string[] = [];
    for (const word of [...words.slice(verb + 1), ',']) {
      const lower = word.toLowerCase();
      if (PURPOSE.has(lower) && phrase.length > 0) {
        phrases.push(phrase.join(' '));
        phrase = [];
        break;
      }
      if (word === ',' || /^(?:or|o|ou|oder|and|y|et|und)$/.test(lower)) {
        if (phrase.length > 0 && phrase.length <= MAX_WORDS) phrases.push(phrase.join(' '));
        phrase = [];
      } else if (!(phrase.length === 0 && /^(?:sie|the|a|el|la|le)$/.test(lower))) phrase.push(word);
    }
  }
  return phrases.filter((each) => !/\d|^(?:number|número|chiffre|zahl)/i.test(each));
}
