// Which handlers the application has, which of them the calls of a walk have reached, and what their documents ask for.

/** What calls have shown of the handlers of the application. */
export interface HandlersFound {
  /** The event types with a handler, with the number of requests for each. Empty for an application at a URL. */
  readonly counts: ReadonlyMap<string, number>;
  /** True if a document has an attribute: Bandwidth may then send the events that it asks for. */
  hasAttribute(name: string): boolean;
  /** True if a document has an element of that name. */
  hasElement(name: string): boolean;
  /** True if there was a document with the same verbs and attributes, whatever their values. */
  hasShape(document: string): boolean;
}

/** What a call shows. */
interface CallShown {
  readonly handlers: ReadonlyMap<string, number>;
  readonly documents: readonly string[];
}

/** Collects what calls show of the handlers. */
export class HandlerUse implements HandlersFound {
  readonly counts = new Map<string, number>();
  readonly #attributes = new Set<string>();
  readonly #elements = new Set<string>();
  readonly #documents = new Set<string>();
  readonly #shapes = new Set<string>();

  note({ handlers, documents }: CallShown): void {
    for (const [name, count] of handlers) this.counts.set(name, (this.counts.get(name) ?? 0) + count);
    for (const document of documents) {
      if (this.#documents.has(document)) continue;
      this.#documents.add(document);
      this.#shapes.add(shapeOf(document));
      for (const [, name = ''] of document.matchAll(/<([A-Za-z]{1,40})/g)) this.#elements.add(name);
      // Words of a prompt that look like an attribute count as one: a handler is then not reported.
      for (const [, name = ''] of document.matchAll(/([A-Za-z]{1,40})\s{0,9}=/g)) this.#attributes.add(name);
    }
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  hasElement(name: string): boolean {
    return this.#elements.has(name);
  }

  hasShape(document: string): boolean {
    return this.#shapes.has(shapeOf(document));
  }
}

/** Returns the tags of a document without values and texts. */
const shapeOf = (document: string): string => document.replace(/"[^"]*"|'[^']*'/g, '""').replace(/>[^<]*(?=<)/g, '>');
