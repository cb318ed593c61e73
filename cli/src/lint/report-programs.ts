import { type Io, print } from '../terminal/io.js';
import { visible, visibleJson } from '../terminal/visible.js';
import { countOf, type LintReport, repositoryPath } from './finding.js';
import { summaryOf } from './report-human.js';

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
  print(io, visibleJson({ ...summary, problems }, 2));
}

/** Prints the findings as annotations of GitHub Actions, and a summary. */
export function reportForGitHub(io: Io, report: LintReport): void {
  for (const { severity, file, path, line, column, code, message, hint } of report.findings) {
    const properties = {
      file: path === undefined ? undefined : (repositoryPath(path) ?? file),
      line,
      col: column,
      title: code,
    };
    const list = Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
    );
    const text = hint === undefined ? message : `${message}\n${hint}`;
    print(io, `::${severity} ${list.join(',')}::${escapeData(text)}`);
  }
  print(io, summaryOf(report));
}

/** Escapes the text of a workflow command. */
const escapeData = (text: string): string =>
  visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
