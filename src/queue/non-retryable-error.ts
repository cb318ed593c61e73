/**
 * An error after which a handler is not attempted again: its event is dead at once. Throw it if a further attempt would
 * fail in the same way, such as for a recording that was deleted.
 *
 * @example
 * const response = await fetch(mediaUrl);
 * if (response.status === 404) throw new NonRetryableError('The recording was deleted.');
 */
export class NonRetryableError extends Error {
  override readonly name = 'NonRetryableError';
}

/** True for an error of this class, of any copy of the package. Never throws, whatever was thrown. */
export function isNonRetryable(error: unknown): boolean {
  try {
    return error instanceof Error && error.name === 'NonRetryableError';
  } catch {
    return false;
  }
}
