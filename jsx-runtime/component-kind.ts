/** The key under which a component that the walk does not call says what it is; registered, as that of elements is. */
export const COMPONENT_KIND: unique symbol = Symbol.for('bxml-jsx.component-kind') as never;

/**
 * What a component of the library's own stands for. One record for all three, found with one look: a component of the
 * user's has none.
 */
export class ComponentKind {
  readonly kind: 'fragment' | 'provider' | 'verb';
  #of: unknown;
  #make: (() => unknown) | undefined;
  /** What a walk has made of it for itself, with the walk's own key, since several copies of the package may walk it. */
  compiled: { readonly by: object } | undefined = undefined;

  /** `make` gives what stands in for `of` once somebody asks. */
  constructor(kind: ComponentKind['kind'], of: unknown, make?: () => unknown) {
    this.kind = kind;
    this.#of = of;
    this.#make = make;
  }

  /** The context of a provider, the definition of a verb. */
  get of(): unknown {
    if (this.#make !== undefined) {
      this.#of = this.#make();
      this.#make = undefined;
    }
    return this.#of;
  }
}
