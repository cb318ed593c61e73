// Reads the facts of events.txt: what Bandwidth documents about its events, and observed events.
import { type Fact, factsOf, listOf, readFacts, wordsOf } from './facts-file.js';

export interface FieldFacts {
  readonly types: readonly string[];
  readonly required: boolean;
  /** True if it is currently sent; only `required` is documented. */
  readonly isSent: boolean;
  readonly nullable: boolean;
  readonly values: readonly string[];
  readonly fields: Readonly<Record<string, FieldFacts>>;
}

interface Address {
  readonly url: string;
  readonly method: string | null;
  readonly credentials: readonly string[] | null;
}

/** One of the URLs that receive an event. */
export interface TargetFacts {
  readonly where: string;
  readonly verb: string | undefined;
  readonly operation: string | undefined;
  readonly first: Address;
  readonly fallback: Address | null;
  /** True if it is sent there only in some cases. */
  readonly isLimited: boolean;
  readonly timeout: string | undefined;
}

export interface EventFacts {
  readonly kind: string;
  readonly responseContext: string | null;
  /** The status of a response without a document, if that is allowed. */
  readonly emptyAnswer: number | null;
  readonly aliases: readonly string[] | undefined;
  readonly oneOf: readonly string[] | undefined;
  readonly targets: readonly TargetFacts[];
  readonly samples: readonly Sample[];
  readonly fields: Readonly<Record<string, FieldFacts>>;
}

/** An observed event: the types of its fields by name. */
export interface Sample {
  readonly direction: string;
  readonly cause: string | undefined;
  readonly types: Readonly<Record<string, string>>;
}

const facts = readFacts('events.txt');
const KINDS = new Set(['alias', 'one-of', 'sent', 'seen']);

const eventsOf = (kind: string): Readonly<Record<string, EventFacts>> =>
  Object.fromEntries(factsOf(facts, kind).map((fact) => [fact.words[1], readEvent(fact)]));

/** The events with an `eventType`, by that type. */
export const events = eventsOf('event');
/** The events of WebRTC endpoints, by their `event`. */
export const endpointEvents = eventsOf('endpoint-event');

export const withFallback = wordsOf(facts, 'with-fallback') ?? [];
export const withoutFallback = wordsOf(facts, 'without-fallback') ?? [];
/** The number of retries at the same URL, by kind of event. */
export const retries = Object.fromEntries(
  factsOf(facts, 'retries').map(({ words: [, kind, times] }) => [kind, Number(times)]),
);

function readEvent({ words: [, , kind = '', context], settings, details }: Fact): EventFacts {
  return {
    kind,
    responseContext: context ?? null,
    emptyAnswer: settings.empty === undefined ? null : Number(settings.empty),
    aliases: wordsOf(details, 'alias'),
    oneOf: wordsOf(details, 'one-of'),
    targets: factsOf(details, 'sent').map(readTarget),
    samples: factsOf(details, 'seen').map(readSample),
    fields: readFields(details.filter(({ words: [first = ''] }) => !KINDS.has(first))),
  };
}

/** Returns the fields in the lines, by name. */
export function readFields(lines: readonly Fact[]): Readonly<Record<string, FieldFacts>> {
  return Object.fromEntries(
    lines.map(({ words: [name = '', type = '', ...marks], settings, details }) => [
      name,
      {
        types: type.replace(/[!+]$/, '').split('|'),
        required: type.endsWith('!'),
        isSent: /[!+]$/.test(type),
        nullable: marks.includes('null'),
        values: listOf(settings.of) ?? [],
        fields: readFields(details),
      },
    ]),
  );
}

function readTarget({ words: [, where = '', ...rest], settings: { timeout }, details }: Fact): TargetFacts {
  const isLimited = rest.includes('limited');
  const [name] = rest.filter((word) => word !== 'limited');
  const [first, fallback] = ['first', 'fallback'].map((which) => readAddress(factsOf(details, which)[0]));
  if (first == null) throw new Error(`events.txt: ${where} ${name} has no URL`);
  return {
    where,
    verb: where === 'bxml' ? name : undefined,
    operation: where === 'rest' ? name : undefined,
    first,
    fallback: fallback ?? null,
    isLimited,
    timeout,
  };
}

function readAddress(fact: Fact | undefined): Address | null {
  if (fact === undefined) return null;
  const [, method = '', credentials = '', ...url] = fact.words;
  return {
    url: url.join(' '),
    method: method === '-' ? null : method,
    credentials: credentials === '-' ? null : credentials.split(','),
  };
}

function readSample({ words: [, direction = '', cause, ...fields] }: Fact): Sample {
  const types = fields.map((field) => field.split(':')).map(([name, type = 'string']) => [name, type]);
  return { direction, cause: cause === '-' ? undefined : cause, types: Object.fromEntries(types) };
}
