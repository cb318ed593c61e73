import { EventError, parseEvent } from '../../events/index.js';
import { fromCaller } from '../../problems/caller.js';

/** The field that names an event, and is not to be given. */
type Discriminator = 'eventType' | 'event';

/** What names an event `E`. */
export type NameOf<E> = E extends { eventType: string } ? Pick<E, 'eventType'> : Pick<E, Extract<keyof E, 'event'>>;

/** Fields that an object of defaults is completed with. */
type PartOf<T> = T extends Plain ? T : Partial<T>;

/**
 * The fields of an event `E` that a builder can be given: any but its name. Of an object that the defaults `D` have,
 * some fields will do.
 */
export type Given<E, D> = {
  readonly [K in keyof E as K extends Discriminator ? never : K]?: K extends keyof D ? PartOf<E[K]> : E[K];
};

type Plain = string | number | boolean | null | undefined | readonly unknown[];

/** The type of fields that an event does not have: nothing is of it. */
export interface NoSuchField {
  readonly '~noSuchField': never;
}

/** Refuses fields that there are not, in the event and in its objects. */
type NothingElse<G, Fields> = { readonly [K in Exclude<keyof G, keyof Fields>]: NoSuchField } & {
  readonly [K in keyof G & keyof Fields as Fields[K] extends Plain ? never : K]?:
    | { readonly [N in Exclude<keyof G[K], keyof NonNullable<Fields[K]>>]: NoSuchField }
    | null
    | undefined;
};

/** An event `E` with the defaults `D`, but for the fields that were given as `G`. */
export type Built<E, D, G> = E & Omit<D, keyof G> & { [K in keyof G & keyof E]: G[K] };

type RequiredKeys<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? never : K }[keyof T];

/** The least that the defaults of an event have: every field that is always sent. */
export type LeastDefaults<E> = Pick<E, Exclude<RequiredKeys<E>, Discriminator>>;

/**
 * Makes events of one kind, each a new object: the fields that were given, and defaults for the others; a field that is
 * given as `undefined` is left out. The type of the event knows which fields are there.
 *
 * @throws EventError (`event.not-object`, `event.missing-field`, `event.wrong-type`) where something else is given than
 * the types allow, so that Bandwidth would not send the event.
 * @example
 * const { digits, callUrl } = events.gather({ digits: '1', callId: 'c-17' });
 */
export interface EventBuilder<E, D> {
  // One signature without a comment: over others an editor would not show what is said of the builder of the event.
  // biome-ignore lint/style/useShorthandFunctionType: an interface has a name in hovers.
  <G extends Given<E, D> & NothingElse<G, Given<E, D>> = Record<never, never>>(given?: G & Given<E, D>): Built<E, D, G>;
}

type Fields = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Makes the builder of an event: from its name, and a function that completes what is given. */
export function builder<E, D extends LeastDefaults<E>>(
  name: NameOf<E>,
  defaultsFor: (given: Given<E, D>) => D,
): EventBuilder<E, D> {
  const build = (given: Given<E, D> = {}): unknown => {
    return fromCaller(build, () => {
      if (!isObject(given)) {
        throw new EventError('event.not-object', `events.${Object.values(name)[0]}() takes an object of fields.`);
      }
      return parseEvent({ ...name, ...completed(defaultsFor(given), given), ...name });
    });
  };
  // The cast: parseEvent has found the event of this name to be one; the compiler has `D` from the function, and `G`
  // from what is given.
  return build as EventBuilder<E, D>;
}

function completed(defaults: object, given: Fields): Fields {
  const result: Record<string, unknown> = { ...defaults };
  for (const [field, value] of Object.entries(given)) {
    const other = result[field];
    if (value === undefined) delete result[field];
    else result[field] = isObject(value) && isObject(other) ? completed(other, value) : copyOf(value);
  }
  return result;
}

/** A copy that shares nothing with what was given, so that no event changes with another. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isObject(value) ? completed({}, value) : value;
}
