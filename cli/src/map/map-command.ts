// `bxml map`: walks a call flow, and writes its map, its findings, its changes or its coverage.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { coverageOf } from '../coverage/coverage.js';
import { coverageToText } from '../coverage/coverage-text.js';
import { runTests } from '../coverage/run-tests.js';
import { readVisits } from '../coverage/visits-folder.js';
import { diffMaps } from '../diff/diff-maps.js';
import { diffToText } from '../diff/diff-text.js';
import { drawDot } from '../draw/dot.js';
import { mapFromJson, mapToJson } from '../draw/json.js';
import { drawMermaid } from '../draw/mermaid.js';
import type { Paint } from '../draw/paint.js';
import { type LoadedApplication, type LoadOptions, loadApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, print, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { writeOutput } from '../terminal/write-output.js';
import type { CallMap } from './call-map.js';
import type { WalkLimits } from './explore.js';
import { type Output, outputsOf, startOf } from './map-settings.js';
import { mapToText } from './map-text.js';
import { Progress } from './progress.js';
import type { WalkStart } from './replay.js';
import { walk } from './walk.js';

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
  const old = options.diff === undefined ? undefined : readMap(io, options.diff);
  const loaded = await loadApplication(io, target, options);
  try {
    const start = startOf(io, loaded, options);
    const simulator = options.startsAt === undefined ? {} : { startsAt: options.startsAt };
    const context = { io, options, target, loaded, start, simulator };
    if (options.random !== undefined) return await (await import('../random/random-command.js')).random(context);
    const map = await walked(context);
    if (options.check === true) return await (await import('../check/check-command.js')).check(context, map, outputs);
    assertStarted(map, loaded);
    return await shown(context, map, outputs, { old, tests });
  } finally {
    await loaded.dispose();
  }
}

function assertTests(tests: readonly string[], { coverage, threshold, random, writeTests, check }: MapOptions): void {
  if (coverage === true && tests.length === 0)
    throw new CommandError('--coverage needs the command of the tests.', {
      hint: 'Write it after --, as in: bxml map app.tsx --coverage -- npm test',
    });
  if (coverage !== true && tests.length > 0)
    throw new CommandError(`There is one target; ${JSON.stringify(tests[0])} is one too many.`);
  if (threshold !== undefined && coverage !== true)
    throw new CommandError('--threshold is for --coverage.', { hint: 'Add --coverage -- npm test.' });
  if (writeTests !== undefined && random === undefined && check !== true)
    throw new CommandError('--write-tests is for --check and --random.', { hint: 'Add --check.' });
}

function readMap({ cwd }: Io, file: string): CallMap {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw new CommandError(`${file} cannot be read.`, { hint: 'Write one with: bxml map app.tsx -o old.json', cause });
  }
  return mapFromJson(text, file);
}

async function walked({ io, options, loaded, start, simulator }: MapContext): Promise<CallMap> {
  const limits: Partial<Record<keyof WalkLimits, number | undefined>> = {
    states: options.maxStates,
    depth: options.maxDepth,
    calls: options.maxCalls,
    seconds: options.maxSeconds,
    variants: options.maxVariants,
  };
  const progress = new Progress(io);
  try {
    const { map } = await walk(loaded.create ?? (() => loaded.application), {
      name: loaded.name,
      start,
      simulator,
      everyKey: options.everyKey ?? false,
      keys: options.keys ?? [],
      words: options.say ?? [],
      limits: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
      onProgress: ({ calls, states }) => {
        progress.show(`${states} states, ${calls} calls`);
        io.parent?.doing(`walking ${loaded.name}`);
      },
      signal: io.signal,
    });
    return map;
  } finally {
    progress.clear();
  }
}

/** @throws CommandError if calls fail at once, so that there is nothing to show */
function assertStarted({ states: [first] }: CallMap, { name, url }: LoadedApplication): void {
  const problem = first?.problems.find(({ severity }) => severity === 'error');
  if (first?.kind !== 'end' || first.heard.length > 0 || problem === undefined) return;
  throw new CommandError(`Calls to ${name} fail at once. ${problem.code}: ${problem.message}`, {
    hint: `Calls start at ${url}: set another path with --url. The map of the failure: --check.`,
  });
}

interface Compared {
  readonly old: CallMap | undefined;
  readonly tests: readonly string[];
}

/** Writes the map, painted with changes or coverage. */
async function shown(
  { io, options }: MapContext,
  map: CallMap,
  outputs: readonly Output[],
  { old, tests }: Compared,
): Promise<ExitStatus> {
  const style = styleFor(io);
  if (old !== undefined) {
    const diff = diffMaps(old, map);
    await writeMaps(io, diff.map, outputs, options, diff.paint);
    if (!isPrinted(outputs)) print(io, diffToText(diff, style).trimEnd());
    return exitStatus.ok;
  }
  if (options.coverage === true) {
    const coverage = await coverageOfTests(io, map, tests);
    await writeMaps(io, map, outputs, options, coverage.paint);
    if (!isPrinted(outputs)) print(io, coverageToText(coverage, style).trimEnd());
    return coverage.percentage < (options.threshold ?? 0) ? exitStatus.findings : exitStatus.ok;
  }
  await writeMaps(io, map, outputs.length === 0 ? [{ format: 'text', file: undefined }] : outputs, options);
  const isText = outputs.length === 0 || outputs.some(({ format, file }) => format === 'text' && file === undefined);
  if (!isText) for (const sentence of map.leftOut) remark(io, `Left out: ${sentence}`);
  return exitStatus.ok;
}

const isPrinted = (outputs: readonly Output[]): boolean => outputs.some(({ file }) => file === undefined);

async function coverageOfTests(io: Io, map: CallMap, tests: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-visits-'));
  try {
    const status = await runTests(io, tests, folder);
    if (status !== 0) remark(io, `The tests ended with the status ${status}.`);
    return coverageOf(map, readVisits(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a map in several formats. */
export async function writeMaps(
  io: Io,
  map: CallMap,
  outputs: readonly Output[],
  { theme }: MapOptions,
  paint?: Paint,
): Promise<void> {
  const painted = paint === undefined ? {} : { paint };
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
  options: { readonly paint?: Paint; readonly theme?: 'auto' | 'light' | 'dark' },
): Promise<string | Uint8Array> {
  switch (format) {
    case 'text':
      return mapToText(map, file === undefined ? styleFor(io) : (_, text) => text);
    case 'json':
      return mapToJson(map);
    case 'mermaid':
      return drawMermaid(map, options);
    case 'dot':
      return drawDot(map, options);
    case 'svg':
      return (await import('../draw/svg.js')).drawSvg(map, options);
    case 'png': {
      const { png, missingScripts } = await (await import('../draw/png.js')).drawPng(map, options);
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
