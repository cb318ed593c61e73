import { dirname, relative, sep } from 'node:path';
import { nearest } from '../load/project.js';

/** A problem of a document, with the file. */
export interface Finding {
  /** The path as it was named, relative to the working directory; `<stdin>` for standard input. */
  readonly file: string;
  /** The absolute path; undefined for standard input. */
  readonly path: string | undefined;
  /** Counted from 1; undefined if the problem concerns the whole file. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | undefined;
  /** The elements from the root to the problem; empty if it concerns the whole file. */
  readonly elements: string;
  /** The text of the line; empty without a line. */
  readonly sourceLine: string;
}

/** What was checked, and what was found. */
export interface LintReport {
  readonly findings: readonly Finding[];
  /** The number of documents. */
  readonly documents: number;
  /** The number of XML files in folders that are not BXML. */
  readonly skipped: number;
  /** The maximum number of warnings that is accepted; undefined for any. */
  readonly maxWarnings: number | undefined;
}

/** Returns the number of findings with a severity. */
export const countOf = ({ findings }: LintReport, severity: Finding['severity']): number =>
  findings.filter((finding) => finding.severity === severity).length;

/** Returns a path relative to its repository, with `/`; undefined outside of a repository. */
export function repositoryPath(path: string): string | undefined {
  const git = nearest(dirname(path), '.git');
  return git === undefined ? undefined : relative(dirname(git), path).split(sep).join('/');
}
