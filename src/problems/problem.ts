/** The source position of an element. Known under `react-jsxdev` and for parsed documents. */
export interface SourcePosition {
  /** The file name that the compiler passed; absent for parsed documents. */
  readonly file?: string;
  /** Line, counted from 1. */
  readonly line: number;
  /** Column, counted from 1. */
  readonly column: number;
}

/** One problem of a document: the rule, the position, the value, what is allowed and the fix. */
export interface Problem {
  /** Stable id of the rule, such as `gather.repeat` or `attribute.unknown`. Use it in the `rules` option. */
  readonly code: string;
  /** An error makes `render` throw; a warning does not, unless `strict` is set. */
  readonly severity: 'error' | 'warning';
  /** Components and elements from the root to the problem: `MainMenu > Response > Gather > Hangup`. */
  readonly path: string;
  /** The source position; present under `react-jsxdev` and for parsed documents. */
  readonly source?: SourcePosition;
  /** What is wrong, the value, and what is allowed. */
  readonly message: string;
  /** The fix. */
  readonly hint?: string;
}

/**
 * Formats a problem for a log or a terminal: the message, the position and the hint.
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

/** A problem as a check describes it, before its position and severity are known. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Default `error`. */
  readonly level?: Problem['severity'] | undefined;
  /** True if the `rules` option cannot change the severity, because the document would not be well-formed. */
  readonly locked?: boolean | undefined;
}

/** Receives faults. */
export interface FaultReport {
  /** Reports a fault at the element that is being rendered, or at the more exact position `at`. */
  add(fault: Fault, at?: SourcePosition): void;
}

/** Receives faults, and the first error that a component threw. */
export interface FailureReport extends FaultReport {
  cause: { readonly thrown: unknown } | undefined;
}
