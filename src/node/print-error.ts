/** Prints an error that no `onError` takes to the console, as Express and Koa do. Never throws. */
export function printError(error: unknown): void {
  try {
    console.error(error);
  } catch {
    // An error may refuse to be printed; the answer must not depend on it.
  }
}
