// Where the stack of an error begins: in the code that called the library, not inside the library.
import type { Problem } from './problem.js';

/** A public function, whose caller is looked for. */
export type PublicFunction = (...args: never) => unknown;

/** V8 and recent engines have it; on others the stack stays as it is. */
const { captureStackTrace } = Error as { captureStackTrace?: (target: object, above?: PublicFunction) => void };

/**
 * Calls a function. The stack of an error of the library that it throws begins at the caller of `entry`, the public
 * function in which this is called.
 */
export function fromCaller<T>(entry: PublicFunction, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw atCaller(error, entry);
  }
}

/** Returns the error. If it is one of the library, its stack begins at the caller of `entry`. */
export function atCaller<E>(error: E, entry: PublicFunction): E {
  if (isOfLibrary(error)) captureStackTrace?.(error, entry);
  return error;
}

/** Errors with problems, and errors about events; of any copy of the package. */
function isOfLibrary(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'BxmlError' || error.name === 'EventError');
}

/** A place in the user's code, kept for errors that are made when it is no longer on the stack. */
export class CallSite {
  readonly stack?: string;

  /** The place that called `entry`. */
  constructor(entry: PublicFunction) {
    captureStackTrace?.(this, entry);
  }

  /** Returns the error. If it is one of the library, its stack begins here. */
  locate<E>(error: E): E {
    return this.#begin(error, []);
  }

  /** The same, except that the stack begins at the element of the first problem, if it is known where that is. */
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

/** The element of a problem, written as a frame of a stack, if its file is known. */
function framesOf({ path, source }: Problem): readonly string[] {
  if (source?.file === undefined) return [];
  const name = path.split(' > ').at(-1) ?? '';
  return [`    at ${name} (${source.file}:${source.line}:${source.column})`];
}
