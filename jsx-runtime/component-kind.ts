/** The key under which a component that the walk does not call says what it is; registered, as that of elements is. */
export const COMPONENT_KIND: unique symbol = Symbol.for('bxml-jsx.component-kind') as never;

/**
 * What a component of the library's own stands for. One record for all three, found with one look: a component of the
 * user's has none.
 */
export class ComponentKind {
  readonly kind: 'fragment' | 'provider' | 'verb';
  /** The context of a provider, the definition of a verb. */
  readonly of: unknown;
  /** What a walk has made of it for itself, with the walk's own key, since several copies of the package may walk it. */
  compiled: { readonly by: object } | undefined = undefined;

  constructor(kind: ComponentKind['kind'], of: unknown) {
    this.kind = kind;
    this.of = of;
  }
}
