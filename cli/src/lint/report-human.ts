import { lineFrame } from '../terminal/code-frame.js';
import { type Io, print } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { visible, visibleLine } from '../terminal/visible.js';
import { countOf, type Finding, type LintReport } from './finding.js';

/** Prints the findings for people, with the source lines, and a summary. */
export function reportForPeople(io: Io, report: LintReport): void {
  const style = styleFor(io);
  for (const finding of report.findings) {
    const { severity, code, message, hint } = finding;
    const color = severity === 'error' ? 'red' : 'yellow';
    print(
      io,
      `${style('bold', placeOf(finding))}: ${style(color, severity)} ${visible(message)} ${style('dim', code)}`,
    );
    for (const line of frameOf(finding)) print(io, `  ${style('dim', line)}`);
    if (hint !== undefined) print(io, `  ${visible(hint)}`);
    print(io);
  }
  const hasErrors = countOf(report, 'error') > 0;
  const color = hasErrors ? 'red' : report.findings.length > 0 ? 'yellow' : 'green';
  print(io, style(color, summaryOf(report)));
}

function placeOf({ file, line, column }: Finding): string {
  const name = visibleLine(file);
  if (line === undefined) return name;
  return column === undefined ? `${name}:${line}` : `${name}:${line}:${column}`;
}

/** Returns the line of the source with a caret below the column. */
const frameOf = ({ line, column, sourceLine }: Finding): readonly string[] =>
  line === undefined || column === undefined ? [] : lineFrame(sourceLine, { line, column });

/** Returns what was checked and found, in one sentence or two. */
export function summaryOf(report: LintReport): string {
  const { findings, documents, skipped, maxWarnings } = report;
  const errors = countOf(report, 'error');
  const warnings = countOf(report, 'warning');
  const others =
    skipped === 0 ? '' : ` Skipped ${counted(skipped, 'XML file')} that ${skipped === 1 ? 'is' : 'are'} not BXML.`;
  if (findings.length === 0) {
    return `✓ ${documents === 1 ? '1 document is' : `${documents} documents are`} valid.${others}`;
  }
  const counts = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : ''];
  const files = new Set(findings.map(({ file }) => file)).size;
  const place = documents === 1 ? '' : ` in ${files} of ${documents} documents`;
  const sign = errors > 0 ? '✗' : '⚠';
  const limit =
    maxWarnings !== undefined && warnings > maxWarnings ? ` At most ${counted(maxWarnings, 'warning')} allowed.` : '';
  return `${sign} ${counts.filter(Boolean).join(' and ')}${place}.${limit}${others}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
