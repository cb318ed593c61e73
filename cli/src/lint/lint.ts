import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { RenderOptions } from 'bxml-jsx';
import { guarded } from '../load/guarded-process.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import { checkDocument, mayBeDocument, unreadable } from './check-document.js';
import { Configs, isConfigModule } from './config.js';
import { type FoundFile, findDocuments } from './find-documents.js';
import { countOf, type Finding, type LintReport } from './finding.js';
import { readDocument, readStream, type UnreadableFile } from './read-document.js';
import { reportForPeople } from './report-human.js';
import { reportAsJson, reportForGitHub } from './report-programs.js';
import { assertKnown, parseRules } from './rule-options.js';

/** The formats of the report. */
export type LintFormat = 'human' | 'json' | 'sarif' | 'github';

/** Options of {@link lint}. */
export interface LintOptions {
  /** @default `github` in GitHub Actions, else `human` */
  readonly format?: LintFormat | undefined;
  /** `id=level`; they take precedence over the configuration. */
  readonly rule?: readonly string[] | undefined;
  /** The number of warnings above which the status is that of errors. @default any number */
  readonly maxWarnings?: number | undefined;
  /** The configuration file; false for none. @default the nearest to each file */
  readonly config?: string | false | undefined;
  /** What the documents respond to. @default `call` */
  readonly context?: RenderOptions['context'];
  /** The name of standard input in the report. */
  readonly stdinName?: string | undefined;
  readonly watch?: boolean | undefined;
}

/**
 * Checks BXML documents, and prints what is wrong.
 *
 * @param args files, folders and patterns; `-` or none for standard input
 * @throws CommandError if an argument matches nothing, or an option or the configuration is invalid
 */
export async function lint(io: Io, args: readonly string[], options: LintOptions = {}): Promise<ExitStatus> {
  const { files, folders: searched } = findDocuments(
    io.cwd,
    args.filter((arg) => arg !== '-'),
  );
  const usesStdin = args.length === 0 || args.includes('-');
  if (usesStdin && io.stdin.isTTY === true) {
    throw new CommandError('There is nothing to check.', {
      hint: 'Name files or folders, such as bxml lint documents, or pipe a document into it.',
    });
  }
  const given = parseRules(options.rule ?? []);
  const configs = new Configs(io, options.config);
  const folders = [...(usesStdin ? [io.cwd] : []), ...files.map(({ path }) => dirname(path))];
  const configFiles = [...new Set(folders.flatMap((folder) => configs.fileFor(folder) ?? []))];
  if (io.again !== undefined && (options.watch === true || configFiles.some(isConfigModule))) {
    return guarded(async () => exitStatus.ok, { watch: options.watch })(io);
  }
  const mayHaveOthers = configFiles.some(isConfigModule);
  if (!mayHaveOthers) await assertKnown(given, '--rule');
  io.parent?.dependsOn([...files.map(({ path }) => path), ...configFiles], searched);
  const report = await check(io, files, { usesStdin, configs, options, given });
  await print(io, report, options.format ?? (io.env.GITHUB_ACTIONS === 'true' ? 'github' : 'human'));
  const { maxWarnings } = report;
  const isOver = maxWarnings !== undefined && countOf(report, 'warning') > maxWarnings;
  return countOf(report, 'error') > 0 || isOver ? exitStatus.findings : exitStatus.ok;
}

/** The number of documents that are checked without a pause. */
const BATCH = 50;

interface CheckPlan {
  readonly usesStdin: boolean;
  readonly configs: Configs;
  readonly options: LintOptions;
  /** The rules of the options. */
  readonly given: NonNullable<RenderOptions['rules']>;
}

async function check(io: Io, files: readonly FoundFile[], plan: CheckPlan): Promise<LintReport> {
  const { options, usesStdin } = plan;
  const findings: Finding[] = [];
  let documents = 0;
  let skipped = 0;
  if (usesStdin) {
    const file = { file: options.stdinName ?? '<stdin>', path: undefined };
    documents++;
    findings.push(...(await findingsOf(await readStream(io.stdin, io.signal), file, { ...plan, folder: io.cwd })));
  }
  for (const [index, { name, path, isNamed }] of files.entries()) {
    // Lets interruptions and signs of life through.
    if (index % BATCH === BATCH - 1) await setImmediate();
    io.signal.throwIfAborted();
    const content = await readDocument(path, io.signal);
    if (!isNamed && typeof content === 'string' && path.toLowerCase().endsWith('.xml') && !mayBeDocument(content)) {
      skipped++;
      continue;
    }
    documents++;
    findings.push(...(await findingsOf(content, { file: name, path }, { ...plan, folder: dirname(path) })));
  }
  return { findings, documents, skipped, maxWarnings: options.maxWarnings };
}

async function findingsOf(
  content: string | UnreadableFile,
  file: Pick<Finding, 'file' | 'path'>,
  { configs, options, given, folder }: CheckPlan & { readonly folder: string },
): Promise<readonly Finding[]> {
  const { rules = {}, verbs } = await configs.for(folder);
  if (typeof content !== 'string') return [unreadable(file, content)];
  return checkDocument(content, file, { rules: { ...rules, ...given }, context: options.context, verbs });
}

async function print(io: Io, report: LintReport, format: LintFormat): Promise<void> {
  if (format === 'json') return reportAsJson(io, report);
  if (format === 'github') return reportForGitHub(io, report);
  if (format === 'sarif') return (await import('./report-sarif.js')).reportAsSarif(io, report);
  reportForPeople(io, report);
}
