/** Something that comes to a call from outside while it waits: a key, a sound, a decision. */
export interface CallInput {
  readonly kind: InputKind<unknown>;
  readonly value: unknown;
}

/**
 * A kind of input. What waits for an input and what sends it share the kind. Verbs and rooms have kinds of their own.
 *
 * @example
 * const KEY = new InputKind<string>('key');
 * const key = KEY.valueOf(await call.wait(5000, [KEY]));
 */
export class InputKind<V> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Returns an input of this kind. */
  of(value: V): CallInput {
    return { kind: this, value };
  }

  /** Returns the value of an input of this kind, undefined for others and for none. */
  valueOf(input: CallInput | undefined): V | undefined {
    // An input of this kind was made by `of`.
    return this.isKindOf(input) ? (input.value as V) : undefined;
  }

  /** True if it is an input of this kind. */
  isKindOf(input: CallInput | undefined): input is CallInput {
    return input?.kind === this;
  }
}

/** Sound of a party: it speaks for so many milliseconds. */
export interface Sound {
  readonly milliseconds: number;
  readonly words: string | undefined;
  /** What is understood on the way. */
  readonly partial: readonly string[];
}

/** Keys that a party presses. */
export const KEY = new InputKind<string>('key');

/** What a party says. */
export const SOUND = new InputKind<Sound>('sound');
