import { BxmlError } from '../problems/bxml-error.js';
import type { SourcePosition } from '../problems/problem.js';

/**
 * The property that marks an element. It is a registered symbol, so that two copies of the package in one program
 * recognize each other's elements. JSON cannot contain a symbol, so no request body can imitate an element.
 */
export const ELEMENT_BRAND: unique symbol = Symbol.for('bxml-jsx.element') as never;

/**
 * An element of a BXML document that has not been rendered yet: the type of every JSX expression. It has no public
 * properties; pass it to `render`.
 *
 * The key exists in types only. It is a string so that the types of two copies of the package are compatible.
 */
export interface BxmlElement {
  readonly '~bxml': true;
}

/** Children that render nothing, so that `{condition && <Verb/>}` works. */
export type Nothing = boolean | null | undefined;

/** Children of an element that contains verbs, such as `<Response>`. Text is not allowed. */
export type ElementsOnly = BxmlElement | Nothing | readonly ElementsOnly[];

/** Children of an element that contains plain text, such as `<PhoneNumber>`. */
export type TextOnly = string | number | Nothing | readonly TextOnly[];

/** Children of an element that contains text and SSML, such as `<SpeakSentence>`; also what a component may return. */
export type TextAndElements = BxmlElement | string | number | Nothing | readonly TextAndElements[];

/** Children of an element that has none. No value has this type, so any child is a compile error. */
export interface NoChildrenAllowed {
  readonly '~bxmlNone': never;
}

/** The type of an element: a component (built-in or your own) or the lower-case name of an SSML element. */
export type ElementType = string | ((props: never) => unknown);

/** The props of an element as the renderer reads them. */
export type ElementProps = Readonly<Record<string, unknown>>;

/** True if an element has the attribute, as its own property, with a value other than `undefined` and `null`. */
export function hasAttribute(props: ElementProps, name: string): boolean {
  return Object.hasOwn(props, name) && (props[name] ?? null) !== null;
}

/** The property that marks a component which the renderer does not call. A registered symbol, like {@link ELEMENT_BRAND}. */
export const COMPONENT_KIND: unique symbol = Symbol.for('bxml-jsx.component-kind') as never;

/**
 * Describes a built-in component: a fragment, a provider or a verb. Components of applications have none.
 *
 * Performance: one class for all three kinds, so that one property read distinguishes them.
 */
export class ComponentKind {
  readonly kind: 'fragment' | 'provider' | 'verb';
  #of: unknown;
  #make: (() => unknown) | undefined;
  /** Data that a renderer caches for this component. `by` identifies the renderer: several copies of the package may share it. */
  compiled: { readonly by: object } | undefined = undefined;

  /** @param make returns the value of `of`; called on the first read */
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

/** The known source positions of elements. A WeakMap keeps them out of comparisons, copies and printed elements. */
const sources = new WeakMap<ElementNode, SourcePosition>();

/**
 * The class behind a {@link BxmlElement}.
 *
 * Performance: it has two fields only, because one instance is created per element. The brand is on the prototype,
 * because an own symbol property would cost a tenth of the rendering time.
 */
export class ElementNode implements BxmlElement {
  declare readonly '~bxml': true;
  declare readonly [ELEMENT_BRAND]: true;
  readonly type: ElementType;
  readonly props: ElementProps;

  constructor(type: ElementType, props: ElementProps) {
    this.type = type;
    this.props = props;
  }

  /** The source position of the element, if the compiler or the parser recorded it. */
  get source(): SourcePosition | undefined {
    return sources.get(this);
  }

  /**
   * Throws, because an element is not a string until it is rendered.
   *
   * @throws BxmlError (`element.not-rendered`)
   */
  toString(): never {
    throw notRendered('a string');
  }

  /**
   * Throws for a document or a component, which was probably meant as a response. Returns a note that explains the
   * mistake for a single verb or SSML element, because elements cannot be restored from JSON.
   *
   * @throws BxmlError (`element.not-rendered`)
   */
  toJSON(): { readonly error: string } {
    const error = notRendered('JSON');
    if (isPart(this.type)) return { error: error.message };
    throw error;
  }
}
Object.defineProperty(ElementNode.prototype, ELEMENT_BRAND, { value: true });

/** True for SSML, and for a verb that is not the root of a document. */
function isPart(type: unknown): boolean {
  if (typeof type === 'string') return true;
  const kind = typeof type === 'function' ? (type as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND] : undefined;
  return kind?.kind === 'verb' && (kind.of as { readonly root?: boolean }).root !== true;
}

function notRendered(target: 'a string' | 'JSON'): BxmlError {
  return BxmlError.of('element.not-rendered', `An element was converted to ${target} before it was rendered.`, {
    hint: 'Return it from a handler of webhooks(), or call render(element) to get the document as a string. In a test, compare pretty(element) from bxml-jsx/testing.',
  });
}

/** Creates an element with a source position. */
export function locatedNode(type: ElementType, props: ElementProps, source: SourcePosition | undefined): ElementNode {
  return locate(new ElementNode(type, props), source);
}

function locate<N extends ElementNode>(node: N, source: SourcePosition | undefined): N {
  if (source !== undefined) sources.set(node, source);
  return node;
}

/** One attribute of an element that was parsed from a string. */
export interface ReadAttribute {
  readonly name: string;
  /** The text between the quotes, with references resolved. */
  readonly text: string;
  readonly source?: SourcePosition | undefined;
}

/**
 * An element that was parsed from a string (`ssml()`, `parse()`). Its attributes are unparsed text. They are separate
 * from its children, so that an attribute named `children` is reported as an unknown attribute.
 */
export class ReadNode extends ElementNode {
  readonly attributes: readonly ReadAttribute[];
  readonly children: readonly unknown[];
  /** For an unknown name, the name that was probably meant. */
  readonly meant: string | undefined;

  constructor(
    type: ElementType,
    attributes: readonly ReadAttribute[],
    children: readonly unknown[],
    source: SourcePosition | undefined,
    meant?: string | undefined,
  ) {
    super(type, {});
    locate(this, source);
    this.attributes = attributes;
    this.children = children;
    this.meant = meant;
  }
}

/** True if the value is an element of this copy of the package or another one. */
export function isElementNode(value: unknown): value is ElementNode {
  return typeof value === 'object' && value !== null && (value as Partial<ElementNode>)[ELEMENT_BRAND] === true;
}

/** True if the element was parsed from a string by this copy of the package or another one. */
export function isReadNode(node: ElementNode): node is ReadNode {
  return (node as Partial<ReadNode>).attributes !== undefined;
}
