import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { type Io, print } from '../terminal/io.js';
import { visibleJson } from '../terminal/visible.js';
import { version } from '../version.js';
import { type Finding, type LintReport, repositoryPath } from './finding.js';
import { type RuleText, ruleList } from './rule-list.js';

const HOME = 'https://www.npmjs.com/package/bxml';

/** The documentation of this version. */
const DOCS = `https://unpkg.com/bxml-jsx@${version}/docs`;

/**
 * Prints the findings as SARIF 2.1.0. Paths are relative to the repository, and fingerprints do not change when lines are
 * added above a finding.
 */
export function reportAsSarif(io: Io, report: LintReport): void {
  const ids = [...new Set(report.findings.map(({ code }) => code))].sort();
  const seen = new Map<string, number>();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bxml',
            version,
            semanticVersion: version,
            informationUri: HOME,
            rules: ids.map(descriptorOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, ids.indexOf(finding.code), seen)),
      },
    ],
  };
  print(io, visibleJson(log, 2));
}

function descriptorOf(id: string): ReportingDescriptor {
  const rule: RuleText | undefined = ruleList.find((each) => each.id === id);
  const text = rule?.text ?? 'The file is not a document that can be checked.';
  const helpUri = rule === undefined ? HOME : `${DOCS}/${rule.page}`;
  return { id, shortDescription: { text }, helpUri, help: { text: `${text} See ${helpUri}` } };
}

function resultOf(finding: Finding, ruleIndex: number, seen: Map<string, number>): Result {
  const { code, severity, message, hint, line, column, elements } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(finding),
          region:
            line === undefined
              ? { startLine: 1 }
              : { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        },
        ...(elements === '' ? {} : { logicalLocations: [{ fullyQualifiedName: elements }] }),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(finding, seen) },
  };
}

function artifactOf({ path, file }: Finding): { uri: string; uriBaseId?: string } {
  if (path === undefined) return { uri: encodePath(file.replace(/^<(.*)>$/, '$1')) };
  const relative = repositoryPath(path);
  return relative === undefined
    ? { uri: pathToFileURL(path).href }
    : { uri: encodePath(relative), uriBaseId: '%SRCROOT%' };
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Characters of a long line, before and after the column, that are part of the fingerprint. */
const HASHED = 200;

/** Returns a hash of the rule, the elements and the text of the line, and a counter for equal ones. */
function fingerprintOf(finding: Finding, seen: Map<string, number>): string {
  const { code, elements, column = 1, path, file } = finding;
  const sourceLine = finding.sourceLine.slice(Math.max(0, column - HASHED), column + HASHED);
  const name = path === undefined ? file : (repositoryPath(path) ?? file);
  const hash = createHash('sha256')
    .update([code, elements, sourceLine.trim(), name].join('\0'))
    .digest('hex')
    .slice(0, 16);
  const count = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, count);
  return `${hash}:${count}`;
}
