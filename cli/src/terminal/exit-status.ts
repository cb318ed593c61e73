/**
 * The exit statuses of every command.
 *
 * - `ok`: the command did its work and found nothing wrong.
 * - `findings`: it did its work and found errors: an invalid document, a refused response, a failed check.
 * - `usage`: it could not do its work: wrong arguments, a file that is not there, a module that throws, a server that refuses.
 * - `interrupted`: the person interrupted it.
 */
export const exitStatus = { ok: 0, findings: 1, usage: 2, interrupted: 130 } as const;

/** One of {@link exitStatus}. */
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
