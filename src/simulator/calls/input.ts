/** An input that a call can wait for: a key, a sound, a decision of the test. */
export interface CallInput {
  readonly kind: InputKind<unknown>;
  readonly value: unknown;
}

/**
 * A kind of input, shared by the code that waits for the input and the code that delivers it.
 *
 * @example
 * const KEY = new InputKind<string>('key');
 * const key = KEY.valueOf(await call.wait(5000, { takes: [KEY] }));
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

  /** Returns the value of an input of this kind; undefined for other kinds and for undefined. */
  valueOf(input: CallInput | undefined): V | undefined {
    // Inputs of this kind are created by `of`.
    return this.isKindOf(input) ? (input.value as V) : undefined;
  }

  /** True for an input of this kind. */
  isKindOf(input: CallInput | undefined): input is CallInput {
    return input?.kind === this;
  }
}

/** What a party says. */
export interface Speech {
  /** `Infinity` of speech that ends when {@link SPEECH_END} is delivered. */
  readonly milliseconds: number;
  /** `undefined` if the test does not say which words. */
  readonly words: string | undefined;
  /** Partial results of speech recognition. */
  readonly partial: readonly string[];
  /** Mu-law; a tone without it. */
  readonly audio: Uint8Array | undefined;
}

/** A key that a party presses. */
export const KEY = new InputKind<string>('key');

/** Speech of a party. */
export const SOUND = new InputKind<Speech>('sound');

/** The end of speech that had no end when it began. */
export const SPEECH_END = new InputKind<'end'>('end of speech');
