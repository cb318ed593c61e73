import type { Problem, SourcePosition } from './problem.js';

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
