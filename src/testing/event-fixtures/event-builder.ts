import { EventError, parseEvent } from '../../events/index.js';
import { fromCaller } from '../../problems/caller.js';

/** The fields that name an event. They cannot be passed. */
type Discriminator = 'eventType' | 'event';

/** The discriminator of an event `E`: `eventType`, or `event` if it has no `eventType`. */
export type NameOf<E> = E extends { eventType: string } ? Pick<E, 'eventType'> : Pick<E, Extract<keyof E, 'event'>>;

/** The type of a nested field that has defaults: objects may be partial. */
type PartOf<T> = T extends Plain ? T : Partial<T>;

/**
 * The fields that can be passed to the builder of an event `E`: all except its name. Objects for which the defaults `D`
 * have a value may be partial.
 */
export type Given<E, D> = {
  readonly [K in keyof E as K extends Discriminator ? never : K]?: K extends keyof D ? PartOf<E[K]> : E[K];
};

type Plain = string | number | boolean | null | undefined | readonly unknown[];

/** The type of a field that the event does not have. No value is assignable to it. */
export interface NoSuchField {
  readonly '~noSuchField': never;
}

/** Makes unknown fields a type error, in the event and its nested objects. */
type NothingElse<G, Fields> = { readonly [K in Exclude<keyof G, keyof Fields>]: NoSuchField } & {
  readonly [K in keyof G & keyof Fields as Fields[K] extends Plain ? never : K]?:
    | { readonly [N in Exclude<keyof G[K], keyof NonNullable<Fields[K]>>]: NoSuchField }
    | null
    | undefined;
};

/** An event `E` with the defaults `D`, overridden by the passed fields `G`. */
export type Built<E, D, G> = E & Omit<D, keyof G> & { [K in keyof G & keyof E]: G[K] };

type RequiredKeys<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? never : K }[keyof T];

/** The fields that the defaults of an event must have: all that are always sent. */
export type LeastDefaults<E> = Pick<E, Exclude<RequiredKeys<E>, Discriminator>>;

/**
 * Returns a new event with the passed fields and defaults for the others. A field passed as `undefined` is omitted. The
 * return type includes the default fields.
 *
 * @throws EventError (`event.not-object`, `event.missing-field`, `event.wrong-type`) if the fields do not match their
 * types, so that Bandwidth would never send such an event.
 * @example
 * const { digits, callUrl } = events.gather({ digits: '1', callId: 'c-17' });
 */
export interface EventBuilder<E, D> {
  // A single signature without a comment, so that editors show the documentation of the builder's property.
  // biome-ignore lint/style/useShorthandFunctionType: an interface has a name in hovers.
  <G extends Given<E, D> & NothingElse<G, Given<E, D>> = Record<never, never>>(given?: G & Given<E, D>): Built<E, D, G>;
}

type Fields = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Creates the builder of an event from its name and a function that returns the defaults for the passed fields. */
export function builder<E, D extends LeastDefaults<E>>(
  name: NameOf<E>,
  defaultsFor: (given: Given<E, D>) => D,
): EventBuilder<E, D> {
  const build = (given: Given<E, D> = {}): unknown => {
    return fromCaller(build, () => {
      if (!isObject(given)) {
        throw new EventError(
          'event.not-object',
          `The argument of events.${Object.values(name)[0]}() must be an object.`,
        );
      }
      return parseEvent({ ...name, ...completed(defaultsFor(given), given), ...name });
    });
  };
  // The cast: parseEvent has validated the event; `D` is the return type of `defaultsFor` and `G` the type of `given`.
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

/** Returns a deep copy, so that events never share objects. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isObject(value) ? completed({}, value) : value;
}
