import { BxmlError } from '../problems/bxml-error.js';
import type { SourcePosition } from '../problems/problem.js';

/**
 * The brand of an element. A registered symbol, so that two copies of the package in one program understand each
 * other; and a symbol at all, so that JSON out of a request can never pose as an element.
 */
export const ELEMENT_BRAND: unique symbol = Symbol.for('bxml-jsx.element') as never;

/**
 * What a JSX expression gives: an element of a BXML document, not yet rendered. Opaque: hand it to `render`.
 *
 * The key is a phantom (it exists in types only). It is a string so that two copies of the package agree.
 */
export interface BxmlElement {
  readonly '~bxml': true;
}

/** Values that stand for no child at all, so that `{condition && <Verb/>}` works. */
export type Nothing = boolean | null | undefined;

/** Children of an element that holds verbs, such as `<Response>`: no text. */
export type ElementsOnly = BxmlElement | Nothing | readonly ElementsOnly[];

/** Children of an element that holds plain text, such as `<PhoneNumber>`. */
export type TextOnly = string | number | Nothing | readonly TextOnly[];

/** Children of an element that holds text and SSML, such as `<SpeakSentence>`; also what a component may return. */
export type TextAndElements = BxmlElement | string | number | Nothing | readonly TextAndElements[];

/** Children of an element that takes none: nothing has this type, so any child is a compile error. */
export interface NoChildrenAllowed {
  readonly '~bxmlNone': never;
}

/** The type of an element: a component (built-in or the user's) or the lower-case name of an SSML element. */
export type ElementType = string | ((props: never) => unknown);

/** The props of an element as the walk reads them. */
export type ElementProps = Readonly<Record<string, unknown>>;

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

  /** `make` returns what `of` is, when it is read for the first time. */
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

/** Where elements were written, as far as it is known. Kept beside them, so that it shows in nothing made of them. */
const sources = new WeakMap<ElementNode, SourcePosition>();

/**
 * The record behind a {@link BxmlElement}. Two fields and nothing else: this class is made once an element, and the
 * brand sits on the prototype because an own symbol would cost a tenth of the rendering time.
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

  /** Where it was written. */
  get source(): SourcePosition | undefined {
    return sources.get(this);
  }

  /**
   * Throws, since an element is no text before it is rendered.
   *
   * @throws BxmlError (`element.not-rendered`)
   */
  toString(): never {
    throw notRendered('text');
  }

  /**
   * Throws for a document or a component, which was probably meant to be a response. A verb or SSML element alone, which
   * is no response, becomes a note that says what happened: no element survives JSON.
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

function notRendered(what: 'text' | 'JSON'): BxmlError {
  return BxmlError.of('element.not-rendered', `An element was turned into ${what} before it was rendered.`, {
    hint: 'Return it from a handler of webhooks(), or write render(element), which returns the text of the document. In a test, compare pretty(element) of bxml-jsx/testing.',
  });
}

/** Makes an element that knows where it was written. */
export function locatedNode(type: ElementType, props: ElementProps, source: SourcePosition | undefined): ElementNode {
  return locate(new ElementNode(type, props), source);
}

function locate<N extends ElementNode>(node: N, source: SourcePosition | undefined): N {
  if (source !== undefined) sources.set(node, source);
  return node;
}

/** One attribute of an element that was read from text. */
export interface ReadAttribute {
  readonly name: string;
  /** The text between the quotes, references resolved. */
  readonly text: string;
  readonly source?: SourcePosition | undefined;
}

/**
 * An element that was read from text (`ssml()`, `parse()`): its attributes are text that the rules have yet to read,
 * and stand apart from its children, so that an attribute called `children` is an unknown attribute and nothing more.
 */
export class ReadNode extends ElementNode {
  readonly attributes: readonly ReadAttribute[];
  readonly children: readonly unknown[];
  /** For a name that stands for nothing known: the name that was probably meant. */
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

/** Tells an element, of this copy of the package or of another one. */
export function isElementNode(value: unknown): value is ElementNode {
  return typeof value === 'object' && value !== null && (value as Partial<ElementNode>)[ELEMENT_BRAND] === true;
}

/** Tells an element that was read from text, of this copy of the package or of another one. */
export function isReadNode(node: ElementNode): node is ReadNode {
  return (node as Partial<ReadNode>).attributes !== undefined;
}
