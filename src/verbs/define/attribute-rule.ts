/** A problem that a rule found. The renderer adds the code, severity, path and source position. */
export interface Finding {
  /** What is wrong, the value, and what is allowed: one sentence without a position. */
  readonly message: string;
  /** How to fix it. */
  readonly hint?: string | undefined;
}

/** The options of every attribute rule. */
interface AnyAttribute {
  /** True if the attribute must be present. */
  readonly required?: boolean | undefined;
  /** The rule id of the problem for an invalid value. Default: one of the `attribute.*` ids. */
  readonly rule?: string | undefined;
}

/** A string, optionally with a pattern. */
export interface TextAttribute extends AnyAttribute {
  readonly type: 'string';
  /** The value that Bandwidth uses if the attribute is missing. */
  readonly default?: string | undefined;
  /** Maximum length in code points. */
  readonly maxLength?: number | undefined;
  /**
   * The pattern of valid values. Anchor it with `^` and `$`, and do not use the flags `g` or `y`. Strings of any length up
   * to `maxLength` are tested, so avoid neighboring parts that match the same characters, such as `\d+\d*`.
   */
  readonly pattern?: RegExp | undefined;
  /** A description of `pattern` that ends a message: "expected …". */
  readonly expected?: string | undefined;
  /** Returns a hint for a value that does not match `pattern`, or `undefined`. Not called for a `secret`. */
  readonly hint?: ((value: string) => string | undefined) | undefined;
  /** True if the value is a password. Messages show it as `***`. */
  readonly secret?: boolean | undefined;
}

/** An absolute or relative http or https URL (`url`), or an absolute ws or wss URL (`wsUrl`). */
export interface UrlAttribute extends AnyAttribute {
  readonly type: 'url' | 'wsUrl';
  readonly default?: undefined;
}

/** An integer or a decimal number. */
export interface NumberAttribute extends AnyAttribute {
  readonly type: 'integer' | 'decimal';
  readonly default?: number | undefined;
  /** Minimum value. */
  readonly min?: number | undefined;
  /** Maximum value. */
  readonly max?: number | undefined;
  /** The unit in messages. */
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

/** The rule that validates and writes an attribute. */
export type AttributeRule = TextAttribute | UrlAttribute | NumberAttribute | BooleanAttribute | EnumAttribute;

/** All attribute rules of an element, by name. */
export type AttributeRules = Readonly<Record<string, AttributeRule>>;

/**
 * An enum rule whose values are exactly those of the prop's type. Created by {@link oneOf}.
 */
export interface ExactEnum<V extends string> extends EnumAttribute<V> {
  /** Exists in types only. It makes the type invariant, so that a missing or extra value is a compile error. */
  readonly '~exactly': (value: V) => V;
}

/**
 * Returns the rule of an attribute with a fixed list of values. Use it with a `defineVerb<Props>` whose props are an
 * interface: the compiler then checks that the list has exactly the values of the prop's type.
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

/** The attribute rules that match the props interface `P`: names, types, lists of values and required attributes. */
export type RulesFor<P> = {
  readonly [K in AttributeNames<P>]-?: RuleFor<Exclude<P[K], null | undefined>> & Requiredness<P, K>;
};
