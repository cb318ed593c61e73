// Makes the stack of an error begin in the code that called the library, not inside the library.
import type { Problem } from './problem.js';

/** A public function. The stack of its errors begins at its caller. */
export type PublicFunction = (...args: never) => unknown;

/** Available in V8 and recent versions of other engines. Without it, the stack is unchanged. */
const { captureStackTrace } = Error as { captureStackTrace?: (target: object, above?: PublicFunction) => void };

/**
 * Calls a function and returns its result. If it throws an error of this library, the stack of the error begins at the
 * caller of `entry`.
 *
 * @param entry the public function that calls this one
 */
export function fromCaller<T>(entry: PublicFunction, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw atCaller(error, entry);
  }
}

/** Like {@link fromCaller}, for a function that may return a promise. Throws nothing: errors reject the result. */
export async function fromAsyncCaller<T>(entry: PublicFunction, call: () => T | Promise<T>): Promise<T> {
  const result = fromCaller(entry, call);
  if (!(result instanceof Promise)) return result;
  const site = new CallSite(entry);
  try {
    return await result;
  } catch (error) {
    throw site.locate(error);
  }
}

/** Returns the error. If it is an error of this library, its stack begins at the caller of `entry`. */
export function atCaller<E>(error: E, entry: PublicFunction): E {
  if (isOfLibrary(error)) captureStackTrace?.(error, entry);
  return error;
}

/** True for a `BxmlError` or an `EventError` of any copy of the package. */
function isOfLibrary(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'BxmlError' || error.name === 'EventError');
}

/** A position in the code of the application, for errors that are created when it is no longer on the stack. */
export class CallSite {
  readonly stack?: string;

  /** Records the caller of `entry`. */
  constructor(entry: PublicFunction) {
    captureStackTrace?.(this, entry);
  }

  /** Returns the error. If it is an error of this library, its stack begins at this position. */
  locate<E>(error: E): E {
    return this.#begin(error, []);
  }

  /** Like {@link locate}, but the stack begins at the element of the first problem if its position is known. */
  locateElement<E>(error: E): E {
    const { problems: [problem] = [] } = (isOfLibrary(error) ? error : {}) as {
      readonly problems?: readonly Problem[];
    };
    return this.#begin(error, problem === undefined ? [] : framesOf(problem));
  }

  #begin<E>(error: E, first: readonly string[]): E {
    if (!isOfLibrary(error) || this.stack === undefined) return error;
    const frames = this.stack.split('\n').filter((line) => /^\s+at /.test(line));
    error.stack = [`${error.name}: ${error.message}`, ...first, ...frames].join('\n');
    return error;
  }
}

/** Returns the element of a problem as a stack frame, if its file is known. */
function framesOf({ path, source }: Problem): readonly string[] {
  if (source?.file === undefined) return [];
  const name = path.split(' > ').at(-1) ?? '';
  return [`    at ${name} (${source.file}:${source.line}:${source.column})`];
}
