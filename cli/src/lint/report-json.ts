import { type Io, print } from '../terminal/io.js';
import { countOf, type LintReport } from './finding.js';

/** Prints the findings as one JSON object, for programs. */
export function reportAsJson(io: Io, report: LintReport): void {
  const problems = report.findings.map(({ file, line, column, code, severity, message, hint, elements }) => ({
    file,
    line: line ?? null,
    column: column ?? null,
    code,
    severity,
    message,
    hint: hint ?? null,
    path: elements,
  }));
  const { documents, skipped } = report;
  const summary = { documents, skipped, errors: countOf(report, 'error'), warnings: countOf(report, 'warning') };
  print(io, JSON.stringify({ ...summary, problems }, null, 2));
}
