/** A problem that a rule found; the walk adds code, severity, path and source line. */
export interface Finding {
  /** What is wrong, what was given and what is allowed; one sentence, without a place. */
  readonly message: string;
  /** How to mend it. */
  readonly hint?: string | undefined;
}

/** What every attribute rule may say. */
interface AnyAttribute {
  /** The attribute must be there. */
  readonly required?: boolean | undefined;
  /** The id of the rule that a bad value breaks; without it one of the `attribute.*` ids. */
  readonly rule?: string | undefined;
}

/** Free text, or text of a form that `pattern` gives. */
export interface TextAttribute extends AnyAttribute {
  readonly type: 'string';
  /** What holds when the attribute is left out. */
  readonly default?: string | undefined;
  /** Most characters, counted as code points. */
  readonly maxLength?: number | undefined;
  /**
   * The whole value must match; anchor it with `^` and `$`, and give no flag `g` or `y`. It runs on texts of any length
   * up to `maxLength`, so no two neighboring parts should match the same characters, as in `\d+\d*`.
   */
  readonly pattern?: RegExp | undefined;
  /** The form that `pattern` stands for, in words that end a message: "expected …". */
  readonly expected?: string | undefined;
  /** Returns how to fix a value that does not match `pattern`, or `undefined`. Not called for a `secret`. */
  readonly hint?: ((value: string) => string | undefined) | undefined;
  /** The value is a password: messages print it as `***`. */
  readonly secret?: boolean | undefined;
}

/** An http or https address, absolute or relative; or an absolute ws or wss address. */
export interface UrlAttribute extends AnyAttribute {
  readonly type: 'url' | 'wsUrl';
  readonly default?: undefined;
}

/** A number, whole or not. */
export interface NumberAttribute extends AnyAttribute {
  readonly type: 'integer' | 'decimal';
  readonly default?: number | undefined;
  /** Least value allowed. */
  readonly min?: number | undefined;
  /** Greatest value allowed. */
  readonly max?: number | undefined;
  /** The unit, for messages. */
  readonly unit?: 'seconds' | 'milliseconds' | undefined;
}

/** `true` or `false`. */
export interface BooleanAttribute extends AnyAttribute {
  readonly type: 'boolean';
  readonly default?: boolean | undefined;
}

/** One of a closed list of values. */
export interface EnumAttribute<V extends string = string> extends AnyAttribute {
  readonly type: 'enum';
  readonly values: readonly V[];
  readonly default?: V | undefined;
}

/** How one attribute is checked and written. */
export type AttributeRule = TextAttribute | UrlAttribute | NumberAttribute | BooleanAttribute | EnumAttribute;

/** The rules of all attributes of an element, by name. */
export type AttributeRules = Readonly<Record<string, AttributeRule>>;

/**
 * A list of values that is known to be whole: made by {@link oneOf}, and equal in both directions to the prop's type.
 */
export interface ExactEnum<V extends string> extends EnumAttribute<V> {
  /** Phantom, in types only: makes the list invariant, so that neither a missing nor a surplus value compiles. */
  readonly '~exactly': (value: V) => V;
}

/**
 * The rule of an attribute with a closed list of values, for a `defineVerb` that is given its props as an interface:
 * the compiler then proves that the list holds every value of the prop's type and no other.
 *
 * @example
 * gender: oneOf(['male', 'female'], { rule: 'speak.gender' })
 */
export function oneOf<const V extends string>(
  values: readonly V[],
  more: { readonly rule?: string; readonly default?: NoInfer<V>; readonly required: true },
): ExactEnum<V> & { readonly required: true };
export function oneOf<const V extends string>(
  values: readonly V[],
  more?: { readonly rule?: string; readonly default?: NoInfer<V>; readonly required?: undefined },
): ExactEnum<V> & { readonly required?: undefined };
export function oneOf(values: readonly string[], more: Omit<EnumAttribute, 'type' | 'values'> = {}): EnumAttribute {
  return { type: 'enum', values, ...more };
}

type AttributeNames<P> = Exclude<keyof P, 'children' | 'key'> & string;

type RuleFor<V> = [V] extends [boolean]
  ? BooleanAttribute
  : [V] extends [number]
    ? NumberAttribute
    : [V] extends [string]
      ? string extends V
        ? TextAttribute | UrlAttribute
        : ExactEnum<V>
      : never;

type Requiredness<P, K extends keyof P> =
  Partial<Pick<P, K>> extends Pick<P, K> ? { readonly required?: false | undefined } : { readonly required: true };

/** The attribute rules that agree with the props interface `P`: every name, kind, value list and requiredness. */
export type RulesFor<P> = {
  readonly [K in AttributeNames<P>]-?: RuleFor<Exclude<P[K], null | undefined>> & Requiredness<P, K>;
};
