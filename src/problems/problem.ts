/** Where an element was written: known under `react-jsxdev` and for parsed documents. */
export interface SourcePosition {
  /** The file as the compiler named it; absent for a parsed text. */
  readonly file?: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** One problem of a document: its rule, its place, what was given, what is allowed and the fix. */
export interface Problem {
  /** Stable id of the rule, such as `gather.repeat` or `attribute.unknown`; the `rules` option takes it. */
  readonly code: string;
  /** An error makes `render` throw; a warning does not, unless `strict` is set. */
  readonly severity: 'error' | 'warning';
  /** Components and elements from the root to the fault: `MainMenu > Response > Gather > Hangup`. */
  readonly path: string;
  /** Where it was written: under `react-jsxdev`, and for parsed documents. */
  readonly source?: SourcePosition;
  /** What is wrong, what was given and what is allowed. */
  readonly message: string;
  /** The fix. */
  readonly hint?: string;
}

/**
 * Returns a problem as a person reads it: the message, the place and the hint.
 *
 * @example
 * formatProblem(problem);
 * // <Hangup> is not allowed inside <Gather>; allowed: SpeakSentence, PlayAudio.
 * //   at MainMenu > Response > Gather > Hangup (ivr.tsx:14:7)
 * //   hint: …
 */
export function formatProblem({ message, path, source, hint }: Problem): string {
  const position = source === undefined ? '' : formatPosition(source);
  const place = path === '' ? position : position === '' ? path : `${path} (${position})`;
  return `${message}${place === '' ? '' : `\n    at ${place}`}${hint === undefined ? '' : `\n    ${hint}`}`;
}

function formatPosition({ file, line, column }: SourcePosition): string {
  return file === undefined ? `line ${line}, column ${column}` : `${file}:${line}:${column}`;
}

/** A fault as the check that finds it describes it, before its place and its severity are known. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Default `error`. */
  readonly level?: Problem['severity'] | undefined;
  /** What keeps the document well-formed: no `rules` option reaches it. */
  readonly locked?: boolean | undefined;
}

/** Receives faults. */
export interface FaultReport {
  /** Reports a fault at the place of the walk; `at` says more exactly where it was written. */
  add(fault: Fault, at?: SourcePosition): void;
}

/** Receives faults and the error that a component threw first. */
export interface FailureReport extends FaultReport {
  cause: { readonly thrown: unknown } | undefined;
}
