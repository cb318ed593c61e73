// `bxml map`: walks a call flow, and writes its map, its findings, its changes or its coverage.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { coverageOf } from '../coverage/coverage.js';
import { coverageToJson, coverageToText } from '../coverage/coverage-text.js';
import { runTests } from '../coverage/run-tests.js';
import { readVisits } from '../coverage/visits-folder.js';
import { diffToJson } from '../diff/diff-json.js';
import { diffMaps } from '../diff/diff-maps.js';
import { diffToMarkdown } from '../diff/diff-markdown.js';
import { diffToText, type Style } from '../diff/diff-text.js';
import { drawDot } from '../draw/dot.js';
import { mapFromJson, mapToJson } from '../draw/json.js';
import { drawMermaid } from '../draw/mermaid.js';
import type { Paint } from '../draw/paint.js';
import { type LoadedApplication, type LoadOptions, loadApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { inputFile, reasonOf } from '../terminal/input-file.js';
import { type Io, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { assertWritable, writeOutput } from '../terminal/write-output.js';
import type { CallMap, MapProblem } from './call-map.js';
import type { WalkLimits } from './explore.js';
import { type Output, outputsOf, startOf } from './map-settings.js';
import { mapToText } from './map-text.js';
import { readsOtherCalls } from './other-calls.js';
import { Progress } from './progress.js';
import type { WalkStart } from './replay.js';
import { type Walk, walk } from './walk.js';

/** The options of `bxml map`. */
export interface MapOptions extends LoadOptions {
  readonly output?: readonly string[];
  readonly format?: Output['format'];
  readonly json?: boolean;
  readonly theme?: 'auto' | 'light' | 'dark';
  readonly check?: boolean;
  readonly silence?: number;
  readonly writeTests?: string;
  readonly random?: number;
  readonly seed?: number;
  readonly diff?: string;
  readonly coverage?: boolean;
  readonly visits?: string;
  readonly threshold?: number;
  readonly from?: string;
  readonly to?: string;
  readonly field?: readonly string[];
  readonly user?: string;
  readonly outbound?: string;
  readonly startsAt?: string;
  readonly everyKey?: boolean;
  readonly keys?: readonly string[];
  readonly say?: readonly string[];
  readonly maxStates?: number;
  readonly maxDepth?: number;
  readonly maxCalls?: number;
  readonly maxSeconds?: number;
  readonly maxVariants?: number;
}

/** What the parts of the command share. */
export interface MapContext {
  readonly io: Io;
  readonly options: MapOptions;
  readonly target: string;
  readonly loaded: LoadedApplication;
  readonly start: WalkStart;
  /** Options of `simulate`. */
  readonly simulator: { readonly startsAt?: string };
}

/** Walks a call flow, and writes what the options ask for. */
export async function mapCommand(
  io: Io,
  target: string,
  tests: readonly string[],
  options: MapOptions,
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  assertTests(tests, options);
  const files = [...outputs.map(({ file }) => file), options.writeTests];
  for (const file of files) if (file !== undefined) assertWritable(io, file);
  const old = options.diff === undefined ? undefined : readMap(io, options.diff);
  const loaded = await loadApplication(io, target, options);
  try {
    const start = startOf(io, loaded, options);
    const simulator = options.startsAt === undefined ? {} : { startsAt: options.startsAt };
    const context = { io, options, target, loaded, start, simulator };
    if (options.random !== undefined) return await (await import('../random/random-command.js')).random(context);
    const result = await walked(context);
    const { map } = result;
    const isShown = options.check !== true || old !== undefined || isCoverage(options);
    let status: ExitStatus = exitStatus.ok;
    let found: FoundProblems | undefined;
    if (options.check === true) {
      const { check } = await import('../check/check-command.js');
      ({ status, found } = await check(context, result, isShown ? [] : outputs));
    }
    if (!isShown) return status;
    assertStarted(map, loaded);
    return (await shown(context, map, outputs, { old, tests, found })) || status;
  } finally {
    await loaded.dispose();
  }
}

const isCoverage = ({ coverage, visits }: MapOptions): boolean => coverage === true || visits !== undefined;

function assertTests(tests: readonly string[], options: MapOptions): void {
  const { coverage, visits, threshold, random, writeTests, check, diff } = options;
  if (coverage === true && visits === undefined && tests.length === 0)
    throw new CommandError('--coverage needs the command of the tests.', {
      hint: 'Write it after --, as in: bxml map app.tsx --coverage -- npm test',
    });
  if (!isCoverage(options) && tests.length > 0)
    throw new CommandError(`There is one target; ${JSON.stringify(tests[0])} is one too many.`);
  if (threshold !== undefined && !isCoverage(options))
    throw new CommandError('--threshold is for --coverage.', { hint: 'Add --coverage -- npm test.' });
  const printsData = outputsOf(options).some(({ format, file }) => file === undefined && format !== 'text');
  if (check === true && printsData && (diff !== undefined || isCoverage(options)))
    throw new CommandError('--check prints text beside --diff and --coverage.', {
      hint: 'Write the rest to a file, such as -o report.json, or run --check alone.',
    });
  if (writeTests !== undefined && random === undefined && check !== true)
    throw new CommandError('--write-tests is for --check and --random.', { hint: 'Add --check.' });
}

function readMap(io: Io, file: string): CallMap {
  const hint = 'Write one with: bxml map app.tsx -o old.json';
  const path = inputFile(io, file, hint);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CommandError(`${file} cannot be read: ${reasonOf(cause)}.`, { hint, cause });
  }
  return mapFromJson(text, file);
}

async function walked({ io, options, loaded, start, simulator }: MapContext): Promise<Walk> {
  const limits: Partial<Record<keyof WalkLimits, number | undefined>> = {
    states: options.maxStates,
    depth: options.maxDepth,
    calls: options.maxCalls,
    seconds: options.maxSeconds,
    variants: options.maxVariants,
  };
  const progress = new Progress(io);
  try {
    return await walk(loaded.create ?? (() => loaded.application), {
      name: loaded.name,
      start,
      simulator,
      everyKey: options.everyKey ?? false,
      keys: options.keys ?? [],
      words: options.say ?? [],
      findsUnreached: options.check === true,
      hasOtherCalls: options.check === true && readsOtherCalls(loaded.files),
      limits: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
      onProgress: ({ calls, states }) => {
        progress.show(`${states} states, ${calls} calls`);
        io.parent?.doing(`walking ${loaded.name}`);
      },
      signal: io.signal,
    });
  } finally {
    progress.clear();
  }
}

/** @throws CommandError if calls fail at once, so that there is nothing to show */
function assertStarted({ states: [first] }: CallMap, { name, url, module }: LoadedApplication): void {
  const problem = first?.problems.find(({ severity }) => severity === 'error');
  if (first?.kind !== 'end' || first.heard.length > 0 || problem === undefined) return;
  throw new CommandError(
    `Calls to ${name} fail at once. ${problem.code}: ${problem.message.replace(/\n\s*/g, '\n  ')}`,
    {
      hint:
        module === undefined
          ? `Start the application, or correct the URL. bxml send initiate ${url} shows its answer.`
          : `Calls start at ${url}: set another path with --url. The map of the failure: --check.`,
    },
  );
}

interface Compared {
  readonly old: CallMap | undefined;
  readonly tests: readonly string[];
  readonly found: FoundProblems | undefined;
}

/** Writes the map, painted with changes or coverage. */
async function shown(
  { io, options }: MapContext,
  map: CallMap,
  outputs: readonly Output[],
  { old, tests, found }: Compared,
): Promise<ExitStatus> {
  if (old !== undefined) {
    const diff = diffMaps(old, map);
    const words = {
      text: (style: Style) => diffToText(diff, style),
      json: () => diffToJson(diff),
      markdown: () => diffToMarkdown(diff),
    };
    await writeMaps(io, diff.map, withText(outputs), options, { paint: diff.paint, found, ...words });
    return exitStatus.ok;
  }
  if (options.coverage === true || options.visits !== undefined) {
    const { status, records } = await visitsOfTests(io, options, tests);
    const coverage = coverageOf(map, records);
    const words = { text: (style: Style) => coverageToText(coverage, style), json: () => coverageToJson(coverage) };
    await writeMaps(io, map, withText(outputs), options, { paint: coverage.paint, found, ...words });
    if (status !== 0) remark(io, `The tests failed: they ended with the status ${status}.`);
    const isEnough = coverage.percentage >= (options.threshold ?? 0);
    return status === 0 && isEnough ? exitStatus.ok : exitStatus.findings;
  }
  await writeMaps(io, map, outputs.length === 0 ? [{ format: 'text', file: undefined }] : outputs, options);
  const isText = outputs.length === 0 || outputs.some(({ format, file }) => format === 'text' && file === undefined);
  if (!isText) for (const sentence of map.leftOut) remark(io, `Left out: ${sentence}`);
  return exitStatus.ok;
}

/** Returns the outputs, with text on standard output unless something else is printed there. */
function withText(outputs: readonly Output[]): readonly Output[] {
  const isPrinted = outputs.some(({ file }) => file === undefined);
  return isPrinted ? outputs : [...outputs, { format: 'text', file: undefined }];
}

/** Runs the tests, if there are any, and reads the visits: of the folder that the option names, or of these tests alone. */
async function visitsOfTests(io: Io, { visits }: MapOptions, tests: readonly string[]) {
  const folder = visits === undefined ? mkdtempSync(join(tmpdir(), 'bxml-visits-')) : resolve(io.cwd, visits);
  try {
    if (tests.length > 0) mkdirSync(folder, { recursive: true });
    const status = tests.length === 0 ? 0 : await runTests(io, tests, folder);
    return { status, records: tests.length === 0 ? readVisits(folder) : readVisits(folder, { mayBeEmpty: true }) };
  } finally {
    if (visits === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** What `--check` has found at states, by id, besides their own problems. */
export type FoundProblems = ReadonlyMap<string, readonly MapProblem[]>;

/** What is written instead of the plain map, such as changes. */
export interface Painted {
  readonly paint?: Paint;
  /** Drawn at their states. JSON and text are of the map alone. */
  readonly found?: FoundProblems | undefined;
  readonly text?: (style: Style) => string;
  readonly json?: () => string;
  readonly markdown?: () => string;
}

/** Writes a map in several formats. */
export async function writeMaps(
  io: Io,
  map: CallMap,
  outputs: readonly Output[],
  { theme }: MapOptions,
  painted: Painted = {},
): Promise<void> {
  for (const { format, file } of outputs) {
    const themed = { ...painted, ...(theme === undefined ? {} : { theme }) };
    writeOutput(io, await drawn(io, map, format, file, themed), file);
  }
}

async function drawn(
  io: Io,
  map: CallMap,
  format: Output['format'],
  file: string | undefined,
  options: Painted & { readonly theme?: 'auto' | 'light' | 'dark' },
): Promise<string | Uint8Array> {
  const style: Style = file === undefined ? styleFor(io) : (_, text) => text;
  const pictured = withProblems(map, options.found);
  switch (format) {
    case 'text':
      return options.text?.(style) ?? mapToText(map, style);
    case 'json':
      return options.json?.() ?? mapToJson(map);
    case 'markdown':
      return options.markdown?.() ?? `\`\`\`mermaid\n${drawMermaid(pictured, options)}\`\`\`\n`;
    case 'mermaid':
      return drawMermaid(pictured, options);
    case 'dot':
      return drawDot(pictured, options);
    case 'svg':
      return (await import('../draw/picture/picture.js')).drawSvg(pictured, options);
    case 'png': {
      const { png, missingScripts } = await (await import('../draw/png.js')).drawPng(pictured, options);
      if (missingScripts.length > 0) {
        remark(
          io,
          `The font of pictures has no ${missingScripts.join(', ')}: use SVG, which systems draw with theirs.`,
        );
      }
      return png;
    }
  }
}

function withProblems(map: CallMap, found: FoundProblems = new Map()): CallMap {
  if (found.size === 0) return map;
  const states = map.states.map((state) => ({
    ...state,
    problems: [...state.problems, ...(found.get(state.id) ?? [])],
  }));
  return { ...map, states };
}
