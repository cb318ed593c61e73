// Reads the files of facts in this folder: one fact per line, details indented below it, `#` for comments.
import { readFileSync } from 'node:fs';

/** A line with its words, its settings (`key=value`), and the lines indented below it. */
export interface Fact {
  readonly words: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  readonly details: Fact[];
}

const SETTING = /^(\w+)=(.*)$/;

/** Returns the facts of a file that are not indented. */
export function readFacts(file: string): Fact[] {
  const facts: Fact[] = [];
  const open: { readonly indent: number; readonly details: Fact[] }[] = [{ indent: -1, details: facts }];
  for (const line of readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')) {
    if (/^\s*(#|$)/.test(line)) continue;
    const indent = line.search(/\S/);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parts = line.trim().split(' ');
    const fact = {
      words: parts.filter((part) => !SETTING.test(part)),
      settings: Object.fromEntries(
        parts.flatMap((part) => {
          const [, key, value = ''] = SETTING.exec(part) ?? [];
          return key === undefined ? [] : [[key, value]];
        }),
      ),
      details: [],
    };
    open.at(-1)?.details.push(fact);
    open.push({ indent, details: fact.details });
  }
  return facts;
}

/** Returns the facts that begin with the word. */
export const factsOf = (facts: readonly Fact[], word: string): Fact[] => facts.filter(({ words }) => words[0] === word);

/** Returns the words after the first word of a fact. */
export const wordsOf = (facts: readonly Fact[], word: string): string[] | undefined =>
  factsOf(facts, word)[0]?.words.slice(1);

/** Returns the object without undefined properties. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // The cast is safe: undefined properties are removed, which a mapped type cannot express.
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

/** Returns the values of a setting such as `of=a|b`. */
export const listOf = (setting: string | undefined): string[] | undefined =>
  setting?.split('|').map((value) => (value === '""' ? '' : value));

export const numberOf = (setting: string | undefined): number | undefined =>
  setting === undefined ? undefined : Number(setting);
