/** Maximum number of values that are searched per document. */
const MAX_VALUES = 2_000_000;

const nothing = (): void => undefined;

/**
 * Handles the rejections of promises that are never awaited, because the value that contains them was invalid. A
 * forgotten `await` is reported as a problem; an unhandled rejection would end the process as well. Searches arrays,
 * plain objects, elements, maps and sets, and the values that the promises resolve to. Calls no code of the values
 * except `then`, and never throws.
 */
export class RefusedValues {
  readonly #seen = new Set<object>();
  #left = MAX_VALUES;

  /** Searches a value for promises. */
  add(value: unknown): void {
    const waiting: unknown[] = [value];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (typeof next !== 'object' || next === null || this.#seen.has(next)) continue;
      this.#seen.add(next);
      try {
        if (!this.#handled(next)) this.#collect(next, waiting);
      } catch {
        // A proxy or a thenable throws when it is read.
      }
    }
  }

  /** Handles a promise or another object with a `then` method. Returns true if the value is one. */
  #handled(value: object): boolean {
    const settle = (result: unknown): void => this.add(result);
    if (value instanceof Promise) {
      Promise.prototype.then.call(value, settle, nothing);
      return true;
    }
    const { then } = value as { readonly then?: unknown };
    if (typeof then !== 'function') return false;
    const further: unknown = then.call(value, settle, nothing);
    // A `then` that ignores its second argument returns a promise that rejects too.
    if (further instanceof Promise) Promise.prototype.then.call(further, nothing, nothing);
    return true;
  }

  #collect(value: object, waiting: unknown[]): void {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length && this.#left-- > 0; index++) keep(value[index], waiting);
    } else if (value instanceof Map || value instanceof Set) {
      for (const [key, held] of value.entries()) {
        if (this.#left-- <= 0) return;
        keep(key, waiting);
        keep(held, waiting);
      }
    } else if (isPlain(value) || Object.hasOwn(value, 'props')) {
      for (const key of Object.keys(value)) {
        if (this.#left-- <= 0) return;
        keep(Object.getOwnPropertyDescriptor(value, key)?.value, waiting);
      }
    }
  }
}

/** Handles the rejections of the promises in an invalid value. */
export function refuse(value: unknown): void {
  if (typeof value === 'object' && value !== null) new RefusedValues().add(value);
}

function keep(value: unknown, waiting: unknown[]): void {
  if (typeof value === 'object' && value !== null) waiting.push(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
